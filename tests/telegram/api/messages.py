"""Bot API methods that send and edit messages, with Telegram's own refusals."""

import json
from collections import defaultdict
from dataclasses import dataclass

from tests.telegram.api.entities import Entity, RefusedError, accept
from tests.telegram.api.keyboards import accept_keyboard, labels
from tests.telegram.api.methods import Json, Methods


@dataclass(frozen=True)
class Sent:
    """A message of the bot's: its text after parsing, its entities, the call's parameters."""

    chat: int
    id: int
    text: str
    entities: list[Entity]
    params: Json

    @property
    def labels(self) -> list[str]:
        """The texts of its buttons."""
        return labels(self.params)


class Messages(Methods):
    """What was sent to each chat, as it stands now."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[Sent] = []
        self.blocked: set[int] = set()
        self._messages: dict[int, set[int]] = defaultdict(set)

    async def api_sendPhoto(self, params: Json) -> Json:  # noqa: N802
        identity = params.get("photo", "")
        if self.attached:
            _, data = self.attached.popitem()
            identity = f"photo-{len(self.photos)}"
            self.photos[identity] = data
        if identity not in self.photos:
            raise RefusedError("Bad Request: wrong file identifier/HTTP URL specified")
        text = params.get("caption", "")
        if len(text.encode("utf-16-le")) // 2 > 1024:
            raise RefusedError("Bad Request: MEDIA_CAPTION_TOO_LONG")
        message = await self.api_sendMessage(params | {"text": text})
        size = {"file_id": identity, "file_unique_id": identity, "width": 90, "height": 90}
        del message["text"]
        return message | {"caption": text, "photo": [size]}

    async def api_sendMessage(self, params: Json) -> Json:  # noqa: N802
        chat = self._open_chat(params)
        text, entities = accept(params.get("text", ""), params.get("parse_mode"))
        accept_keyboard(params)
        reply = json.loads(params.get("reply_parameters", "{}"))
        known = reply.get("message_id") in self._messages[chat]
        if reply and not known and not reply.get("allow_sending_without_reply"):
            raise RefusedError("Bad Request: message to be replied not found")
        message = self._message(chat) | {"text": text}
        self.sent.append(Sent(chat, message["message_id"], text, entities, params))
        await self._notify()
        return message

    async def api_editMessageText(self, params: Json) -> Json:  # noqa: N802
        chat, number = self._open_chat(params), int(params["message_id"])
        old = [m for m in self.sent if (m.chat, m.id) == (chat, number)]
        if not old:
            raise RefusedError("Bad Request: message to edit not found")
        text, entities = accept(params.get("text", ""), params.get("parse_mode"))
        keyboard = accept_keyboard(params)
        if (old[0].text, old[0].entities) == (text, entities) and keyboard == accept_keyboard(
            old[0].params
        ):
            raise RefusedError("Bad Request: message is not modified")
        replied = {k: v for k, v in old[0].params.items() if k == "reply_parameters"}
        self.sent[self.sent.index(old[0])] = Sent(chat, number, text, entities, replied | params)
        await self._notify()
        return {"message_id": number, "date": 0, "chat": {"id": chat, "type": "private"}}

    def _open_chat(self, params: Json) -> int:
        chat = int(params.get("chat_id", 0))
        if chat not in self._messages:
            raise RefusedError("Bad Request: chat not found")
        if chat in self.blocked:
            raise RefusedError("Forbidden: bot was blocked by the user", 403)
        return chat
