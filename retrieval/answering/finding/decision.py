"""The decision: the chance that a ranked passage answers, from what is held, missed and given."""

from collections.abc import Sequence
from functools import cache, cached_property
from math import exp, log
from operator import mul

from retrieval import weights
from retrieval.answering.asked.facts import facts
from retrieval.answering.asked.question import Question
from retrieval.ranking.rank import Candidate
from retrieval.snapshot import Snapshot

# Words of a question beyond which more of them tell nothing, and the score up to which each step of
# it tells most: by hand.
MANY = 6
LOW = 0.5
# The log-odds of a confidence beyond which more tells nothing.
SURE = 6.0
_LEAST = 1 / (1 + exp(SURE))

FEATURES = (
    *("confidence", "unasked", "low", "margin", "words", "missed", "inherits"),
    *("named", "loose", "loose_named", "apart_named", "characters"),
)


class Decision:
    """Tells of the passages ranked for a question whether they answer it."""

    def __init__(
        self, snapshot: Snapshot, asked: Question, candidates: Sequence[Candidate]
    ) -> None:
        """`candidates` come as they are ranked, those with which one is compared."""
        self._snapshot, self._asked, self._first = snapshot, asked, candidates[:2]
        self._meanings = asked.terms.meanings
        self._words = min(len({*asked.words}), MANY) / MANY

    def chance(self, candidate: Candidate, given: float) -> float:
        """The chance that a passage answers which gives so much of the fact asked for."""
        told = sum(map(mul, _amounts(), self.features(candidate, given)))
        return 1 / (1 + exp(-weights.fitted().decision["bias"] - told))

    def features(self, candidate: Candidate, given: float) -> tuple[float, ...]:
        """What tells whether a passage answers, by `FEATURES`, each from 0 to about 1.

        `confidence`, its log-odds, and the same where the question asks for no fact (`unasked`);
        the `low` part of the score, and its `margin` before the best other passage; how many
        `words` the question has, and what the weightiest one `missed` weighs; whether the question
        `inherits` its theme, and whom or what place it is asked of is `named`; whether the fact
        asked for is given in a `loose` form alone, and elsewhere in the passage (`apart_named`);
        BM25 of the `characters` in its best sentence.
        """
        asked, score = self._asked, candidate.score
        # They come best first.
        others = [c.score for c in self._first if c is not candidate]
        confidence = (_log_odds(candidate.confidence) / SURE + 1) / 2
        named, loose = float(bool(asked.names)), float(given < 1)
        return (
            confidence,
            0.0 if facts.asks_any(asked.asked) else confidence,
            min(score / LOW, 1.0),
            min(max((score - (others or [0.0])[0] + 1) / 2, 0.0), 1.0),
            self._words,
            self._missed(candidate.row),
            float(asked.inherits),
            named,
            loose,
            loose * named,
            float(given == facts.LOOSE) * named,
            candidate.characters,
        )

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


@cache
def _amounts() -> list[float]:
    """The weights of the features."""
    found: list[float] = weights.amounts("decision", FEATURES).tolist()
    return found


def _log_odds(chance: float) -> float:
    """The log-odds of a chance, from −`SURE` to `SURE`."""
    chance = min(max(chance, _LEAST), 1 - _LEAST)
    return log(chance / (1 - chance))


def _absent(word: str, text: str) -> float:
    """The share of a word, which a text has not, beyond the longest piece of it there."""
    for size in range(len(word) - 1, 0, -1):
        for at in range(len(word) - size + 1):
            if word[at : at + size] in text:
                return 1 - size / len(word)
    return 1.0
