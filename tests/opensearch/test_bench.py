"""The benchmark with a real OpenSearch beside the other engines."""

import pytest

from bot.bench import measuring, sizes
from bot.bench.engines import OPENSEARCH
from bot.bench.measuring import Measured
from tests.opensearch.nodes import Nodes


def test_opensearch_is_measured_where_its_hosts_are_given(
    node: Nodes, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured = ("wencheng", OPENSEARCH)
    monkeypatch.setattr(
        measuring, "missing", lambda name, _: None if name in measured else "left out"
    )
    rows = list(sizes.race(sizes.shipped(), 200, node.hosts))
    hits = {row.title: row.hit for row in rows if isinstance(row, Measured)}
    assert hits["OpenSearch"] == pytest.approx(hits["问城"], abs=0.02)
