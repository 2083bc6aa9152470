"""The small parts of the Telegram face, alone."""

import asyncio
import io
import logging
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from telegram import Chat, Update, User

from bot.config import Config, TelegramConfig
from bot.telegram import app
from bot.telegram.handlers import context as contexts
from bot.telegram.handlers.admin import AdminCommands
from bot.telegram.handlers.commands import Commands
from bot.telegram.handlers.errors import failed
from bot.telegram.replies import library
from bot.telegram.replies.library import LibraryDifference
from bot.telegram.replies.text import plain
from bot.telegram.settings import Redacted
from bot.telegram.transport.polling import App
from retrieval.live import Live
from retrieval.snapshot import Snapshot
from tests.telegram.pages import section
from tests.telegram.process import TOKEN, environment


def test_the_token_is_blotted_out_of_messages_and_tracebacks() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Redacted(TOKEN))
    log = logging.Logger("test")
    log.addHandler(handler)
    secret = TOKEN.partition(":")[2]
    try:
        raise ValueError(f"https://host/bot{TOKEN}/getMe and {secret}")
    except ValueError:
        log.exception("at %s and %s", TOKEN.replace(":", "%3A"), f"/bot{TOKEN}/")
    assert "Traceback" in stream.getvalue()
    assert stream.getvalue().count("<token>") == 4
    assert secret not in stream.getvalue()


def test_a_failure_outside_of_a_message_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    class Context:
        error = ValueError("broken")

    asyncio.run(failed(None, cast(Any, Context())))
    assert "failure" in caplog.text


def test_many_changed_reports_are_not_all_named(tmp_path: Path) -> None:
    added = tuple(section(f"城{number}", "文") for number in range(25))
    changes = LibraryDifference(added, (replace(added[0], city=None),), ())
    text = plain(library.reloaded(Live([tmp_path]).snapshot, changes).blocks)
    assert "新增 25 篇：城0、城1、" in text
    assert text.splitlines()[1].endswith("城19等")
    assert text.splitlines()[2] == "改动 1 篇：未署城市"


class Slow(Live):
    """Reloads when it is told to."""

    def __init__(self) -> None:
        super().__init__([])
        self.started, self.may_end = threading.Event(), threading.Event()

    def reload(self) -> Snapshot:
        self.started.set()
        self.may_end.wait(10)
        return self.snapshot


class Written:
    """A private message of an admin's, and what was said to it."""

    chat = Chat(1, Chat.PRIVATE)
    from_user = User(1, "管理员", is_bot=False)
    sender_chat = None

    def __init__(self) -> None:
        self.message = self
        self.said: list[str] = []

    async def reply_text(self, text: str, **_: object) -> "Written":
        self.said.append(text)
        return self

    message_id = 1


def test_one_reload_at_a_time_and_questions_meanwhile(tmp_path: Path) -> None:
    written, live = Written(), Slow()
    at = contexts.set_up(Config(telegram=TelegramConfig(admins=(1,), state=tmp_path)), live)

    async def write() -> None:
        update, context = cast(Update, written), cast(Any, 0)
        first = asyncio.create_task(AdminCommands(at).reload(update, context))
        await asyncio.to_thread(live.started.wait, 10)
        await AdminCommands(at).reload(update, context)
        await Commands(at).cities(update, context)
        live.may_end.set()
        await first

    asyncio.run(write())
    running, cities, reloaded = written.said
    assert running == "正在重新载入，请等它完成。"
    assert cities == "现在还没有报道。"
    assert reloaded.startswith("已重新载入")


def test_other_chats_go_on_while_an_answer_takes_its_time(tmp_path: Path) -> None:
    at = contexts.set_up(Config(telegram=TelegramConfig(state=tmp_path)), Live([]))
    others = threading.Event()

    async def ask() -> bool:
        slow = asyncio.create_task(at.look(lambda _: others.wait(10)))
        await asyncio.sleep(0)
        others.set()
        return await slow

    assert asyncio.run(ask())


class Stuck:
    """An application whose last updates never end."""

    running = True

    def __init__(self) -> None:
        self.closed = 0
        self.bot = self

    async def stop(self) -> None:
        await asyncio.sleep(60)

    async def shutdown(self) -> None:
        self.closed += 1


def test_the_end_does_not_wait_for_ever(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(app, "GRACE", 0.01)
    stuck = Stuck()
    application: App = stuck  # type: ignore[assignment]
    asyncio.run(app._end(application))
    assert stuck.closed == 2
    assert "in the background" in caplog.text


def test_a_failure_of_its_own_is_one_line_and_a_log(tmp_path: Path) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text(
        "import sys\n"
        "from bot.cli import main\n"
        "from bot.telegram import app\n"
        f"async def fail(*_): raise ValueError('at {TOKEN}')\n"
        "app._serve = fail\n"
        "sys.argv = ['wencheng', 'telegram']\n"
        "main()\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, broken],
        env=environment(TELEGRAM_BOT_TOKEN=TOKEN),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert "ValueError: at <token>" in done.stderr
    assert done.stderr.splitlines()[-1] == "机器人意外停止，原因见上面的日志"
