import hashlib
from pathlib import Path

import opencc
import pytest

from corpus import SHIPPED, library
from corpus.errors import InputError
from corpus.reading import text as decode
from corpus.reading.document import read

PAGE_PATH = SHIPPED / "zhejiang-unions-2016.txt"
TEXT = PAGE_PATH.read_text(encoding="utf-8")
PATH = Path("page.txt")


@pytest.mark.parametrize("length", [20, 100, len(TEXT)])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_simplified_text_is_decoded(encoding: str, length: int) -> None:
    text = TEXT[:length]
    assert decode.decode(text.encode(encoding), PATH) == text


@pytest.mark.parametrize("length", [20, 100, len(TEXT)])
def test_traditional_text_is_decoded_as_big5(length: int) -> None:
    data = opencc.OpenCC("s2t").convert(TEXT)[:length].encode("big5", "ignore")
    assert decode.decode(data, PATH) == data.decode("big5")


def test_traditional_text_in_gb18030_is_not_taken_for_big5() -> None:
    text = opencc.OpenCC("s2t").convert(TEXT)
    assert decode.decode(text.encode("gb18030"), PATH) == text


def test_line_ends_are_kept_and_the_byte_order_mark_is_not() -> None:
    assert (
        decode.decode(b"\xef\xbb\xbf\xe4\xb8\x80\r\n\r\n\xe4\xba\x8c\n", PATH) == "一\r\n\r\n二\n"
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "文件是空的"),
        (b" \r\n\n", "文件是空的"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "二进制"),
        (bytes(range(0x80, 0x100)) * 4, "认不出文字编码"),
        ("ＡＢ".encode("utf-16"), "认不出文字编码"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(data)
    with pytest.raises(InputError, match=message) as caught:
        read(path)
    assert str(caught.value).startswith(f"{path}：")
    assert "\n" not in str(caught.value)


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(InputError, match=r"文件太大（50\.0 MB，上限 1 MB）"):
        read(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(InputError, match="读不了"):
            read(path)


def test_a_library_page_keeps_its_spans_in_any_encoding(tmp_path: Path) -> None:
    shipped = library.read_page(PAGE_PATH.with_suffix(".yaml"))
    raw = tmp_path / PAGE_PATH.name
    raw.write_bytes(TEXT.encode("gb18030"))
    page = PAGE_PATH.with_suffix(".yaml").read_text(encoding="utf-8")
    old = shipped.page.raw
    assert old is not None
    digest = hashlib.sha256(raw.read_bytes()).hexdigest()
    copy = tmp_path / "copy.yaml"
    copy.write_text(page.replace(old.sha256, digest), encoding="utf-8")
    assert library.read_page(copy).page.sections == shipped.page.sections
