import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from bot.config import Config, TelegramConfig, WebConfig
from bot.http.server import serving
from bot.web import app, context
from retrieval.live import Live

Client = Callable[[], httpx.Client]


@contextmanager
def served(config: Config) -> Iterator[str]:
    """A server of its own thread, at a port of its own; its URL."""
    built = app.build(context.set_up(config, Live(config.folders)))
    ready, stop = threading.Event(), asyncio.Event()
    urls: list[str] = []
    loop = asyncio.new_event_loop()

    async def run() -> None:
        async with serving(built, "127.0.0.1", 0) as url:
            urls.append(url)
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(run()))
    thread.start()
    try:
        assert ready.wait(20)
        yield urls[0]
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()


def hold_many(library: Path) -> None:
    """Have the library hold more passages on one theme than a page shows."""
    library.mkdir(exist_ok=True)
    records = (
        {
            "id": f"canteen-{n}",
            "title": "食堂",
            "text": f"渔场食堂第{n}处，{'早中晚' * n}供应热饭。",
        }
        for n in range(1, 10)
    )
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    (library / "canteens.jsonl").write_text(lines, encoding="utf-8")


def configured(folder: Path) -> Config:
    """The shipped page, and folders of the test's own."""
    return Config(
        library=folder / "library",
        telegram=TelegramConfig(state=folder / "telegram"),
        web=WebConfig(state=folder / "web", questions_a_minute=100_000),
    )


@pytest.fixture(scope="session")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    config = configured(tmp_path_factory.mktemp("web"))
    hold_many(config.library)
    return config


@pytest.fixture(scope="session")
def url(config: Config) -> Iterator[str]:
    with served(config) as found:
        yield found


@pytest.fixture
def browser(url: str) -> Iterator[httpx.Client]:
    """A reader with cookies."""
    with httpx.Client(base_url=url, follow_redirects=True, timeout=20) as client:
        yield client


@pytest.fixture
def strict(tmp_path: Path) -> Iterator[str]:
    """A server that takes two questions a minute."""
    config = configured(tmp_path)
    with served(replace(config, web=replace(config.web, questions_a_minute=2))) as found:
        yield found
