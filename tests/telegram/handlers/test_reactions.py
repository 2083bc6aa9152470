"""Reactions to answers are opinions, as far as Telegram tells of them."""

import pytest

from tests.telegram.api.messages import Sent
from tests.telegram.api.server import BotApi
from tests.telegram.process import ADMIN, Bot

QUESTION = "湖州的四大体系是什么"


@pytest.fixture
def answer(api: BotApi, bot: Bot) -> Sent:
    assert bot
    return api.ask(QUESTION, 31)


def react(api: BotApi, to: Sent, new: str, old: str = "") -> None:
    """Somebody's reactions become others."""

    def kinds(emoji: str) -> list[dict[str, str]]:
        return [{"type": "emoji", "emoji": one} for one in emoji]

    update = {
        "chat": {"id": to.chat, "type": "private"},
        "message_id": to.id,
        "user": {"id": to.chat, "is_bot": False, "first_name": "王小明"},
        "date": 1_700_000_000,
        "old_reaction": kinds(old),
        "new_reaction": kinds(new),
    }
    api.push("message_reaction", update)


def opinions(api: BotApi, answer: Sent) -> str:
    """What /stats says, once the updates before are seen to."""
    api.ask("/help", answer.chat)
    return api.ask("/stats", ADMIN).text.rpartition("天：")[2]


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("👍", "没用 0 条，有用 1 条"),
        ("❤👎", "没用 1 条，有用 0 条"),
        ("🎃", "没用 0 条，有用 0 条"),
    ],
)
def test_a_reaction_is_an_opinion_until_it_goes(
    api: BotApi, answer: Sent, shown: str, said: str
) -> None:
    react(api, answer, shown)
    assert said in opinions(api, answer)
    react(api, answer, "", shown)
    assert "没用 0 条，有用 0 条" in opinions(api, answer)


def test_a_reaction_to_something_else_is_none(api: BotApi, bot: Bot) -> None:
    assert bot
    react(api, api.ask("/help", 31), "👎")
    react(api, Sent(31, 10_000, "", [], {}), "👎")
    assert "没用 0 条" in opinions(api, api.ask("/help", 31))


def test_who_is_forgotten_has_said_nothing(api: BotApi, answer: Sent) -> None:
    assert "回答的编号" in api.ask("/forget", 31).text
    react(api, answer, "👎")
    assert "没用 0 条" in opinions(api, answer)
