"""Files that admins sent, kept on disk until they were read: a server that ends loses none."""

import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from bot import private
from corpus.files import is_name, write_atomic

# How often a file is begun to be read: one over which the server ends each time is given up.
TRIES = 3
_ABOUT, _DATA = "about.json", "data"


@dataclass(frozen=True, slots=True)
class UploadRecord:
    """What a file was called, when it came (seconds since 1970), how often it was begun."""

    name: str
    came: float
    tries: int = 0


class UploadStore:
    """One folder a file, by an identity that is good for a folder's name."""

    def __init__(self, state: Path) -> None:
        self._folder = state / "uploads"

    def keep(self, identity: str, about: UploadRecord, data: bytes) -> None:
        """Keep a file.

        Raises:
            RunError: it can't be written.
        """
        private.make(self._folder)
        write_atomic(self._at(identity) / _DATA, data)
        self._note(identity, about)

    def data(self, identity: str) -> bytes:
        """What a file holds."""
        return (self._at(identity) / _DATA).read_bytes()

    def begin(self, identity: str, about: UploadRecord) -> None:
        """Count a try.

        Raises:
            RunError: it can't be written.
        """
        self._note(identity, UploadRecord(about.name, about.came, about.tries + 1))

    def drop(self, identity: str) -> None:
        """Forget a file that was read, or can't be."""
        shutil.rmtree(self._at(identity), ignore_errors=True)

    def waiting(self) -> Iterator[tuple[str, UploadRecord]]:
        """The files that are kept, in the order in which they came."""
        found = []
        for folder in self._folder.glob("[!.]*"):
            with suppress(OSError, ValueError, TypeError):
                about = UploadRecord(**json.loads((folder / _ABOUT).read_text("utf-8")))
                found.append((folder.name, about))
        yield from sorted(found, key=lambda one: one[1].came)

    def _note(self, identity: str, about: UploadRecord) -> None:
        text = json.dumps(asdict(about), ensure_ascii=False)
        write_atomic(self._at(identity) / _ABOUT, text.encode("utf-8", "replace"))

    def _at(self, identity: str) -> Path:
        return self._folder / (identity if is_name(identity) else ".none")
