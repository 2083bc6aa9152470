"""Another program changes the library's folder, and the bot notices by itself."""

import shutil
import time
from pathlib import Path

from tests.telegram.api.server import BotApi
from tests.telegram.conftest import Start
from tests.telegram.pages import section, write
from tests.telegram.process import ADMIN

QUESTION = "韶关怎么建设职工书屋"


def _until(api: BotApi, words: str) -> None:
    deadline = time.monotonic() + 120
    while words not in api.ask(QUESTION).text:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_what_was_added_is_answered_and_what_is_bad_is_reported_once(
    fresh_api: BotApi, start: Start
) -> None:
    bot = start()
    assert "二十家" not in fresh_api.ask(QUESTION).text
    fresh_api.write("/help", ADMIN)
    assert fresh_api.next(ADMIN).text
    page = bot.library / "gd.yaml"
    write(page, section("韶关", "今年建成二十家职工书屋。"))
    _until(fresh_api, "二十家")
    page.write_text("title: [", encoding="utf-8")
    told = fresh_api.next(ADMIN).text
    assert told.startswith("没有载入，仍用原来的报道。\n")
    assert "gd.yaml:2" in told
    assert "二十家" in fresh_api.ask(QUESTION).text
    write(page, section("韶关", "今年建成三十家职工书屋。"))
    _until(fresh_api, "三十家")
    # What admins are told of next is all that has changed since.
    assert "新增 1 篇：韶关" in fresh_api.ask("/reload", ADMIN).text
    assert len([sent for sent in fresh_api.sent if sent.chat == ADMIN]) == 3
    assert bot.stop() == 0


def test_a_folder_that_comes_later(fresh_api: BotApi, start: Start, tmp_path: Path) -> None:
    bot = start(library="later")
    assert fresh_api.ask(QUESTION).text
    later = tmp_path / "later"
    while not later.exists():
        time.sleep(0.05)
    write(bot.library / "gd.yaml", section("韶关", "今年建成二十家职工书屋。"))
    shutil.copy(bot.library / "gd.yaml", later / "gd.yaml")
    _until(fresh_api, "二十家")
    assert bot.stop() == 0


def test_bad_files_at_the_start_are_told_to_admins_once(
    fresh_api: BotApi, start: Start, tmp_path: Path
) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "terms.txt").write_bytes(b"\xff\xfe")
    fresh_api.write("/new", ADMIN)  # bots can't begin to talk
    bot = start()
    told = "".join(fresh_api.next(ADMIN).text for _ in range(2))
    assert "有 1 个语料文件没有读入，其余照常：\n" in told
    assert "terms.txt:1：不是 UTF-8 编码" in told
    assert "二十家" not in fresh_api.ask(QUESTION).text
    assert "没有读入" not in fresh_api.ask("/start").text
    for command in ("/start", "/check"):
        assert "terms.txt:1" in fresh_api.ask(command, ADMIN).text
    (bot.library / "terms.txt").write_text("书屋 书房\n", encoding="utf-8")
    write(bot.library / "gd.yaml", section("韶关", "今年建成二十家职工书屋。"))
    _until(fresh_api, "二十家")
    assert "没有读入" not in fresh_api.ask("/start", ADMIN).text
    assert bot.stop() == 0
