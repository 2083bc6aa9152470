"""`wencheng web` as a process."""

import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.cli.program import WENCHENG, run


@contextmanager
def running(folder: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process, and the URL that it names."""
    config = folder / "config.yaml"
    config.write_text("library: library\nweb: {state: web}\ntelegram: {state: telegram}\n")
    command = [WENCHENG, "web", "--config", str(config), "--listen", "127.0.0.1:0", *arguments]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        found = re.search(r"http://[\d.:]+", process.stderr.readline())
        assert found
        yield process, found[0]
    finally:
        process.terminate()
        process.wait(20)
        process.stderr.close()


def test_it_serves_until_it_is_stopped(tmp_path: Path) -> None:
    with running(tmp_path) as (process, url):
        assert httpx.get(f"{url}/healthz").json()["status"] == "ok"
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0


def test_what_is_added_elsewhere_is_answered(tmp_path: Path) -> None:
    with running(tmp_path) as (_, url):
        held = httpx.get(f"{url}/healthz").json()["passages"]
        passage = (
            '{"id": "n1", "title": "秋收计划", "text": "秋收计划要办三件事。", "city": "东海"}'
        )
        (tmp_path / "library").mkdir(exist_ok=True)
        (tmp_path / "library" / "news.jsonl").write_text(passage, encoding="utf-8")
        deadline = time.monotonic() + 20
        while httpx.get(f"{url}/healthz").json()["passages"] == held:
            assert time.monotonic() < deadline
        assert "秋收计划" in httpx.get(f"{url}/p/-/n1").text


def test_a_bad_address_is_one_line() -> None:
    ended = run("web", "--listen", "nowhere")
    assert "web.listen" in ended.complaint()


def test_a_bad_library_leaves_the_running_one(tmp_path: Path) -> None:
    with running(tmp_path) as (process, url):
        (tmp_path / "library").mkdir(exist_ok=True)
        (tmp_path / "library" / "bad.jsonl").write_text("{", encoding="utf-8")
        assert process.stderr is not None
        assert "can't be loaded" in process.stderr.readline()
        assert httpx.get(f"{url}/?q=湖州的四大体系是什么").status_code == 200
