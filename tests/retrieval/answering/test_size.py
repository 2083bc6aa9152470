"""Answers stay small whatever a library holds: many places, one endless paragraph."""

from itertools import islice, product
from pathlib import Path

import pytest

from corpus.library import dump
from corpus.section import Page, Paragraph, Section
from retrieval.answering import answer as answering
from retrieval.answering.answer import answer
from retrieval.snapshot import Snapshot, opened
from tests.retrieval.asking import ask

TEXT = "今年要办春风行动，帮助职工就业。"
LISTINGS = (
    *("哪些城市有报道", "有几个城市", "一共几篇", "哪些城市提到春风行动"),
    *("哪些城市没有提到春风行动", "春风行动是什么", "哪些城市提到夜校", "你好"),
)
LONGEST = 300
"""Characters of a message."""


def written(folder: Path, *sections: tuple[str, str]) -> Snapshot:
    """A library of these places' reports, of thirty a page."""
    for first in range(0, len(sections), 30):
        page = Page(
            ("题",),
            None,
            None,
            None,
            tuple(
                Section(place, "王一", "总工会主席", f"{place}又绿", None, (Paragraph(text, ()),))
                for place, text in sections[first : first + 30]
            ),
        )
        (folder / f"page-{first:03}.yaml").write_text(dump(page), "utf-8")
    return opened([folder])


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    names = map("".join, product("东西南北中", "海江山河湖", "甲乙丙丁戊己", "市"))
    return written(tmp_path_factory.mktemp("places"), *((n, TEXT) for n in islice(names, 150)))


@pytest.mark.parametrize("question", LISTINGS)
def test_of_many_places_some_are_told(places: Snapshot, question: str) -> None:
    assert len(ask(places, question).message) < LONGEST


def test_a_large_group_is_whole(places: Snapshot) -> None:
    given = ask(places, "哪些城市提到春风行动")
    assert (len(given.hits), given.more) == (150, 0)
    assert given.message.startswith("说到“春风行动”的有 150 个地方：")


def test_the_rest_of_a_large_group_is_asked_for(places: Snapshot) -> None:
    first = ask(places, "哪些城市提到春风行动").first(100)
    assert (len(first.hits), first.more) == (100, 50)
    rest = answer(places, first.understood, limit=60, skip=100)
    assert [hit.rank for hit in rest.hits] == [*range(101, 151)]


def test_a_group_has_an_end(places: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "TOGETHER", 20)
    given = ask(places, "哪些城市提到春风行动")
    assert (len(given.hits), given.more) == (20, 130)


def test_a_paragraph_of_a_hundred_thousand_characters_is_quoted_in_short(tmp_path: Path) -> None:
    held = written(tmp_path, ("东海市", 6000 * TEXT))
    given = ask(held, "春风行动是什么")
    assert sum(end - start for start, end in (quote.span for quote in given.lead)) <= 120
