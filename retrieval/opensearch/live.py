"""The snapshot in use, of what the alias stands for: it moves along when another is pushed."""

import logging
import threading
import time
from contextlib import suppress
from pathlib import Path

from corpus.errors import RunError
from corpus.files import write_atomic
from retrieval.index.names import Lexicon
from retrieval.live import Live
from retrieval.opensearch import catalogue, mended, messages
from retrieval.opensearch.cluster import Cluster
from retrieval.opensearch.pushing import prefix, targets
from retrieval.opensearch.remote import Remote
from retrieval.opensearch.settings import OpenSearchConfig
from retrieval.snapshot import Snapshot, assemble
from retrieval.snapshot import mended as with_mended
from retrieval.storage import cache, tables
from retrieval.storage.blocks import DamagedError
from retrieval.storage.tables import Tables, below
from retrieval.text import dictionary

log = logging.getLogger(__name__)

# Seconds between two looks at what the alias stands for; an index replaced is kept for longer.
LOOK = 1.0


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
    """The snapshot of an index; its catalogue is kept in the cache folder.

    Raises:
        AwayError: the cluster does not answer.
        GoneError: the index has been replaced.
    """
    held = _catalogue(cluster, index)
    words = dictionary.shared()
    named = Lexicon(below("lexicon", held), words)
    return _mended(
        cluster, index, assemble(held, words, named, Remote(cluster, index, held, named))
    )


def _mended(cluster: Cluster, index: str, snapshot: Snapshot) -> Snapshot:
    """The snapshot with the pins and the words that mean the same that are there by now."""
    found = mended.fetched(cluster, index)
    return with_mended(snapshot, found.pins, found.terms)


def _catalogue(cluster: Cluster, index: str) -> Tables:
    """An index never changes: what was read of it once stays true."""
    path = cache.folder() / "clusters" / f"{index}.tables"
    return cache.read(path) or _renewed(cluster, index, path)


def _renewed(cluster: Cluster, index: str, path: Path) -> Tables:
    """Fetch the catalogue, once, however many ask for them."""
    with cache.locked(path):
        if held := cache.read(path):
            return held
        data = catalogue.fetched(cluster, index)
        for other in path.parent.glob(f"{prefix(cluster)}*"):
            if other.stem != path.stem:
                other.unlink(missing_ok=True)
        try:
            held = tables.loads(data)
        except DamagedError:
            raise RunError(messages.INCOMPLETE) from None
        with suppress(RunError):
            write_atomic(path, data)
        return held


class LiveRemote(Live):
    """Holds the snapshot of an index in a cluster."""

    is_elsewhere = True

    def __init__(self, config: OpenSearchConfig) -> None:
        """Open what the alias stands for.

        Raises:
            InputError: the configuration is bad.
            AwayError: the cluster does not answer.
            RunError: nothing was pushed, or the cluster refuses.
        """
        self._cluster = Cluster(config)
        self._one_at_a_time = threading.Lock()
        self._index = current(self._cluster)
        self.snapshot = opened(self._cluster, self._index)
        self._looked = time.monotonic()
        self._trouble = ""

    def reload(self) -> Snapshot:
        """Open what the alias stands for now beside the running snapshot, then swap.

        Raises:
            AwayError: the cluster does not answer; the running snapshot stays.
            RunError: the cluster refuses, or nothing is pushed; the same.
        """
        with self._one_at_a_time:
            return self._reloaded()

    def follow(self) -> Snapshot:
        """See `Live`; what is wrong with the cluster is left to whoever asks it something."""
        if time.monotonic() - self._looked > LOOK and self._one_at_a_time.acquire(blocking=False):
            try:
                self._reloaded()
                self._note("")
            except RunError as error:
                self._note(str(error))
            finally:
                self._one_at_a_time.release()
        return self.snapshot

    def _note(self, trouble: str) -> None:
        """Log what is wrong, once, and that it no longer is."""
        if trouble != self._trouble:
            log.warning("%s", trouble or "the cluster answers again")
        self._trouble = trouble

    def _reloaded(self) -> Snapshot:
        self._looked = time.monotonic()
        index = current(self._cluster)
        if index != self._index:
            self.snapshot = opened(self._cluster, index)
            self._index = index
            log.info("now answering from %s, %d passages", index, len(self.snapshot.passages))
        else:
            self.snapshot = _mended(self._cluster, index, self.snapshot)
        return self.snapshot
