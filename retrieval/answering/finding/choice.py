"""The choice: which of the ranked passages comes first, from what each holds and gives."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from retrieval import weights
from retrieval.answering.asked import anchors, identifiers
from retrieval.answering.asked.facts import facts
from retrieval.answering.asked.question import Question
from retrieval.answering.clauses import Clauses, clauses
from retrieval.answering.finding import apart, explains, people
from retrieval.ranking.parts import Floats, Ints, parted
from retrieval.ranking.rank import Candidate
from retrieval.snapshot import Snapshot
from retrieval.text import kinds
from retrieval.text.fold import fold

# So many of the first passages are looked at, and all ranked ones of the first one's report.
LOOKED = 8
# Where the first passage lacks the fact, one of another report has to have this share of its
# confidence: by hand, so that no other report answers for having a number alone.
INSTEAD = 0.5
# The score from which on more of it tells, by hand, and what makes its logarithm about 1 at most.
LEAST = 0.05
LOG = 3.0

FEATURES = (
    *("score", "low", "head", "given", "elsewhere", "opens", "beside", "defines", "around"),
    *apart.FEATURES,
)


class Weighed(NamedTuple):
    """A candidate with what it gives of the fact asked for, and its value among the others."""

    candidate: Candidate
    given: float
    value: float


class Choice:
    """Puts the ranked passages of a question into the order in which they answer."""

    def __init__(
        self, snapshot: Snapshot, asked: Question, candidates: Sequence[Candidate]
    ) -> None:
        """`candidates` come best first."""
        self._snapshot, self._asked = snapshot, asked
        named = map(re.escape, people.named(snapshot, asked.theme))
        self._times, self._names = anchors.times(asked), [*anchors.names(asked), *named]
        self._things = anchors.things(asked)
        self._fact = bool(self._times) or facts.asks_any(asked.asked)
        self._known: dict[range, bool] = {}
        self.looked = self._looked_at(candidates)
        """The passages that have the names and numbers asked for, as they are ranked."""
        self.rivals = self.looked if asked.identifiers else candidates
        """Those that one is compared with: what lacks the numbers and codes asked for is none."""
        self.given = [self._gives(candidate.row) for candidate in self.looked]
        """How much of the fact asked for each of these gives."""

    def _looked_at(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        looked = list(candidates[:LOOKED])
        if looked:
            section = self._snapshot.store.section(looked[0].row)
            looked += [c for c in candidates[LOOKED:] if c.row in section]
        if self._asked.literal or self._names or self._things:
            looked = [c for c in looked if self._identified(c.row)]
        if looked and self._gives(looked[0].row) < 1:
            section = self._snapshot.store.section(looked[0].row)
            least = INSTEAD * looked[0].confidence
            looked = [c for c in looked if c.row in section or c.confidence >= least]
        return looked

    @property
    def weighed(self) -> list[Weighed]:
        """The passages looked at, the best first."""
        if not self.looked:
            return []
        values = (weights.amounts("choice", FEATURES) @ self.features).tolist()
        self._remember(values.index(max(values)))
        found = map(Weighed, self.looked, self.given, values)
        return sorted(found, key=lambda one: -one.value)

    def _remember(self, first: int) -> None:
        """Keep what was counted of the passage that comes first: its lead is made of that."""
        start = sum(len(cut.texts) for cut in self._cuts[:first])
        cut = self._cuts[first]
        counts = self._counts[start : start + len(cut.texts)].copy()
        self._asked.terms.remember(cut.parts, counts)

    @cached_property
    def _cuts(self) -> list[Clauses]:
        passages = self._snapshot.passages
        return [clauses(fold(passages[candidate.row].text)) for candidate in self.looked]

    @cached_property
    def _counts(self) -> Floats | Ints:
        """How often the clauses of the passages, and then their attributions, have each string."""
        texts = [text for cut in self._cuts for text in cut.texts]
        heads = [self._snapshot.index.head(candidate.row) for candidate in self.looked]
        return self._asked.terms.counts(parted([*texts, *heads]))

    @property
    def features(self) -> Floats:
        """What tells which passage answers, by `FEATURES`: shape (features, looked).

        `score` is half the ranking's, `low` its logarithm, from `LEAST` on; `head` is what the
        attribution holds of the theme; `given` how much there is of the fact asked for; `elsewhere`
        tells that another passage of the report has the numbers and codes, `opens` that it is the
        first of several; `beside` is how much of the characters before the asking word it has in
        one piece; `defines` tells whether it says what something is, where that is asked; `around`
        is the nearer to 1 the nearer it stands to the answer that a turn goes on from. For the
        others see `apart.features`.
        """
        asked, rows = self._asked, [c.row for c in self.looked]
        sections = [self._snapshot.store.section(row) for row in rows]
        reports = [section.start for section in sections]
        score = np.array([min(max(c.score, LEAST), 2.0) for c in self.looked])
        left, _ = kinds.beside(asked.asked)
        patterns = tuple(kinds.asked_for(asked.asked).values())
        told = np.array(
            [
                [c.evidence.head for c in self.looked],
                self.given,
                [
                    float(bool(asked.identifiers) and not literal(self._snapshot, asked, row))
                    for row in rows
                ],
                [
                    float(row == s.start and len(s) > 1)
                    for row, s in zip(rows, sections, strict=True)
                ],
                kinds.overlaps([*map(self._snapshot.index.text, rows)], kinds.ends(left)),
                self._defines(rows),
                [0.0 if asked.after is None else 1 / (1 + abs(row - asked.after)) for row in rows],
            ]
        )
        others = apart.features(asked.terms, self._counts, self._cuts, rows, reports, patterns)
        scores = np.array([score / 2, np.log(score / LEAST) / LOG])
        return np.concatenate([scores, told, others])

    def _defines(self, rows: Sequence[int]) -> list[float]:
        """Whether passages say what something is, where that is asked."""
        if not explains.asks_what(self._asked):
            return [0.0] * len(rows)
        says_what = explains.saying_what(self._snapshot, self._asked)
        return [float(says_what(row)) for row in rows]

    def _identified(self, row: int) -> bool:
        """See `identified`; what is true of one passage of a report is true of the others."""
        section = self._snapshot.store.section(row)
        if section not in self._known:
            self._known[section] = identified(self._snapshot, self._asked, row) and self._named(row)
        return self._known[section]

    def _named(self, row: int) -> bool:
        """Whether a passage's report has the names made of numbers, and of people."""
        index = self._snapshot.index
        texts = [index.text(of) for of in self._snapshot.store.section(row)]
        told = "\n".join([*texts, index.head(row)])
        named = all(re.search(name, told) for name in self._names)
        return named and not anchors.of_others(self._things, told)

    def _gives(self, row: int) -> float:
        if not self._fact:
            return 1.0
        if self._times and not self._timely(row):
            return 0.0
        return gives(self._snapshot, self._asked, row)

    def _timely(self, row: int) -> bool:
        """Whether a passage or the one before it names the times that the question names."""
        index, section = self._snapshot.index, self._snapshot.store.section(row)
        texts = [index.text(of) for of in (row - 1, row) if of in section]
        told = "\n".join([*texts, index.head(row)])
        return all(time in told for time in self._times)


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


def literal(snapshot: Snapshot, asked: Question, row: int) -> bool:
    """Whether a passage itself, or its attribution, has the numbers and codes of the question."""
    told = f"{snapshot.passages[row].text}\n{snapshot.index.head(row)}"
    return identifiers.held(asked.identifiers, told)
