"""People press buttons, change their questions and open links."""

import json

import pytest

from tests.telegram.api.acting import current, edit, press, press_data, shown, tap
from tests.telegram.api.entities import cut
from tests.telegram.api.faults import Fault
from tests.telegram.api.messages import Sent
from tests.telegram.api.server import BotApi
from tests.telegram.conftest import Start
from tests.telegram.pages import section, write
from tests.telegram.process import ADMIN, Bot

pytestmark = pytest.mark.usefixtures("bot")

QUESTION = "湖州的四大体系是什么"
SEVERAL = "困难职工帮扶"
SECTIONS = (
    section("韶关", *(f"韶关职工书屋第{n}处，{'好' * 900}。" for n in range(9))),
    section("梅州", "办好职工夜校。" * 900),
)
GONE = "这一段已经不在报道库里了，请再问一次。"
STALE = "这个按钮已经失效，请再问一次。"


@pytest.fixture(autouse=True)
def _from_the_start(api: BotApi) -> None:
    """What the test before talked of is over."""
    assert api.ask("/new").text == "好，从头开始，请提问。"


def quotations(sent: Sent) -> list[str]:
    return [cut(sent.text, e) for e in sent.entities if e.kind.endswith("blockquote")]


def data_of(sent: Sent, label: str) -> str:
    rows = json.loads(sent.params["reply_markup"])["inline_keyboard"]
    return next(str(b["callback_data"]) for row in rows for b in row if b["text"] == label)


def test_the_next_passages_come_in_place_and_back(api: BotApi) -> None:
    first = api.ask(SEVERAL)
    sent = len(api.sent)
    assert press(api, first, "后面几段 ›") == ""
    second = current(api, first)
    assert len(api.sent) == sent
    assert "\n第 4—" in second.text
    assert not set(quotations(first)) & set(quotations(second))
    press(api, second, "« 回到开头")
    assert current(api, first).text == first.text


def test_a_button_pressed_twice_does_no_harm(api: BotApi) -> None:
    first = api.ask(SEVERAL)
    press(api, first, "后面几段 ›")
    again = current(api, first)
    assert press(api, first, "后面几段 ›") == ""
    assert current(api, first) == again


def test_one_city_alone_and_all_again(api: BotApi) -> None:
    first = api.ask(SEVERAL)
    other = [label for label in first.labels if label.startswith("只看")][1]
    press(api, first, other)
    alone = current(api, first)
    assert f"，{other}\n" in alone.text or f"{other}\n问" in alone.text
    assert "金华 · " not in alone.text
    press(api, alone, "全部城市")
    assert current(api, first).text == first.text


def test_the_whole_report_comes_under_the_answer(api: BotApi) -> None:
    first = api.ask(QUESTION)
    press(api, first, "看整篇")
    report = api.next()
    assert report.text.startswith("湖州 · 钟鸣")
    assert len(quotations(report)) == 5
    assert current(api, first) == first


def test_the_source_shows_the_words_on_the_page(api: BotApi) -> None:
    press(api, api.ask(QUESTION), "出处")
    source = api.next()
    assert source.text.startswith("出处\n争当改革创新“排头兵”\n")
    assert "第 5 篇，第 1 段" in source.text
    assert "原版面 zhejiang-unions-2016.txt，第 " in source.text
    link = source.text.rpartition("start=")[2]
    opened = api.ask(f"/start {link}")
    assert opened.text.startswith("湖州 · 钟鸣")
    assert opened.labels == ["看整篇", "出处", "复制引文"]


def test_a_link_to_a_passage_that_is_gone(api: BotApi) -> None:
    assert api.ask("/start p_000000000000").text == GONE
    assert api.ask("/start ask").text == api.ask("/start").text


def test_votes_are_taken(api: BotApi) -> None:
    first = api.ask(QUESTION)
    assert press(api, first, "有用") == "谢谢，记下了。"
    assert press(api, first, "没用").startswith("谢谢指出")
    listed = api.ask("/unanswered", ADMIN).text
    assert f"{QUESTION}（没用）" in listed
    assert "没用 1 条，有用 0 条" in api.ask("/stats", ADMIN).text


def test_a_choice_is_asked(api: BotApi) -> None:
    choice = api.ask("工会")
    assert "湖州的工会" in choice.labels
    press(api, choice, "湖州的工会")
    assert "湖州 · 钟鸣" in api.next().text
    assert "绍兴 · 阮坚勇" in api.ask("那绍兴呢").text


