"""Pictures made by hand, where a library would not make them so."""

import io
import struct
import zlib
from typing import Any


def png(width: int, height: int, notes: bytes = b"") -> bytes:
    """A white PNG, of one bit a point; `notes` are compressed words in it."""
    row = b"\0" + b"\xff" * ((width + 7) // 8)
    packed = zlib.compressobj(1)
    data = b"".join(packed.compress(row) for _ in range(height)) + packed.flush()
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))]
    parts += [(b"zTXt", b"Comment\0\0" + notes)] if notes else []
    parts += [(b"IDAT", data), (b"IEND", b"")]
    chunks = (
        struct.pack(">I", len(held)) + name + held + struct.pack(">I", zlib.crc32(name + held))
        for name, held in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def bmp(width: int, height: int) -> bytes:
    """A BMP that says it is so large, and holds nothing."""
    header = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + header


def gif(count: int) -> bytes:
    """One that moves."""
    return _saved("GIF", count)


def tiff(count: int) -> bytes:
    """One of several pages."""
    return _saved("TIFF", count)


def jpeg() -> bytes:
    """One that is sound."""
    return _saved("JPEG", 1)


def _saved(form: str, count: int) -> bytes:
    from PIL import Image

    images: list[Any] = [Image.new("L", (40, 30), n % 256) for n in range(count)]
    file = io.BytesIO()
    more = {"save_all": True, "append_images": images[1:]} if count > 1 else {}
    images[0].save(file, form, **more)
    return file.getvalue()
