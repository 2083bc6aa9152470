"""Pins and words that mean the same: the same answers from a cluster as from this machine."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import pins
from corpus.pins import Pin
from retrieval.answer import Answer
from retrieval.index.open import arrays
from retrieval.opensearch import live, mended
from retrieval.opensearch.cluster import Cluster
from retrieval.opensearch.live import LiveRemote
from retrieval.opensearch.pushing import push, targets
from retrieval.snapshot import Snapshot, opened
from tests.cli.program import run
from tests.opensearch.conftest import Settings
from tests.retrieval.asking import ask
from tests.telegram import pages

TEXTS = ("办春风行动，送岗位三百个。", "上门讨要劳动报酬，为职工办实事。", "职工书屋新添图书。")
PINNED, TERM = "谁给大家找活干", "工钱 劳动报酬"
QUESTIONS = (PINNED, "谁给大伙儿找活干", "怎么讨要工钱", "工钱", "怎么送岗位", "书屋有什么")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A library with a pin and a group of words."""
    made = tmp_path / "library"
    made.mkdir()
    pages.write(made / "page.yaml", pages.section("韶关", *TEXTS))
    held = opened([made]).passages
    pin = Pin(PINNED, held[0].id, TEXTS[0][:5], ("谁给大伙儿找活干",))
    (made / pins.FILE).write_bytes(pins.dump([pin]))
    (made / pins.TERMS).write_text(TERM + "\n")
    return made


def told(snapshot: Snapshot, question: str) -> tuple[object, ...]:
    """All of an answer but the scores, whose last digits are sums in another order."""
    given: Answer = ask(snapshot, question)
    hits = [(hit.passage, hit.highlights, hit.why, round(hit.score, 9)) for hit in given.hits]
    return given.status, given.message, hits, given.lead, given.suggestions


def test_they_are_at_work(cluster: Cluster, folder: Path) -> None:
    push(arrays([folder]), cluster, grace=0, own=mended.of([folder]))
    here, there = opened([folder]), LiveRemote(cluster.config).snapshot
    assert [told(there, q) for q in QUESTIONS] == [told(here, q) for q in QUESTIONS]
    assert ask(there, PINNED).hits[0].passage.text == TEXTS[0]
    assert ask(there, "怎么讨要工钱").hits[0].why[0] == ("工钱", "劳动报酬")


def test_another_pin_needs_no_other_index_and_all_follow(
    cluster: Cluster, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "LOOK", 0.0)
    held = arrays([folder])
    push(held, cluster, grace=0)
    follower, index = LiveRemote(cluster.config), targets(cluster)
    before = follower.follow()
    assert follower.follow() is before
    pushed = push(held, cluster, grace=0, own=mended.of([folder]))
    assert (pushed.was_there, pushed.is_mended, targets(cluster)) == (True, True, index)
    assert ask(follower.follow(), PINNED).hits[0].passage.text == TEXTS[0]
    again = push(held, cluster, grace=0, own=mended.of([folder]))
    assert (again.was_there, again.is_mended) == (True, False)
    push(held, cluster, grace=0, own=mended.NOTHING)
    assert (follower.follow().pins, follower.snapshot.terms) == ((), ())


def test_an_admin_mends_where_the_library_is(
    settings: Settings, tmp_path: Path, configured: Callable[..., str]
) -> None:
    config = configured(settings(), library=str(tmp_path / "own"), shipped=True)
    assert run("corpus", "push", "--config", config).code == 0
    near = run("feedback", "near", "湖州的四大体系是什么", "--config", config).out
    passage = near.splitlines()[1].split()[0]
    question = "湖州靠什么服务大家"
    done = run("feedback", "pin", question, passage, "--force", "--config", config)
    assert (done.code, "corpus push" in done.out) == (0, True)
    assert "管理员" not in run("ask", question, "--config", config).out
    assert "指定的答案" in run("corpus", "push", "--config", config).out
    assert "管理员" in run("ask", question, "--config", config).out
