"""Pushing: a compiled library into the cluster, as an index that takes the old one's place."""

import hashlib
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from opensearchpy import helpers
from opensearchpy.serializer import JSONSerializer

from corpus import codec
from corpus.errors import AwayError, GoneError, RunError
from corpus.files import Progress
from retrieval.index.embedded import Embedded
from retrieval.index.names import QUOTED, Lexicon, reporters_of
from retrieval.index.postings import K1, B
from retrieval.opensearch import catalogue, mended, messages
from retrieval.opensearch.catalogue import FIELDS
from retrieval.opensearch.cluster import Cluster
from retrieval.opensearch.mended import Mended
from retrieval.opensearch.settings import OpenSearchConfig
from retrieval.passages import Passage
from retrieval.storage import cache
from retrieval.storage.keys import key
from retrieval.storage.tables import Tables, below
from retrieval.text import dictionary
from retrieval.text.fold import normal
from retrieval.text.tokens import Tokenizer

# Part of the name of an index: what another version of the program reads is another index.
VERSION = 4

Field = tuple[str, Sequence[str]]
"""The normalised text of a field, and its tokens."""
# What the text puts in quotation marks, whole: for the statistics alone.
SLOGANS = "slogans"
# The one token of a field that has none: all documents count in Lucene's statistics then.
NOTHING = "-"
# Lucene cuts longer words; their key stands for them.
LONGEST_WORD = 100
# Seconds that a request may take which writes; a busy cluster says so, and is asked again.
PATIENCE = 120.0
RETRIES = 8
# Passages, and bytes, in a request.
CHUNK = 1000
CHUNK_BYTES = 8_000_000
# Seconds that the index replaced is kept: for questions in hand, and for bots to follow.
GRACE = 5.0
# Seconds that copies may take to be made.
COPYING = 600.0

_TEXT = {
    "type": "text",
    "analyzer": "whitespace",
    "similarity": "wencheng",
    "index_options": "freqs",
}
_NAME = {"type": "keyword", "ignore_above": 8000}


def index(config: OpenSearchConfig) -> dict[str, Any]:
    """Settings and mappings of an index that is to be filled: it is refreshed and copied later."""
    similarity = {"type": "BM25", "k1": K1, "b": B}
    names = dict.fromkeys(("id", "city", "people", SLOGANS), _NAME)
    return {
        "settings": {
            "number_of_shards": config.shards,
            "number_of_replicas": 0,
            "refresh_interval": "-1",
            "similarity": {"wencheng": similarity},
        },
        "mappings": {
            "dynamic": False,
            "properties": {"row": {"type": "integer"}, **names, **dict.fromkeys(FIELDS, _TEXT)},
        },
    }


def document(row: int, passage: Passage, fields: Mapping[str, Field]) -> dict[str, Any]:
    """A passage as a document."""
    reporters = reporters_of(passage.credit) if passage.credit else ()
    people = dict.fromkeys(filter(None, (passage.author, *reporters)))
    return {
        "row": row,
        "id": passage.id,
        "city": passage.city,
        "people": list(people),
        SLOGANS: [word(normal(slogan)) for slogan in QUOTED.findall(passage.text)],
        **{name: " ".join(map(word, tokens)) or NOTHING for name, (_, tokens) in fields.items()},
        "texts": {name: text for name, (text, _) in fields.items()},
        "record": codec.dumps(passage),
    }


def words(field: str) -> list[str]:
    """The words of a field of a document."""
    return [] if field == NOTHING else field.split(" ")


def word(token: str) -> str:
    """A token as the index has it."""
    return token if len(token) <= LONGEST_WORD else f"{key(token):016x}"


@dataclass(frozen=True, slots=True)
class Pushed:
    """The index that the alias stands for now, whether it did so before, and whether pins or words
    that mean the same are others now."""

    index: str
    passages: int
    was_there: bool
    is_mended: bool


def push(
    held: Tables,
    cluster: Cluster,
    progress: Progress = lambda _: None,
    grace: float = GRACE,
    own: Mended = mended.NOTHING,
) -> Pushed:
    """Fill an index with a compiled library, and have the alias stand for it.

    The name of the index is a digest of what it holds: a push that was interrupted goes on where
    it ended, and one that would change nothing does nothing.

    Args:
        held: the arrays of the library.
        cluster: where to.
        progress: takes how many more passages are there.
        grace: seconds that the index replaced is kept.
        own: the library's pins and words that mean the same; others need no other index.

    Raises:
        AwayError: the cluster does not answer.
        RunError: the cluster refuses.
    """
    sent = catalogue.of(held)
    name = f"{prefix(cluster)}{_digest(held, sent)}"
    passages = len(sent["id_rows"])
    old = targets(cluster)
    if old == [name]:
        return Pushed(name, passages, True, mended.put(cluster, name, own))
    _fill(_Filling(cluster, name), held, sent, progress)
    is_mended = mended.put(cluster, name, own)
    _publish(cluster, name)
    _swap(cluster, name, old)
    time.sleep(grace if old else 0)
    _drop_others(cluster, name)
    return Pushed(name, passages, False, is_mended)


def prefix(cluster: Cluster) -> str:
    """What the names of this program's indexes for an alias begin with."""
    return f"{cluster.config.alias}-{VERSION}-"


