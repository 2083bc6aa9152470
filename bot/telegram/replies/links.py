"""Links that open the bot: at a passage, or to ask."""

PASSAGE = "p_"
ASK = "ask"


def to_passage(bot: str, reference: str) -> str:
    """The address that shows a passage in a private chat with the bot."""
    return f"https://t.me/{bot}?start={PASSAGE}{reference}"


def to_ask(bot: str) -> str:
    """The address of a private chat with the bot."""
    return f"https://t.me/{bot}?start={ASK}"


def passage_in(payload: str) -> str:
    """The reference of the passage that a link opens, empty where it opens none."""
    return payload.removeprefix(PASSAGE) if payload.startswith(PASSAGE) else ""
