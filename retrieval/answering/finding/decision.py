"""The decision: the chance that a ranked passage answers, from what is held, missed and given."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from math import exp, log
from operator import mul
from typing import NamedTuple

from retrieval import weights
from retrieval.answering.asked import anchors, facts, identifiers
from retrieval.answering.asked.question import Question
from retrieval.ranking.rank import Candidate
from retrieval.snapshot import Snapshot

# So many of the first passages are looked at, and all ranked ones of the first one's report.
LOOKED = 8
# Where the first passage lacks the fact, one of another report has to have this share of its
# confidence: by hand, so that no other report answers for having a number alone.
INSTEAD = 0.5
# What a passage without the fact asked for loses in score: by hand; with less another passage of
# the report that gives it stays behind, with more any passage that has a number comes first.
LACKING = 0.25
# And one whose report has the numbers and codes asked for, but not itself: by hand.
ELSEWHERE = 0.1
# What one that gives it gains by what the paragraph before it holds of the question without it, in
# shares of the question: by hand.
BEFORE = 0.1
# Words of a question beyond which more of them tell nothing, and the score up to which each step of
# it tells most: by hand.
MANY = 6
LOW = 0.5
# The log-odds of a confidence beyond which more tells nothing.
SURE = 6.0

FEATURES = (
    *("confidence", "score", "low", "margin", "words", "missed", "inherits"),
    *("named", "loose", "loose_named"),
)


class Weighed(NamedTuple):
    """A candidate with what it gives of the fact asked for, and its value: the score, less what it
    lacks."""

    candidate: Candidate
    given: float
    value: float


class Decision:
    """Weighs the ranked passages of a question: the first of them answers, if any does."""

    def __init__(
        self, snapshot: Snapshot, asked: Question, candidates: Sequence[Candidate]
    ) -> None:
        """`candidates` come best first."""
        self._snapshot, self._asked = snapshot, asked
        self._times, self._names = anchors.times(asked), anchors.names(asked)
        self._fact = bool(self._times) or facts.asks_any(asked.asked)
        self._all = candidates
        self._known: dict[range, bool] = {}
        self._meanings = asked.terms.meanings

    @cached_property
    def weighed(self) -> list[Weighed]:
        """The passages that have the names and numbers asked for, the best first."""
        looked = list(self._all[:LOOKED])
        if looked:
            section = self._snapshot.store.section(looked[0].row)
            looked += [c for c in self._all[LOOKED:] if c.row in section]
        if self._asked.literal or self._names:
            looked = [c for c in looked if self._identified(c.row)]
        given = {c.row: self._given(c) for c in looked}
        held = {c.row: c.evidence.text for c in looked}
        if looked and given[looked[0].row] < 1:
            section = self._snapshot.store.section(looked[0].row)
            least = INSTEAD * looked[0].confidence
            looked = [c for c in looked if c.row in section or c.confidence >= least]
        found = [Weighed(c, given[c.row], self._value(c, given, held)) for c in looked]
        return sorted(found, key=lambda one: -one.value)

    def _identified(self, row: int) -> bool:
        """See `identified`; what is true of one passage of a report is true of the others."""
        section = self._snapshot.store.section(row)
        if section not in self._known:
            self._known[section] = identified(self._snapshot, self._asked, row) and self._named(row)
        return self._known[section]

    def _named(self, row: int) -> bool:
        """Whether a passage's report has the names made of numbers."""
        index = self._snapshot.index
        texts = [index.text(of) for of in self._snapshot.store.section(row)]
        told = "\n".join([*texts, index.head(row)])
        return all(re.search(name, told) for name in self._names)

    def _given(self, candidate: Candidate) -> float:
        if not self._fact:
            return 1.0
        if self._times and not self._timely(candidate.row):
            return 0.0
        return gives(self._snapshot, self._asked, candidate.row)

    def _timely(self, row: int) -> bool:
        """Whether a passage or the one before it names the times that the question names."""
        index, section = self._snapshot.index, self._snapshot.store.section(row)
        texts = [index.text(of) for of in (row - 1, row) if of in section]
        told = "\n".join([*texts, index.head(row)])
        return all(time in told for time in self._times)

    def _value(
        self, candidate: Candidate, given: Mapping[int, float], held: Mapping[int, float]
    ) -> float:
        """The score, less what is lacking, and more where the paragraph before begins what this
        one says: it holds the question without the fact."""
        row, own = candidate.row, given[candidate.row]
        begun = given.get(row - 1, own) < own and row - 1 in self._snapshot.store.section(row)
        before = held[row - 1] if begun else 0.0
        elsewhere = bool(self._asked.identifiers) and not self._literal(row)
        return candidate.score - LACKING * (1 - own) + BEFORE * before - ELSEWHERE * elsewhere

    def _literal(self, row: int) -> bool:
        """Whether a passage itself has the numbers and codes that its report has."""
        told = f"{self._snapshot.passages[row].text}\n{self._snapshot.index.head(row)}"
        return identifiers.held(self._asked.identifiers, told)

    @cached_property
    def chances(self) -> list[float]:
        """The chance of each of `weighed` that it answers."""
        fitted = weights.fitted().decision
        bias, amounts = fitted["bias"], [fitted[name] for name in FEATURES]
        return [
            1 / (1 + exp(-bias - sum(map(mul, amounts, of.values()))))
            for of in map(self.features, self.weighed)
        ]

    def features(self, weighed: Weighed) -> dict[str, float]:
        """What tells whether a passage answers, each from 0 to about 1.

        `confidence`, its log-odds; `score`, the `low` part of it, and its `margin` before the best
        other passage; how many `words` the question has, and what the weightiest one `missed`
        weighs; whether the question `inherits` its theme, and whom or what place it is asked of is
        `named`; whether the fact asked for is given in a `loose` form alone.
        """
        asked, score = self._asked, weighed.candidate.score
        # They come best first.
        other = next((c.score for c in self._all[:2] if c is not weighed.candidate), 0.0)
        loose, named = float(weighed.given < 1), float(bool(asked.names))
        return {
            "confidence": (_log_odds(weighed.candidate.confidence) / SURE + 1) / 2,
            "score": min(score / 2, 1.0),
            "low": min(score / LOW, 1.0),
            "margin": min(max((score - other + 1) / 2, 0.0), 1.0),
            "words": min(len({*asked.words}), MANY) / MANY,
            "missed": self._missed(weighed.candidate.row),
            "inherits": float(asked.inherits),
            "named": named,
            "loose": loose,
            "loose_named": loose * named,
        }

    def _missed(self, row: int) -> float:
        """What the weightiest word weighs that a passage has in no form: its share of the rarest
        word's weight, times its rarity in the language, times the share of it that is not there in
        one piece."""
        text = f"{self._snapshot.index.text(row)}\n{self._snapshot.index.head(row)}"
        missed = [word for word in self._asked.words if word not in text]
        if not missed:
            return 0.0
        meant = [(word, other) for word, other in self._meanings if word in missed]
        met = {word for word, other in meant if other in text}
        missed = [word for word in missed if word not in met]
        return max((self._weights[word] * _absent(word, text) for word in missed), default=0.0)

    @cached_property
    def _weights(self) -> dict[str, float]:
        rarest, rarity = self._snapshot.index.rarest, self._snapshot.tokenizer.rarity
        return {word: known / rarest * rarity(word) for word, known in self._asked.weights.items()}


