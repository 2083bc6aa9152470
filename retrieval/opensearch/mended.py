"""What admins did about questions: one document beside the passages, which changes without them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import codec, pins
from corpus.errors import GoneError
from corpus.pins import Pin
from retrieval.opensearch.cluster import Cluster

_NAME = "mended"


@dataclass(frozen=True, slots=True)
class Mended:
    """What is pinned to questions, and the lines of words that mean the same."""

    pins: tuple[Pin, ...] = ()
    terms: tuple[str, ...] = ()


NOTHING = Mended()


def of(folders: Sequence[Path]) -> Mended:
    """Those of a library's folders.

    Raises:
        InputError: a file is bad.
    """
    return Mended(pins.read(folders), tuple(pins.terms(folders)))


def put(cluster: Cluster, index: str, held: Mended) -> bool:
    """Keep them beside the passages of an index; whether they were others before.

    Raises:
        AwayError: the cluster does not answer.
        RunError: the cluster refuses.
    """
    if fetched(cluster, index) == held:
        return False
    cluster.call("PUT", f"/{index}/_doc/{_NAME}", {_NAME: codec.dumps(held)})
    return True


def fetched(cluster: Cluster, index: str) -> Mended:
    """Those beside the passages of an index.

    Raises:
        AwayError: the cluster does not answer.
        RunError: the cluster refuses.
    """
    try:
        found = cluster.call("GET", f"/{index}/_doc/{_NAME}")
    except GoneError:  # none were put there, or the index has gone and whoever asks it is told
        return NOTHING
    return codec.loads(found["_source"][_NAME], Mended)
