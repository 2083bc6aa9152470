"""An index pushed to a real OpenSearch, and what it answers."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus import SHIPPED
from corpus.errors import RunError
from retrieval.index.open import arrays
from retrieval.index.store import EVERYWHERE, Scope
from retrieval.opensearch import pushing
from retrieval.opensearch.cluster import Cluster
from retrieval.opensearch.live import current, opened
from retrieval.opensearch.pushing import push, targets
from retrieval.opensearch.remote import Remote
from retrieval.snapshot import of_arrays
from tests.opensearch.conftest import Settings
from tests.opensearch.libraries import WORDS, made_up, of_texts, pushed


def indexes(cluster: Cluster) -> list[str]:
    return list(cluster.call("GET", f"/{cluster.config.alias}-*/_alias"))


def test_the_mapping(cluster: Cluster) -> None:
    pushed(cluster, arrays([SHIPPED]))
    (name,) = targets(cluster)
    held = cluster.call("GET", f"/{name}")[name]
    fields = held["mappings"]["properties"]
    kinds = {field: kind["type"] for field, kind in fields.items()}
    keywords = dict.fromkeys(("id", "city", "people", "slogans"), "keyword")
    assert kinds == {"row": "integer", "body": "text", "head": "text", **keywords}
    assert fields["body"]["analyzer"] == "whitespace"
    similarity = held["settings"]["index"]["similarity"]["wencheng"]
    assert similarity == {"type": "BM25", "k1": "1.5", "b": "0.75"}


def test_a_library_that_is_there_is_not_pushed_again(cluster: Cluster) -> None:
    held = arrays([SHIPPED])
    first, told = push(held, cluster, grace=0), list[int]()
    again = push(held, cluster, told.append, grace=0)
    assert (first.was_there, again.was_there) == (False, True)
    assert (again.index, again.passages, told) == (first.index, first.passages, [])


def test_the_index_replaced_is_removed(cluster: Cluster, tmp_path: Path) -> None:
    old = push(of_texts(tmp_path, "办春风行动。"), cluster, grace=0)
    new = push(of_texts(tmp_path, "办秋收计划。"), cluster, grace=0)
    assert old.index != new.index
    assert indexes(cluster) == targets(cluster) == [new.index]


def test_an_index_that_is_refused_says_why(settings: Settings, tmp_path: Path) -> None:
    cluster = Cluster(settings(shards=5000))
    with pytest.raises(RunError, match="OpenSearch 拒绝了请求：400 illegal_argument_exception"):
        push(of_texts(tmp_path, "办春风行动。"), cluster, grace=0)


def test_what_is_not_ours_stays(cluster: Cluster, tmp_path: Path) -> None:
    alias = cluster.config.alias
    for other in (f"{alias}-1-mine", f"{alias}-old", f"{alias}-0-0123456789abcdef"):
        cluster.call("PUT", f"/{other}")
    name = push(of_texts(tmp_path, "办春风行动。"), cluster, grace=0).index
    assert sorted(indexes(cluster)) == sorted([name, f"{alias}-1-mine", f"{alias}-old"])


def test_an_interrupted_push_goes_on(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pushing, "CHUNK", 100)
    held = made_up(1000)
    seen: list[int] = []

    def interrupt(passages: int) -> None:
        seen.append(passages)
        if sum(seen) > 600:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        push(held, cluster, interrupt, grace=0)
    assert targets(cluster) == []
    told: list[int] = []
    name = push(held, cluster, told.append, grace=0).index
    assert told[0] >= 500
    assert sum(told) == 1000
    counts = cluster.call("GET", f"/{name}/_stats/docs")["_all"]["primaries"]["docs"]
    assert counts == {"count": 1002, "deleted": 0}
    assert len(opened(cluster, current(cluster)).passages) == 1000


def test_what_the_cluster_does_not_take_is_no_index(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = pushing.document

    def spoilt(*arguments: Any) -> dict[str, Any]:
        return {**document(*arguments), "row": "none"}

    monkeypatch.setattr(pushing, "document", spoilt)
    with pytest.raises(RunError, match="400 mapper_parsing_exception"):
        push(arrays([SHIPPED]), cluster, grace=0)
    assert targets(cluster) == []


@pytest.fixture(params=[1, 5])
def shards(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def questions() -> Iterator[list[str]]:
    chance = random.Random(2)
    for _ in range(60):
        yield chance.choices([*WORDS, "没有的"], k=chance.randint(1, 6))


def test_ranks_and_scores_are_the_embedded_ones(settings: Settings, shards: int) -> None:
    held = made_up(3000)
    here = of_arrays(held)
    there = pushed(Cluster(settings(shards=shards)), held)
    scopes = (EVERYWHERE, Scope(("东海",)), Scope((), ("张三",)), Scope(rows=tuple(range(9, 99))))
    for number, words in enumerate(questions()):
        terms = here.index.terms("".join(words)).terms
        assert there.index.terms("".join(words)).terms == terms
        scope, depth = scopes[number % len(scopes)], (1, 20, 200)[number % 3]
        wanted = here.store.top(terms, scope, depth)
        found = there.store.top(terms, scope, depth)
        assert [row for row, _ in found] == [row for row, _ in wanted]
        assert [score for _, score in found] == pytest.approx([score for _, score in wanted])


def test_no_document_has_more_than_lucene_gives_it(settings: Settings) -> None:
    """What `scoring.bound` rests on: the statistics are all shards', only lengths are rounded."""
    store = pushed(Cluster(settings(shards=5)), made_up(3000)).store
    assert isinstance(store, Remote)
    ratios = [
        hit["_score"] / scoring.score(hit["_source"])
        for words in questions()
        if (scoring := store.scoring(words))
        for hit in store.hits(scoring, EVERYWHERE, 500)
    ]
    assert min(ratios) > 1 - 1e-5
    assert 1.005 < max(ratios) < 1.15


