"""Admins reload the library of the running bot."""

from collections.abc import Iterator

import pytest

from tests.telegram.api.entities import cut
from tests.telegram.api.server import BotApi
from tests.telegram.pages import section, write
from tests.telegram.process import ADMIN, Bot

CITY_QUESTION = "韶关怎么建设职工书屋"


@pytest.fixture(autouse=True)
def _library_as_shipped(api: BotApi, bot: Bot) -> Iterator[None]:
    yield
    added = list(bot.library.glob("*"))
    for path in added:
        path.unlink()
    if added:
        api.ask("/reload", ADMIN)


def test_strangers_are_refused(api: BotApi) -> None:
    assert api.ask("/reload").text == "抱歉，这个命令只有管理员能用。"


def test_nothing_new(api: BotApi) -> None:
    assert api.ask("/reload", ADMIN).text == "已重新载入：11 篇报道，11 座城市。\n与原来相同。"


def test_new_reports_are_quoted_after_a_reload(api: BotApi, bot: Bot) -> None:
    assert "今年建成二十家职工书屋" not in api.ask(CITY_QUESTION).text
    write(bot.library / "gd.yaml", section("韶关", "今年建成二十家职工书屋。"))
    assert "今年建成二十家职工书屋" not in api.ask(CITY_QUESTION).text
    reply = api.ask("/reload", ADMIN)
    assert reply.text == "已重新载入：12 篇报道，12 座城市。\n新增 1 篇：韶关"
    answer = api.ask(CITY_QUESTION).text
    assert (
        "韶关 · 张三（市总工会主席）\n《韶关工会新思路》\n今年建成二十家职工书屋。\n（记者李四）"
        in answer
    )
    assert "韶关" in api.ask("/cities").text


def test_mended_and_withdrawn_reports(api: BotApi, bot: Bot) -> None:
    path = bot.library / "gd.yaml"
    write(path, section("韶关", "今年建成二十家职工书屋。"), section("梅州", "办好职工夜校。"))
    assert "新增 2 篇：韶关、梅州" in api.ask("/reload", ADMIN).text
    write(path, section("韶关", "今年建成三十家职工书屋。"))
    text = api.ask("/reload", ADMIN).text
    assert text == "已重新载入：12 篇报道，12 座城市。\n改动 1 篇：韶关\n减少 1 篇：梅州"


def test_long_passages_and_markup_in_them(api: BotApi, bot: Bot) -> None:
    text = "韶关的<b>职工书屋</b>&amp;😀要办好。" * 200
    write(bot.library / "gd.yaml", section("韶关", text))
    api.ask("/reload", ADMIN)
    parts = [api.ask("韶关的职工书屋")]
    while len("".join(part.text for part in parts)) < len(text):
        parts.append(api.next())
    quoted = [
        cut(part.text, entity)
        for part in parts
        for entity in part.entities
        if entity.kind.endswith("blockquote")
    ]
    assert "".join(quoted) == text
    assert all(piece.endswith("。") for piece in quoted)
    for part in parts:
        assert any(entity.kind.endswith("blockquote") for entity in part.entities)
        assert len(part.entities) <= 100


def test_a_broken_library_leaves_the_old_one(api: BotApi, bot: Bot) -> None:
    broken = bot.library / "broken.yaml"
    broken.write_text("title: [", encoding="utf-8")
    first, reason = api.ask("/reload", ADMIN).text.split("\n")
    assert first == "没有载入，仍用原来的报道。"
    assert "broken.yaml:2" in reason
    assert "湖州 · 钟鸣" in api.ask("湖州的四大体系是什么").text


def test_questions_are_answered_meanwhile(api: BotApi) -> None:
    api.write("/reload", ADMIN)
    api.write("湖州的四大体系是什么", ADMIN)
    # What was changed before may be told to admins in between.
    wanted = {"已重新载入", "湖州 · 钟鸣"}
    while wanted:
        said = api.next(ADMIN).text
        wanted = {words for words in wanted if words not in said}
