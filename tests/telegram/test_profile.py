"""How the bot shows itself, and that nothing of it stops the start."""

import json

import pytest

from tests.telegram.api.faults import Fault
from tests.telegram.api.server import BotApi
from tests.telegram.conftest import Start

METHODS = ("getMyDescription", "getMyShortDescription", "getChatMenuButton")


def test_the_profile_is_set_and_the_menu_opens_the_web_face(
    fresh_api: BotApi, start: Start
) -> None:
    start(web={"url": "https://wen.example.org"})
    fresh_api.wait_for_call("setChatMenuButton")
    assert fresh_api.profile["short_description"].startswith("在报纸报道里找答案")
    assert "原文照引" in fresh_api.profile["description"]
    assert fresh_api.menu == {
        "type": "web_app",
        "text": "网页版",
        "web_app": {"url": "https://wen.example.org"},
    }
    fresh_api.ask("湖州的四大体系是什么")
    assert fresh_api.count("setMyDescription") == 1


def test_the_menu_is_the_commands_where_no_web_face_is_served(
    fresh_api: BotApi, start: Start
) -> None:
    start(web={"url": "http://127.0.0.1:8000"})
    fresh_api.wait_for_call("setChatMenuButton")
    assert fresh_api.menu == {"type": "commands"}


@pytest.mark.parametrize("status", [400, 429, 502])
def test_what_telegram_refuses_stops_nothing(fresh_api: BotApi, start: Start, status: int) -> None:
    for method in (*METHODS, "setMyCommands"):
        fresh_api.fail(method, *[Fault(status)] * 5)
    bot = start()
    assert "钟鸣" in fresh_api.ask("湖州的四大体系是什么").text
    assert bot.stop() == 0


def test_a_server_that_knows_no_copying_gets_plain_buttons(fresh_api: BotApi, start: Start) -> None:
    start()
    fresh_api.wait_for_call("getUpdates")
    fresh_api.fail("sendMessage", Fault(400, description="Bad Request: text buttons are unallowed"))
    answer = fresh_api.ask("湖州的四大体系是什么")
    assert "「" in answer.text
    assert "复制引文" not in answer.labels
    assert "看整篇" in answer.labels
    again = fresh_api.ask("湖州的四大体系是什么")
    copied = json.loads(again.params["reply_markup"])["inline_keyboard"]
    found = [b["copy_text"]["text"] for row in copied for b in row if "copy_text" in b]
    assert len(found) == 1
    assert found[0] in again.text


def test_the_source_leads_to_the_web_face(fresh_api: BotApi, start: Start) -> None:
    from tests.telegram.api.acting import press

    start(web={"url": "https://wen.example.org/"})
    press(fresh_api, fresh_api.ask("湖州的四大体系是什么"), "出处")
    text = fresh_api.next().text
    assert "在网页上看版面：https://wen.example.org/p/zhejiang-unions-2016/" in text
