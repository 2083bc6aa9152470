"""The packages that only some commands need, and what to say where they are not installed."""

from corpus.errors import InputError

EXTRAS = {
    "bench": ("bm25s", "tantivy"),
    "documents": ("docx", "lxml", "lxml_html_clean", "trafilatura"),
    "large": ("llvmlite", "numba"),
    "mcp": ("mcp",),
    "ocr": ("onnxruntime", "pillow_heif", "rapidocr", "cv2"),
    "opensearch": ("opensearchpy", "urllib3"),
    "telegram": ("aiolimiter", "telegram"),
    "web": (
        *("PIL", "itsdangerous", "jinja2", "markupsafe", "multipart"),
        *("prometheus_client", "starlette", "uvicorn", "watchfiles"),
    ),
}
"""The modules that come with each extra of pyproject.toml."""

_MISSING = (
    "还没装 {extra} 要用的包：在问城的文件夹里运行 make install-{extra}，"
    "或 pip install '.[{extra}]'"
)
_UNKNOWN = "缺少 Python 包 {module}：请重新安装问城"


def missing(error: ModuleNotFoundError) -> InputError:
    """What to say of a module that is not there: the extra that brings it."""
    module = (error.name or "").partition(".")[0]
    extra = next((extra for extra, modules in EXTRAS.items() if module in modules), None)
    if extra is None:
        return InputError(_UNKNOWN.format(module=module))
    return InputError(_MISSING.format(extra=extra))
