"""What can go wrong, as people are told it.

WenchengError           one line for a person; the command line prints it and stops
  InputError            a file, a line, a key or an argument is wrong: exit code 2
  RunError              the input is fine, the run failed: exit code 1
    AwayError           another machine does not answer; it may in a moment
    GoneError           what was asked there has been replaced; ask for it anew
"""

import errno
from pathlib import Path

from corpus.printable import on_one_line

SYSTEM = {
    errno.ENOENT: "没有这个文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是文件夹",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘满了",
    errno.EFBIG: "文件太大",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "名字太长",
    errno.EIO: "磁盘读写出错",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.ENOMEM: "内存不够",
    errno.ELOOP: "链接绕成了圈",
    errno.EBUSY: "正被别的程序占用",
    errno.ETXTBSY: "正被别的程序占用",
    errno.EADDRINUSE: "已被别的程序占用",
    errno.EADDRNOTAVAIL: "不是本机的地址",
}
"""What the system says of a file or an address, in Chinese."""

NOT_INSTALLED = (
    "还没装 {extra} 要用的包：在问城的文件夹里运行 make install-{extra}，"
    "或 pip install '.[{extra}]'"
)
"""What is said where an extra of pyproject.toml is needed that is not there."""


class WenchengError(Exception):
    """A failure to be shown to people as one line, without a traceback."""

    exit_code = 1


class RunError(WenchengError):
    """The input is fine, but the run failed (disk full, no permission, network away)."""


class AwayError(RunError):
    """Another machine, which holds what is asked, does not answer."""


class GoneError(RunError):
    """What was asked of another machine is no longer there: something has taken its place."""


class InputError(WenchengError):
    """A file, a line, a key or an argument is wrong."""

    exit_code = 2

    @classmethod
    def at(cls, path: Path, line: int | None, message: str) -> "InputError":
        """Name the file and, where known, the line (counted from 1); all on one line."""
        place = str(path) if line is None else f"{path}:{line}"
        return cls(on_one_line(f"{place}：{message}"))


def reason(error: OSError) -> str:
    """What went wrong with a file, in Chinese where it is one of the common things."""
    return SYSTEM.get(error.errno or 0) or error.strerror or str(error)
