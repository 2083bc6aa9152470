"""An admin mends in the chat what went unanswered: pins, words that mean the same, pages."""

from collections.abc import Iterator

import pytest

from corpus import pins
from tests.telegram.api.acting import current, press, press_data, reply_to
from tests.telegram.api.messages import Sent
from tests.telegram.api.server import BotApi
from tests.telegram.process import ADMIN, Bot

QUESTION = "湖州的暖心账本"
MEANT = "服务职工"


@pytest.fixture(autouse=True)
def _as_shipped(api: BotApi, bot: Bot) -> Iterator[None]:
    yield
    for path in list(bot.library.glob("*")):
        path.unlink()
    api.ask("/reload", ADMIN)


def opened(api: BotApi, question: str = QUESTION) -> Sent:
    """What the bot offers an admin for a question that somebody asked in vain."""
    assert "没有找到" in api.ask(question).text
    listed = api.ask("/unanswered", ADMIN)
    line = next(line for line in listed.text.splitlines() if question in line)
    press(api, listed, line.partition(".")[0])
    return api.next(ADMIN)


def unanswered(api: BotApi) -> str:
    return api.ask("/unanswered", ADMIN).text


def test_a_question_is_tied_to_a_passage_and_freed(api: BotApi, bot: Bot) -> None:
    offered = opened(api)
    assert offered.text.splitlines()[-1] == f"问：{QUESTION}"
    press(api, offered, "用 1")
    kept = api.next(ADMIN)
    assert f"现在答得上了（1）：{QUESTION}" in kept.text
    assert (bot.library / pins.FILE).is_file()
    assert "管理员为这个问题选定的原文" in api.ask(QUESTION + "？").text
    assert QUESTION not in unanswered(api)
    also = api.ask("也问 湖州暖不暖心", ADMIN, **reply_to(kept))
    assert "现在答得上了（1）：湖州暖不暖心" in also.text
    assert "管理员" in api.ask("湖州暖不暖心").text
    press(api, also, "撤回这次改动")
    assert current(api, also).text == "已撤回。"
    assert "管理员" not in api.ask("湖州暖不暖心").text
    press(api, api.ask("/unanswered", ADMIN), "看指定的答案和同义词")
    held = api.next(ADMIN)
    assert f"1. 指定：{QUESTION}" in held.text
    press(api, held, "取消 1")
    assert "取消指定" in api.next(ADMIN).text
    assert QUESTION in unanswered(api)


def test_some_words_of_a_passage_answer(api: BotApi) -> None:
    offered = opened(api)
    wrong = api.ask("指定 1 这里没有的话", ADMIN, **reply_to(offered))
    assert wrong.text == "没有保存。“这里没有的话”不是这一段里的原话。"
    found = api.ask(f"找 湖州 {MEANT}", ADMIN, **reply_to(offered))
    assert MEANT in found.text
    number = next(line[0] for line in found.text.splitlines() if MEANT in line)
    pinned = api.ask(f"指定 {number} {MEANT}", ADMIN, **reply_to(found))
    assert "已保存" in pinned.text, pinned.text
    assert MEANT in api.ask(QUESTION).text.splitlines()[2]


def test_words_that_mean_the_same(api: BotApi, bot: Bot) -> None:
    offered = opened(api, "湖州的四根柱子是什么")
    one = api.ask("同义 四根柱子", ADMIN, **reply_to(offered))
    assert "两个以上" in one.text
    kept = api.ask("同义 四根柱子　四大体系", ADMIN, **reply_to(offered))
    assert "现在答得上了（1）：湖州的四根柱子是什么" in kept.text
    assert (bot.library / pins.TERMS).read_text().startswith("四根柱子 四大体系")
    assert "“四根柱子”在报道里是“四大体系”" in api.ask("湖州的四根柱子是什么").text
    assert "四根柱子" not in unanswered(api)


def test_what_would_silence_a_question_is_asked_about_once_more(api: BotApi, bot: Bot) -> None:
    (bot.library / pins.TERMS).write_text("四根柱子 四大体系\n")
    (bot.library / pins.FILE).write_bytes(
        pins.dump([pins.Pin("湖州的四根柱子是什么？", "gone", "gone")])
    )
    api.ask("/reload", ADMIN)
    press(api, api.ask("/unanswered", ADMIN), "看指定的答案和同义词")
    press(api, api.next(ADMIN), "取消 2")
    refused = api.next(ADMIN)
    assert "现在答不上了（1）：湖州的四根柱子是什么" in refused.text
    assert "没有保存" in refused.text
    assert (bot.library / pins.TERMS).is_file()
    press(api, refused, "仍要保存")
    assert "已保存" in current(api, refused).text
    assert not (bot.library / pins.TERMS).is_file()


def test_what_helps_nobody_is_asked_about_once_more(api: BotApi, bot: Bot) -> None:
    refused = api.ask("同义 火星基地 月球基地", ADMIN, **reply_to(opened(api, "湖州的火星基地")))
    assert "还是没有答上（1）：湖州的火星基地" in refused.text
    assert not (bot.library / pins.TERMS).is_file()
    press(api, refused, "仍要保存")
    assert "已保存" in current(api, refused).text
    assert (bot.library / pins.TERMS).is_file()


def test_a_question_is_let_be(api: BotApi) -> None:
    offered = opened(api, "湖州的火星基地")
    press(api, offered, "不用管它")
    assert "火星基地" not in unanswered(api)


def test_a_page_is_tried_before_it_is_published(api: BotApi) -> None:
    assert "没有" in api.ask("惠州的夜校办了多少所").text
    page = "惠州市总工会主席王建国：**办好职工夜校**\n\n今年惠州工会办了一百所夜校。\n"
    draft = api.ask("", ADMIN, document=api.give("hz.txt", page.encode()))
    assert "现在答得上了（1）：惠州的夜校办了多少所" in draft.text
    press(api, draft, "发布")
    assert "惠州的夜校" not in unanswered(api)


def test_nobody_else_mends(api: BotApi) -> None:
    offered = opened(api)
    use = offered.params["reply_markup"].split('"callback_data": "')[1].split('"')[0]
    assert use.startswith("f:")
    assert "只有管理员" in press_data(api, offered, use, user=7)
