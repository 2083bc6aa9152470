from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from tests.terminal.emulator import Terminal


class Open(Protocol):
    """Opens a terminal with homes of its own."""

    def __call__(
        self, *arguments: str, columns: int = 80, rows: int = 24, **environment: str
    ) -> Terminal:
        """Run `wencheng` with these arguments."""
        ...


@pytest.fixture
def homes(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in place of the platform's folders of the person."""
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "PYTHONIOENCODING"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def open_terminal(homes: Path) -> Iterator[Open]:  # noqa: ARG001
    """Open terminals; they are closed at the end."""
    opened: list[Terminal] = []

    def run(*arguments: str, columns: int = 80, rows: int = 24, **environment: str) -> Terminal:
        opened.append(Terminal(*arguments, columns=columns, rows=rows, environment=environment))
        return opened[-1]

    yield run
    for terminal in opened:
        terminal.close()
