"""The line a person types: its history, and what the tab key completes."""

import contextlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from platformdirs import user_state_path
from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.history import FileHistory

from bot import private
from bot.terminal import messages as say
from corpus.errors import RunError


def session(cities: Sequence[str]) -> PromptSession[str]:
    """An editor with history; commands are offered while they are typed, cities on tab."""
    return PromptSession(
        history=History(user_state_path("wencheng") / "history"),
        completer=ChatCompleter(cities),
        complete_while_typing=Condition(lambda: get_app().current_buffer.text.startswith("/")),
    )


class History(FileHistory):
    """Lines kept in a file; where the disk does not let it, they are kept for this chat alone."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        with contextlib.suppress(OSError, RunError):
            private.make(path.parent)
            private.touch(path)

    def load_history_strings(self) -> Iterable[str]:
        """The lines of the file, newest first; none where it can't be read."""
        try:
            return super().load_history_strings()
        except OSError:
            return []

    def store_string(self, string: str) -> None:
        """Add a line to the file where it can be written."""
        with contextlib.suppress(OSError):
            super().store_string(string)


class ChatCompleter(Completer):
    """Completes /commands, and the city whose first characters stand before the cursor."""

    def __init__(self, cities: Sequence[str]) -> None:
        self._cities = cities

    def get_completions(self, document: Document, _: CompleteEvent) -> Iterable[Completion]:
        """Commands for a line's first word that begins with a slash, cities elsewhere."""
        typed = document.text_before_cursor
        if typed.startswith("/") and " " not in typed:
            return self._commands(typed)
        return self._cities_after(typed)

    def _commands(self, typed: str) -> Iterable[Completion]:
        city = next(iter(self._cities), "")
        for name, (_, does, _) in say.COMMANDS.items():
            if name.startswith(typed):
                yield Completion(name, -len(typed), display_meta=does.format(city=city))

    def _cities_after(self, typed: str) -> Iterable[Completion]:
        for city in self._cities:
            begun = _begun(typed, city)
            if begun or typed == "/city ":
                yield Completion(city, -begun)


def _begun(typed: str, city: str) -> int:
    """How many of the city's first characters stand at the end of what was typed."""
    return next((n for n in range(len(city) - 1, 0, -1) if typed.endswith(city[:n])), 0)
