"""Admins add, mend and withdraw pages from the chat."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from corpus import SHIPPED
from corpus.library import dump
from corpus.reading.pictures import ocr
from corpus.section import Page
from tests.corpus.reading import drawing
from tests.corpus.reading.pictures.test_picture import zipped
from tests.corpus.stitching.test_command import DOUBTFUL
from tests.telegram.api.acting import current, press, press_data, reply_to
from tests.telegram.api.messages import Sent
from tests.telegram.api.server import BotApi
from tests.telegram.pages import section
from tests.telegram.process import ADMIN, Bot

RAW = """惠州工会新思路

惠州市总工会主席王建国：**办好职工夜校 服务制造强市**

今年惠州工会将办好一百所职工夜校，让职工下班后有地方学技术。

二是推进工资集体协商，让职工得实惠。（记者李小明整理）
"""
QUESTION = "惠州的职工夜校"
SHEET = zipped("xl/workbook.xml")


@pytest.fixture(autouse=True)
def _as_shipped(api: BotApi, bot: Bot) -> Iterator[None]:
    yield
    left = list(bot.library.glob("*"))
    for path in left:
        path.unlink()
    if left:
        api.ask("/reload", ADMIN)


def send(api: BotApi, name: str, data: bytes | str, user: int = ADMIN) -> Sent:
    content = data.encode() if isinstance(data, str) else data
    return api.ask("", user, document=api.give(name, content))


def names(bot: Bot) -> list[str]:
    return sorted(path.name for path in bot.library.iterdir())


def published(api: BotApi) -> Sent:
    draft = send(api, "huizhou.txt", RAW)
    press(api, draft, "发布")
    return current(api, draft)


def test_a_raw_page_is_put_together_and_published(api: BotApi, bot: Bot) -> None:
    draft = send(api, "huizhou.txt", RAW)
    assert "1. 《办好职工夜校 服务制造强市》 惠州 · 惠州市总工会主席 · 王建国 " in draft.text
    assert "（2 段 57 字，可信度 " in draft.text
    assert "首：今年惠州工会将办好" in draft.text
    assert draft.labels == ["发布", "放弃", "取出文件"]
    assert names(bot) == []
    press(api, draft, "发布")
    done = current(api, draft)
    assert done.text == "已重新载入：12 篇报道，12 座城市。\n新增 1 篇：惠州"
    assert done.labels == ["撤回这次改动"]
    assert names(bot) == ["huizhou.txt", "huizhou.yaml"]
    answer = api.ask(QUESTION)
    assert "惠州 · 王建国（惠州市总工会主席）" in answer.text
    press(api, answer, "出处")
    assert "原版面 huizhou.txt，第 " in api.next().text


TWO = dump(
    Page(("题",), None, None, None, (section("韶关", "办好书屋。"), section("梅州", "办好夜校。")))
)


def test_a_report_is_left_out_before_it_is_published(api: BotApi) -> None:
    draft = send(api, "gd.yaml", TWO)
    assert draft.labels[3:] == ["删 1", "删 2", "合 1+2"]
    press(api, draft, "删 1")
    left = current(api, draft)
    assert ("韶关" not in left.text, "梅州" in left.text) == (True, True)
    press(api, left, "发布")
    assert "新增 1 篇：梅州" in current(api, draft).text


def test_a_correction_is_undone_and_doubts_last(api: BotApi, bot: Bot) -> None:
    draft = send(api, "doubtful.txt", DOUBTFUL)
    assert "？现在拼作" in draft.text
    mended = api.ask("标题 1 改过的题目", ADMIN, **reply_to(draft))
    assert "？现在拼作" in mended.text
    assert "《改过的题目》" in mended.text
    press(api, mended, "撤销上一步")
    undone = current(api, mended)
    assert undone.text == draft.text
    assert "撤销上一步" not in undone.labels
    assert names(bot) == []


def test_two_reports_are_joined_and_the_file_is_fetched(api: BotApi, bot: Bot) -> None:
    draft = send(api, "gd.yaml", TWO)
    press(api, draft, "合 1+2")
    press(api, current(api, draft), "取出文件")
    _, name, data = api.documents[-1]
    (kept,) = yaml.safe_load(data)["sections"]
    texts = [paragraph["text"] for paragraph in kept["paragraphs"]]
    assert (name, texts) == ("gd.yaml", ["办好书屋。", "梅州工会新思路", "办好夜校。"])
    assert names(bot) == []


def test_a_correction_in_words_is_a_reply(api: BotApi, bot: Bot) -> None:
    draft = send(api, "gd.yaml", TWO)
    under = reply_to(current(api, draft))
    mended = api.ask("标题 2 夜校办到镇上", ADMIN, **under)
    assert "2. 《夜校办到镇上》 梅州" in mended.text
    assert "没有第 9 篇" in api.ask("删 9", ADMIN, **under).text
    press(api, mended, "发布")
    assert "夜校办到镇上" in (bot.library / "gd.yaml").read_text(encoding="utf-8")


def test_a_photograph_is_read(api: BotApi, bot: Bot) -> None:
    if not ocr.is_installed():
        pytest.skip("the extra 'ocr' is not installed")
    lines = [(30, 10, 40, "惠州夜校开班"), (30, 80, 20, "惠州市总工会今年办好一百所夜校，")]
    picture = drawing.page([*lines, (30, 110, 20, "让职工下班以后有地方学技术。")], (750, 200))
    sent = api.give("photo.png", drawing.encoded(picture)) | {"width": 750, "height": 200}
    reading = api.ask("", ADMIN, photo=[sent])
    assert reading.text.startswith("收到，正在认上面的字")
    draft = api.next(ADMIN, timeout=120)
    assert "惠州夜校开班" in draft.text
    press(api, draft, "发布")
    kept = [Path(name).suffix for name in names(bot)]
    assert sorted(kept) == [".jpg", ".json", ".yaml"]


def test_publishing_is_taken_back(api: BotApi, bot: Bot) -> None:
    done = published(api)
    press(api, done, "撤回这次改动")
    assert "减少 1 篇：惠州" in current(api, done).text
    assert current(api, done).labels == []
    assert "huizhou.yaml" not in names(bot)
    assert press_data(api, done, "b:000000000000:0", user=ADMIN).startswith("这次改动已经处理过")
    assert "新增 1 篇" in published(api).text


def test_what_was_changed_since_is_not_taken_back(api: BotApi, bot: Bot) -> None:
    done = published(api)
    with (bot.library / "huizhou.yaml").open("a", encoding="utf-8") as file:
        file.write("# 改过\n")
    assert press(api, done, "撤回这次改动").startswith("这次改动已经处理过")
    assert "huizhou.yaml" in names(bot)


def test_a_page_is_dropped(api: BotApi, bot: Bot) -> None:
    draft = send(api, "huizhou.txt", RAW)
    press(api, draft, "放弃")
    assert current(api, draft).text == "好，没有发布。"
    assert press(api, draft, "发布").startswith("这次改动已经处理过")
    assert names(bot) == []


def test_a_published_page_is_mended_by_its_file(api: BotApi, bot: Bot) -> None:
    published(api)
    press(api, api.ask(QUESTION, ADMIN), "看整篇")
    report = api.next(ADMIN)
    press(api, report, "取出文件")
    chat, name, data = api.documents[-1]
    assert (chat, name) == (ADMIN, "huizhou.yaml")
    draft = send(api, name, data.replace("一百所".encode(), "两百所".encode()))
    assert "报道库里已有这一版" in draft.text
    press(api, draft, "发布")
    done = current(api, draft)
    assert "改动 1 篇：惠州" in done.text
    assert "两百所" in api.ask(QUESTION).text
    press(api, done, "撤回这次改动")
    assert "一百所" in api.ask(QUESTION).text
    assert (bot.library / "huizhou.yaml").read_bytes() == data


def test_a_section_is_withdrawn_and_put_back(api: BotApi, bot: Bot) -> None:
    press(api, send(api, "gd.yaml", TWO), "发布")
    for city, left in (("韶关", ["gd.yaml"]), ("梅州", [])):
        press(api, api.ask(f"{city}的张三说了什么", ADMIN), "看整篇")
        press(api, api.next(ADMIN), "撤下这篇")
        really = api.next(ADMIN)
        assert really.text.startswith(f"真的撤下 {city} · 张三《{city}工会新思路》吗？")
        press(api, really, "撤下")
        assert f"减少 1 篇：{city}" in current(api, really).text
        assert names(bot) == left
    press(api, current(api, really), "撤回这次改动")
    assert names(bot) == ["gd.yaml"]
    text = (bot.library / "gd.yaml").read_text(encoding="utf-8")
    assert [s["city"] for s in yaml.safe_load(text)["sections"]] == ["梅州"]


def test_the_shipped_page_stands(api: BotApi) -> None:
    press(api, api.ask("湖州的四大体系是什么", ADMIN), "看整篇")
    report = api.next(ADMIN)
    assert press(api, report, "取出文件") == "zhejiang-unions-2016.yaml：是程序自带的，不能改动"
    press(api, report, "撤下这篇")
    press(api, api.next(ADMIN), "撤下")
    assert "不能改动" in api.next(ADMIN).text


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("page.exe", b"x", "只收文字（.txt）、PDF、图片"),
        ("book.xlsx", SHEET, "是电子表格，请把报道的文字复制到"),
        ("page.docx", b"PK\x03\x04 cut", "文件不完整"),
        ("page.txt", "没有题头的一段话。".encode(), "page.txt：没有找到报道的题头"),
        ("page.txt", b"\x00\x01", "page.txt：是二进制文件"),
        ("page.pdf", b"%PDF-1.4 broken", "page.pdf："),
        ("page.yaml", b"title: [", "page.yaml:2：YAML 写法有误：括号没有配对，或缺内容"),
        ("page.yaml", next(SHIPPED.glob("*.yaml")).read_bytes(), "重复"),
    ],
)
def test_what_cannot_be_published(
    api: BotApi, bot: Bot, name: str, data: bytes, reason: str
) -> None:
    refused = send(api, name, data)
    assert refused.text.startswith("没有收下，报道库没有变。\n")
    assert reason in refused.text
    assert str(bot.library.parent) not in refused.text
    assert str(SHIPPED) not in refused.text
    assert refused.labels == []


def test_a_raw_page_does_not_replace_one_that_may_have_been_mended(api: BotApi) -> None:
    published(api)
    assert "已有 huizhou.yaml" in send(api, "huizhou.txt", RAW + "多一行。\n").text


def test_a_file_too_large_is_not_fetched(api: BotApi) -> None:
    document = api.give("large.pdf", b"x") | {"file_size": 20_000_001}
    assert api.ask("", ADMIN, document=document).text == "文件太大，最多 20 MB。"


def test_only_admins_send_pages_and_press_these_buttons(api: BotApi, bot: Bot) -> None:
    assert send(api, "huizhou.txt", RAW, user=3).text.startswith("抱歉，我只看得懂文字")
    draft = send(api, "huizhou.txt", RAW)
    answer = api.ask("湖州的四大体系是什么")
    for verb in "pxbwvy":
        assert press_data(api, answer, f"{verb}:000000000000:0").startswith("抱歉")
    assert press(api, draft, "发布", user=3).startswith("抱歉")
    assert names(bot) == []
    press(api, answer, "看整篇")
    assert "撤下这篇" not in api.next().labels


def test_buttons_for_reports_that_are_gone(api: BotApi) -> None:
    answer = api.ask("湖州的四大体系是什么", ADMIN)
    for verb in "wvy":
        gone = press_data(api, answer, f"{verb}:000000000000:0")
        assert gone.startswith("这一段已经不在报道库里了")


def test_add_says_how(api: BotApi) -> None:
    assert "一版报纸发给我" in api.ask("/add", ADMIN).text
    assert "只有管理员" in api.ask("/add").text


def test_a_folder_that_cannot_be_written_leaves_the_library(api: BotApi, bot: Bot) -> None:
    draft = send(api, "huizhou.txt", RAW)
    moved = bot.library.rename(bot.library.with_name("away"))
    bot.library.write_text("不是文件夹", encoding="utf-8")
    press(api, draft, "发布")
    assert api.next(ADMIN).text.startswith("没有收下，报道库没有变。")
    bot.library.unlink()
    moved.rename(bot.library)
    press(api, draft, "发布")
    assert "新增 1 篇：惠州" in current(api, draft).text


def test_a_change_that_the_library_cannot_bear_is_undone(api: BotApi, bot: Bot) -> None:
    draft = send(api, "huizhou.txt", RAW)
    (bot.library / "broken.yaml").write_text("title: [", encoding="utf-8")
    press(api, draft, "发布")
    assert "broken.yaml:2" in api.next(ADMIN).text
    assert "huizhou.yaml" not in names(bot)
    assert "惠州 · 王建国" not in api.ask(QUESTION).text


def test_no_half_written_file_is_left(bot: Bot) -> None:
    left = [path for path in Path(bot.library.parent).rglob(".*") if path.is_file()]
    assert left == []
