"""The network, the server and people misbehave."""

import re
import signal
import time

import pytest

from tests.telegram.api.faults import Fault
from tests.telegram.api.server import BotApi
from tests.telegram.conftest import Start
from tests.telegram.process import ADMIN, SECRET, Bot

QUESTION = "湖州的四大体系是什么"
BAD_GATEWAY = Fault(502, body="<html>502 Bad Gateway</html>")


@pytest.fixture
def telegram(api: BotApi, bot: Bot) -> BotApi:
    """The server, its bot polling."""
    api.wait_for_call("getUpdates")
    assert bot.process.poll() is None
    return api


class TestRunning:
    def test_html_refused_goes_out_plain(self, telegram: BotApi) -> None:
        refused = Fault(400, "Bad Request: can't parse entities: unsupported start tag")
        telegram.fail("sendMessage", refused)
        reply = telegram.ask(QUESTION)
        assert "湖州 · 钟鸣" in reply.text
        assert "parse_mode" not in reply.params

    def test_a_5xx_is_tried_again(self, telegram: BotApi) -> None:
        telegram.fail("sendMessage", BAD_GATEWAY, Fault(500, "Internal Server Error"))
        assert "湖州 · 钟鸣" in telegram.ask(QUESTION).text

    def test_flood_control_is_waited_for(self, telegram: BotApi) -> None:
        telegram.fail("sendMessage", Fault(429, "Too Many Requests", {"retry_after": 1}))
        started = time.monotonic()
        assert "湖州 · 钟鸣" in telegram.ask(QUESTION).text
        assert time.monotonic() - started >= 1

    def test_who_blocked_the_bot_harms_nobody(self, telegram: BotApi, bot: Bot) -> None:
        telegram.blocked.add(13)
        telegram.write(QUESTION, 13)
        assert "湖州 · 钟鸣" in telegram.ask(QUESTION).text
        telegram.wait_until(lambda: "blocked by the user" in bot.log)

    def test_a_slow_chat_keeps_its_order_and_holds_up_nobody(self, telegram: BotApi) -> None:
        telegram.fail("sendMessage", Fault(200, seconds=1))
        before = telegram.count("sendMessage")
        telegram.write("/cities", 21)
        telegram.wait_for_call("sendMessage", before + 1)
        telegram.write("/nonsense", 21)
        assert telegram.ask("/cities", 22).text.startswith("现在有")
        assert not [sent for sent in telegram.sent if sent.chat == 21]
        assert telegram.next(21).text.startswith("现在有")
        assert telegram.next(21).text.startswith("没有这个命令")

    def test_polling_survives_errors(self, telegram: BotApi, bot: Bot) -> None:
        conflict = Fault(409, "Conflict: terminated by other getUpdates request")
        telegram.fail("getUpdates", conflict)
        assert telegram.ask("/cities").text.startswith("现在有")
        assert telegram.ask("/cities").text.startswith("现在有")
        assert "getUpdates failed, next try in 1.0 s: Conflict" in bot.log

    def test_what_failed_gets_an_id(self, telegram: BotApi, bot: Bot) -> None:
        telegram.fail("sendMessage", Fault(400, "Bad Request: a test's own"))
        identity = re.search(r"编号 ([0-9a-f]{8})", telegram.ask(QUESTION).text)
        assert identity
        telegram.fail("sendMessage", *[Fault(400, "Bad Request: again")] * 2)
        telegram.write(QUESTION)
        assert telegram.ask("/cities").text.startswith("现在有")
        telegram.wait_until(lambda: f"failure {identity[1]}" in bot.log)
        telegram.wait_until(lambda: "could not be told: Again" in bot.log)


class TestStart:
    def test_a_server_that_is_away_is_waited_for(self, fresh_api: BotApi, start: Start) -> None:
        fresh_api.fail("getMe", BAD_GATEWAY)
        fresh_api.fail("deleteWebhook", BAD_GATEWAY)
        fresh_api.fail("setMyCommands", Fault(400, "Bad Request: BOT_COMMAND_INVALID"))
        for kind in ("edited_message", "channel_post"):
            message = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}
            fresh_api.push(kind, message | {"text": QUESTION, "edit_date": 2})
        fresh_api.write("/cities")
        bot = start("--verbose")
        assert fresh_api.next().text.startswith("现在有")
        assert bot.stop(signal.SIGINT) == 0
        assert len(fresh_api.sent) == 1
        assert "the commands could not be set" in bot.log
        assert "<token>" in bot.log
        assert SECRET not in bot.log

    def test_a_refused_token(self, fresh_api: BotApi, start: Start) -> None:
        fresh_api.token = "1:another"
        bot = start()
        assert bot.process.wait(60) == 2
        assert bot.log.count("\n") == 1
        assert bot.log.startswith("Telegram 不认这个 token")

    def test_a_token_revoked_later(self, fresh_api: BotApi, start: Start) -> None:
        bot = start()
        fresh_api.fail("getUpdates", Fault(401, "Unauthorized"))
        assert bot.process.wait(60) == 2
        assert bot.log.splitlines()[-1].startswith("Telegram 不认这个 token")
        assert SECRET not in bot.log

    def test_stopped_while_the_server_is_away(self, fresh_api: BotApi, start: Start) -> None:
        fresh_api.fail("getMe", *[BAD_GATEWAY] * 9)
        bot = start()
        fresh_api.wait_for_call("getMe")
        assert bot.stop() == 0
        assert "Traceback" not in bot.log


class TestEnd:
    def test_the_update_in_hand_is_answered(self, fresh_api: BotApi, start: Start) -> None:
        bot = start()
        fresh_api.fail("sendMessage", Fault(200, seconds=0.5))
        fresh_api.write(QUESTION)
        fresh_api.wait_for_call("sendMessage")
        started = time.monotonic()
        assert bot.stop() == 0
        assert time.monotonic() - started < 5
        assert "湖州 · 钟鸣" in fresh_api.next().text

    def test_a_server_that_hangs_at_the_end(self, fresh_api: BotApi, start: Start) -> None:
        bot = start()
        assert fresh_api.ask("/cities").text
        fresh_api.wait_for_call("getUpdates", 2)
        fresh_api.fail("getUpdates", Fault(200, seconds=30))
        started = time.monotonic()
        assert bot.stop() == 0
        assert time.monotonic() - started < 5
        assert "could not be confirmed" in bot.log

    def test_an_empty_library(self, fresh_api: BotApi, start: Start) -> None:
        bot = start(shipped=False)
        assert "现在还没有报道。" in fresh_api.ask("/start").text
        assert fresh_api.ask("/cities").text == "现在还没有报道。"
        assert fresh_api.ask(QUESTION).text
        assert "0 篇报道" in fresh_api.ask("/reload", ADMIN).text
        assert bot.stop() == 0
