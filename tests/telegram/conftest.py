import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.telegram.api.server import BotApi
from tests.telegram.pages import write
from tests.telegram.process import LOGS, SECRET, TOKEN, Bot

Start = Callable[..., Bot]


@pytest.fixture(scope="session", autouse=True)
def _no_log_line_holds_the_token() -> Iterator[None]:
    yield
    # What draws the README's pictures has a bot for a moment, in a folder of its own.
    for path in filter(Path.exists, LOGS):
        assert SECRET not in path.read_text(encoding="utf-8"), path


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    """A Bot API server for the tests of one module."""
    server = BotApi(TOKEN).start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def bot(
    api: BotApi, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Bot]:
    """A bot that runs for the tests of one module, and then ends as it should.

    The module's SECTIONS, if it has any, are one more page of the library.
    """
    folder = tmp_path_factory.mktemp("bot")
    (folder / "library").mkdir()
    if sections := getattr(request.module, "SECTIONS", ()):
        write(folder / "library" / "more.yaml", *sections)
    running = Bot(api, folder)
    yield running
    code = running.stop()
    assert code == 0, running.log
    assert "Warning" not in running.log


@pytest.fixture
def fresh_api() -> Iterator[BotApi]:
    """A Bot API server for one test."""
    server = BotApi(TOKEN).start()
    yield server
    server.stop()


@pytest.fixture
def start(fresh_api: BotApi, tmp_path: Path) -> Iterator[Start]:
    """Starts the bot of one test, which does not outlive it."""
    running: list[Bot] = []

    def begin(*options: str, **settings: Any) -> Bot:
        running.append(Bot(fresh_api, tmp_path, *options, **settings))
        return running[-1]

    yield begin
    for bot in running:
        bot.stop(signal.SIGKILL)
