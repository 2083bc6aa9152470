"""Bot API methods beyond messages: buttons, inline questions, files, scopes of commands."""

import inspect
import json
import re
from abc import abstractmethod
from collections.abc import Awaitable, Mapping
from functools import cache
from typing import Any

from telegram import Bot

from tests.telegram.api.entities import RefusedError, accept
from tests.telegram.api.keyboards import accept_keyboard

Json = dict[str, Any]

SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat"}


@cache
def arguments(method: str) -> tuple[frozenset[str], frozenset[str]]:
    """The arguments that python-telegram-bot's method must have, and all that it may have."""
    parameters = list(inspect.signature(getattr(Bot, method)).parameters.values())[1:]
    wanted = frozenset(p.name for p in parameters if p.default is p.empty)
    return wanted - {"kwargs"}, frozenset(p.name for p in parameters)


def check_arguments(method: str, form: Mapping[str, Any]) -> None:
    """Raise RefusedError where one is missing, or unknown and no file that another one names."""
    wanted, known = arguments(method)
    given = {name for name, value in form.items() if isinstance(value, str)}
    if given - known or wanted - form.keys():
        wrong = sorted((given - known) | (wanted - form.keys()))
        raise RefusedError(f"Bad Request: wrong parameters {wrong}")


class Methods:
    """What `BotApi` does besides; it is its own state for the tests to look at."""

    sent: list[Any]

    def __init__(self) -> None:
        self.commands: dict[str, list[str]] = {}
        self.toasts: dict[str, str] = {}
        self.profile: dict[str, str] = {}
        self.menu: Json = {"type": "default"}
        self.guests: dict[str, str] = {}
        self.inline_answers: dict[str, Json] = {}
        self.documents: list[tuple[int, str, bytes]] = []
        self.files: dict[str, bytes] = {}
        self.photos: dict[str, bytes] = {}
        self.deleted: list[int] = []
        self.attached: dict[str, bytes] = {}

    @abstractmethod
    def _notify(self) -> Awaitable[None]: ...

    @abstractmethod
    def _open_chat(self, params: Json) -> int: ...

    @abstractmethod
    def _message(self, chat: int, kind: str = "private") -> Json: ...

    async def api_setMyCommands(self, params: Json) -> bool:  # noqa: N802
        self.take_scope(json.loads(params.get("scope", "{}")), json.loads(params["commands"]))
        for command in json.loads(params["commands"]):
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
                raise RefusedError("Bad Request: BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= 256:
                raise RefusedError("Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        return True

    def take_scope(self, scope: Json, commands: list[Json]) -> None:
        """Remember the commands of a scope."""
        kind = scope.get("type", "default")
        if kind not in SCOPES or (kind == "chat") != ("chat_id" in scope):
            raise RefusedError("Bad Request: can't parse BotCommandScope")
        name = f"{kind} {scope['chat_id']}" if kind == "chat" else kind
        self.commands[name] = [command["command"] for command in commands]

    async def api_getMyDescription(self, _: Json) -> Json:  # noqa: N802
        return {"description": self.profile.get("description", "")}

    async def api_setMyDescription(self, params: Json) -> bool:  # noqa: N802
        return self._take_profile("description", params["description"], 512)

    async def api_getMyShortDescription(self, _: Json) -> Json:  # noqa: N802
        return {"short_description": self.profile.get("short_description", "")}

    async def api_setMyShortDescription(self, params: Json) -> bool:  # noqa: N802
        return self._take_profile("short_description", params["short_description"], 120)

    def _take_profile(self, name: str, words: str, most: int) -> bool:
        if len(words) > most:
            raise RefusedError("Bad Request: description is too long")
        self.profile[name] = words
        return True

    async def api_getChatMenuButton(self, _: Json) -> Json:  # noqa: N802
        return self.menu

    async def api_setChatMenuButton(self, params: Json) -> bool:  # noqa: N802
        self.menu = json.loads(params["menu_button"])
        if self.menu["type"] == "web_app" and not self.menu["web_app"]["url"].startswith("https:"):
            raise RefusedError("Bad Request: menu button web app URL must be HTTPS")
        return True

    async def api_answerGuestQuery(self, params: Json) -> Json:  # noqa: N802
        result = json.loads(params["result"])
        content = result["input_message_content"]
        text, _ = accept(content["message_text"], content.get("parse_mode"))
        accept_keyboard({"reply_markup": json.dumps(result["reply_markup"])})
        self.guests[params["guest_query_id"]] = text
        await self._notify()
        return {"inline_message_id": "guest"}

    async def api_answerCallbackQuery(self, params: Json) -> bool:  # noqa: N802
        identity = params["callback_query_id"]
        if identity in self.toasts or not identity.isdecimal():
            raise RefusedError("Bad Request: query is too old and response timeout expired")
        if len(params.get("text", "")) > 200:
            raise RefusedError("Bad Request: MESSAGE_TOO_LONG")
        self.toasts[identity] = params.get("text", "")
        await self._notify()
        return True

    async def api_sendChatAction(self, params: Json) -> bool:  # noqa: N802
        self._open_chat(params)
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

    def give(self, name: str, data: bytes) -> Json:
        """A document as a message has it, to be fetched by getFile."""
        self.files[name] = data
        return {
            "file_id": name,
            "file_unique_id": name,
            "file_name": name,
            "file_size": len(data),
        }

    async def api_getFile(self, params: Json) -> Json:  # noqa: N802
        name = params["file_id"]
        if len(self.files[name]) > 20 << 20:
            raise RefusedError("Bad Request: file is too big")
        return {"file_id": name, "file_unique_id": name, "file_path": f"documents/{name}"}

    async def api_sendDocument(self, params: Json) -> Json:  # noqa: N802
        chat = self._open_chat(params)
        name, data = self.attached.popitem()
        self.documents.append((chat, name, data))
        return self._message(chat) | {"document": self.give(name, data)}

    async def api_deleteMessage(self, params: Json) -> bool:  # noqa: N802
        chat, number = self._open_chat(params), int(params["message_id"])
        found = [sent for sent in self.sent if (sent.chat, sent.id) == (chat, number)]
        if not found or number in self.deleted:
            raise RefusedError("Bad Request: message to delete not found")
        self.deleted.append(number)
        await self._notify()
        return True
