"""A library of imported passages alone, without any city at first."""

from pathlib import Path

import pytest

from tests.corpus.imports.records import line, write
from tests.telegram.api.acting import ask_inline, press
from tests.telegram.api.keyboards import labels
from tests.telegram.api.server import BotApi
from tests.telegram.conftest import Start
from tests.telegram.process import ADMIN, Bot

CANTEEN = line("食堂 1", title="公共食堂", text="公共食堂每天开放十小时。")


@pytest.fixture
def held(tmp_path: Path) -> Path:
    return write(tmp_path / "library" / "news.jsonl", [CANTEEN, line("n2", text="粮仓已经修好。")])


@pytest.fixture
def bot(held: Path, start: Start) -> Bot:  # noqa: ARG001
    return start(shipped=False)


@pytest.mark.usefixtures("bot")
def test_what_is_said_of_passages_without_cities(fresh_api: BotApi) -> None:
    api = fresh_api
    example = api.ask("/start").text.splitlines()[-1]
    assert "比如" not in example
    assert "问：" in api.ask(example).text
    assert api.ask("/cities").text == api.ask("/city").text == "现有的文字都没有标城市。"
    assert "现在收有 2 段导入的文字。" in api.ask("/about").text
    assert "现在收有 2 段导入的文字。\n2 段，其中可查出处的 0 段。" in api.ask("/stats", ADMIN).text
    assert api.ask("/check", ADMIN).text == "news：导入的段落，载入时逐行检查过"
    assert "都没有标城市" in api.ask("上海的GDP是多少").text


@pytest.mark.usefixtures("bot")
def test_buttons_links_and_inline(fresh_api: BotApi) -> None:
    api = fresh_api
    reply = api.ask("公共食堂每天开放多久")
    assert "《公共食堂》\n公共食堂每天开放十小时。" in reply.text
    assert "看整篇" not in labels(reply.params)
    press(api, reply, "出处")
    source = api.next()
    assert source.text.startswith("出处\n导入的一段，编号 食堂 1\n")
    link = source.text.partition("?start=")[2]
    assert "公共食堂每天开放十小时。" in api.ask(f"/start {link}").text
    assert "公共食堂每天开放十小时。" in api.ask("/source").text
    (result,) = ask_inline(api, "公共食堂每天开放多久")["results"]
    assert result["title"] == "公共食堂"


@pytest.mark.usefixtures("bot")
def test_reloads_tell_of_imports(fresh_api: BotApi, held: Path) -> None:
    api = fresh_api
    assert api.ask("/reload", ADMIN).text == "已重新载入：2 段导入的文字。\n与原来相同。"
    write(held, [CANTEEN, line("n3", city="东海", text="东海的粮仓已经修好。")])
    told = api.ask("/reload", ADMIN).text
    assert told == "已重新载入：2 段导入的文字，1 座城市。\n导入的有变动：news"
    assert "东海" in api.ask("/cities").text
    write(held, [CANTEEN, b"{"])
    first, reason = api.ask("/reload", ADMIN).text.split("\n")
    assert first == "没有载入，仍用原来的报道。"
    assert "news.jsonl:2：这一行不是 UTF-8 的 JSON 对象" in reason
    assert "东海的粮仓已经修好。" in api.ask("东海的粮仓").text
