"""The index: passages ranked for a question by BM25, and by how the first ones hold its terms."""

import math
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from retrieval import weights
from retrieval.index.postings import K1
from retrieval.index.store import EVERYWHERE, Scope, Store, Term
from retrieval.ranking.evidence import Sought, saturated, seek
from retrieval.ranking.parts import Floats, parted
from retrieval.text import fold, synonyms
from retrieval.text.fold import lazy
from retrieval.text.spots import spots
from retrieval.text.tokens import Tokenizer

# No field scores a document higher than this many times the question's own weight.
MOST = K1 + 1

# The evidence is looked at in so many passages.
DEPTH = 20
# In so many at once: their arrays fit into a processor's cache.
AT_ONCE = 256

_IS = lazy("[,，]?(?:就是|即|是指|指的是|指|包括|分别是|[:：(（])")
_WITH = lazy(r"以[^,，。;；]+\Z")


class Evidence(NamedTuple):
    """Shares of the question's weight, from 0 to 1, that a passage holds.

    `passage`: anywhere in it or in its attribution; `sentence`: in its best sentence or in its
    attribution; `text`: in its best sentence alone; `head`: in its attribution alone.
    """

    passage: float
    sentence: float
    text: float
    head: float


class Candidate(NamedTuple):
    """A passage (row of the store), its score, and the chance and the evidence that it answers;
    `characters` is BM25 of the question's characters in a sentence."""

    row: int
    score: float
    confidence: float
    evidence: Evidence
    characters: float = 0.0


def weigh(sought: Sought, text: str, head: str) -> Evidence:
    """Weigh a normalised passage and its attribution for what is sought."""
    found = features(sought, [fold.cut(text)], [head], np.zeros(1))
    return _evidence(found)[0]


def features(
    sought: Sought, texts: Sequence[str], heads: Sequence[str], scores: Floats
) -> dict[str, Floats]:
    """What tells good passages from others: for each feature an array of shape (passages,).

    `bm25` is the score of the search; `passage`, `sentence`, `text`, `head` see `Evidence`;
    `words` and `pairs` what is held of these; `character_bm25` and `frame_bm25` BM25
    of the characters, and of the words that ask, in a sentence; `triples` the share of the
    question's character triples in one; `named` whether a line of the attribution stands in the
    question; `first` whether the first sentence holds as much as any. The texts are cut into
    sentences, see `fold.cut`.
    """
    # Passages of a report share their attribution.
    own = {head: place for place, head in enumerate(dict.fromkeys(heads))}
    of_head = np.array([own[head] for head in heads], np.intp)
    parts, documents, wide = parted([*texts, *own]), len(texts), len(sought.surfaces)
    starts, end = parts.starts[:documents], int(parts.starts[documents])
    every = sought.counts(parts).ravel()
    cells = (every != 0).nonzero()[0]
    counts = every.take(cells)
    at, rows = np.divmod(cells, wide)
    of = (parts.starts.searchsorted(at, "right") - 1) * wide + rows
    held = np.minimum(counts, 1.0)
    whole = np.zeros((documents + len(own), wide))
    np.maximum.at(whole.reshape(-1), of, held)
    text, attributed = whole[:documents], whole[documents:].take(of_head, axis=0)
    anywhere = np.maximum(text, attributed)

    word, pair, character, frame, triples = sought.shares
    theme = sought.theme
    last = int(at.searchsorted(end))
    rows, at, held = rows[:last], at[:last], held[:last]
    bm25 = saturated(counts[:last], parts.sizes[at])
    beyond = np.maximum(held - attributed.take(of[:last]), 0.0)
    kinds = np.array([theme, theme, character, frame, triples]).take(rows, axis=1)
    kinds *= np.array([held, beyond, bm25, bm25, held])
    spread = (np.arange(len(kinds))[:, None] * end + at).ravel()
    sums = np.bincount(spread, kinds.ravel(), len(kinds) * end).reshape(-1, end)
    text_best, rest, characters, asking, threes = np.maximum.reduceat(sums, starts, axis=1)
    head = attributed @ theme
    return {
        "bm25": scores,
        "passage": anywhere @ theme,
        "sentence": head + rest,
        "text": text_best,
        "head": head,
        "words": anywhere @ word / (np.add.reduce(word) or 1.0),
        "pairs": text @ pair,
        "character_bm25": characters,
        "frame_bm25": asking,
        "triples": threes / (np.add.reduce(triples) or 1.0),
        "named": np.array([_named(sought.question, head) for head in own])[of_head],
        "first": (sums[0].take(starts) >= text_best).astype(np.float64),
    }


def score(held: Mapping[str, Floats]) -> Floats:
    """The scores of passages by their features, shape (passages,)."""
    return _weighed("rank", weights.fitted().rank, held)


def confidence(held: Mapping[str, Floats]) -> Floats:
    """The chances, from 0 to 1, that passages answer by their features, shape (passages,)."""
    fitted = weights.fitted().answers
    chances: Floats = 1 / (1 + np.exp(-fitted["bias"] - _weighed("answers", fitted, held)))
    return chances


def _weighed(part: str, fitted: Mapping[str, float], held: Mapping[str, Floats]) -> Floats:
    """The sum of the features times their weights; a feature without one counts nothing."""
    names = tuple([name for name in held if name in fitted])
    found: Floats = weights.amounts(part, names) @ np.array([held[name] for name in names])
    return found


