"""What the YAML parser complains of, in Chinese."""

# By a part of what the parser says; the first that fits.
_YAML = {
    "mapping values are not allowed": "冒号的位置不对，含冒号的文字请加引号",
    "cannot start any token": "这里不能以制表符或 @ % ` 开头，请改用空格或加引号",
    "unexpected end of stream": "引号没有配对",
    "expected ',' or": "括号没有配对，或缺逗号",
    "expected node content": "括号没有配对，或缺内容",
    "could not find expected ':'": "缺冒号",
    "expected '-' indicator": "缩进没有对齐",
    "did not find expected key": "缩进没有对齐，或引号后面多了字",
    "tab character": "缩进请用空格，不能用制表符",
    "another document": "多了一行 ---",
    "escape character": "双引号里的反斜杠写法不对",
}


def of_yaml(problem: str | None) -> str:
    """What is wrong with the YAML: the parser's `problem`, as far as it is known."""
    known = (reason for part, reason in _YAML.items() if part in (problem or ""))
    return "：".join(["YAML 写法有误", *list(known)[:1]])
