"""Bot API methods beyond messages: buttons, inline questions, files, scopes of commands."""

import json
import re
from abc import abstractmethod
from collections.abc import Awaitable
from typing import Any

from tests.telegram.entities import RefusedError, accept
from tests.telegram.keyboards import accept_keyboard

Json = dict[str, Any]

SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat"}


class Methods:
    """What `BotApi` does besides; it is its own state for the tests to look at."""

    sent: list[Any]

    def __init__(self) -> None:
        self.commands: dict[str, list[str]] = {}
        self.toasts: dict[str, str] = {}
        self.inline_answers: dict[str, Json] = {}
        self.documents: list[tuple[int, str, bytes]] = []
        self.files: dict[str, bytes] = {}
        self.deleted: list[int] = []

    @abstractmethod
    def _notify(self) -> Awaitable[None]: ...

    @abstractmethod
    def _open_chat(self, params: Json) -> int: ...

    @abstractmethod
    def _message(self, chat: int, kind: str = "private") -> Json: ...

    def take_scope(self, scope: Json, commands: list[Json]) -> None:
        """Remember the commands of a scope."""
        kind = scope.get("type", "default")
        if kind not in SCOPES or (kind == "chat") != ("chat_id" in scope):
            raise RefusedError("Bad Request: can't parse BotCommandScope")
        name = f"{kind} {scope['chat_id']}" if kind == "chat" else kind
        self.commands[name] = [command["command"] for command in commands]

    async def api_answerCallbackQuery(self, params: Json) -> bool:  # noqa: N802
        identity = params["callback_query_id"]
        if identity in self.toasts or not identity.isdecimal():
            raise RefusedError("Bad Request: query is too old and response timeout expired")
        if len(params.get("text", "")) > 200:
            raise RefusedError("Bad Request: MESSAGE_TOO_LONG")
        self.toasts[identity] = params.get("text", "")
        await self._notify()
        return True

    async def api_answerInlineQuery(self, params: Json) -> bool:  # noqa: N802
        results = json.loads(params["results"])
        if len(results) > 50 or len(params.get("next_offset", "").encode()) > 64:
            raise RefusedError("Bad Request: RESULTS_TOO_MUCH")
        if len({result["id"] for result in results}) < len(results):
            raise RefusedError("Bad Request: RESULT_ID_DUPLICATE")
        for result in results:
            if not 1 <= len(result["id"].encode()) <= 64 or not result["title"]:
                raise RefusedError("Bad Request: RESULT_ID_INVALID")
            content = result["input_message_content"]
            accept(content["message_text"], content.get("parse_mode"))
            accept_keyboard({"reply_markup": json.dumps(result["reply_markup"])})
        button = json.loads(params.get("button", "{}"))
        if button and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", button["start_parameter"]):
            raise RefusedError("Bad Request: START_PARAM_INVALID")
        self.inline_answers[params["inline_query_id"]] = params | {"results": results}
        await self._notify()
        return True

    async def api_deleteMessage(self, params: Json) -> bool:  # noqa: N802
        chat, number = self._open_chat(params), int(params["message_id"])
        found = [sent for sent in self.sent if (sent.chat, sent.id) == (chat, number)]
        if not found or number in self.deleted:
            raise RefusedError("Bad Request: message to delete not found")
        self.deleted.append(number)
        return True
