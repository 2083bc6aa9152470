"""The catalogue: what the cluster holds beside the passages: names, who is where, and the pages."""

import base64
from collections.abc import Iterator
from typing import Any

import numpy as np

from corpus.errors import RunError
from retrieval.index import records
from retrieval.opensearch import messages
from retrieval.opensearch.cluster import Cluster
from retrieval.storage import tables
from retrieval.storage.blocks import Array
from retrieval.storage.tables import Tables

FIELDS = ("body", "head")
"""The fields that are searched."""
# Bytes of a part of the catalogue.
PART = 3_000_000

_NAME = "catalogue"
_SENT = (
    *("lexicon.", "of_city.", "of_person.", "pages.", "named."),
    *("names", "ids", "id_rows", "firsts", "census"),
)


def of(held: Tables) -> dict[str, Array]:
    """What goes to the cluster beside the passages: the names, who is where, and the pages."""
    lengths = [held[f"{field}.lengths"] for field in FIELDS]
    means = [float(length.mean()) if len(length) else 0.0 for length in lengths]
    return {
        **{name: held[name] for name in held if name.startswith(_SENT)},
        "library": records.for_others(held),
        "lengths": np.array(means, np.float64),
    }


def parts(sent: Tables) -> Iterator[dict[str, Any]]:
    """The catalogue in parts, and how many these are."""
    data = tables.dumps(sent)
    starts = range(0, len(data), PART)
    for number, start in enumerate(starts):
        part = base64.b64encode(data[start : start + PART]).decode()
        yield {"_id": f"{_NAME}-{number}", "part": part}
    yield {"_id": _NAME, "parts": len(starts)}


def fetched(cluster: Cluster, index: str) -> bytes:
    """The bytes of a catalogue, as `tables.loads` takes them.

    Raises:
        AwayError: the cluster does not answer.
        RunError: a part is missing or no such thing.
    """
    parts = _source(cluster, index, _NAME)["parts"]
    found = (_source(cluster, index, f"{_NAME}-{number}")["part"] for number in range(parts))
    try:
        return b"".join(map(base64.b64decode, found))
    except ValueError:
        raise RunError(messages.INCOMPLETE) from None


def _source(cluster: Cluster, index: str, identity: str) -> Any:
    return cluster.call("GET", f"/{index}/_doc/{identity}")["_source"]