def _named(question: str, head: str) -> float:
    """Whether a line of the attribution, of two characters or more, stands in the question."""
    for line in head.split("\n"):
        if line in question and len(line) > 1:
            return 1.0
    return 0.0


def _evidence(found: dict[str, Floats]) -> list[Evidence]:
    return [*map(Evidence, *(found[name].tolist() for name in Evidence._fields))]


def defines(text: str, word: str) -> bool:
    """Whether a normalised text goes on to say what `word` is: 五大行动,即:…, 三城:…, 以…为主线"""
    return any(
        _IS.match(text, at + len(word))
        or (text[at - 1 : at] == "为" and _WITH.search(text[: at - 1]))
        for at in spots(text, word)
    )


Row = tuple[int, float]


def batched(found: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """So many passages as are looked at together."""
    return (found[at : at + AT_ONCE] for at in range(0, len(found), AT_ONCE))


class Index:
    """Ranks passages; the statistics are always the whole library's, whatever the scope.

    Attributes:
        text: gives the normalised text of a passage by its row.
        head: gives its normalised attribution.
        rarest: what a token is worth that no passage holds: as much as the rarest.
    """

    def __init__(
        self, store: Store, tokenizer: Tokenizer, terms: synonyms.Synonyms | None = None
    ) -> None:
        """`terms` are words that mean the same in this library, beside those of public life."""
        self._store = store
        self._own = terms or synonyms.Synonyms(())
        self._tokenizer = tokenizer
        self.text, self.head = store.text, store.head
        # What a token is worth that no passage holds: as much as the rarest.
        self.rarest = math.log(1 + (store.counted + 0.5) / 0.5)

    def of(self, store: Store, tokenizer: Tokenizer) -> "Index":
        """One of another store, with the same words that mean the same in this library."""
        return Index(store, tokenizer, self._own)

    def weights(self, words: Sequence[str]) -> dict[str, float]:
        """The IDF of each word in the passages; the most where none holds it."""
        known = zip(words, self._store.idf(words), strict=True)
        return {word: self.rarest if weight is None else weight for word, weight in known}

    def held(self, row: int, words: Sequence[str]) -> list[str]:
        """Those of the words that stand in passage `row` or in its attribution, or for which there
        stands another that means the same in this library."""
        text, head = self._store.text(row), self._store.head(row)
        met = [word for word, other in self._own.of(words) if other in text or other in head]
        return [w for w in words if w in text or w in head or any(w in whole for whole in met)]

    def holds(self, word: str) -> bool:
        """Whether the text of any passage has this normalised word."""
        return any(True for _ in self._store.holding(word))

    def holding(self, word: str) -> Iterator[int]:
        """The passages whose text has this normalised word, found as they are asked for."""
        return self._store.holding(word)

    def terms(self, theme: str, asked: str = "") -> Sought:
        """What a normalised theme looks for, with its weights; `asked` is the whole question."""
        tokens = self._tokenizer.question_tokens(theme)
        of_the_theme = {*tokens}
        frame = [token for token in self._tokenizer.tokens(asked) if token not in of_the_theme]
        known = self._store.idf([*tokens, *frame])
        of_theme = zip(tokens, known[: len(tokens)], strict=True)
        terms = [Term(t, self._unknown(t) if weight is None else weight) for t, weight in of_theme]
        asking = zip(frame, known[len(tokens) :], strict=True)
        held = [Term(token, weight) for token, weight in asking if weight is not None]
        return seek(terms, held, asked or theme, self._others(theme))

    def _others(self, theme: str) -> list[tuple[str, str]]:
        """Words of a normalised theme, each with another word that means the same."""
        words = self._tokenizer.words(theme)
        return [*self._own.of(words), *synonyms.general().of(words)]

    def _unknown(self, token: str) -> float:
        return self.rarest * self._tokenizer.rarity(token.replace("|", ""))

    def rank(self, terms: Sought, scope: Scope = EVERYWHERE, depth: int = DEPTH) -> list[Candidate]:
        """The passages of a scope that hold any of the terms, best first, at most `depth`."""
        found = self._store.top(terms.terms, scope, depth)
        if not found:
            return []
        held = self.features(terms, found)
        values = (score(held).tolist(), confidence(held).tolist(), _evidence(held))
        characters = held["character_bm25"].tolist()
        candidates = map(Candidate, (row for row, _ in found), *values, characters)
        return sorted(candidates, key=attrgetter("score"), reverse=True)

    def features(self, sought: Sought, found: Sequence[tuple[int, float]]) -> dict[str, Floats]:
        """The features of passages, by their rows with the scores of the search."""
        most = MOST * sum([term.weight for term in sought.terms])
        pieces = [
            features(
                sought,
                [self._store.cut(row) for row, _ in some],
                [self._store.head(row) for row, _ in some],
                np.array([score for _, score in some]) / most,
            )
            for some in batched(found)
        ]
        if len(pieces) == 1:
            return pieces[0]
        return {name: np.concatenate([held[name] for held in pieces]) for name in pieces[0]}

    def evidence(self, row: int, terms: Sought) -> Evidence:
        """The evidence that passage `row` answers the question of `terms`."""
        return weigh(terms, self._store.text(row), self._store.head(row))
