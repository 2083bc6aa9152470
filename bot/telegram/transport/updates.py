"""Updates as Telegram sends them, before anything believes what is in them."""

from typing import Any

Json = dict[str, Any]

LARGEST = 2**63


def is_update(value: object) -> bool:
    """Whether a JSON value is an update: an object with a number that a database can hold."""
    number = value.get("update_id") if isinstance(value, dict) else None
    return type(number) is int and 0 <= number < LARGEST


def _content(update: Json) -> Json:
    return next((value for value in update.values() if isinstance(value, dict)), {})


def queue_of(update: Json) -> str:
    """What an update waits in: its chat, else its user, else a queue of its own."""
    content = _content(update)
    for holder in (content, content.get("message")):
        chat = holder.get("chat") if isinstance(holder, dict) else None
        if isinstance(chat, dict) and "id" in chat:
            return str(chat["id"])
    user = content.get("from")
    return str(user["id"]) if isinstance(user, dict) and "id" in user else f"#{update['update_id']}"


def senders(update: Json) -> set[Any]:
    """The ids of the user and of the chat in whose name the update was sent."""
    content = _content(update)
    names = ("from", "sender_chat", "user", "actor_chat")
    found = (content.get(name) for name in names)
    return {sender.get("id") for sender in found if isinstance(sender, dict)}