def test_suggestions_are_asked(api: BotApi) -> None:
    # In a chat of its own: what answers may take several messages.
    nothing = api.ask("上海的地铁", 39)
    assert nothing.text.endswith("可以这样问：")
    press(api, nothing, nothing.labels[0])
    assert quotations(api.next(39))
    assert "上海的地铁（没找到）" in api.ask("/unanswered", ADMIN).text


def test_buttons_that_mean_nothing_any_more(api: BotApi) -> None:
    answer = api.ask(QUESTION)
    for data in ("n:000000000000:3", "c:000000000000:0", "s:000000000000:0", "o:000000000000:0"):
        assert press_data(api, answer, data) == GONE
    for data in ("whatever", "Z::0", "q::99", "k::99"):
        assert press_data(api, answer, data) == STALE
    for data in ("n::3", "d::0"):
        assert press_data(api, answer, data, text="没有问题的一条") == STALE
    # Of very old messages Telegram tells the number alone.
    assert press_data(api, answer, "n::3", date=0, text=None) == STALE
    assert current(api, answer) == answer


def test_a_page_beyond_the_last_is_the_first(api: BotApi) -> None:
    answer = api.ask(SEVERAL)
    press(api, answer, "后面几段 ›")
    press_data(api, answer, "n::300")
    assert current(api, answer).text == answer.text


def test_a_button_that_fails_is_at_rest_all_the_same(api: BotApi, bot: Bot) -> None:
    answer = api.ask(SEVERAL)
    api.fail("editMessageText", Fault(400, "Bad Request: a test's own"))
    press(api, answer, "后面几段 ›")
    assert "编号" in api.next().text
    api.fail("answerCallbackQuery", Fault(400, "Bad Request: query is too old"))
    tap(api, answer, data_of(answer, "后面几段 ›"))
    assert api.ask("/cities").text
    api.wait_until(lambda: "a button could not be answered" in bot.log)


def test_what_a_button_did_is_not_done_again(fresh_api: BotApi, start: Start) -> None:
    start()
    answer = fresh_api.ask(QUESTION)
    flood = Fault(429, "Too Many Requests", {"retry_after": 30})
    fresh_api.fail("answerCallbackQuery", flood)
    tap(fresh_api, answer, data_of(answer, "看整篇"))
    assert fresh_api.next().text.startswith("湖州 · 钟鸣")
    assert fresh_api.ask("/cities").text.startswith("现在有")


def test_who_presses_too_often_is_told(fresh_api: BotApi, start: Start) -> None:
    start(telegram={"questions_a_minute": 1})
    answer = fresh_api.ask(QUESTION)
    shown = [press(fresh_api, answer, "有用") for _ in range(8)]
    assert shown == ["谢谢，记下了。"] * 6 + ["您问得太快了，请过一分钟再问。"] * 2


def test_buttons_work_after_a_restart(fresh_api: BotApi, start: Start) -> None:
    first = start()
    answer = fresh_api.ask(SEVERAL)
    fresh_api.ask(QUESTION)
    first.stop()
    start()
    press(fresh_api, answer, "后面几段 ›")
    assert "\n第 4—" in current(fresh_api, answer).text
    assert "绍兴 · 阮坚勇" in fresh_api.ask("那绍兴呢").text


def test_buttons_after_a_reload_that_took_the_passage(api: BotApi, bot: Bot) -> None:
    path = bot.library / "gd.yaml"
    write(path, section("惠州", "今年建成二十家职工学堂。"))
    api.ask("/reload", ADMIN)
    answer = api.ask("惠州怎么建设职工学堂")
    path.unlink()
    api.ask("/reload", ADMIN)
    assert press(api, answer, "看整篇") == GONE
    assert press(api, answer, "出处") == GONE


def test_a_long_report_is_paged_in_place(api: BotApi) -> None:
    press(api, api.ask("韶关的职工书屋"), "看整篇")
    # The answer itself took more than one message.
    report = next(s for s in iter(api.next, None) if "下一页（2/3）›" in s.labels)
    press(api, report, "下一页（2/3）›")
    second = current(api, report)
    assert quotations(second)[0].startswith("韶关职工书屋第")
    assert all(text.endswith("。") for text in (*quotations(report), *quotations(second)))
    press(api, second, "‹ 上一页")
    assert current(api, report).text == report.text


