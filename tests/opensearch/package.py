"""OpenSearch itself, for tests: from an npm package that holds it, checked before it is used."""

import hashlib
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import LASTING

PACKAGE = "@dragon-den/dopensearch@2.4.0"
SHA256 = "2f130efa1aa4cafb3c42edc424f5065fdf34ef4b524863b6834ee7f0fac89c63"
CACHE = LASTING / "opensearch"

_ROOT = "package/target/"
_WANTED = tuple(f"{_ROOT}{part}/" for part in ("lib", "config", "modules/transport-netty4"))


@contextmanager
def unpacked() -> Iterator[Path]:
    """What nodes need, and no plugin, in a folder: lib, config, modules."""
    folder = Path(tempfile.mkdtemp(prefix="opensearch-"))
    try:
        _unpack(folder)
        give_away(folder)
        yield folder
    finally:
        shutil.rmtree(folder)


def give_away(folder: Path) -> None:
    """OpenSearch does not run as root: nobody gets the folder."""
    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", "nobody:", folder], check=True)


def _unpack(into: Path) -> None:
    with tarfile.open(_fetched()) as archive:
        for member in archive:
            if member.isfile() and member.name.startswith(_WANTED):
                path = into / member.name.removeprefix(_ROOT)
                path.parent.mkdir(parents=True, exist_ok=True)
                content = archive.extractfile(member)
                assert content is not None
                path.write_bytes(content.read())
                path.chmod(member.mode)


def _fetched() -> Path:
    """The package in the cache; npm fetches it where it is missing or damaged."""
    CACHE.mkdir(parents=True, exist_ok=True)
    path = CACHE / "dragon-den-dopensearch-2.4.0.tgz"
    if not path.exists() or _digest(path) != SHA256:
        _pack()
    assert _digest(path) == SHA256, f"{path} is not the package that was checked"
    return path


def _pack() -> None:
    npm = shutil.which("npm")
    assert npm is not None, "these tests need npm (apt-get install npm)"
    command = [npm, "pack", "--silent", PACKAGE]
    subprocess.run(command, cwd=CACHE, check=True, capture_output=True, timeout=600)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
