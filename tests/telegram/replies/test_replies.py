"""Answers as people on a phone read them."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from bot.source.citation import citation, key_sentence
from bot.telegram.replies import answers, keyboards
from bot.telegram.replies.library import Reply
from bot.telegram.replies.text import plain, rendered
from corpus.library import Library, LibraryPage
from corpus.section import Page, RawPage
from retrieval.answer import Answer, Hit, Quote, Status
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot, in_memory

FIRST = Passage(
    id="1",
    text="深化“四大体系”。",
    city="湖州",
    author="钟鸣",
    office="市总工会主席",
    headline="展现工会作为",
    credit="记者何悦整理",
    page="page",
    section=1,
    paragraph=1,
)
LAST = replace(FIRST, id="2", text="自身建设。（记者何悦整理）", paragraph=2)
OTHER = replace(FIRST, id="3", city="绍兴", author="阮坚勇", section=2)
IMPORTED = Passage(id="4", text="没有出处的一段。")


@cache
def nothing_held() -> Snapshot:
    return in_memory(Library(), ())


def hit(passage: Passage, *highlights: tuple[int, int]) -> Hit:
    return Hit(1, passage, 1.0, highlights)


def answer(*passages: Passage, **more: object) -> Answer:
    hits = tuple(Hit(rank, passage, 1.0, ()) for rank, passage in enumerate(passages, 1))
    given = Answer("问", "问", Status.ANSWERED, "", hits=hits)
    return replace(given, **more)  # type: ignore[arg-type]


def reply(given: Answer, within: str = "") -> Reply:
    return answers.answered(nothing_held(), given, within)


def text(given: Answer) -> str:
    """The words of the reply, without the question under them."""
    return plain(reply(given).blocks).removesuffix("\n问：问").rstrip()


def labels(given: Answer, within: str = "") -> list[list[str]]:
    keyboard = reply(given, within).keyboard
    return [[b.text for b in row] for row in keyboard.inline_keyboard] if keyboard else []


def marks(given: Answer, *spans: tuple[int, int]) -> Answer:
    return replace(given, hits=(replace(given.hits[0], highlights=spans), *given.hits[1:]))


def page(name: str, day: date | None) -> LibraryPage:
    return LibraryPage(Path(f"{name}.yaml"), Page(("题",), day, "浙江工人日报", None, ()), (), None)


def test_one_passage_with_whose_words_it_is() -> None:
    assert text(answer(FIRST)) == (
        "湖州 · 钟鸣（市总工会主席）\n《展现工会作为》\n深化“四大体系”。\n（记者何悦整理）"
    )


def test_the_matches_are_bold_in_a_quotation() -> None:
    marked = rendered(reply(marks(answer(FIRST), (3, 7))).blocks)
    assert "<blockquote>深化“<b>四大体系</b>”。</blockquote>" in marked


def test_the_words_that_answer_come_first_and_the_passage_is_folded() -> None:
    long = replace(FIRST, text=f"{'为职工服务。' * 20}深化“四大体系”；最后一句。")
    given = marks(answer(long, lead=(Quote("1", (120, 128)),)), (123, 127))
    marked = rendered(reply(given).blocks)
    assert marked.startswith("<b>深化“四大体系”</b>\n<b>湖州 · 钟鸣</b>（市总工会主席）\n《")
    assert "》\n<blockquote expandable>为职工" in marked
    assert "<pre>「深化“四大体系”」——钟鸣，《展现工会作为》</pre>" in marked


def test_each_item_of_a_list_is_said_and_each_report_says_its_own() -> None:
    lead = (Quote("1", (0, 2)), Quote("1", (3, 7)), Quote("3", (0, 8)))
    whose = "（市总工会主席）\n《展现工会作为》\n深化“四大体系”。\n（记者何悦整理）"
    assert text(answer(FIRST, OTHER, lead=lead)) == (
        f"· 深化\n· 四大体系\n湖州 · 钟鸣{whose}\n\n深化“四大体系”\n绍兴 · 阮坚勇{whose}"
    )


def test_what_the_message_says_is_not_said_again() -> None:
    given = answer(FIRST, message="是“四大体系”。", lead=(Quote("1", (3, 7)),))
    assert text(given).startswith("是“四大体系”。\n\n湖州 · 钟鸣")


def test_what_is_near_is_no_answer() -> None:
    near = answer(message="没有找到。", status=Status.NOT_FOUND, nearest=(hit(FIRST),))
    shown = plain(reply(near).blocks)
    assert shown.startswith("没有找到。\n\n没有直接的回答，相近的有：\n\n湖州 · 钟鸣")
    assert "深化“四大体系”。" in shown


def test_words_that_met_others_are_explained() -> None:
    found = replace(hit(FIRST), why=(("工钱", "工资"), ("工钱", "工资")))
    assert text(answer(hits=(found,))).count("“工钱”在报道里是“工资”") == 1


def test_a_citation_names_the_paper_and_its_date() -> None:
    held = in_memory(Library((page("page", date(2016, 1, 20)),)), ())
    assert citation(held, FIRST, key_sentence(FIRST, ())) == (
        "「深化“四大体系”。」——钟鸣，《展现工会作为》，浙江工人日报 2016年1月20日"
    )
    assert citation(nothing_held(), IMPORTED, IMPORTED.text) == "「没有出处的一段。」"
    long = replace(FIRST, text="一句话。" * 60)
    assert key_sentence(long, ()) == "一句话。"


def test_words_mended_by_hand_are_not_cited_as_the_papers() -> None:
    read = replace(page("page", date(2016, 1, 20)).page, raw=RawPage("page.txt", "0" * 64))
    held = in_memory(Library((replace(page("page", date(2016, 1, 20)), page=read),)), ())
    printed = replace(FIRST, source=((0, 8),))
    assert "经手工改动" not in citation(held, printed, FIRST.text)
    mended = replace(FIRST, source=())
    assert citation(held, mended, FIRST.text).startswith(
        "「深化“四大体系”。」（经手工改动，与原版面不尽相同）——钟鸣"
    )
    assert "在版面上指不出来" in plain(answers.source(held, mended, "", "").blocks)
    assert "在版面上指不出来" not in plain(answers.source(held, printed, "", "").blocks)


def test_several_reports_are_cited_in_a_few_words_each() -> None:
    long = replace(OTHER, text=f"深化“四大体系”，{'办好实事，' * 20}最后一句。")
    given = answer(FIRST, LAST, long)
    found = tuple(replace(held, highlights=((3, 7),)) for held in given.hits)
    assert (
        "\n<pre>「深化“四大体系”。」——钟鸣，《展现工会作为》\n"
        f"「深化“四大体系”，{'办好实事，' * 6}办……」——阮坚勇，《展现工会作为》</pre>\n"
    ) in rendered(reply(replace(given, hits=found)).blocks)


def test_the_date_is_shown_once_there_are_several() -> None:
    first, other = page("page", date(2016, 1, 20)), page("other", date(2017, 2, 3))
    one = in_memory(Library((first, replace(first, path=Path("b.yaml")))), ())
    two = in_memory(Library((first, other)), ())
    head = "《展现工会作为》 2016年1月20日"
    assert head not in plain(answers.answered(one, answer(FIRST)).blocks)
    assert head in plain(answers.answered(two, answer(FIRST)).blocks)


def test_the_source_of_an_imported_passage_is_its_id() -> None:
    shown = plain(answers.source(nothing_held(), IMPORTED, "https://t.me/b?start=p_4", "").blocks)
    assert shown.startswith("出处\n导入的一段，编号 4\n")


def test_one_report_is_named_once_and_its_printed_credit_not_again() -> None:
    both = text(answer(FIRST, LAST))
    assert both.count("钟鸣") == both.count("《") == both.count("何悦") == 1


def test_two_reports_are_parted_by_a_blank_line() -> None:
    assert "（记者何悦整理）\n\n绍兴 · 阮坚勇" in text(answer(FIRST, OTHER))


def test_a_message_comes_first() -> None:
    given = answer(FIRST, message="绍兴的报道里没有这个说法。")
    assert text(given).startswith("绍兴的报道里没有这个说法。\n\n湖州 · 钟鸣")


def test_a_passage_nobody_signed() -> None:
    assert text(answer(IMPORTED)) == "没有出处的一段。"
    assert text(answer(FIRST, IMPORTED)).endswith("（记者何悦整理）\n\n没有出处的一段。")
    assert text(answer(replace(IMPORTED, headline="标题"))) == "《标题》\n没有出处的一段。"
    assert labels(answer(IMPORTED)) == [["出处"], ["有用", "没用", "为什么"]]


def test_what_did_not_fit_is_counted_and_a_button_away() -> None:
    given = answer(FIRST, more=3)
    assert text(given).endswith("\n\n第 1—1 段，共 4 段")
    assert labels(given)[0] == ["后面几段 ›"]
    last = replace(given, hits=(replace(given.hits[0], rank=4),), more=0)
    assert labels(last)[0] == ["« 回到开头"]


def test_one_city_alone() -> None:
    assert ["只看湖州", "只看绍兴"] in labels(answer(FIRST, OTHER))
    assert ["只看湖州"] in labels(answer(FIRST, more=1))
    assert ["只看湖州"] not in labels(answer(FIRST, more=1, cities=("湖州",)))
    alone = reply(answer(FIRST, more=2), "1")
    assert plain(alone.blocks).endswith("第 1—1 段，共 3 段，只看湖州\n问：问")
    assert ["全部城市"] in labels(answer(FIRST), "1")


def test_a_question_too_long_to_repeat_has_no_buttons_that_need_it() -> None:
    given = answer(FIRST, understood="问" * 301, more=1)
    assert plain(reply(given).blocks).endswith("共 2 段")
    assert labels(given) == [["看整篇", "出处"]]
    quoted = answers.answered(nothing_held(), given, quotable=True)
    assert quoted.quotes
    assert quoted.keyboard
    assert [b.text for b in quoted.keyboard.inline_keyboard[0]] == ["后面几段 ›"]


def test_the_question_is_read_from_the_reply() -> None:
    given = answer(FIRST, OTHER, understood="湖州的\n四大体系", more=1)
    assert keyboards.question_in(plain(reply(given).blocks)) == "湖州的 四大体系"
    assert keyboards.question_in("问：不在最后\n别的") == ""


def test_suggestions_are_a_tap_away() -> None:
    given = answer(status=Status.NOT_FOUND, message="没有找到。", suggestions=("问一", "问二"))
    assert rendered(reply(given).blocks) == "没有找到。\n\n可以这样问："
    assert labels(given) == [["问一", "问二"]]
    assert labels(replace(given, suggestions=("一个长长长长长的问题", "二"))) == [
        ["一个长长长长长的问题"],
        ["二"],
    ]


def test_a_choice_is_offered_without_passages() -> None:
    given = answer(FIRST, OTHER, status=Status.CLARIFY, message="问的是哪里？", suggestions=("甲",))
    assert text(given) == "问的是哪里？"
    assert labels(given) == [["甲"]]
