"""Another library is pushed while questions are being answered."""

from functools import partial
from pathlib import Path

import pytest

from corpus.errors import GoneError, RunError
from retrieval.opensearch import live
from retrieval.opensearch.cluster import Cluster
from retrieval.opensearch.live import LiveRemote
from retrieval.opensearch.pushing import push, targets
from retrieval.snapshot import Snapshot
from tests.opensearch.conftest import Settings
from tests.opensearch.libraries import made_up, of_texts
from tests.opensearch.load import Load
from tests.retrieval.asking import ask

SPRING, AUTUMN = "办春风行动，送岗位。", "办秋收行动，送岗位。"


def first(question: str, snapshot: Snapshot) -> str:
    return ask(snapshot, question).hits[0].passage.text


def test_no_question_is_lost_by_a_reload(cluster: Cluster, tmp_path: Path) -> None:
    """Each answer is the old one or the new one, and then all are the new one."""
    push(of_texts(tmp_path, SPRING), cluster, grace=0)
    held = LiveRemote(cluster.config)
    with Load(lambda: held.on(partial(first, "韶关怎么送岗位"))) as load:
        load.go_on(20)
        push(of_texts(tmp_path, AUTUMN), cluster, grace=2)
        load.go_on(20)
    assert not load.errors
    assert set(load.answers) == {SPRING, AUTUMN}
    assert first("韶关怎么送岗位", held.snapshot) == AUTUMN


def test_an_index_that_goes_at_once_loses_none_either(cluster: Cluster, tmp_path: Path) -> None:
    push(of_texts(tmp_path, SPRING), cluster, grace=0)
    held = LiveRemote(cluster.config)
    with Load(lambda: held.on(partial(first, "韶关怎么送岗位"))) as load:
        for text in (AUTUMN, SPRING, AUTUMN):
            load.go_on(20)
            push(of_texts(tmp_path, text), cluster, grace=0)
        load.go_on(20)
    assert not load.errors
    assert set(load.answers) == {SPRING, AUTUMN}


def test_all_who_share_the_cluster_follow(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "LOOK", 0.0)
    push(of_texts(tmp_path, SPRING), cluster, grace=0)
    several = [LiveRemote(cluster.config) for _ in range(3)]
    push(of_texts(tmp_path, AUTUMN), cluster, grace=0)
    assert {first("送岗位", held.follow()) for held in several} == {AUTUMN}


def test_a_snapshot_stays_what_it_is(cluster: Cluster, tmp_path: Path) -> None:
    """It never mixes two indexes: it says so when its own is no more."""
    push(of_texts(tmp_path, SPRING), cluster, grace=0)
    old = LiveRemote(cluster.config).snapshot
    push(of_texts(tmp_path, AUTUMN), cluster, grace=0)
    with pytest.raises(GoneError, match="请再问一次"):
        first("韶关怎么送岗位", old)


def test_the_alias_never_stands_for_nothing(cluster: Cluster, tmp_path: Path) -> None:
    push(of_texts(tmp_path, SPRING), cluster, grace=0)
    with Load(lambda: len(targets(cluster)), threads=2) as load:
        for text in (AUTUMN, SPRING, AUTUMN):
            push(of_texts(tmp_path, text), cluster, grace=0)
            load.go_on(1)
    assert not load.errors
    assert set(load.answers) == {1}


def test_a_push_that_fails_changes_nothing(cluster: Cluster, tmp_path: Path) -> None:
    push(of_texts(tmp_path, SPRING), cluster, grace=0)
    before = targets(cluster)

    def fail(passages: int) -> None:
        raise RuntimeError(passages)

    with pytest.raises(RuntimeError):
        push(made_up(300), cluster, fail, grace=0)
    assert targets(cluster) == before
    assert first("送岗位", LiveRemote(cluster.config).snapshot) == SPRING


def test_before_the_first_push(settings: Settings) -> None:
    with pytest.raises(RunError, match="请先运行 wencheng corpus push"):
        LiveRemote(settings())


def test_an_index_of_another_version(cluster: Cluster) -> None:
    alias = cluster.config.alias
    cluster.call("PUT", f"/{alias}-0-old", {"aliases": {alias: {}}})
    with pytest.raises(RunError, match="另一个版本"):
        LiveRemote(cluster.config)


def test_a_catalogue_in_the_cache_that_is_damaged(
    cluster: Cluster, tmp_path: Path, cache: Path
) -> None:
    push(of_texts(tmp_path, SPRING), cluster, grace=0)
    LiveRemote(cluster.config)
    (path,) = (cache / "wencheng" / "clusters").glob(f"{cluster.config.alias}*.tables")
    path.write_bytes(path.read_bytes()[:100])
    assert first("送岗位", LiveRemote(cluster.config).snapshot) == SPRING
