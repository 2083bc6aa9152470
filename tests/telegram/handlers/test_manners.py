"""Who speaks, where, and of what: channels, anonymous admins, topics, quotes, moved groups."""

import sqlite3

import pytest

from tests.telegram.api.faults import Fault
from tests.telegram.api.messages import Sent
from tests.telegram.api.server import USERNAME, BotApi, Json
from tests.telegram.process import ADMIN, Bot

pytestmark = pytest.mark.usefixtures("bot")

GROUP = -900
QUESTION = "湖州的四大体系是什么"
ANONYMOUS = 1087968824


def group(api: BotApi, text: str, chat: int = GROUP, user: int = 77, **more: object) -> Sent:
    return api.ask(text, chat, user=user, kind="supergroup", **more)


def mention() -> Json:
    return {"entities": [{"type": "mention", "offset": 0, "length": len(USERNAME) + 1}]}


def in_the_name_of(chat: int) -> Json:
    return {"sender_chat": {"id": chat, "type": "channel", "title": "频道"}}


def test_a_channel_and_an_anonymous_admin_have_conversations_of_their_own(api: BotApi) -> None:
    first, second = in_the_name_of(GROUP), in_the_name_of(-1009)
    group(api, f"/ask {QUESTION}", user=ANONYMOUS, **first)
    other = group(api, "/ask 那绍兴呢", user=ANONYMOUS, **second)
    assert "四大体系" not in other.text
    assert "绍兴 · 阮坚勇" in group(api, "/ask 那绍兴呢", user=ANONYMOUS, **first).text


def test_a_conversation_is_of_one_topic(api: BotApi) -> None:
    nine: Json = {"is_topic_message": True, "message_thread_id": 9}
    ten: Json = {"is_topic_message": True, "message_thread_id": 10}
    group(api, f"/ask {QUESTION}", -901, **nine)
    assert "四大体系" not in group(api, "/ask 那绍兴呢", -901, **ten).text
    assert "绍兴 · 阮坚勇" in group(api, "/ask 那绍兴呢", -901, **nine).text


def test_a_group_that_became_a_supergroup_keeps_its_conversation(api: BotApi) -> None:
    old, new = -902, -100902
    group(api, f"/ask {QUESTION}", old)
    api.write("", old, user=77, kind="group", migrate_to_chat_id=new)
    assert api.ask("/cities", 5).text
    assert "绍兴 · 阮坚勇" in group(api, "/ask 那绍兴呢", new).text


def test_a_group_that_moved_meanwhile_is_answered_where_it_is(api: BotApi) -> None:
    old, new = -903, -100903
    group(api, "/ask 你好", new)
    moved = Fault(
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        {"migrate_to_chat_id": new},
    )
    api.fail("sendMessage", moved)
    api.write(f"/ask {QUESTION}", old, user=77, kind="group")
    assert "湖州 · 钟鸣" in api.next(new).text


@pytest.mark.parametrize("outside", [False, True])
def test_a_quoted_part_is_the_question(api: BotApi, outside: bool) -> None:
    quote = {"quote": {"text": QUESTION, "position": 3, "is_manual": True}}
    friend = {"message_id": 1, "date": 1, "chat": {"id": GROUP, "type": "supergroup"}}
    friend |= {
        "text": f"听说{QUESTION}，还有别的",
        "from": {"id": 78, "is_bot": False, "first_name": "李"},
    }
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "李"}
    under: Json = (
        {"external_reply": {"origin": origin}} if outside else {"reply_to_message": friend}
    )
    reply = group(api, f"@{USERNAME}", **(mention() | quote | under))
    assert reply.text.endswith(f"问：{QUESTION}")


@pytest.mark.parametrize("command", ["／ask", "／ASK", f"／ask＠{USERNAME}", f"／ask@{USERNAME}"])
def test_a_full_width_command(api: BotApi, command: str) -> None:
    assert "湖州 · 钟鸣" in group(api, f"{command} {QUESTION}").text
    assert "湖州 · 钟鸣" in api.ask(f"{command} {QUESTION}", 6).text


@pytest.mark.parametrize("command", ["reload", "stats", "unanswered", "check", "add"])
def test_admins_command_in_private_alone(api: BotApi, command: str) -> None:
    for user in (77, ADMIN):
        said = group(api, f"/{command}@{USERNAME}", user=user).text
        assert said == "这个命令请在私聊里用。"


def test_who_is_forgotten_is_told_what_was_kept(api: BotApi) -> None:
    api.ask("/forget", 31)
    api.ask("上海的地铁", 31)
    assert api.ask("/forget", 31).text == (
        "已经删去您的谈话 1 段、回答的编号 1 条、没答上的问题和评价 1 条。"
    )
    assert api.ask("/forget", 31).text == "没有记下您的什么。"
    assert api.ask("/source", 31).text.startswith("还没有问过问题")


def test_what_was_set_aside_is_forgotten_too(api: BotApi, bot: Bot) -> None:
    api.ask("/forget", 32)
    api.fail("sendMessage", Fault(400, "Bad Request: a test's own"))
    assert "编号" in api.ask("/cities", 32).text
    api.wait_until(lambda: "is set aside" in bot.log)
    (path,) = (bot.library.parent / "state").glob("inbox-*.sqlite")
    rows = "SELECT count(*) FROM updates WHERE body IS NOT NULL AND outcome = 'aside'"
    base = sqlite3.connect(path)
    while base.execute(rows).fetchone() == (0,):
        pass
    assert api.ask("/forget", 32).text == "已经删去您的没能处理的消息 1 条。"
    assert base.execute(rows).fetchone() == (0,)
    base.close()