def test_what_a_store_tells(cluster: Cluster) -> None:
    held = made_up(300)
    here, there = of_arrays(held).store, pushed(cluster, held).store
    assert len(there) == len(here) == 300
    for row in (0, 7, 150, 299):
        assert there.passage(row) == here.passage(row)
        assert there.text(row) == here.text(row)
        assert there.head(row) == here.head(row)
        assert there.section(row) == here.section(row)
        assert there.row(f"p{row}") == row
    assert there.row("p300") is None
    assert there.rows(Scope(("西山",))) == here.rows(Scope(("西山",)))
    for word in ("工会", "会职", "湖州", "2016", "没有", "，"):
        assert sorted(there.holding(word)) == sorted(here.holding(word))


def test_words_longer_than_lucene_takes(cluster: Cluster, tmp_path: Path) -> None:
    held = of_texts(tmp_path, f"编号{'A1' * 400}的书屋。", f"编号{'A1' * 399}的书屋。")
    here, there = of_arrays(held), pushed(cluster, held)
    terms = here.index.terms("a1" * 400).terms
    assert there.index.terms("a1" * 400).terms == terms
    assert [row for row, _ in there.store.top(terms, EVERYWHERE, 9)] == [0]


def test_a_question_of_more_words_than_a_search_may_have(cluster: Cluster) -> None:
    snapshot = pushed(cluster, arrays([SHIPPED]))
    long = "".join(passage.text for passage in snapshot.passages)
    terms = snapshot.index.terms(long).terms
    assert len({term.token for term in terms}) > 1024
    assert len(snapshot.store.top(terms, EVERYWHERE, 20)) == 20


def test_an_empty_library(cluster: Cluster, tmp_path: Path) -> None:
    snapshot = pushed(cluster, arrays([tmp_path]))
    assert len(snapshot.passages) == 0
    assert snapshot.index.rank(snapshot.index.terms("湖州")) == []
