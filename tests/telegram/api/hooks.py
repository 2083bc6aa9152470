"""A Bot API server that brings updates to a webhook, again and again until they are taken."""

import asyncio
from typing import Any

import httpx

from tests.telegram.api.server import BotApi, Json


class HookApi(BotApi):
    """Brings each update to the webhook at a port of this machine, as a reverse proxy would."""

    def __init__(self, token: str, port: int) -> None:
        super().__init__(token)
        self.hook: Json = {}
        self.statuses: list[int] = []
        self._port = port
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
        url = f"http://127.0.0.1:{self._port}/hook"
        async with httpx.AsyncClient() as client:
            while True:
                status = await _post(client, url, json=update, headers=headers)
                self.statuses.append(status)
                if status == 200:
                    return
                await asyncio.sleep(0.05)


async def _post(client: httpx.AsyncClient, url: str, **content: Any) -> int:
    try:
        return (await client.post(url, **content)).status_code
    except httpx.HTTPError:
        return 0
