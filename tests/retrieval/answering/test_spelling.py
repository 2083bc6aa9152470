"""One wrong character in a word of the texts."""

import pytest

from retrieval.answer import Status
from retrieval.snapshot import Snapshot
from tests.retrieval.asking import ask


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("凤凰捏槃", "凤凰涅槃"), ("风凰涅槃", "凤凰涅槃"), ("甬工会微信", "甬工惠")],
)
def test_a_word_that_sounds_alike(shipped: Snapshot, typed: str, meant: str) -> None:
    given = ask(shipped, typed)
    assert meant in given.hits[0].passage.text


def test_what_was_meant_is_told(shipped: Snapshot) -> None:
    assert "没有“捏槃”，按“涅槃”查找" in ask(shipped, "捏槃").message


@pytest.mark.parametrize("typed", ["火星登陆", "量子纠缠", "红烧肉"])
def test_what_no_text_has(shipped: Snapshot, typed: str) -> None:
    assert ask(shipped, typed).status is Status.NOT_FOUND
