"""The cache folder: this user's, and nobody else's."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.storage import cache


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    return tmp_path / "caches" / "wencheng"


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_nobody_else_looks_into_it(home: Path) -> None:
    assert cache.folder() == home
    assert mode(home) == 0o700


def test_a_folder_that_others_could_read_is_closed(home: Path) -> None:
    home.mkdir(parents=True, mode=0o755)
    (home / "kept").write_text("ours")
    assert cache.folder() == home
    assert mode(home) == 0o700
    assert (home / "kept").exists()


@pytest.mark.parametrize("wide", [0o777, 0o775, 0o1777])
def test_nothing_is_used_that_others_may_have_put_there(home: Path, wide: int) -> None:
    (home / "numba").mkdir(parents=True)
    (home / "numba" / "planted.nbi").write_bytes(b"planted")
    (home / "link").symlink_to(home.parent)
    home.chmod(wide)
    assert cache.folder() == home
    assert mode(home) == 0o700
    assert list(home.iterdir()) == []


def other(home: Path) -> subprocess.CompletedProcess[str]:
    """Where a process of the user nobody keeps its cache, and one that it starts; and the mode."""
    code = (
        "import os, subprocess, sys\n"
        "from retrieval.storage import cache\n"
        "folder = cache.folder()\n"
        "print(folder, oct(folder.stat().st_mode & 0o777), cache.folder(), flush=True)\n"
        "child = 'from retrieval.storage import cache; print(cache.folder())'\n"
        "subprocess.run([sys.executable, '-c', child], check=True)\n"
    )
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "XDG_CACHE_HOME": str(home.parent)},
        user=65534,
        capture_output=True,
        text=True,
        check=True,
    )


@pytest.mark.skipif(os.getuid() != 0, reason="only root becomes another user")
@pytest.mark.skipif(
    not all(folder.stat().st_mode & 0o001 for folder in Path(sys.executable).parents),
    reason="other users can't get at this Python",
)
def test_another_users_folder_is_left_alone(home: Path) -> None:
    home.mkdir(parents=True)
    (home / "dictionary-planted.tables").write_bytes(b"planted")
    home.chmod(0o777)
    for folder in home.parents[:3]:
        folder.chmod(0o755)
    first, second = other(home).stdout.splitlines()
    used, wide, again = first.split()
    assert Path(used).parent != home.parent
    assert (used, wide) == (again, "0o700")
    # What it starts uses the same; afterwards it is gone.
    assert second == used
    assert not Path(used).exists()
    assert (home / "dictionary-planted.tables").exists()


@pytest.mark.parametrize("wide", [0o777, 0o1777])
def test_a_folder_whose_place_others_may_take_is_none(home: Path, wide: int) -> None:
    home.mkdir(parents=True)
    home.parent.chmod(wide)
    assert (cache.folder() == home) == (wide == 0o1777)


@pytest.mark.skipif(os.getuid() != 0, reason="only root gives a folder away")
def test_nor_is_one_in_another_users_folder(home: Path) -> None:
    home.mkdir(parents=True)
    os.chown(home.parent, 65534, 65534)
    assert cache.folder() != home
