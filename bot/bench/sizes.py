"""Libraries of several sizes to search, of given passages or of the shipped ones' words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bot.bench import corpus, measuring
from bot.bench.corpus import PIECE, Asked, Maker, questions
from bot.bench.engines import ENGINES, OPENSEARCH
from bot.bench.measuring import Measured
from corpus import SHIPPED
from corpus.errors import InputError
from corpus.imports import jsonlines
from corpus.imports.survey import Import
from corpus.library import load
from retrieval.passages import passages
from retrieval.text import dictionary
from retrieval.text.fold import normal
from retrieval.text.tokens import Tokenizer

# Questions asked of each engine, where there are as many.
ASKED = 300


@dataclass(frozen=True, slots=True)
class Workload:
    """Normalised texts, and questions about them; without any, pieces of passages are asked."""

    texts: Sequence[str]
    asked: Sequence[Asked]


def shipped() -> Workload:
    """The passages that come with the program."""
    held = passages(load([SHIPPED]))
    return Workload([normal(passage.text) for passage in held], [])


def read(passages: Path, queries: Path) -> Workload:
    """Passages and queries as `wencheng eval` takes them.

    Raises:
        InputError: a line is bad, or a relevant id is no passage's.
    """
    held = [passage for _, passage in Import(passages).passages()]
    rows = {passage.id: row for row, passage in enumerate(held)}
    asked = [_asked(queries, number, record, rows) for number, record in jsonlines.read(queries)]
    return Workload([normal(passage.text) for passage in held], asked)


def _asked(path: Path, number: int, record: dict[str, object], rows: dict[str, int]) -> Asked:
    question, relevant = record.get("question"), record.get("relevant")
    if not isinstance(question, str) or not isinstance(relevant, list):
        raise InputError.at(path, number, "应有 question（文字）和 relevant（段落 id 的列表）")
    if missing := [identity for identity in relevant if identity not in rows]:
        raise InputError.at(path, number, f"relevant：没有 id 是“{missing[0]}”的段落")
    return Asked(normal(question), frozenset(rows[identity] for identity in relevant))


def race(given: Workload, size: int, hosts: Sequence[str]) -> Iterator[Measured | str]:
    """Measure every engine over so many passages; a line instead for one that can't be measured.

    `hosts` are OpenSearch's, which is not measured without. The given passages come first, as many
    as there is room for; made-up ones make up the number.
    """
    with TemporaryDirectory() as folder:
        pieces = _pieces(given.texts, size)
        first = next(pieces)
        asked = _sample(given.asked, size) or questions(first, ASKED)
        every = chain([first], pieces)
        corpus.write(Path(folder), every, asked, Tokenizer(dictionary.shared()), hosts)
        for name in (name for name in ENGINES if hosts or name != OPENSEARCH):
            yield measuring.missing(name, size) or measuring.measure(name, Path(folder))


def _pieces(texts: Sequence[str], size: int) -> Iterator[list[str]]:
    made = chain.from_iterable(Maker(texts).passages(size))
    every = islice(chain(texts, made), size)
    while piece := list(islice(every, PIECE)):
        yield piece


def _sample(asked: Sequence[Asked], size: int) -> list[Asked]:
    """Questions whose passages are among the first `size`, picked at random but always the same."""
    able = [one for one in asked if one.relevant and max(one.relevant) < size]
    rng = np.random.default_rng(1)
    return [able[row] for row in rng.permutation(len(able))[:ASKED]]
