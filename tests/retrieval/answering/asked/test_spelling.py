"""One wrong character in a word of the texts."""

import pytest

from retrieval.answer import Status
from retrieval.answering.asked.spelling import corrected
from retrieval.snapshot import Snapshot
from tests.retrieval.asking import ask


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("凤凰捏槃", "凤凰涅槃"), ("风凰涅槃", "凤凰涅槃"), ("甬工会微信", "甬工惠")],
)
def test_a_word_that_sounds_alike(shipped: Snapshot, typed: str, meant: str) -> None:
    given = ask(shipped, typed)
    assert meant in given.hits[0].passage.text


def test_what_was_meant(shipped: Snapshot) -> None:
    assert corrected(shipped, "捏槃") == ("捏槃", "涅槃")
    assert corrected(shipped, "凤凰涅槃") is None


@pytest.mark.parametrize("typed", ["火星登陆", "量子纠缠", "红烧肉"])
def test_what_no_text_has(shipped: Snapshot, typed: str) -> None:
    assert ask(shipped, typed).status is Status.NOT_FOUND
