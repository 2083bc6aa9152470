"""The snapshot in use, of what the alias stands for: it moves along when another is pushed."""

import logging
import threading
import time

from corpus.errors import RunError
from retrieval.live import Live
from retrieval.opensearch.cluster import Cluster
from retrieval.opensearch.reading import current, opened
from retrieval.opensearch.settings import OpenSearchConfig
from retrieval.snapshot import Snapshot

log = logging.getLogger(__name__)

# Seconds between two looks at what the alias stands for; an index replaced is kept for longer.
LOOK = 1.0


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
        return self.snapshot
