"""Names of files in a library's folder: those that a page, or its raw page, may have there."""

from corpus.errors import InputError
from corpus.files import is_name
from corpus.library import OWN
from corpus.printable import on_one_line

BAD_NAME = "“{name}”不能作语料库里的文件名，请改名再添加"
OWN_NAME = "“{name}”是语料库自己的文件名；若是一版报纸，请改名再添加"


def require_name(name: str) -> None:
    """Raise InputError where no file of a page may be called so."""
    if not is_name(name):
        raise InputError(BAD_NAME.format(name=on_one_line(name)))
    if name in OWN:
        raise InputError(OWN_NAME.format(name=name))
