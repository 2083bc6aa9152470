"""The files: by what they are, how each is called and made."""

import io
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from corpus.library import dump
from tests.corpus.pages import PAGE
from tests.corpus.reading.pdfs import Leaf, Run, column, make_pdf
from tests.hostile.pictures import bmp, gif, jpeg, png, tiff
from tests.hostile.pieces import pieces

Make = Callable[[Path], object]

REPORT = "东海市总工会主席王一：春风又绿\n\n今年要办“春风行动”，帮助职工就业。（记者李二）\n"
YAML = dump(PAGE)
LINE = '{"id": "1", "text": "今年要办春风行动。"}\n'
HTML = "<!doctype html><html><body>"


def of(data: str | bytes) -> Make:
    """A file that holds this."""
    held = data.encode() if isinstance(data, str) else data
    return lambda path: path.write_bytes(held)


def made(build: Callable[[], str | bytes]) -> Make:
    """A file that holds what is built when it is wanted, once."""
    built = cache(build)
    return lambda path: of(built())(path)


def sparse(size: int, head: bytes = b"") -> Make:
    """A large file without anything in it."""

    def make(path: Path) -> None:
        with path.open("wb") as file:
            file.write(head)
            file.truncate(size)

    return make


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


_TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
    b'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    b'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def docx(body: bytes, **more: bytes) -> bytes:
    """A Word document with this XML in its body."""
    space = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = b"<w:document %s><w:body>%s</w:body></w:document>" % (space, body)
    parts = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS}
    return zipped(parts | {"word/document.xml": document} | more)


