"""A Bot API server for tests: Telegram's own behaviour over real HTTP, with faults on demand."""

import asyncio
import json
import re
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from typing import Any, TypeVar

from starlette.applications import Starlette
from starlette.datastructures import FormData, UploadFile
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from bot.http.server import serving
from tests.telegram.api.entities import RefusedError
from tests.telegram.api.faults import Fault, as_json, failure, refusal
from tests.telegram.api.messages import Messages, Sent
from tests.telegram.api.methods import check_arguments

T = TypeVar("T")
Json = dict[str, Any]

USERNAME = "wencheng_test_bot"
# Seconds after which a test that waits is a test that hangs.
LONGEST = 300
COMMAND = re.compile(r"(?<!\S)/[A-Za-z0-9_]{1,32}(@[A-Za-z0-9_]+)?(?![^\s])")


class BotApi(Messages):
    """Runs in a thread of its own; tests call its methods from theirs."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.base_url = ""
        self.calls: list[tuple[str, Json]] = []
        self._faults: dict[str, deque[Fault]] = defaultdict(deque)
        self._all: list[Json] = []
        self._updates: list[Json] = []
        self._allowed: list[str] = []
        self.written: dict[tuple[int, int], Json] = {}
        self._seen: dict[int, int] = defaultdict(int)
        super().__init__()
        self._numbers = 100
        self._polls = 0
        self._loop = asyncio.new_event_loop()
        self._changed = asyncio.Condition()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._in_hand: set[asyncio.Task[Any]] = set()
        self._served = AsyncExitStack()

    def start(self) -> "BotApi":
        self._thread.start()
        self._run(self._listen())
        return self

    def stop(self) -> None:
        self._run(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def fail(self, method: str, *faults: Fault) -> None:
        """Let the next calls of a method fail, one fault each."""
        self._faults[method].extend(faults)

    def count(self, method: str) -> int:
        """How often a method was called."""
        return sum(name == method for name, _ in self.calls)

    def write(
        self,
        text: str,
        chat: int = 1,
        user: int = 0,
        kind: str = "private",
        name: str = "message",
        **more: Any,
    ) -> int:
        """Somebody writes to a chat, or sends something else; the number of the message."""
        return self._run(self._write(text, chat, user or abs(chat), kind, more, name))

    def push(self, name: str, update: Json) -> None:
        """An update of another kind, as Telegram would have queued it."""
        self._run(self._push(name, update))

    def repeat(self) -> None:
        """Bring all updates again that were confirmed."""
        self._updates = list(self._all)

    def next(self, chat: int = 1, timeout: float = 60) -> Sent:
        """The bot's next message in a chat that was not yet taken."""
        return self._run(asyncio.wait_for(self._next(chat), timeout))

    def wait_for_call(self, method: str, times: int = 1, timeout: float = 60) -> None:
        """Wait until a method was called so often."""
        self._run(asyncio.wait_for(self._until(lambda: self.count(method) >= times), timeout))

    def wait_until(self, true: Callable[[], bool], timeout: float = 60) -> None:
        """Wait until something has come to pass."""
        self._run(asyncio.wait_for(self._until(true), timeout))

    def number(self) -> int:
        """A number that nothing else has."""
        return self._number()

    def ask(self, text: str, chat: int = 1, **more: Any) -> Sent:
        """Write and take the reply."""
        self.write(text, chat, **more)
        return self.next(chat)

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(LONGEST)

    async def _listen(self) -> None:
        url = await self._served.enter_async_context(serving(self, "127.0.0.1", 0))
        self.base_url = f"{url}/bot"

    async def _close(self) -> None:
        for task in self._in_hand:
            task.cancel()
        await asyncio.gather(*self._in_hand, return_exceptions=True)
        await self._served.aclose()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _until(self, true: Callable[[], bool]) -> None:
        async with self._changed:
            await self._changed.wait_for(true)

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def _next(self, chat: int) -> Sent:
        def messages() -> list[Sent]:
            return [sent for sent in self.sent if sent.chat == chat]

        await self._until(lambda: len(messages()) > self._seen[chat])
        self._seen[chat] += 1
        return messages()[self._seen[chat] - 1]

    async def _write(
        self, text: str, chat: int, user: int, kind: str, more: Json, name: str = "message"
    ) -> int:
        message = self._message(chat, kind) | {
            "from": {"id": user, "is_bot": False, "first_name": "王小明", "username": "xiaoming"},
            "text": text,
            "entities": [
                {"type": "bot_command", "offset": m.start(), "length": m.end() - m.start()}
                for m in COMMAND.finditer(text)
            ],
        }
        if not text:
            del message["text"], message["entities"]
        message |= more
        self.written[chat, message["message_id"]] = message
        await self._push(name, message)
        return int(message["message_id"])

    def _message(self, chat: int, kind: str = "private") -> Json:
        self._messages[chat].add(self._number())
        return {
            "message_id": self._numbers,
            "date": int(time.time()),
            "chat": {"id": chat, "type": kind},
        }

    async def _push(self, name: str, update: Json) -> None:
        if not self._allowed or name in self._allowed:
            self._all.append({"update_id": self._number(), name: update})
            self._updates.append(self._all[-1])
            await self._notify()

    def _number(self) -> int:
        self._numbers += 1
        return self._numbers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The server as uvicorn calls it."""
        if scope["type"] == "lifespan":
            await Starlette()(scope, receive, send)
            return
        task = asyncio.current_task()
        assert task is not None
        self._in_hand.add(task)
        try:
            response = await self._respond(Request(scope, receive))
            if response is not None:
                await response(scope, receive, send)
                return
            # What uvicorn hands over to send with knows the connection.
            send.__self__.transport.abort()  # type: ignore[attr-defined]
            await asyncio.sleep(0)
        except (asyncio.CancelledError, ClientDisconnect):
            # The server ends, or the bot was killed: nobody waits for this response any more.
            send.__self__.transport.abort()  # type: ignore[attr-defined]
        finally:
            self._in_hand.discard(task)

    async def _respond(self, request: Request) -> Response | None:
        """The response, None where the connection is to be cut."""
        called = re.fullmatch(r"(?:/file)?/bot([^/]+)/(?:documents/)?([^/]+)", request.url.path)
        if called is None or called[1] != self.token:
            return refusal(401, "Unauthorized")
        if request.method == "GET":
            return Response(self.files[called[2]])
        async with request.form() as form:
            return await self._call(called[2], form)

    async def _call(self, method: str, form: FormData) -> Response | None:
        params = {name: str(value) for name, value in form.items()}
        files = [value for value in form.values() if isinstance(value, UploadFile)]
        self.attached = {str(file.filename): await file.read() for file in files}
        self.calls.append((method, params))
        await self._notify()
        fault = self._fault(method)
        await asyncio.sleep(fault.seconds)
        if fault.status not in (200, 0):
            return failure(fault)
        work: Callable[[Json], Coroutine[Any, Any, Any]] | None
        work = getattr(self, f"api_{method}", None)
        if work is None:
            return refusal(404, "Not Found: method not found")
        try:
            check_arguments(method, form)
            result = await work(params)
        except RefusedError as refused:
            status = int(refused.args[1]) if len(refused.args) > 1 else 400
            return refusal(status, refused.args[0])
        return None if fault.status == 0 else as_json({"ok": True, "result": result})

    def _fault(self, method: str) -> Fault:
        return self._faults[method].popleft() if self._faults[method] else Fault(200)

    async def api_getMe(self, _: Json) -> Json:  # noqa: N802
        return {"id": 42, "is_bot": True, "first_name": "问城", "username": USERNAME}

    async def api_deleteWebhook(self, _: Json) -> bool:  # noqa: N802
        return True

    async def api_getUpdates(self, params: Json) -> list[Json]:  # noqa: N802
        self._polls += 1
        mine = self._polls
        await self._notify()
        if "allowed_updates" in params:
            self._allowed = json.loads(params["allowed_updates"])
        offset = int(params.get("offset", 0))
        self._updates = [u for u in self._updates if u["update_id"] >= offset]
        ready = self._until(lambda: bool(self._updates) or self._polls > mine)
        try:
            await asyncio.wait_for(ready, int(params.get("timeout", 0)))
        except TimeoutError:
            return []
        if self._polls > mine:
            raise RefusedError("Conflict: terminated by other getUpdates request", 409)
        return self._updates[: int(params.get("limit", 100))]