def _log_odds(chance: float) -> float:
    """The log-odds of a chance, from −`SURE` to `SURE`."""
    least = 1 / (1 + exp(SURE))
    chance = min(max(chance, least), 1 - least)
    return log(chance / (1 - chance))


def _absent(word: str, text: str) -> float:
    """The share of a word, which a text has not, beyond the longest piece of it there."""
    sizes = range(len(word) - 1, 0, -1)
    pieces = (n for n in sizes for at in range(len(word) - n + 1) if word[at : at + n] in text)
    return 1 - next(pieces, 0) / len(word)


def gives(snapshot: Snapshot, asked: Question, row: int) -> float:
    """How much a passage gives of the kind of fact asked for, see `facts.given`."""
    city = snapshot.passages[row].city
    return facts.given(asked, snapshot.index.text(row), snapshot.tokenizer, city)


def identified(snapshot: Snapshot, asked: Question, row: int) -> bool:
    """Whether a passage's report has the names, numbers and codes of the question as they are."""
    if not asked.literal:
        return True
    section = snapshot.store.section(row)
    words = "\n".join(snapshot.index.text(of) for of in section) + snapshot.index.head(row)
    if not all(name in words for name in (*asked.slogans, *asked.outside)):
        return False
    told = "\n".join(snapshot.passages[of].text for of in section)
    return identifiers.held(asked.identifiers, f"{told}\n{snapshot.index.head(row)}")