def paragraph(text: str) -> bytes:
    """A paragraph of a Word document."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>".encode()


def entities() -> bytes:
    """A document whose name of a name of a name … is a billion letters."""
    kinds = b"".join(
        b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10 if n else b"lol") for n in range(10)
    )
    whole = docx(b"<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>")
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = b"<!DOCTYPE d [%s]>%s" % (kinds, parts["word/document.xml"])
    return zipped(parts)


def sized(data: bytes, claimed: int) -> bytes:
    """A zip in which each part claims to unpack to so many bytes."""
    out = bytearray(data)
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        out[at + 24 : at + 28] = struct.pack("<I", claimed)
        at = data.find(b"PK\x01\x02", at + 1)
    return bytes(out)


def pdf(*objects: bytes, root: int = 1, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, from 1."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, held in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, held)
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    out += b"trailer\n<< /Size %d /Root %d 0 R %s >>\n" % (size, root, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF" % at)


_CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"


def _page(content: bytes, box: bytes = b"0 0 600 800", filters: bytes = b"") -> bytes:
    return pdf(
        _CATALOG,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> "
        b"/XObject << /X 4 0 R >> >> >>" % box,
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >>"
        b" /Length %d %s>>\nstream\n%s\nendstream" % (len(content), filters, content),
    )


def _locked() -> bytes:
    """One that is encrypted by AES, with a password nobody has."""
    protected = (
        b"/Encrypt << /Filter /Standard /V 4 /R 4 /Length 128 /CF << /StdCF << /CFM /AESV2 "
        b"/AuthEvent /DocOpen /Length 16 >> >> /StmF /StdCF /StrF /StdCF /P -4 "
        b"/O <%s> /U <%s> >> /ID [<00> <00>]" % (b"5a" * 32, b"a5" * 32)
    )
    return pdf(_CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>", trailer=protected)


def _many_pages() -> bytes:
    kids = b" ".join(b"%d 0 R" % (n + 3) for n in range(10_000))
    pages = b"<< /Type /Pages /Kids [%s] /Count 10000 >>" % kids
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>"
    return pdf(_CATALOG, pages, *([page] * 10_000))


def _scattered() -> bytes:
    words = [Run(7 + 73 * (n % 8), 9 + n // 8 * 9.7 % 780, 8, f"启事{n}") for n in range(800)]
    return make_pdf(Leaf(words))


def fifo(path: Path) -> None:
    """A pipe that nobody writes to."""
    os.mkfifo(path)


def link(to: str) -> Make:
    """A link to something else."""
    return lambda path: path.symlink_to(to)


def _lines(count: int) -> str:
    return "".join(f'{{"id": "{n}", "text": "{"啊" * 400}"}}\n' for n in range(count))


HEAVY = {
    "150,000 paragraphs", "brackets that never close", "head lines alone", "numbers without an end",
    "a Word document of 410 MB", "the same, which claims 1 kB", "50,000 parts",
    "300,000 attributes", "a script without an end", "a picture of 900 million points",
    "a drawing that draws itself", "a page of 500 MB", "a million words on a page",
    "800 scattered words", "900 pieces of text", "a line of 5 MB",
}  # fmt: skip
"""Those that take seconds to make or to refuse: for `python -m tests.hostile` alone."""

FILES: dict[str, tuple[str, Make]] = {
    "nothing": ("a.txt", of("")),
    "blanks": ("a.txt", of(" \n\t\u3000\n" * 1000)),
    "50 MB of NUL": ("a.txt", sparse(50_000_000)),
    "NUL inside": ("a.txt", of(REPORT.replace("，", "\0"))),
    "random bytes": ("a.txt", made(lambda: os.urandom(500_000))),
    "UTF-16 without a mark": ("a.txt", of(REPORT.encode("utf-16-le"))),
    "half a character": ("a.txt", of((REPORT * 20).encode("gb18030")[:-3] + b"\x81")),
    "Latin letters in another encoding": (
        "a.txt",
        of("Überraschung für Käse. ".encode("latin-1") * 50),
    ),
    "emoji alone": ("a.txt", of("🎉🀄️👩‍👩‍👧‍👦" * 5000)),
    "lone surrogates": ("a.txt", of(b"\xed\xa0\x80" * 2000)),
    "control characters": ("a.txt", of("\x1b[2J\x07\u202e" * 20_000)),
    "one line": ("a.txt", of("春" * 330_000)),
    "300,000 line ends": ("a.txt", of(REPORT + "\n" * 300_000)),
    "150,000 paragraphs": ("a.txt", of(REPORT + "好。\n\n" * 120_000)),
    "brackets that never close": ("a.txt", of(REPORT + "（" * 300_000)),
    "head lines alone": ("a.txt", of("东海市总工会主席王一：春风又绿\n\n" * 15_000)),
    "numbers without an end": ("a.txt", of(REPORT + "1" * 900_000)),
    "900 pieces of text": ("a.txt", made(pieces)),
    "a pipe": ("a.txt", fifo),
    "a link to /dev/zero": ("a.txt", link("/dev/zero")),
    "a link to nowhere": ("a.txt", link("nowhere")),
    "a link to itself": ("a.txt", link("a.txt")),
    "a folder": ("a.txt", Path.mkdir),
    "a hidden file": (".a.txt", of(REPORT[:9])),
    "a million lines of YAML": ("a.yaml", made(lambda: "title:\n" + "- 题\n" * 800_000)),
    "YAML's aliases": (
        "a.yaml",
        made(
            lambda: (
                "a0: &a0 [x]\n"
                + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
            )
        ),
    ),
    "!!bool foo": ("a.yaml", of(YAML.replace("date: null", "date: !!bool foo"))),
    "!!int ''": ("a.yaml", of(YAML.replace("date: null", "date: !!int ''"))),
    "a number to base 60": ("a.yaml", of(YAML.replace("date: null", "date: 190:20:30:15:59"))),
    "40,000 digits": ("a.yaml", of(YAML.replace("date: null", f"date: {'9' * 40_000}"))),
    "YAML 100,000 deep": ("a.yaml", of("[" * 100_000)),
    "an object in YAML": (
        "a.yaml",
        of(YAML.replace("date: null", "date: !!python/object:os.system 1")),
    ),
    "a merge key": ("a.yaml", of(YAML + "<<: 1\n")),
    "a zip": ("a.zip", of(zipped({"a.txt": b"1"}))),
    "a Word document cut short": ("a.docx", of(docx(paragraph("春风"))[:300])),
    "a Word document that claims 4 GB": ("a.docx", of(sized(docx(paragraph("春风")), 2**32 - 2))),
    "a Word document of 410 MB": ("a.docx", made(lambda: docx(b" " * 410_000_000))),
    "the same, which claims 1 kB": ("a.docx", made(lambda: sized(docx(b" " * 410_000_000), 1000))),
    "a billion laughs": ("a.docx", made(entities)),
    "a Word document 100,000 deep": (
        "a.docx",
        of(docx(b"<w:tbl>" * 100_000 + b"</w:tbl>" * 100_000)),
    ),
    "50,000 parts": ("a.docx", made(lambda: zipped({f"word/{n}": b"" for n in range(50_000)}))),
    "a web page 100,000 deep": ("a.html", of(HTML + "<div>" * 100_000 + "春")),
    "300,000 attributes": (
        "a.html",
        made(lambda: HTML + "<p " + " ".join(f"a{n}=1" for n in range(300_000)) + ">春"),
    ),
    "comments that begin a page": ("a.html", of("<!---->" * 580 + "x")),
    "headers that begin a page": ("a.mht", of("a:\r\n" * 1000 + "x")),
    "a script without an end": ("a.html", of(HTML + "<script>" + "a=1;" * 500_000)),
    "a picture of one point": ("a.png", made(lambda: png(1, 1))),
    "a picture of 900 million points": ("a.png", made(lambda: png(30_000, 30_000))),
    "a picture that claims 4 billion": ("a.bmp", made(lambda: bmp(65_535, 65_535))),
    "a picture that moves": ("a.gif", made(lambda: gif(50))),
    "a picture cut short": ("a.jpg", made(lambda: jpeg()[:200])),
    "a picture of 100 pages": ("a.tif", made(lambda: tiff(100))),
    "a picture's notes of 100 MB": (
        "a.png",
        made(lambda: png(9, 9, zlib.compress(bytes(100_000_000)))),
    ),
    "a PDF without anything": ("a.pdf", of(b"%PDF-1.7\n")),
    "a PDF without pages": ("a.pdf", of(pdf(_CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>"))),
    "a PDF of 10,000 pages": ("a.pdf", made(_many_pages)),
    "a PDF with a password": ("a.pdf", of(_locked())),
    "pages that are their own": (
        "a.pdf",
        of(pdf(_CATALOG, b"<< /Type /Pages /Kids [2 0 R] /Count 9 >>")),
    ),
    "a drawing that draws itself": ("a.pdf", of(_page(b"/X Do " * 50))),
    "a page of 500 MB": (
        "a.pdf",
        made(
            lambda: _page(
                zlib.compress(b"0 0 m " * 80_000_000, 1), filters=b"/Filter /FlateDecode "
            )
        ),
    ),
    "a million words on a page": (
        "a.pdf",
        made(lambda: _page(b"BT /F1 9 Tf " + b"(a) Tj " * 1_000_000 + b"ET")),
    ),
    "a page larger than the world": (
        "a.pdf",
        of(_page(b"BT /F1 9 Tf (a) Tj ET", b"0 0 1e30 1e30")),
    ),
    "800 scattered words": ("a.pdf", made(_scattered)),
    "a PDF cut short": ("a.pdf", of(make_pdf(Leaf(column(50, 700, 10, "春" * 300)))[:900])),
    "JSON that breaks off": ("a.jsonl", of(LINE + '{"id": "2", "te')),
    "a line of 5 MB": ("a.jsonl", of(json.dumps({"id": "1", "text": "春" * 5_000_000}))),
    "JSON 100,000 deep": ("a.jsonl", of(LINE + "[" * 100_000)),
    "no number": ("a.jsonl", of(LINE + '{"id": NaN, "text": "春"}\n')),
    "one id a thousand times": ("a.jsonl", of(LINE * 1000)),
    "a million digits": ("a.jsonl", of('{"id": ' + "9" * 1_000_000 + ', "text": "春"}')),
}
"""By what each is: its name, and how it is made."""
