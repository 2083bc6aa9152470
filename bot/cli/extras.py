"""The packages that only some commands need, and what to say where they are not installed."""

from bot.cli import messages
from corpus.errors import NOT_INSTALLED, InputError

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


def missing(error: ModuleNotFoundError) -> InputError:
    """What to say of a module that is not there: the extra that brings it."""
    module = (error.name or "").partition(".")[0]
    extra = next((extra for extra, modules in EXTRAS.items() if module in modules), None)
    if extra is None:
        return InputError(messages.MISSING_PACKAGE.format(module=module))
    return InputError(NOT_INSTALLED.format(extra=extra))
