from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.telegram.process import TOKEN, Bot
from tests.telegram.server import BotApi


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    """A Bot API server for the tests of one module."""
    server = BotApi(TOKEN).start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def bot(api: BotApi, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """A bot that runs for the tests of one module, and then ends as it should."""
    running = Bot(api, tmp_path_factory.mktemp("bot"))
    yield running
    code = running.stop()
    assert code == 0, running.log
    assert TOKEN.partition(":")[2] not in running.log
    assert "Warning" not in running.log
    for trouble in ("failure", "Traceback", "Warning"):
        assert trouble not in running.log


@pytest.fixture
def fresh_api() -> Iterator[BotApi]:
    """A Bot API server for one test."""
    server = BotApi(TOKEN).start()
    yield server
    server.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a bot of one test keeps its files."""
    return tmp_path
