"""Answers as people on a phone read them."""

from dataclasses import replace

from bot.telegram import replies
from bot.telegram.markup import plain, rendered
from retrieval.answer import Answer, Hit, Status
from retrieval.passage import Passage

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


def answer(*passages: Passage, **more: object) -> Answer:
    hits = tuple(Hit(rank, passage, 1.0, ()) for rank, passage in enumerate(passages, 1))
    given = Answer("问", "问", Status.ANSWERED, "", hits=hits)
    return replace(given, **more)  # type: ignore[arg-type]


def text(given: Answer) -> str:
    return plain(replies.answered(given))


def test_one_passage_with_whose_words_it_is() -> None:
    assert text(answer(FIRST)) == (
        "湖州 · 钟鸣（市总工会主席）\n《展现工会作为》\n深化“四大体系”。\n（记者何悦整理）"
    )


def test_the_matches_are_bold_in_a_quotation() -> None:
    given = answer(FIRST)
    marked = replace(given, hits=(replace(given.hits[0], highlights=((3, 7),)),))
    assert "<blockquote>深化“<b>四大体系</b>”。</blockquote>" in rendered(replies.answered(marked))


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


def test_what_did_not_fit_is_counted() -> None:
    assert text(answer(FIRST, more=3)).endswith("\n\n还有 3 段相关的没有列出，问得再具体些会更准。")


def test_suggestions_are_there_to_be_copied() -> None:
    given = answer(status=Status.NOT_FOUND, message="没有找到。", suggestions=("问一", "问二"))
    assert rendered(replies.answered(given)) == (
        "没有找到。\n\n可以这样问：\n<code>问一</code>\n<code>问二</code>"
    )


def test_a_choice_is_offered_without_passages() -> None:
    given = answer(FIRST, OTHER, status=Status.CLARIFY, message="问的是哪里？", suggestions=("甲",))
    assert text(given) == "问的是哪里？\n\n可以这样问：\n甲"
