"""The bot as it is run: its web server, webhooks, several workers, its log."""

import json
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.telegram.api.faults import Fault
from tests.telegram.api.hooks import HookApi
from tests.telegram.api.server import BotApi
from tests.telegram.conftest import Start
from tests.telegram.process import TOKEN, Bot

SECRET = "a-secret-of_the-webhook"
QUESTION = "湖州的四大体系是什么"


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def get(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as page:
            return page.status, page.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def post(port: int, secret: str, body: bytes) -> int:
    request = urllib.request.Request(f"http://127.0.0.1:{port}/hook", body)
    request.add_header("X-Telegram-Bot-Api-Secret-Token", secret)
    try:
        with urllib.request.urlopen(request, timeout=5) as page:
            return int(page.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def eventually(true: Callable[[], object], seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


class TestPolling:
    def test_health_and_metrics(self, fresh_api: BotApi, start: Start) -> None:
        port = free_port()
        bot = start("--listen", f"127.0.0.1:{port}")
        assert fresh_api.ask(QUESTION).text
        status, page = get(port, "/healthz")
        health = json.loads(page)
        assert status == 200
        assert health["status"] == "ok"
        assert 0 <= health["seconds_since_poll"] < 10
        assert health["aside"] == 0
        eventually(
            lambda: (
                'wencheng_updates_ended_total{outcome="answered"} 1.0' in get(port, "/metrics")[1]
            )
        )
        _, page = get(port, "/metrics")
        assert "wencheng_updates_total 1.0" in page
        assert 'wencheng_call_seconds_count{method="sendMessage"} 1.0' in page
        assert "湖州" not in page
        assert get(port, "/other")[0] == 404
        assert bot.stop() == 0

    def test_an_address_in_use(self, start: Start) -> None:
        with closing(socket.socket()) as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            bot = start(telegram={"listen": f"127.0.0.1:{port}"})
            assert bot.process.wait(60) == 1
        assert bot.log.splitlines()[-1].startswith(f"不能在 127.0.0.1:{port} 上监听")

    def test_logs_as_json(self, fresh_api: BotApi, start: Start) -> None:
        fresh_api.fail("sendMessage", Fault(400, "Bad Request: a test's own"))
        bot = start("--verbose", telegram={"json_logs": True})
        assert "编号" in fresh_api.ask(QUESTION).text
        assert bot.stop() == 0
        lines = [json.loads(line) for line in bot.log.splitlines()]
        assert {"time", "level", "logger", "message"} <= set(lines[0])
        assert any("Traceback" in line.get("exception", "") for line in lines)
        assert "<token>" in bot.log
        assert TOKEN.partition(":")[2] not in bot.log
        assert "四大体系" not in bot.log


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def hooked(port: int) -> Iterator[HookApi]:
    server = HookApi(TOKEN, port).start()
    assert isinstance(server, HookApi)
    yield server
    server.stop()


@pytest.fixture
def bot(
    hooked: HookApi, port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Bot]:
    monkeypatch.setenv("TELEGRAM_WEBHOOK_SECRET", SECRET)
    hook = {"webhook": {"url": "https://example.org/hook"}}
    running = Bot(hooked, tmp_path, "--listen", f"127.0.0.1:{port}", telegram=hook)
    hooked.wait_for_call("setWebhook")
    yield running
    running.stop(signal.SIGKILL)


DEEP = b'{"update_id": 7, "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
LARGE = b'{"update_id": 7, "x": "' + b"x" * 1_100_000 + b'"}'
NO_UPDATES = [
    b"",
    b"[]",
    b"{}",
    b"7",
    b"\xff",
    b'{"update_id": "x"}',
    b'{"update_id": 1.5}',
    b'{"update_id": true}',
    b'{"update_id": -1}',
    b'{"update_id": 1e400}',
    b'{"update_id": 9223372036854775808}',
    b'{"update_id": ' + b"9" * 5000 + b"}",
    b'{"update_id": 7, "x": ' + b"9" * 5000 + b"}",
    DEEP,
    LARGE,
]


def test_what_a_webhook_brings_is_answered(hooked: HookApi, bot: Bot) -> None:
    assert hooked.hook["secret_token"] == SECRET
    assert hooked.hook["url"] == "https://example.org/hook"
    for chat in range(1, 6):
        hooked.write(QUESTION, chat)
    for chat in range(1, 6):
        assert "湖州 · 钟鸣" in hooked.next(chat).text
    assert len(hooked.sent) == 5
    assert set(hooked.statuses) == {200}
    assert bot.stop() == 0


def test_only_telegram_is_let_in(hooked: HookApi, bot: Bot, port: int) -> None:
    update = json.dumps({"update_id": 7}).encode()
    assert post(port, "another-secret-than-that", update) == 403
    assert post(port, "", update) == 403
    assert post(port, "密钥".encode().decode("latin-1"), update) == 403
    assert get(port, "/hook")[0] == 405
    for body in NO_UPDATES:
        assert post(port, SECRET, body) == 400, body[:80]
    for odd in (b'{"update_id": 8, "x": "\\ud800"}', b'{"update_id": 9, "message": [[]]}'):
        assert post(port, SECRET, odd) == 200
    assert post(port, SECRET, update) == 200
    assert hooked.ask("/cities").text.startswith("现在有")
    status, page = get(port, "/healthz")
    assert status == 200
    assert json.loads(page)["seconds_since_webhook"] < 5
    assert SECRET not in bot.log
    assert "Traceback" not in bot.log
