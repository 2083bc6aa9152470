"""The shape of the index in the cluster: its fields, and a passage as a document."""

from collections.abc import Mapping, Sequence
from typing import Any

from retrieval.embedded import freeze
from retrieval.keys import key
from retrieval.lexicon import QUOTED, reporters_of
from retrieval.opensearch.settings import OpenSearchConfig
from retrieval.passage import Passage
from retrieval.postings import K1, B
from retrieval.text import normal

# Part of the name of an index: what another version of the program reads is another index.
VERSION = 1

FIELDS = ("body", "head")
Field = tuple[str, Sequence[str]]
"""The normalised text of a field, and its tokens."""
# What the text puts in quotation marks, whole: for the statistics alone.
SLOGANS = "slogans"
# The one token of a field that has none: all documents count in Lucene's statistics then.
NOTHING = "-"
# Lucene cuts longer words; their key stands for them.
LONGEST_WORD = 100

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
        "record": freeze(passage),
    }


def words(field: str) -> list[str]:
    """The words of a field of a document."""
    return [] if field == NOTHING else field.split(" ")


def word(token: str) -> str:
    """A token as the index has it."""
    return token if len(token) <= LONGEST_WORD else f"{key(token):016x}"
