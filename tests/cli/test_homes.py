"""Where the program reads and writes: the platform's folders, never the checkout."""

import shutil
from pathlib import Path

import pytest

from corpus import SHIPPED
from tests.cli.program import Homes, run
from tests.corpus.pages import PAGE, write

CHECKOUT = SHIPPED.parents[1]
# What the tools that run the tests leave behind.
TOOLS = ("__pycache__", ".coverage", ".git", ".venv", "egg-info", "_cache", ".hypothesis")


def checkout() -> dict[Path, int]:
    """Every file of the checkout and when it was changed."""
    paths = (path for path in CHECKOUT.rglob("*") if path.is_file())
    own = (path for path in paths if not any(tool in str(path) for tool in TOOLS))
    return {path: path.stat().st_mtime_ns for path in own}


def test_nothing_is_written_but_the_cache(homes: Homes, tmp_path: Path) -> None:
    shutil.rmtree(homes.folder / "cache", ignore_errors=True)
    # Tests before this one may have left theirs in the folders of this session.
    for name in ("data", "state", "config", "home"):
        shutil.rmtree(homes.folder / name, ignore_errors=True)
    before = checkout()
    for arguments in (("ask", "湖州"), ("corpus", "list"), ("--help",)):
        assert run(*arguments, folder=tmp_path).code == 0
    assert checkout() == before
    assert list(tmp_path.iterdir()) == []
    assert homes.files() <= {"cache"}


@pytest.mark.usefixtures("homes")
def test_a_cache_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    ended = run("ask", "湖州")
    assert (ended.code, ended.error) == (0, "")


def test_the_library_of_the_platform_is_read(homes: Homes) -> None:
    folder = homes.folder / "data" / "wencheng" / "library"
    folder.mkdir(parents=True)
    try:
        write(folder, PAGE)
        assert "东海 · 王一" in run("corpus", "list").out
        assert "湖州 · 钟鸣" in run("corpus", "list").out
    finally:
        shutil.rmtree(homes.folder / "data")


def test_the_configuration_of_the_platform_is_read(homes: Homes) -> None:
    folder = homes.folder / "config" / "wencheng"
    folder.mkdir(parents=True)
    try:
        (folder / "config.yaml").write_text("shipped: perhaps\n")
        assert "config.yaml:1：shipped" in run("corpus", "list").complaint()
        (folder / "config.yaml").write_text("shipped: false\n")
        assert "湖州" not in run("corpus", "list").out
    finally:
        shutil.rmtree(homes.folder / "config")
