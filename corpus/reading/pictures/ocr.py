"""A picture of a page → its lines of text, by RapidOCR, in a process of their own.

The models come with the package and nothing is fetched. One picture at a time is read, and the
process ends with the file, so that its memory (1.2 GB) is given back.
"""

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from importlib.util import find_spec
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any

from corpus import apart
from corpus.errors import RunError
from corpus.reading.lines import Layer, Sheet

if TYPE_CHECKING:
    from PIL.Image import Image

Told = Callable[[float], object]
"""Is told the share of a page that was read since it was told last."""

log = logging.getLogger(__name__)

MODULES = ("rapidocr", "onnxruntime", "PIL")
NICENESS = 5
FAINT = 24
"""Shades of grey, of 256, between the lightest and the darkest of a blank page."""
FAILED = "识别文字出错，请换一张清楚些的图片"
STOPPED = "识别文字的进程意外停止（可能是内存不够）"


def is_installed() -> bool:
    """Whether what reads pictures is there."""
    return all(find_spec(name) for name in MODULES)


def read_pictures(
    images: "Iterable[Image]", told: Told = lambda _: None, first: int = 1
) -> Iterator[Sheet]:
    """Read pictures, each as it comes, as sheets numbered from `first`.

    Raises:
        RunError: the process died.
    """
    with _Process() as process:
        for number, image in enumerate(images, first):
            if _is_blank(image):
                yield Sheet(number, float(image.width), float(image.height), (), layer=Layer.NONE)
                told(1.0)
            else:
                yield process.sheet(image, number, told)


def _is_blank(image: "Image") -> bool:
    """Whether a picture is of one shade."""
    grey: Any = image.convert("L")
    low, high = grey.getextrema()
    return bool(high - low < FAINT)


class _Process:
    """The process that reads, started with the first picture."""

    def __init__(self) -> None:
        self._context = get_context("spawn")
        self._connection: Connection | None = None
        self._process: BaseProcess | None = None

    def __enter__(self) -> "_Process":
        return self

    def __exit__(self, *_: object) -> None:
        if self._connection is not None and self._process is not None:
            self._connection.close()
            self._process.join()
            apart.children.discard(self._process)

    def sheet(self, image: "Image", number: int, told: Told) -> Sheet:
        """Read one picture.

        Raises:
            RunError: the process died, or failed over it.
        """
        connection = self._connection or self._started()
        try:
            connection.send((number, image))
            return _answer(connection, told)
        except (EOFError, ConnectionError):
            raise RunError(STOPPED) from None

    def _started(self) -> Connection:
        here, there = self._context.Pipe()
        self._process = self._context.Process(target=_work, args=(there,), daemon=True)
        self._process.start()
        apart.children.add(self._process)
        there.close()
        self._connection = here
        return here


def _answer(here: Connection, told: Told) -> Sheet:
    while isinstance(said := here.recv(), float):
        told(said)
    if isinstance(said, Sheet):
        return said
    log.warning("recognition failed: %s", said)
    raise RunError(FAILED)


def _work(there: Connection) -> None:
    """Read what comes until there is no more."""
    os.nice(NICENESS)
    with suppress(EOFError, ConnectionError, KeyboardInterrupt):
        from corpus.reading.pictures.recognition import Reader

        reader = Reader()
        while True:
            number, image = there.recv()
            try:
                there.send(reader.sheet(image, number, there.send))
            except (RuntimeError, ValueError, MemoryError) as error:
                there.send(f"{type(error).__name__} {error}")
