"""Three nodes, one of which is killed while questions are being answered."""

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest

from corpus import SHIPPED
from retrieval.answering.answer import answer
from retrieval.index.open import arrays
from retrieval.opensearch.cluster import Cluster
from retrieval.opensearch.live import current, opened
from retrieval.opensearch.pushing import push, targets
from retrieval.opensearch.settings import OpenSearchConfig
from retrieval.snapshot import of_arrays
from tests.opensearch.load import Load
from tests.opensearch.nodes import Nodes
from tests.opensearch.test_questions import rounded
from tests.retrieval.answering.scoring import read


@pytest.fixture(scope="module")
def nodes(home: Path) -> Iterator[Nodes]:
    with Nodes(home, 3) as nodes:
        yield nodes


def test_every_shard_has_a_copy(nodes: Nodes) -> None:
    config = OpenSearchConfig(hosts=tuple(nodes.hosts), shards=3, replicas=1)
    cluster = Cluster(config)
    push(arrays([SHIPPED]), cluster, grace=0)
    (name,) = targets(cluster)
    health = cluster.call("GET", f"/_cluster/health/{name}")
    assert (health["status"], health["active_shards"]) == ("green", 6)


@pytest.mark.parametrize("role", ["member", "manager"])
def test_a_node_is_killed_under_load(nodes: Nodes, role: str) -> None:
    """No error, and no answer that differs in anything from this machine's own, until the others
    know of it and after.

    No question finds anything remembered: every passage and frequency comes from the cluster.
    """
    nodes.start()
    killed = (nodes.manager + (role == "member")) % 3
    config = OpenSearchConfig(hosts=tuple(nodes.hosts), shards=3, replicas=1)
    held = arrays([SHIPPED])
    here, cluster = of_arrays(held), Cluster(config)
    push(held, cluster, grace=0)
    questions = [case.turns[0] for case in read("questions.jsonl")][killed::12]
    wanted = {question: rounded(answer(here, question)) for question in questions}
    turns = cycle(questions)

    def ask() -> bool:
        question = next(turns)
        return rounded(answer(opened(cluster, current(cluster)), question)) == wanted[question]

    with Load(ask) as load:
        load.go_on(20)
        nodes.kill(killed)
        nodes.wait_for(2)
        load.go_on(20)
    assert not load.errors
    assert set(load.answers) == {True}
