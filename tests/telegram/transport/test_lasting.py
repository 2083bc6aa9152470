"""Nothing is lost: kill -9, the same update again, updates that can't be handled."""

import re
import signal
import time
from pathlib import Path

import pytest

from corpus.library import dump
from corpus.section import Page
from tests.forking import started
from tests.telegram.api.acting import current, press, tap
from tests.telegram.api.faults import Fault
from tests.telegram.api.keyboards import buttons
from tests.telegram.api.server import BotApi
from tests.telegram.conftest import Start
from tests.telegram.pages import section
from tests.telegram.process import ADMIN

QUESTION = "湖州的四大体系是什么"
HANGS = Fault(200, seconds=60)


def test_a_kill_loses_no_question(fresh_api: BotApi, start: Start) -> None:
    bot = start()
    assert fresh_api.ask("/cities", 5).text
    before = fresh_api.count("sendMessage")
    fresh_api.fail("sendMessage", *[HANGS] * 3)
    for chat in (1, 2, 3):
        fresh_api.write(QUESTION, chat)
        fresh_api.write("/cities", chat)
    fresh_api.wait_for_call("sendMessage", before + 3)
    bot.stop(signal.SIGKILL)
    again = start()
    for chat in (1, 2, 3):
        assert "湖州 · 钟鸣" in fresh_api.next(chat).text
        assert fresh_api.next(chat).text.startswith("现在有")
    assert fresh_api.ask("/cities", 4).text
    assert len(fresh_api.sent) == 8
    assert "3 updates in hand at its last end" in again.log
    assert again.stop() == 0


def test_what_a_stop_left_is_answered_by_the_next_start(fresh_api: BotApi, start: Start) -> None:
    bot = start()
    fresh_api.fail("sendMessage", Fault(429, "Too Many Requests", {"retry_after": 30}))
    fresh_api.write(QUESTION)
    fresh_api.wait_for_call("sendMessage")
    assert bot.stop() == 0
    assert "the next start answers them" in bot.log
    again = start()
    assert "湖州 · 钟鸣" in fresh_api.next().text
    assert again.stop() == 0


def test_the_same_update_twice_is_answered_once(fresh_api: BotApi, start: Start) -> None:
    bot = start()
    fresh_api.write("/cities")
    assert fresh_api.next().text
    # A reply in flight at a kill may come twice; chat 1's is no longer.
    assert fresh_api.ask("/cities", 2).text
    bot.stop(signal.SIGKILL)
    fresh_api.repeat()
    start()
    assert fresh_api.ask("/nonsense").text.startswith("没有这个命令")


def test_a_cut_connection_may_double_a_reply(fresh_api: BotApi, start: Start) -> None:
    fresh_api.fail("sendMessage", Fault(0))
    bot = start()
    first = fresh_api.ask(QUESTION).text
    assert fresh_api.next().text == first
    assert "sendMessage failed, next try in 0.5 s" in bot.log


def test_an_update_nobody_can_read_is_set_aside(fresh_api: BotApi, start: Start) -> None:
    bot = start()
    fresh_api.push("message", {"message_id": "?", "chat": {"id": 1}})
    assert fresh_api.ask("/cities").text.startswith("现在有")
    assert re.search(r"update \d+ can't be read and is set aside: <class 'KeyError'>", bot.log)
    assert bot.stop() == 0
    assert "can't be read" not in start().log


def test_another_poller_is_told_and_waited_out(fresh_api: BotApi, start: Start) -> None:
    fresh_api.fail("getUpdates", Fault(409, "Conflict: terminated by other getUpdates request"))
    bot = start()
    assert fresh_api.ask("/cities").text.startswith("现在有")
    assert "another program polls with this bot's token" in bot.log


def test_who_asks_too_much_is_told_once(fresh_api: BotApi, start: Start) -> None:
    start(telegram={"questions_a_minute": 2})
    fresh_api.write("今天天气不错", -7, user=1, kind="supergroup")
    for _ in range(5):
        fresh_api.write("/cities")
    texts = [fresh_api.next().text for _ in range(3)]
    assert [text[:3] for text in texts] == ["现在有", "现在有", "您问得"]
    for _ in range(4):
        assert fresh_api.ask("/cities", ADMIN).text.startswith("现在有")
    assert len(fresh_api.sent) == 7


