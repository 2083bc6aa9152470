"""What people do besides writing: press buttons, edit, ask inline."""

import json
from typing import Any

from tests.telegram.api.keyboards import buttons
from tests.telegram.api.messages import Sent
from tests.telegram.api.server import BotApi, Json


def press(api: BotApi, sent: Sent, label: str, user: int = 0, **more: Any) -> str:
    """Press the button that says so; what is shown for a moment."""
    found = [button for button in buttons(sent.params) if button["text"] == label]
    return press_data(api, sent, found[0]["callback_data"], user, **more)


def press_data(api: BotApi, sent: Sent, data: str, user: int = 0, **more: Any) -> str:
    """Press a button that holds this."""
    identity = tap(api, sent, data, user, **more)
    api.wait_until(lambda: identity in api.toasts)
    return api.toasts[identity]


def tap(api: BotApi, sent: Sent, data: str, user: int = 0, **more: Any) -> str:
    """Press a button and do not wait; the number of the press."""
    identity = str(api.number())
    query = {
        "id": identity,
        "from": {"id": user or abs(sent.chat), "is_bot": False, "first_name": "王小明"},
        "chat_instance": "1",
        "data": data,
        "message": shown(sent) | _replied_to(api, sent) | more,
    }
    api.push("callback_query", query)
    return identity


def shown(sent: Sent) -> Json:
    """A message of the bot's as updates show it."""
    kind = "private" if sent.chat > 0 else "supergroup"
    return {
        "message_id": sent.id,
        "date": 1_700_000_000,
        "chat": {"id": sent.chat, "type": kind},
        "from": {"id": 42, "is_bot": True, "first_name": "问城"},
        "text": sent.text,
        "reply_markup": json.loads(sent.params.get("reply_markup", '{"inline_keyboard": []}')),
    }


def _replied_to(api: BotApi, sent: Sent) -> Json:
    """What people wrote that a message is a reply to, as long as it is there."""
    number = json.loads(sent.params.get("reply_parameters", "{}")).get("message_id")
    original = api.written.get((sent.chat, number))
    return {"reply_to_message": original} if original else {}


def current(api: BotApi, sent: Sent) -> Sent:
    """The message as it stands now."""
    return next(now for now in api.sent if (now.chat, now.id) == (sent.chat, sent.id))


def reply_to(sent: Sent) -> Json:
    """What a message has that replies to one of the bot's."""
    under = sent.params.get("reply_markup", '{"inline_keyboard": []}')
    return {
        "reply_to_message": {
            "message_id": sent.id,
            "date": 1_700_000_000,
            "chat": {"id": sent.chat, "type": "private"},
            "text": sent.text,
            "reply_markup": json.loads(under) if isinstance(under, str) else under,
        }
    }


def edit(api: BotApi, text: str, number: int, chat: int = 1, user: int = 0) -> None:
    """Somebody changes a message."""
    api.write(text, chat, user, name="edited_message", message_id=number, edit_date=1_700_000_001)


def ask_inline(api: BotApi, text: str, offset: str = "") -> Json:
    """What the bot answers to `@bot text`."""
    identity = str(api.number())
    person = {"id": 5, "is_bot": False, "first_name": "王小明"}
    api.push("inline_query", {"id": identity, "from": person, "query": text, "offset": offset})
    api.wait_until(lambda: identity in api.inline_answers)
    return api.inline_answers[identity]
