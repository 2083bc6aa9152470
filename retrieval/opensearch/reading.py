"""Reading: the snapshot of what the alias stands for, one index from beginning to end."""

import base64
from pathlib import Path
from typing import Any

from corpus.errors import RunError
from retrieval import caches, dictionary, tables
from retrieval.lexicon import Lexicon
from retrieval.opensearch import messages, papers
from retrieval.opensearch.cluster import Cluster
from retrieval.opensearch.pushing import PAPERS, prefix, targets
from retrieval.opensearch.remote import Remote
from retrieval.snapshot import Snapshot, assemble
from retrieval.tables import DamagedError, Tables, below


def current(cluster: Cluster) -> str:
    """The index that the alias stands for.

    Raises:
        AwayError: the cluster does not answer.
        RunError: nothing was pushed, or by another version of this program.
    """
    found = targets(cluster)
    alias = cluster.config.alias
    if len(found) != 1:
        raise RunError(messages.NOT_PUSHED.format(alias=alias))
    if not found[0].startswith(prefix(cluster)):
        raise RunError(messages.OTHER_VERSION.format(alias=alias))
    return found[0]


def opened(cluster: Cluster, index: str) -> Snapshot:
    """The snapshot of an index; its papers are kept in the cache folder.

    Raises:
        AwayError: the cluster does not answer.
        GoneError: the index has been replaced.
    """
    held = _papers(cluster, index)
    words = dictionary.shared()
    named = Lexicon(below("lexicon", held), words)
    return assemble(held, words, named, Remote(cluster, index, held, named))


def _papers(cluster: Cluster, index: str) -> Tables:
    path = caches.folder() / "clusters" / f"{index}.tables"
    held = caches.read(path, _is_true)
    return _renewed(cluster, index, path) if held is None else held


def _is_true(_: Tables) -> bool:
    """An index never changes: what was read of it once stays true."""
    return True


def _renewed(cluster: Cluster, index: str, path: Path) -> Tables:
    """Fetch the papers, once, however many ask for them."""
    with caches.locked(path):
        if held := caches.read(path, _is_true):
            return held
        found = papers.unpack(_fetched(cluster, index))
        for other in path.parent.glob(f"{prefix(cluster)}*"):
            if other.stem != path.stem:
                other.unlink(missing_ok=True)
        try:
            tables.write(path, found)
            return tables.read(path)
        except RunError:
            return found


def _fetched(cluster: Cluster, index: str) -> Tables:
    parts = _source(cluster, index, PAPERS)["parts"]
    found = (_source(cluster, index, f"{PAPERS}-{number}")["part"] for number in range(parts))
    try:
        return papers.load(b"".join(map(base64.b64decode, found)))
    except (ValueError, DamagedError):
        raise RunError(messages.INCOMPLETE) from None


def _source(cluster: Cluster, index: str, identity: str) -> Any:
    return cluster.call("GET", f"/{index}/_doc/{identity}")["_source"]
