"""What the system and the YAML parser say of a file, in Chinese."""

import errno

SYSTEM = {
    errno.ENOENT: "没有这个文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "系统不允许",
    errno.EISDIR: "这是文件夹",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.ENAMETOOLONG: "名字太长",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EROFS: "磁盘是只读的",
    errno.EIO: "磁盘读写出错",
    errno.EADDRINUSE: "已被别的程序占用",
    errno.EADDRNOTAVAIL: "不是本机的地址",
}

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


def of_system(error: OSError) -> str:
    """Why the system refused."""
    code = error.errno or 0
    return SYSTEM.get(code) or f"系统错误 {errno.errorcode.get(code, code)}"


def of_yaml(problem: str | None) -> str:
    """What is wrong with the YAML: the parser's `problem`, as far as it is known."""
    known = (reason for part, reason in _YAML.items() if part in (problem or ""))
    return "：".join(["YAML 写法有误", *list(known)[:1]])