def test_who_asks_too_much_and_has_gone(fresh_api: BotApi, start: Start) -> None:
    bot = start(telegram={"questions_a_minute": 1})
    assert fresh_api.ask("/cities").text
    fresh_api.blocked.add(1)
    fresh_api.write("/cities")
    assert fresh_api.ask("/cities", 2).text
    deadline = time.monotonic() + 10
    while "could not be told to ask less" not in bot.log and time.monotonic() < deadline:
        time.sleep(0.05)
    assert "could not be told to ask less" in bot.log


def test_a_stop_before_the_library_is_built(fresh_api: BotApi, start: Start) -> None:
    bot = start(begin=started)
    maps = Path(f"/proc/{bot.process.pid}/maps")
    while "numpy" not in maps.read_text():  # the long imports have begun
        time.sleep(0.01)
    assert bot.stop() == 0
    assert not bot.log
    assert not fresh_api.calls


@pytest.mark.parametrize("moment", ["written", "said"])
def test_a_kill_during_a_publish(fresh_api: BotApi, start: Start, moment: str) -> None:
    bot = start()
    file = bot.library / "gd.yaml"
    page = dump(Page(("题",), None, None, None, (section("韶关", "办好职工书屋。"),)))
    draft = fresh_api.ask("", ADMIN, document=fresh_api.give(file.name, page.encode()))
    if moment == "said":
        fresh_api.fail("editMessageText", HANGS)
    tap(fresh_api, draft, buttons(draft.params)[0]["callback_data"], ADMIN)
    while not file.exists():
        time.sleep(0.001)
    fresh_api.wait_until(lambda: moment == "written" or fresh_api.count("editMessageText") > 0)
    bot.stop(signal.SIGKILL)
    assert file.read_text(encoding="utf-8") == page
    start()
    fresh_api.wait_until(lambda: current(fresh_api, draft).labels == ["撤回这次改动"])
    assert current(fresh_api, draft).text.startswith("已重新载入：12 篇报道，12 座城市。")
    assert "韶关 · 张三" in fresh_api.ask("韶关怎么建设职工书屋").text
    press(fresh_api, current(fresh_api, draft), "撤回这次改动", ADMIN)
    assert not file.exists()
    assert [sent.chat for sent in fresh_api.sent] == [ADMIN, 1]


def test_a_second_bot_in_the_same_folder_is_refused(fresh_api: BotApi, start: Start) -> None:
    bot = start()
    assert fresh_api.ask("/cities").text
    second = start(log="second")
    assert second.process.wait(20) == 1
    assert second.log.count("\n") == 1
    assert "只能运行一个" in second.log
    assert bot.stop() == 0
    assert start(log="third").process.poll() is None
    assert fresh_api.ask("/cities", 2).text


def test_what_cannot_be_remembered_is_said_once(fresh_api: BotApi, start: Start) -> None:
    bot = start()
    assert fresh_api.ask(QUESTION).text
    state = bot.library.parent / "state"
    # As on a full disk: nothing more can be written into either file.
    for name in ("conversations", "feedback"):
        for left in state.glob(f"{name}.sqlite*"):
            left.unlink()
        (state / f"{name}.sqlite").mkdir()
    answer = fresh_api.ask(QUESTION)
    assert "湖州 · 钟鸣" in answer.text
    assert press(fresh_api, answer, "没用") == "抱歉，没能记下，请过一会儿再试。"
    assert fresh_api.ask("/forget").text.startswith("抱歉，没能全部删去")
    assert len(fresh_api.sent) == 3
    assert "could not be used" in bot.log
    assert "Traceback" not in bot.log
    assert bot.stop() == 0


def test_an_inbox_deleted_under_the_bot_is_reported(fresh_api: BotApi, start: Start) -> None:
    bot = start()
    assert fresh_api.ask("/cities", ADMIN).text
    for left in (bot.library.parent / "state").glob("inbox-*"):
        left.unlink()
    assert fresh_api.ask("/cities").text
    assert fresh_api.next(ADMIN).text.startswith("收件箱文件在运行中被删")
    bot.stop(signal.SIGKILL)
    start()
    assert fresh_api.ask("/nonsense").text.startswith("没有这个命令")
    assert len(fresh_api.sent) == 4
