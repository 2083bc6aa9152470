from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.program import Homes
from tests.corpus.pages import OTHER, PAGE, SECTION, write


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homes]:
    """The platform's folders of a person who has never run the program."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("homes")
        patch.setenv("HOME", str(folder / "home"))
        for name in ("CONFIG", "DATA", "STATE", "CACHE"):
            patch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
        for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "PYTHONIOENCODING"):
            patch.delenv(name, raising=False)
        yield Homes(folder)


@pytest.fixture
def config(tmp_path: Path) -> str:
    """A configuration whose library is the folder `library` alone."""
    path = tmp_path / "config.yaml"
    path.write_text("library: library\nshipped: false\n")
    (tmp_path / "library").mkdir()
    return str(path)


@pytest.fixture
def library(tmp_path: Path, config: str) -> Path:  # noqa: ARG001
    """Its folder, with two pages of a report each."""
    folder = tmp_path / "library"
    write(folder, replace(PAGE, sections=(SECTION,)), "a.yaml")
    write(folder, replace(PAGE, sections=(OTHER,)), "b.yaml")
    return folder
