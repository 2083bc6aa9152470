from pathlib import Path
from typing import Any

import pytest

from corpus.errors import InputError
from corpus.reading.kinds import FileKind, kind_of, refuse_others
from corpus.reading.pictures import picture
from tests.corpus.reading import drawing

image_module = pytest.importorskip("PIL.Image")

PATH = Path("page.jpg")


@pytest.fixture
def image() -> object:
    made = image_module.new("RGB", (60, 40), "white")
    made.putpixel((5, 3), (255, 0, 0))
    return made


@pytest.mark.parametrize("form", ["PNG", "WEBP", "TIFF", "BMP"])
def test_every_form_is_read(image: object, form: str) -> None:
    options = {"lossless": True} if form == "WEBP" else {}
    data = drawing.encoded(image, form, **options)
    assert kind_of(data) is FileKind.IMAGE
    (read,) = picture.pictures(data, PATH)
    assert (read.size, read.getpixel((5, 3))) == ((60, 40), (255, 0, 0))


def test_a_photograph_of_a_phone_is_read() -> None:
    heif = pytest.importorskip("pillow_heif")
    heif.register_heif_opener()
    data = drawing.encoded(image_module.new("RGB", (64, 48), "white"), "HEIF")
    assert kind_of(data) is FileKind.HEIC
    (read,) = picture.pictures(data, PATH)
    assert read.size == (64, 48)


def test_a_camera_s_turn_is_mended(image: object) -> None:
    exif = image_module.Exif()
    exif[0x0112] = 6
    (read,) = picture.pictures(drawing.encoded(image, "PNG", exif=exif), PATH)
    assert (read.size, read.getpixel((36, 5))) == ((40, 60), (255, 0, 0))


def test_each_page_of_a_fax_is_read(image: object) -> None:
    data = drawing.encoded(image, "TIFF", save_all=True, append_images=[image])
    assert len(list(picture.pictures(data, PATH))) == 2


def test_what_is_not_painted_is_white() -> None:
    clear = image_module.new("RGBA", (4, 4), (0, 0, 0, 0))
    (read,) = picture.pictures(drawing.encoded(clear), PATH)
    assert read.getpixel((1, 1)) == (255, 255, 255)


def test_a_page_s_picture_is_the_one_that_boxes_count_on(tmp_path: Path, image: object) -> None:
    raw = tmp_path / "page.png"
    raw.write_bytes(drawing.encoded(image))
    shown: Any = picture.page_picture(raw, 1, 90.0, 2.0)
    assert shown.size == (80, 120)
    assert shown.getpixel((73, 11))[1] < 128


@pytest.mark.parametrize("turn", [0.0, 90.0, 180.0, 270.0, 356.0, -3.0])
def test_a_turn_is_clockwise(turn: float) -> None:
    made = image_module.new("RGB", (101, 101), "white")
    made.paste((0, 0, 0), (40, 0, 61, 21))
    turned: Any = picture.turned(made, turn)
    where = {0.0: (50, 10), 90.0: (90, 50), 180.0: (50, 90), 270.0: (10, 50)}
    x, y = where.get(turn, (47 + (turned.width - 101) // 2, 10 + (turned.height - 101) // 2))
    assert max(turned.getpixel((x, y))) < 128


@pytest.mark.parametrize(
    "data", [b"\xff\xd8\xff\xe0 broken", b"\x89PNG\r\n\x1a\n", b"II*\0\x08\0\0\0"]
)
def test_a_broken_picture_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^page\.jpg：图片读不了") as caught:
        list(picture.pictures(data, PATH))
    assert "\n" not in str(caught.value)


def test_a_picture_that_would_fill_the_memory_is_refused_unread(
    monkeypatch: pytest.MonkeyPatch, image: object
) -> None:
    monkeypatch.setattr(picture, "MAX_PIXELS", 1000)
    with pytest.raises(InputError, match="图片太大"):
        list(picture.pictures(drawing.encoded(image), PATH))


def zipped(*names: str) -> bytes:
    from io import BytesIO
    from zipfile import ZipFile

    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "一")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b" \r\n", "文件是空的"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "是电子表格，请把报道的文字复制到"),
        (zipped("ppt/presentation.xml"), "是幻灯片"),
        (zipped("OFD.xml"), "是 OFD 版式文件"),
        (zipped("a.txt"), "是压缩包，请先解压"),
        (b"PK\x03\x04 cut off", "文件不完整"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "是旧版 Office 或 WPS 文件，请在 Word 或 WPS 里另存为",
        ),
        (b"{\\rtf1\\ansi", "是 RTF 文档"),
        (b"Rar!\x1a\x07", "是压缩包"),
        (b"\0\0\0\x18ftypisom", "是录音或录像"),
        (b"ID3\x03", "是录音"),
    ],
)
def test_what_no_page_is_read_from_says_what_it_is(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=f"^page.jpg：{said}"):
        refuse_others(data, PATH)


@pytest.mark.parametrize(("name", "kind"), [("page.pdf", "PDF"), ("page.DOCX", "Word 文档")])
@pytest.mark.parametrize("data", [b"words", b"\x7f\0\1\2"])
def test_a_document_by_its_name_alone_is_none(name: str, kind: str, data: bytes) -> None:
    with pytest.raises(InputError, match=f"^{name}：名字是.*里面却不是 {kind}"):
        refuse_others(data, Path(name))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7", FileKind.PDF),
        (zipped("word/document.xml"), FileKind.DOCX),
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", FileKind.HTML),
        (b"\n<!-- saved from url=(0030) -->\n<html lang='zh'>", FileKind.HTML),
        (b"From: <Saved by Blink>\r\nSubject: x\r\n y\r\nMIME-Version: 1.0\r\n", FileKind.MHTML),
        ("《<html>》是什么".encode(), FileKind.TEXT),
    ],
)
def test_what_is_read_is_known_by_what_it_holds(data: bytes, kind: FileKind) -> None:
    assert kind_of(data) is kind
    refuse_others(data, PATH)
