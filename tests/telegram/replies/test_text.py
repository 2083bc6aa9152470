"""Blocks of text become messages that Telegram takes."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram.replies import text as markup
from bot.telegram.replies.text import (
    PIECE,
    MessageBlock,
    Run,
    Style,
    block,
    marked,
    paginate,
    pieces,
    plain,
    rendered,
    units,
)
from tests.telegram.api import entities

STYLES: list[Style] = ["", "b", "i", "code"]
texts = st.text(
    st.characters(codec="utf-8") | st.sampled_from("<>&\"'。！”😀\n\x00 工会"), max_size=20
)
quickly = settings(deadline=None, max_examples=100)


@dataclass(frozen=True)
class Recipe:
    """A block in few words: each text is repeated, to be as long as a page."""

    parts: list[tuple[str, Style]]
    times: int
    quote: bool
    gap: str
    keep: bool

    def block(self) -> MessageBlock:
        inside = [Run(text * self.times, style) for text, style in self.parts]
        return block(*inside, quote=self.quote, gap=self.gap, keep=self.keep)


recipes = st.builds(
    Recipe,
    st.lists(st.tuples(texts, st.sampled_from(STYLES)), max_size=4),
    st.sampled_from([1, 1, 1, 30, 300]),
    st.booleans(),
    st.sampled_from(["\n", "\n\n"]),
    st.booleans(),
)


@quickly
@given(st.lists(recipes, max_size=6))
def test_html_says_what_the_plain_text_says(given_recipes: list[Recipe]) -> None:
    given_blocks = [recipe.block() for recipe in given_recipes]
    text, _ = entities.parse(rendered(given_blocks))
    assert text == plain(given_blocks)


@quickly
@given(st.lists(recipes, max_size=8))
def test_every_page_is_taken_and_no_word_is_lost(given_recipes: list[Recipe]) -> None:
    given_blocks = [recipe.block() for recipe in given_recipes]
    pages = list(paginate(given_blocks))
    for page in pages:
        text, found = entities.accept(rendered(page), "HTML")
        assert text == plain(page)
        for entity in found:
            entities.cut(text, entity)
    kept = "".join(part.text for page in pages for part in page)
    given_text = "".join(part.text for part in given_blocks)
    assert "".join(kept.split()) == "".join(given_text.split())


@given(texts, st.data())
def test_marks_are_where_they_were_put(text: str, data: st.DataObject) -> None:
    places = st.integers(0, len(text))
    start, end = sorted(data.draw(st.tuples(places, places)))
    spans = [(start, end)]
    bold = [run.text for run in marked(text, spans) if run.style == "b"]
    assert "".join(run.text for run in marked(text, spans)) == text
    assert bold == [text[a:b] for a, b in spans]


@quickly
@given(recipes, st.sampled_from([2, 7, 100, PIECE]))
def test_pieces_fit_and_join_to_the_whole(recipe: Recipe, limit: int) -> None:
    whole = recipe.block()
    parts = list(pieces(whole, limit))
    assert "".join(part.text for part in parts) == whole.text
    assert all(units(part.text) <= limit for part in parts)


@given(texts)
def test_units_are_utf_16_units(text: str) -> None:
    assert units(text) == entities.units(text)


def test_a_long_passage_is_cut_after_a_sentence() -> None:
    sentence = "工会要“主动作为。”"
    first, *rest = pieces(block(sentence * 1000, quote=True, gap="\n\n"), PIECE)
    assert first.text.endswith("。”")
    assert first.gap == "\n\n"
    assert all(part.quote and part.gap == "\n" for part in rest)


def test_what_has_no_sentences_is_cut_at_the_limit() -> None:
    assert [len(part.text) for part in pieces(block("工" * 25), 10)] == [10, 10, 5]
    assert [units(part.text) for part in pieces(block("😀" * 7), 5)] == [4, 4, 4, 2]


def test_an_attribution_goes_with_its_quotation() -> None:
    head = block(Run("湖州", "b"), gap="\n\n", keep=True)
    quotation = block("词" * 3000, quote=True)
    first, second = paginate([head, quotation, head, quotation])
    assert first == second == (head, quotation)


def test_an_attribution_too_long_for_that_goes_alone() -> None:
    head = block("职" * 3000, keep=True)
    quotation = block("词" * 3000, quote=True)
    assert list(paginate([head, quotation])) == [(head,), (quotation,)]


def test_no_page_has_more_entities_than_telegram_keeps() -> None:
    busy = [block(*[Run("词", "b")] * 40, quote=True)] * 5
    assert [len(page) for page in paginate(busy)] == [2, 2, 1]


@pytest.mark.parametrize("text", ["", " \n", "\x00\x07"])
def test_nothing_to_say_is_not_sent(text: str) -> None:
    assert list(paginate([block(text)])) == []


def test_a_dangling_attribution_is_still_sent() -> None:
    head = block("湖州", keep=True)
    assert list(paginate([head])) == [(head,)]


def test_unsendable_characters_are_left_out() -> None:
    assert markup.sendable("湖\x00州\ud83d\x1f。\n") == "湖州。\n"


def refused() -> Iterator[tuple[str, str]]:
    yield "<b>x", "end tag"
    yield "x</b>", "unmatched"
    yield "<b><i>x</b></i>", "unmatched"
    yield "1 < 2", "unsupported"
    yield "<p>x</p>", "unsupported"
    yield "<blockquote>a<blockquote>b</blockquote></blockquote>", "nested"
    yield " <b> </b>", "empty"
    yield "x" * 4097, "too long"


@pytest.mark.parametrize(("html", "why"), list(refused()))
def test_the_tests_parser_refuses_what_telegram_refuses(html: str, why: str) -> None:
    with pytest.raises(entities.RefusedError, match=why):
        entities.accept(html, "HTML")


def test_the_tests_parser_counts_as_telegram_does() -> None:
    text, found = entities.parse("😀<b>&lt;&#24037;&#x4f1a;&amp;&nope;</b>")
    assert text == "😀<工会&&nope;"
    assert found == [entities.Entity("bold", 2, 10)]
