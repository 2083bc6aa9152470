"""Question sets and when an answer to one of their questions is right."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from retrieval.answer import Answer, Hit, Status
from retrieval.answering.answer import converse
from retrieval.snapshot import Snapshot

QUESTIONS = Path(__file__).parents[2] / "questions"

Spelling = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Case:
    """A conversation, and what the answer to its last turn has to hold.

    `kind` is single, variant, follow, author, enum, list, clarify or abstain; `must` are words
    that stand in the answer, `cities` are whose reports it quotes.
    """

    id: str
    kind: str
    turns: tuple[str, ...]
    cities: frozenset[str]
    optional_cities: frozenset[str]
    must: tuple[str, ...]

    def spelt(self, spelling: Spelling) -> "Case":
        """The same conversation with its turns in another spelling."""
        return replace(self, turns=tuple(map(spelling, self.turns)))


def read(*names: str) -> list[Case]:
    """The cases of these files of the questions' folder."""
    return [_case(line) for name in names for line in _lines(QUESTIONS / name)]


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()


def _case(line: str) -> Case:
    record = json.loads(line)
    return Case(
        id=record["id"],
        kind=record["kind"],
        turns=tuple(record["turns"]),
        cities=frozenset(record["cities"]),
        optional_cities=frozenset(record["optional_cities"]),
        must=tuple(record["must"]),
    )


def shares(snapshot: Snapshot, cases: Iterable[Case], held: Spelling = str) -> dict[str, float]:
    """The share of right answers of each kind, and of `all`.

    `held` is the spelling in which an answer is compared with the words it must hold.
    """
    results: defaultdict[str, list[bool]] = defaultdict(list)
    for case in cases:
        *_, answer = converse(snapshot, case.turns)
        verdict = right(case, answer, held)
        if not verdict:
            print(case.id, case.kind, *case.turns, "→", answer.status, answer.message)
        results[case.kind].append(verdict)
        results["all"].append(verdict)
    return {kind: sum(verdicts) / len(verdicts) for kind, verdicts in results.items()}


def right(case: Case, answer: Answer, held: Spelling = str) -> bool:
    """Whether an answer is what its case asks for."""
    if case.kind == "abstain":
        return answer.status is Status.NOT_FOUND and not answer.hits
    asked_back = case.kind == "clarify" and answer.status is Status.CLARIFY
    if not answer.hits or not (answer.status is Status.ANSWERED or asked_back):
        return False
    if case.kind in ("list", "clarify"):
        cities = {hit.passage.city for hit in answer.hits}
        return case.cities <= cities <= case.cities | case.optional_cities
    return answer.hits[0].passage.city in case.cities and _holds(case, answer, held)


def _holds(case: Case, answer: Answer, held: Spelling) -> bool:
    first = answer.hits[0].passage
    pool = [h for h in answer.hits if h.passage.city == first.city]
    fields = [answer.message]
    for hit in pool if case.kind == "enum" else answer.hits[:1]:
        fields += _fields(hit)
    said = _bare(held("\n".join(fields)))
    return all(_bare(held(words)) in said for words in case.must)


def _fields(hit: Hit) -> Iterator[str]:
    p = hit.passage
    for field in (p.text, p.author, p.office, p.headline, p.credit):
        yield field or ""


def _bare(text: str) -> str:
    return "".join(c for c in text if c not in '“”"《》\n ')
