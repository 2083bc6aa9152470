"""The benchmark with a real OpenSearch beside the other engines."""

import pytest

from bot.bench import sizes
from bot.bench.measuring import Measured
from tests.opensearch.nodes import Nodes


def test_opensearch_is_measured_where_its_hosts_are_given(node: Nodes) -> None:
    rows = list(sizes.race(sizes.shipped(), 200, node.hosts))
    assert all(isinstance(row, Measured) for row in rows)
    hits = {row.title: row.hit for row in rows if isinstance(row, Measured)}
    assert hits["OpenSearch"] == pytest.approx(hits["问城"], abs=0.02)
