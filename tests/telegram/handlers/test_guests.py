"""Called by name in a chat that it is no member of, the bot answers as a guest."""

from typing import Any

from tests.telegram.api.server import USERNAME, BotApi

CALL = f"@{USERNAME}"


def call(api: BotApi, words: str, **more: Any) -> str:
    """What the bot answers to somebody elsewhere."""
    identity = f"guest-{api.number()}"
    text = f"{CALL} {words}"
    update = {
        "message_id": 7,
        "date": 1_700_000_000,
        "chat": {"id": -555, "type": "supergroup", "title": "别的群"},
        "from": {"id": 8, "is_bot": False, "first_name": "王小明"},
        "text": text,
        "entities": [{"type": "mention", "offset": 0, "length": len(CALL)}],
        "guest_query_id": identity,
        **more,
    }
    api.push("guest_message", update)
    api.wait_until(lambda: identity in api.guests)
    return api.guests[identity]


def test_a_guest_answers(api: BotApi, bot: object) -> None:
    assert bot
    said = call(api, "湖州的四大体系是什么")
    assert "湖州 · 钟鸣" in said
    assert "上海" in call(api, "上海的地铁票价")


def test_a_guest_that_is_only_called_says_how_to_ask(api: BotApi, bot: object) -> None:
    assert bot
    assert "/ask" in call(api, "")
