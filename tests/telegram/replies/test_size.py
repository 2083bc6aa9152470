"""Replies stay a message or two, whatever a passage holds."""

from collections.abc import Iterator

import pytest

from bot.source.citation import key_sentence
from bot.telegram.replies import answers
from bot.telegram.replies.text import paginate
from corpus.section import Span
from retrieval.snapshot import Snapshot
from tests.retrieval.answering.test_size import TEXT, written
from tests.retrieval.asking import ask

AT_LENGTH = 6000 * TEXT


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A paragraph of a hundred thousand characters, which says nothing before its last third."""
    text = 4000 * "天气晴。" + AT_LENGTH
    return written(tmp_path_factory.mktemp("endless"), ("东海市", text))


def test_of_an_endless_passage_what_stands_around_the_first_mark(held: Snapshot) -> None:
    given = ask(held, "春风行动是什么")
    pages = list(paginate(answers.answered(held, given)))
    assert len(pages) == 2
    said = "".join(block.text for page in pages for block in page)
    assert TEXT in said
    assert said.count("……") == 2


def test_a_passage_by_itself(held: Snapshot) -> None:
    assert len(list(paginate(answers.passage(held, held.passages[0])))) <= 3


class Counted(tuple[Span, ...]):
    """Marks that know how often they were gone through."""

    times = 0

    def __iter__(self) -> Iterator[Span]:
        Counted.times += 1
        return super().__iter__()


def test_its_marks_are_gone_through_once(held: Snapshot) -> None:
    (hit,) = ask(held, "春风行动是什么").hits
    assert len(hit.highlights) > 5000
    assert key_sentence(hit.passage, Counted(hit.highlights)) == TEXT
    assert Counted.times == 1
