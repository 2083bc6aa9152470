"""The bot in groups: it answers who calls it, where it was called, and is silent otherwise."""

import pytest

from tests.telegram.api.acting import shown
from tests.telegram.api.messages import Sent
from tests.telegram.api.server import USERNAME, BotApi, Json
from tests.telegram.process import ADMIN

pytestmark = pytest.mark.usefixtures("bot")

GROUP = -500
QUESTION = "湖州的四大体系是什么"


def group(api: BotApi, text: str, user: int = 77, **more: object) -> Sent:
    return api.ask(text, GROUP, user=user, kind="supergroup", **more)


def mention(text: str, name: str = USERNAME) -> Json:
    place = text.index(f"@{name}")
    return {"entities": [{"type": "mention", "offset": place, "length": len(name) + 1}]}


def test_groups_hear_nothing_unasked(api: BotApi) -> None:
    for text in (
        QUESTION,
        "/help",
        "/start",
        "/reload",
        "/nonsense",
        "/ask@another_bot 湖州",
    ):
        api.write(text, GROUP, user=77, kind="supergroup")
    text = f"@another_bot {QUESTION}"
    api.write(text, GROUP, user=77, kind="supergroup", **mention(text, "another_bot"))
    friend = {"message_id": 1, "date": 1, "chat": {"id": GROUP, "type": "supergroup"}}
    friend |= {"text": "湖州", "from": {"id": 78, "is_bot": False, "first_name": "李"}}
    api.write(QUESTION, GROUP, user=77, kind="supergroup", reply_to_message=friend)
    assert "比如" in group(api, "/ask").text


def test_groups_ask_with_the_command(api: BotApi) -> None:
    reply = group(api, f"/ask@{USERNAME} {QUESTION}")
    assert "湖州 · 钟鸣" in reply.text
    assert "allow_sending_without_reply" in reply.params["reply_parameters"]
    help_text = group(api, f"/help@{USERNAME}").text
    assert "\n/ask " in help_text
    assert f"@{USERNAME}" in help_text
    assert group(api, f"/cities@{USERNAME}").text.startswith("现在有")


@pytest.mark.parametrize(
    "text", ["@{} 湖州的四大体系是什么", "湖州的四大体系是什么 @{}", "@{}湖州四大体系"]
)
def test_groups_ask_with_a_mention(api: BotApi, text: str) -> None:
    text = text.format(USERNAME)
    assert "湖州 · 钟鸣" in group(api, text, **mention(text)).text


def test_a_mention_alone_says_how_to_ask(api: BotApi) -> None:
    text = f"@{USERNAME}"
    assert "比如" in group(api, text, **mention(text)).text


@pytest.mark.parametrize("call", [f"@{USERNAME}", f"/ask@{USERNAME}"])
def test_a_call_under_somebodys_question_answers_it(api: BotApi, call: str) -> None:
    friend = {"message_id": 1, "date": 1, "chat": {"id": GROUP, "type": "supergroup"}}
    friend |= {"text": QUESTION, "from": {"id": 78, "is_bot": False, "first_name": "李"}}
    called = mention(call) if call.startswith("@") else {}
    assert "湖州 · 钟鸣" in group(api, call, reply_to_message=friend, **called).text


def test_groups_ask_by_replying_to_the_bot(api: BotApi) -> None:
    first = group(api, f"/ask {QUESTION}")
    follow_up = group(api, "那绍兴呢", reply_to_message=shown(first))
    assert "绍兴 · 阮坚勇" in follow_up.text


def test_conversations_are_each_persons_own(api: BotApi) -> None:
    first = group(api, f"/ask {QUESTION}", user=81)
    other = group(api, "那绍兴呢", user=82, reply_to_message=shown(first))
    assert "四大体系" not in other.text


def test_a_topic_is_answered_in_the_topic(api: BotApi) -> None:
    reply = group(api, "/ask 湖州", is_topic_message=True, message_thread_id=9)
    assert reply.params["message_thread_id"] == "9"


def test_a_topic_the_bot_began_is_no_call(api: BotApi) -> None:
    beginning = shown(group(api, "/ask 湖州")) | {
        "forum_topic_created": {"name": "工会", "icon_color": 1}
    }
    thread: Json = {"is_topic_message": True, "message_thread_id": 9, "reply_to_message": beginning}
    api.write(QUESTION, GROUP, user=77, kind="supergroup", **thread)
    assert "比如" in group(api, "/ask").text


def test_admins_commands_are_not_shown_in_groups(api: BotApi) -> None:
    assert "/reload" not in group(api, f"/help@{USERNAME}", user=ADMIN).text
