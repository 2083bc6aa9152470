"""The worker with handlers that fail, without Telegram."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from telegram import Update, User
from telegram.error import BadRequest, Forbidden, NetworkError, TimedOut
from telegram.ext import ApplicationBuilder, CallbackContext, MessageHandler, filters

from bot.telegram.transport import worker
from bot.telegram.transport.inbox import Inbox
from bot.telegram.transport.limits import SenderLimits
from bot.telegram.transport.polling import App, RawBot
from bot.telegram.transport.updates import Json
from bot.telegram.transport.worker import TrackedApplication, Worker, judge

Handle = Callable[[str], Awaitable[None]]


class Offline(RawBot):
    """A bot that needs no Telegram to start and end."""

    __slots__ = ()

    @property
    def bot(self) -> User:
        return User(42, "问城", is_bot=True, username="wencheng_test_bot")

    async def initialize(self) -> None:
        """Nothing to ask."""

    async def shutdown(self) -> None:
        """Nothing to close."""


def message(number: int, chat: int = 1) -> Json:
    person = {"id": chat, "is_bot": False, "first_name": "王小明"}
    content = {"message_id": number, "date": 1, "chat": {"id": chat, "type": "private"}}
    return {"update_id": number, "message": content | {"from": person, "text": f"问{number}"}}


def application(handle: Handle, told: list[object], block: bool) -> App:
    async def handler(update: Update, _: object) -> None:
        assert update.message is not None
        await handle(update.message.text or "")

    async def tell(_: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
        told.append(context.error)

    builder = ApplicationBuilder().application_class(TrackedApplication)
    app: App = builder.bot(Offline("1:token")).updater(None).build()
    app.add_error_handler(judge)
    app.add_error_handler(tell)
    app.add_handler(MessageHandler(filters.ALL, handler, block=block))
    return app


class Office:
    """A worker at its inbox."""

    def __init__(self, path: Path) -> None:
        self.inbox = Inbox(path)
        self.told: list[object] = []

    def run(self, handle: Handle, *updates: Json, block: bool = True) -> None:
        asyncio.run(asyncio.wait_for(self._run(handle, updates, block), 20))

    async def _run(self, handle: Handle, updates: tuple[Json, ...], block: bool) -> None:
        app = application(handle, self.told, block)
        async with app:
            await app.start()
            at_work = Worker(app, self.inbox, SenderLimits(app, 100, ()))
            running = asyncio.create_task(at_work.run())
            await self.inbox.put(updates)
            at_work.wake()
            while (await self.inbox.count())["waiting"]:
                await asyncio.sleep(0.01)
            running.cancel()
            await at_work.drain()
            await app.stop()

    def aside(self) -> int:
        return asyncio.run(self.inbox.count())["aside"]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr(worker, "PAUSE", 0)
    monkeypatch.setattr(worker, "LOOK", 0.05)
    opened = Office(tmp_path / "inbox.sqlite")
    yield opened
    opened.inbox.close()


class Failing:
    """Fails at some of the questions it gets, in order."""

    def __init__(self, *errors: Exception | None) -> None:
        self._errors = list(errors)
        self.heard: list[str] = []

    async def __call__(self, text: str) -> None:
        self.heard.append(text)
        if self._errors and (error := self._errors.pop(0)):
            raise error


def test_what_works_later_is_not_told(office: Office) -> None:
    handle = Failing(TimedOut(), NetworkError("cut"))
    office.run(handle, message(1), message(2))
    assert handle.heard == ["问1", "问1", "问1", "问2"]
    assert not office.told
    assert office.aside() == 0


def test_what_keeps_failing_is_told_once_and_set_aside(office: Office) -> None:
    handle = Failing(*[TimedOut()] * 3)
    office.run(handle, message(1), message(2))
    assert handle.heard == ["问1", "问1", "问1", "问2"]
    assert len(office.told) == 1
    assert office.aside() == 1


def test_a_failure_inside_the_program_is_told_at_once(office: Office) -> None:
    handle = Failing(ValueError("broken"))
    office.run(handle, message(1), message(2))
    assert handle.heard == ["问1", "问2"]
    assert len(office.told) == office.aside() == 1


def test_what_fails_at_the_door_is_set_aside(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> bool:
        raise ValueError("broken")

    handle = Failing()
    with monkeypatch.context() as patch:
        patch.setattr(SenderLimits, "_is_handled", broken)
        office.run(handle, message(1), message(2))
    office.run(handle, message(3))
    assert handle.heard == ["问3"]
    assert office.aside() == 2


def test_what_telegram_refuses_is_not_tried_again(office: Office) -> None:
    handle = Failing(BadRequest("Message is too long"))
    office.run(handle, message(1), message(2))
    assert handle.heard == ["问1", "问2"]
    assert len(office.told) == office.aside() == 1


@pytest.mark.parametrize("error", [Forbidden("bot was blocked"), BadRequest("Chat not found")])
def test_who_has_gone_is_let_be(office: Office, error: Exception) -> None:
    handle = Failing(error)
    office.run(handle, message(1), message(2))
    assert handle.heard == ["问1", "问2"]
    assert not office.told
    assert office.aside() == 0


def test_work_in_the_background_holds_up_nobody_and_is_not_forgotten(office: Office) -> None:
    done: list[str] = []

    async def handle(text: str) -> None:
        if text == "问1":
            while "问3" not in done:
                await asyncio.sleep(0.01)
            assert (await office.inbox.count())["waiting"] >= 1
        done.append(text)

    office.run(handle, message(1), message(2), message(3), block=False)
    assert done == ["问2", "问3", "问1"]
    assert not office.told


def test_what_was_in_hand_at_many_crashes_is_set_aside(office: Office) -> None:
    async def crash() -> None:
        await office.inbox.put([message(1)])
        for _ in range(worker.CRASHES):
            await office.inbox.claim(1)
            await office.inbox.release(counted=True)

    asyncio.run(crash())
    handle = Failing()
    office.run(handle, message(2))
    assert handle.heard == ["问2"]
    assert office.aside() == 1


def test_a_stop_leaves_the_rest_to_the_next_start(office: Office) -> None:
    async def steps() -> None:
        app = application(_forever, [], block=True)
        async with app:
            at_work = Worker(app, office.inbox, SenderLimits(app, 100, ()))
            running = asyncio.create_task(at_work.run())
            await office.inbox.put([message(1), message(2)])
            at_work.wake()
            await asyncio.sleep(0.2)
            running.cancel()
            await at_work.drop()
        assert await office.inbox.release(counted=False) == 1
        assert (await office.inbox.count())["waiting"] == 2

    asyncio.run(steps())


async def _forever(_: str) -> None:
    await asyncio.sleep(60)