def targets(cluster: Cluster) -> list[str]:
    """The indexes that the alias stands for: one, or none before the first push."""
    try:
        return list(cluster.call("GET", f"/_alias/{cluster.config.alias}"))
    except GoneError:
        return []


class _Filling:
    """An index while it is filled; what `helpers.streaming_bulk` takes for its client."""

    def __init__(self, cluster: Cluster, name: str) -> None:
        self.cluster = cluster
        self.name = name
        self.transport = self
        self.serializer = JSONSerializer()

    def bulk(self, body: str) -> Any:
        """Send some documents, for as long as the cluster may be away."""
        return self.cluster.call("POST", f"/{self.name}/_bulk", body, PATIENCE)

    def create(self) -> int:
        """Make the index; how many passages it holds where it was there before."""
        try:
            self.cluster.call("PUT", f"/{self.name}", index(self.cluster.config), PATIENCE)
        except AwayError:
            raise
        except RunError as refused:
            # There is one: an earlier run did not end. What it sent, it sent in order.
            try:
                self.cluster.call("POST", f"/{self.name}/_refresh", None, PATIENCE)
            except GoneError:
                raise refused from None
            query = {"query": {"exists": {"field": "row"}}}
            count: int = self.cluster.call("POST", f"/{self.name}/_count", query)["count"]
            return count
        return 0

    def send(self, documents: Iterator[dict[str, Any]]) -> Iterator[None]:
        """Send documents in order; one that is there already stays as it is."""
        sent = helpers.streaming_bulk(
            self,
            ({"_op_type": "create", **document} for document in documents),
            chunk_size=CHUNK,
            max_chunk_bytes=CHUNK_BYTES,
            raise_on_error=False,
            max_retries=RETRIES,
            initial_backoff=1,
            max_backoff=10,
        )
        for was_sent, answer in sent:
            status = answer["create"]["status"]
            if not was_sent and status != 409:
                kind = answer["create"].get("error", {}).get("type", "")
                raise RunError(messages.REFUSED.format(status=status, kind=kind))
            yield


def _fill(filling: _Filling, held: Tables, sent: Tables, progress: Progress) -> None:
    passages = len(sent["id_rows"])
    start = max(0, filling.create() - CHUNK)
    progress(start)
    for _ in filling.send(_documents(held, range(start, passages))):
        progress(1)
    for _ in filling.send(catalogue.parts(sent)):
        pass
    filling.cluster.call("POST", f"/{filling.name}/_refresh", None, PATIENCE)
    query = {"query": {"exists": {"field": "row"}}}
    if filling.cluster.call("POST", f"/{filling.name}/_count", query)["count"] != passages:
        raise RunError(messages.INCOMPLETE)


def _documents(held: Tables, rows: range) -> Iterator[dict[str, Any]]:
    words = dictionary.shared()
    store = Embedded(held, Lexicon(below("lexicon", held), words))
    tokenizer = Tokenizer(words, held["names"])
    for start in range(rows.start, rows.stop, CHUNK):
        some = range(start, min(start + CHUNK, rows.stop))
        texts = [[*map(text_of, some)] for text_of in (store.text, store.head)]
        cut = (zip(column, tokenizer.tokens_of(column), strict=True) for column in texts)
        for row, *fields in zip(some, *cut, strict=True):
            named = dict(zip(FIELDS, fields, strict=True))
            yield {"_id": str(row), **document(row, store.passage(row), named)}


def _publish(cluster: Cluster, name: str) -> None:
    """Have copies made where there are nodes for them, and wait until they are."""
    copies = cluster.config.replicas
    settings = {"auto_expand_replicas": f"0-{copies}" if copies else "false"}
    cluster.call("PUT", f"/{name}/_settings", settings, PATIENCE)
    wait = {"wait_for_status": "green", "timeout": "30s"}
    # Where a copy finds no room, the first answers by itself.
    with suppress(AwayError):
        cluster.call("GET", f"/_cluster/health/{name}", None, COPYING, **wait)


def _swap(cluster: Cluster, name: str, old: list[str]) -> None:
    """In one step: no question finds the alias standing for nothing, or for two."""
    alias = cluster.config.alias
    actions = [{"remove": {"index": other, "alias": alias}} for other in old if other != name]
    actions.append({"add": {"index": name, "alias": alias}})
    cluster.call("POST", "/_aliases", {"actions": actions}, PATIENCE)


def _drop_others(cluster: Cluster, name: str) -> None:
    """Remove what was replaced, now or by a push that did not end, and nothing that is not ours."""
    alias = cluster.config.alias
    ours = re.compile(rf"{alias}-\d+-[0-9a-f]{{16}}")
    for other in cluster.call("GET", f"/{alias}-*/_alias"):
        if other != name and ours.fullmatch(other):
            cluster.call("DELETE", f"/{other}", None, PATIENCE)


def _digest(held: Tables, sent: Tables) -> str:
    found = hashlib.blake2b(cache.program().encode(), digest_size=8)
    for name, array in sorted({**sent, "digests": held["digests"]}.items()):
        found.update(name.encode() + array.tobytes())
    return found.hexdigest()
