"""The choice: of the ranked passages the one that answers comes first."""

import numpy as np
import pytest

from corpus.library import Library
from retrieval.answering.asked.question import understand
from retrieval.answering.finding import find
from retrieval.answering.finding.choice import FEATURES, Choice
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot, in_memory
from tests.retrieval.asking import ask

REPORTS = (
    Passage("a", "石桥镇的渡口今年换了新船。镇里说，渡口一天开六班。", headline="渡口换船"),
    Passage("b", "船票从三元涨到五元，学生不收钱。", headline="渡口换船"),
    Passage("c", "末班船晚上七点开。逢大雾停航。", headline="渡口换船"),
    Passage("d", "旱桥边开了一家面馆，一碗面八元。", headline="面馆"),
)


@pytest.fixture(scope="module")
def built() -> Snapshot:
    return in_memory(Library(), REPORTS)


def features(built: Snapshot, question: str) -> dict[str, dict[str, float]]:
    """Of each passage looked at, by its id, what tells whether it answers."""
    asked = understand(built, question)
    choice = Choice(built, asked, built.index.rank(asked.terms, find.scope_of(asked)))
    ids = [built.passages[c.row].id for c in choice.looked]
    return {
        name: dict(zip(FEATURES, held, strict=True))
        for name, held in zip(ids, choice.features.T.tolist(), strict=True)
    }


@pytest.mark.parametrize(
    ("question", "identity"),
    [("渡口的船票涨到多少钱了", "b"), ("渡口的末班船几点开", "c"), ("渡口一天开几班", "a")],
)
def test_the_passage_of_a_report_that_answers_comes_first(
    built: Snapshot, question: str, identity: str
) -> None:
    assert ask(built, question).hits[0].passage.id == identity


def test_what_the_report_holds_is_held_by_each_of_its_passages(built: Snapshot) -> None:
    held = features(built, "渡口的末班船几点开")
    assert held["a"]["covered"] == held["c"]["covered"] > held["a"]["own"]
    assert held["c"]["alone"] > held["a"]["alone"]
    assert held["a"]["opens"] == 1
    assert held["c"]["opens"] == 0


def test_the_paragraph_before_counts_by_what_it_says_beyond(built: Snapshot) -> None:
    held = features(built, "石桥镇渡口船票涨价")
    assert held["b"]["before"] > held["a"]["before"] == 0


def test_features_are_of_a_size_to_be_kept(built: Snapshot) -> None:
    held = [[*of.values()] for of in features(built, "渡口的末班船几点开").values()]
    assert np.min(held) >= 0
    assert np.max(held) <= 1.275


def test_nothing_is_chosen_of_nothing(built: Snapshot) -> None:
    assert Choice(built, understand(built, "火星"), []).weighed == []
