"""Inline keyboards, checked as Telegram checks them."""

import json
from typing import Any

from tests.telegram.api.entities import RefusedError

Json = dict[str, Any]
KINDS = ("callback_data", "url", "copy_text")


def buttons(params: Json) -> list[Json]:
    """The buttons of a call's keyboard, row after row."""
    rows = json.loads(params.get("reply_markup", "{}")).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def labels(params: Json) -> list[str]:
    """What the buttons say."""
    return [button["text"] for button in buttons(params)]


def accept_keyboard(params: Json) -> list[Json]:
    """The buttons.

    Raises:
        RefusedError: as Telegram would.
    """
    found = buttons(params)
    if len(found) > 100:
        raise RefusedError("Bad Request: reply markup is too long")
    for button in found:
        if not button["text"].strip() or sum(kind in button for kind in KINDS) != 1:
            raise RefusedError("Bad Request: can't parse inline keyboard button")
        if not 1 <= len(button.get("callback_data", "-").encode()) <= 64:
            raise RefusedError("Bad Request: BUTTON_DATA_INVALID")
        if not 1 <= len(button.get("copy_text", {"text": "-"})["text"]) <= 256:
            raise RefusedError("Bad Request: BUTTON_COPY_TEXT_INVALID")
        if not button.get("url", "https://").startswith("https://"):
            raise RefusedError("Bad Request: BUTTON_URL_INVALID")
    return found
