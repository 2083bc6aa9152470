"""The bot as it is run: its web server, webhooks, several workers, its log."""

import json
import re
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.telegram.conftest import Start
from tests.telegram.faults import Fault
from tests.telegram.hooks import HookApi
from tests.telegram.pages import section, write
from tests.telegram.process import ADMIN, TOKEN, Bot
from tests.telegram.server import BotApi

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
            assert bot.process.wait(15) == 1
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
def ports() -> list[int]:
    return [free_port(), free_port()]


@pytest.fixture
def hooked(ports: list[int]) -> Iterator[HookApi]:
    server = HookApi(TOKEN, ports).start()
    assert isinstance(server, HookApi)
    yield server
    server.stop()


@pytest.fixture
def workers(
    hooked: HookApi, ports: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[Bot]]:
    monkeypatch.setenv("TELEGRAM_WEBHOOK_SECRET", SECRET)
    hook = {"webhook": {"url": "https://example.org/hook"}}
    running = [
        Bot(hooked, tmp_path, "--listen", f"127.0.0.1:{port}", log=f"log{port}", telegram=hook)
        for port in ports
    ]
    hooked.wait_for_call("setWebhook", len(running))
    yield running
    for bot in running:
        bot.stop(signal.SIGKILL)


class TestWebhook:
    def test_workers_share_the_work(self, hooked: HookApi, workers: list[Bot]) -> None:
        assert hooked.hook["secret_token"] == SECRET
        assert hooked.hook["url"] == "https://example.org/hook"
        for chat in range(1, 21):
            hooked.write(QUESTION, chat)
        for chat in range(1, 21):
            assert "湖州 · 钟鸣" in hooked.next(chat).text
        assert hooked.ask("/cities", 30).text
        assert len(hooked.sent) == 21
        assert set(hooked.statuses) == {200}
        for bot in workers:
            assert bot.stop() == 0

    def test_a_dead_workers_updates_are_taken_over(
        self, hooked: HookApi, workers: list[Bot]
    ) -> None:
        hooked.fail("sendMessage", *[Fault(200, seconds=60)] * 4)
        hooked.ports = hooked.ports[:1]
        for chat in range(1, 5):
            hooked.write(QUESTION, chat)
        hooked.wait_for_call("sendMessage", 4)
        workers[0].stop(signal.SIGKILL)
        for chat in range(1, 5):
            assert "湖州 · 钟鸣" in hooked.next(chat).text
        assert re.search(r"worker \d died with [1-4] updates in hand", workers[1].log)

    def test_a_publish_reaches_the_others(self, hooked: HookApi, workers: list[Bot]) -> None:
        write(workers[0].library / "gd.yaml", section("韶关", "今年建成二十家职工书屋。"))
        assert "新增 1 篇：韶关" in hooked.ask("/reload", ADMIN).text
        eventually(lambda: any("another worker published" in bot.log for bot in workers))
        (workers[0].library / "gd.yaml").write_text("title: [", encoding="utf-8")
        for _ in range(8):
            assert "今年建成二十家" in hooked.ask("韶关怎么建设职工书屋").text

    def test_only_telegram_is_let_in(
        self, hooked: HookApi, workers: list[Bot], ports: list[int]
    ) -> None:
        update = json.dumps({"update_id": 7}).encode()
        assert post(ports[0], "another-secret-than-that", update) == 403
        assert post(ports[0], "", update) == 403
        assert post(ports[0], "密钥".encode().decode("latin-1"), update) == 403
        for body in (b"", b"[]", b"{}", b'{"update_id": "x"}', b"\xff"):
            assert post(ports[0], SECRET, body) == 400
        assert post(ports[0], SECRET, update) == 200
        status, page = get(ports[0], "/healthz")
        assert status == 200
        assert json.loads(page)["seconds_since_webhook"] < 5
        assert not re.search(SECRET, "".join(bot.log for bot in workers))
