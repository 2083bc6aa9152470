"""Asked in chats that the bot is no member of: inline, and as a guest."""

import json
from typing import Any

import pytest

from tests.telegram.api.acting import ask_inline
from tests.telegram.api.entities import accept, cut
from tests.telegram.api.server import USERNAME, BotApi
from tests.telegram.pages import section
from tests.telegram.process import Bot

pytestmark = pytest.mark.usefixtures("bot")

SECTIONS = (
    section("韶关", *(f"第{n}处职工书屋今年由工会出资建成。" for n in range(70))),
    section("梅州", "梅州的职工夜校<好>😀。" * 900),
)


def test_each_result_is_a_finished_quotation(api: BotApi) -> None:
    given = ask_inline(api, "湖州四大体系")
    first = given["results"][0]
    assert first["title"] == "湖州 · 钟鸣"
    assert "四大体系" in first["description"]
    text, found = accept(first["input_message_content"]["message_text"], "HTML")
    assert text.startswith("湖州 · 钟鸣（湖州市政协副主席、市总工会主席）\n《深化“四大体系”")
    assert any("四大体系" in cut(text, e) for e in found if e.kind.endswith("blockquote"))
    link = first["reply_markup"]["inline_keyboard"][0][0]["url"]
    assert link.startswith(f"https://t.me/{USERNAME}?start=p_")
    assert api.ask(f"/start {link.partition('=')[2]}").text.startswith("湖州 · 钟鸣")


def test_results_are_everybodys_for_a_while(api: BotApi) -> None:
    given = ask_inline(api, "湖州四大体系")
    assert given["cache_time"] == "300"
    assert "is_personal" not in given
    assert json.loads(given["button"]) == {"text": "直接问问城", "start_parameter": "ask"}


@pytest.mark.parametrize("text", ["", "   ", "上海的地铁", "😀"])
def test_nothing_found(api: BotApi, text: str) -> None:
    given = ask_inline(api, text)
    assert given["results"] == []
    assert "next_offset" not in given
    assert json.loads(given["button"])["start_parameter"] == "ask"


def test_many_results_come_by_the_page_and_end_at_fifty(api: BotApi) -> None:
    seen, offset, pages = list[str](), "", 0
    while pages == 0 or offset:
        given = ask_inline(api, "职工书屋", offset)
        seen += [result["id"] for result in given["results"]]
        offset, pages = given.get("next_offset", ""), pages + 1
    assert len(seen) == len(set(seen)) == 50
    assert pages >= 5
    assert ask_inline(api, "职工书屋", "50")["results"] == []
    assert ask_inline(api, "职工书屋", "x")["results"]


def test_a_passage_too_long_for_a_message_begins_there(api: BotApi) -> None:
    content = ask_inline(api, "梅州的职工夜校")["results"][0]["input_message_content"]
    text, _ = accept(content["message_text"], "HTML")
    assert text.endswith("。")


def test_the_log_tells_nobodys_questions(bot: Bot) -> None:
    assert "职工书屋" not in bot.log
    assert "failure" not in bot.log


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
