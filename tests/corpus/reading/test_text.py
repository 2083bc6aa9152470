import hashlib
from pathlib import Path

import opencc
import pytest

from corpus import SHIPPED, library
from corpus.errors import InputError
from corpus.reading.document import read
from corpus.reading.text import MARK, decode

PAGE_PATH = SHIPPED / "zhejiang-unions-2016.txt"
TEXT = PAGE_PATH.read_text(encoding="utf-8")
PATH = Path("page.txt")


@pytest.mark.parametrize("length", [20, 100, len(TEXT)])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_simplified_text_is_decoded(encoding: str, length: int) -> None:
    text = TEXT[:length]
    assert decode(text.encode(encoding), PATH).text == text


@pytest.mark.parametrize("length", [20, 100, len(TEXT)])
def test_traditional_text_is_decoded_as_big5(length: int) -> None:
    data = opencc.OpenCC("s2t").convert(TEXT)[:length].encode("big5", "ignore")
    assert decode(data, PATH).text == data.decode("big5")


def test_traditional_text_in_gb18030_is_not_taken_for_big5() -> None:
    text = opencc.OpenCC("s2t").convert(TEXT)
    assert decode(text.encode("gb18030"), PATH).text == text


def test_line_ends_are_kept_and_the_byte_order_mark_is_not() -> None:
    data = b"\xef\xbb\xbf\xe4\xb8\x80\r\n\r\n\xe4\xba\x8c\n"
    assert decode(data, PATH).text == "一\r\n\r\n二\n"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("length", [20, 100, len(TEXT)])
def test_text_saved_as_unicode_is_decoded(encoding: str, length: int) -> None:
    assert decode(TEXT[:length].encode(encoding), PATH).text == TEXT[:length]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs"])
@pytest.mark.parametrize("place", [300, 1000, 5000])
def test_reading_goes_on_behind_a_bad_byte(encoding: str, place: int) -> None:
    text = TEXT if encoding != "big5hkscs" else opencc.OpenCC("s2t").convert(TEXT)
    data = text.encode(encoding, "ignore")
    before = data[:place].decode(encoding, "ignore")
    start = len(before.encode(encoding))
    spoilt = data[:start] + b"\xff" + data[start:]
    decoded = decode(spoilt, PATH)
    line = before.count("\n") + 1
    (warning,) = decoded.warnings
    assert warning.startswith(f"第 {line} 行有认不出的字节（文件的第 {start + 1} 个字节起）")
    assert decoded.text == before + MARK + data[start:].decode(encoding)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "文件是空的"),
        (b" \r\n\n", "文件是空的"),
        (bytes(range(256)) * 4, "二进制"),
        (bytes(100), "文件是空的|二进制"),
        (bytes(range(0x80, 0x100)) * 4, "认不出文字编码"),
        (b"\xff" * 100, "认不出文字编码"),
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


@pytest.mark.parametrize(
    ("name", "begins", "message"),
    [("page.pdf", b"\x9c\x01", "里面却不是 PDF"), ("page.doc", b"\xd0\xcf\x11\xe0", "旧版 Office")],
)
def test_what_a_large_file_is_tells_more_than_its_size(
    tmp_path: Path, name: str, begins: bytes, message: str
) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.write(begins)
        file.truncate(50_000_000)
    with pytest.raises(InputError, match=message):
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
