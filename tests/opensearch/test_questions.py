"""The question sets, asked of a cluster and of this machine."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus import SHIPPED
from retrieval.answer import Answer
from retrieval.index.open import arrays
from retrieval.opensearch.cluster import Cluster
from retrieval.snapshot import of_arrays
from tests.opensearch.conftest import Settings
from tests.opensearch.libraries import pushed
from tests.retrieval.answering.scoring import read
from tests.retrieval.asking import ask
from tests.retrieval.conftest import SECOND, THIRD


def rounded(answer: Answer) -> Answer:
    """Without the last digits of the scores, in which sums in another order differ."""
    return replace(
        answer, hits=tuple(replace(hit, score=round(hit.score, 9)) for hit in answer.hits)
    )


@pytest.mark.parametrize(
    ("library", "sets", "every"),
    # The questions that are left out are of the same kinds: each crosses the network many times.
    [
        (SHIPPED, ("questions.jsonl", "hard.jsonl"), 5),
        (SECOND, ("second/questions.jsonl",), 3),
        (THIRD, ("third/questions.jsonl",), 3),
    ],
    ids=["shipped", "second", "third"],
)
def test_every_answer_is_the_same(
    settings: Settings, library: Path, sets: tuple[str, ...], every: int
) -> None:
    held = arrays([library])
    here, there = of_arrays(held), pushed(Cluster(settings(shards=2)), held)
    differing = [
        case.turns
        for case in read(*sets)[::every]
        if rounded(ask(there, *case.turns)) != rounded(ask(here, *case.turns))
    ]
    assert differing == []


def test_what_is_known_of_the_pages(cluster: Cluster) -> None:
    held = arrays([SHIPPED])
    here, there = of_arrays(held), pushed(cluster, held)
    assert there.census == here.census
    (page,), (same,) = here.library.pages, there.library.pages
    assert (page.page, page.lines, page.raw_text) == (same.page, same.lines, same.raw_text)
    assert str(same.path) == page.path.name