def test_an_edited_question_is_answered_in_place(api: BotApi) -> None:
    api.ask(QUESTION, 31)
    number = api.write("那绍兴呢", 31)
    answer = api.next(31)
    edit(api, "那温州呢", number, 31)
    api.wait_until(lambda: "温州 · 王益琪" in current(api, answer).text)
    assert "那温州呢" not in current(api, answer).text
    edit(api, "那温州呢", number, 31)
    edit(api, "", number, 31)
    assert api.ask("/cities", 31).text.startswith("现在有")


def test_an_edited_command_too(api: BotApi) -> None:
    number = api.write("/ask 绍兴怎么服务职工", 32)
    answer = api.next(32)
    edit(api, f"/ask {QUESTION}", number, 32)
    api.wait_until(lambda: "湖州 · 钟鸣" in current(api, answer).text)


def test_an_edit_that_needs_more_messages_and_fewer(api: BotApi) -> None:
    number = api.write("梅州的职工夜校", 33)
    parts = [api.next(33), api.next(33)]
    assert "问：" in parts[1].text
    edit(api, QUESTION, number, 33)
    api.wait_until(lambda: parts[1].id in api.deleted)
    assert "问：湖州" in current(api, parts[0]).text
    edit(api, "梅州的职工夜校", number, 33)
    assert "问：梅州的职工夜校" in api.next(33).text
    api.fail("deleteMessage", Fault(400, "Bad Request: message can't be deleted"))
    edit(api, QUESTION, number, 33)
    api.wait_until(lambda: "问：湖州" in current(api, parts[0]).text)


def test_an_answer_says_why_it_is_this(api: BotApi) -> None:
    press(api, api.ask(QUESTION), "为什么")
    assert "排第一的湖州钟鸣" in api.next().text
    assert "没有找到" in api.ask("湖州的火星基地", 45).text
    lacked = api.ask("/why", 45).text
    assert ("最接近的" in lacked, "没有“" in lacked) == (True, True)
    assert api.ask("/why", 46).text == "还没有问过问题。"


def test_keeping_to_a_city(api: BotApi) -> None:
    chosen = api.ask("/city", 41)
    assert chosen.text.startswith("想只看哪座城市？")
    press(api, chosen, "绍兴")
    assert current(api, chosen).text.startswith("好，接下来只看绍兴的报道。")
    kept = api.ask("怎么服务职工", 41)
    assert "只看绍兴" in kept.text
    assert "绍兴 · 阮坚勇" in kept.text
    assert "湖州" not in kept.text
    other = api.ask("/city", 41)
    assert other.text.startswith("现在只看绍兴")
    press(api, other, "全部城市")
    assert current(api, other).text == "好，接下来看全部城市的报道。"
    assert "只看湖州" in api.ask("/city huzhou", 41).text
    assert api.ask("/city 全部", 41).text == "好，接下来看全部城市的报道。"
    assert api.ask("/city 火星", 41).text.startswith("没有“火星”的报道。\n")


def test_a_new_conversation(api: BotApi) -> None:
    api.ask(QUESTION, 42)
    assert api.ask("/source", 42).text.startswith("出处\n")
    assert api.ask("/new", 42).text == "好，从头开始，请提问。"
    assert api.ask("/source", 42).text == "还没有问过问题。先问一个，再看出处。"
    assert "四大体系" not in api.ask("那绍兴呢", 42).text


def test_groups_press_buttons_too(api: BotApi) -> None:
    answer = api.ask(f"/ask {QUESTION}", -600, user=7, kind="supergroup")
    press(api, answer, "看整篇", user=8)
    assert json.loads(api.next(-600).params["reply_parameters"])["message_id"] == answer.id
    assert shown(answer)["chat"]["type"] == "supergroup"


def test_about(api: BotApi) -> None:
    text = api.ask("/about").text
    assert "2 版 13 篇报道，13 座城市" in text
    assert "90 天" in text


def test_admins_alone_look_behind(api: BotApi) -> None:
    for command in ("/stats", "/unanswered", "/check"):
        assert api.ask(command).text == "抱歉，这个命令只有管理员能用。"
    assert "zhejiang-unions-2016：11 篇，42 段" in api.ask("/check", ADMIN).text


def test_every_press_was_answered(api: BotApi, bot: Bot) -> None:
    presses = [call for call in api.calls if call[0] == "answerCallbackQuery"]
    assert len(presses) >= len(api.toasts)
    assert bot.log.count("Traceback") == 1
