"""A Bot API server that brings updates to a webhook, again and again until they are taken."""

import asyncio
from itertools import count
from typing import Any

import aiohttp

from tests.telegram.server import BotApi, Json


class HookApi(BotApi):
    """Brings each update to the ports of several workers in turn, as a reverse proxy would."""

    def __init__(self, token: str, ports: list[int]) -> None:
        super().__init__(token)
        self.hook: Json = {}
        self.statuses: list[int] = []
        self.ports = ports
        self._turns = count()
        self._tasks: set[asyncio.Task[None]] = set()

    async def api_setWebhook(self, params: Json) -> bool:  # noqa: N802
        self.hook = params
        return True

    async def _push(self, name: str, update: Json) -> None:
        task = asyncio.create_task(self._bring({"update_id": self._number(), name: update}))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _bring(self, update: Json) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": str(self.hook.get("secret_token"))}
        async with aiohttp.ClientSession() as session:
            while True:
                port = self.ports[next(self._turns) % len(self.ports)]
                url = f"http://127.0.0.1:{port}/hook"
                status = await _post(session, url, json=update, headers=headers)
                self.statuses.append(status)
                if status == 200:
                    return
                await asyncio.sleep(0.05)


async def _post(session: aiohttp.ClientSession, url: str, **content: Any) -> int:
    try:
        async with session.post(url, **content) as response:
            return response.status
    except aiohttp.ClientError:
        return 0
