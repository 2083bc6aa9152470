"""Those of the ranked passages that answer: they hold the question and the fact asked for."""

from collections.abc import Callable, Sequence

from retrieval.answering.asked import facts
from retrieval.answering.asked.question import Question
from retrieval.answering.finding.cities import WEIGHTY
from retrieval.answering.finding.decision import Decision, gives, identified
from retrieval.answering.lists import lists
from retrieval.ranking.rank import Candidate, defines
from retrieval.snapshot import Snapshot
from retrieval.text.phrases import pattern

# The chance from which a passage answers: what the decision is fitted for.
ENOUGH = 0.5
# What it has to give at least of the fact asked for: something like it.
LEAST_GIVEN = facts.LOOSE
# What a passage that says “…就是…” gains where a question asks what something is: by hand, little
# enough that it decides between passages that say nearly as much.
DEFINITION_BONUS = 0.2
# And one that puts it in quotation marks, as reports do where a name comes up first.
QUOTED_BONUS = 0.08
# And one that gives a reason where that is asked for, of the report that says most of it: by
# hand; a little more, since a reason seldom repeats the words asked with.
REASON_BONUS = 0.25
# What a passage gains where a turn goes on from an answer in it, half as much the one beside it: by
# hand, on the conversations of tests/questions.
AROUND_BONUS = 0.1

_WHY = pattern("<why>")
_WHY_ALONE = pattern("(?:<why>)[呢啊呀?？ ]*$")
_REASON = pattern("<reason>")
_WHAT = pattern("<what>")


def answering(
    snapshot: Snapshot, asked: Question, candidates: Sequence[Candidate]
) -> list[Candidate]:
    """Those of the ranked candidates that answer, the likeliest first; perhaps none."""
    decision = Decision(snapshot, asked, candidates)
    least = max(LEAST_GIVEN, max((one.given for one in decision.weighed[:1]), default=0.0))
    return [
        one.candidate._replace(score=max(one.value, 0.0))
        for one, chance in zip(decision.weighed, decision.chances, strict=True)
        if chance >= ENOUGH and one.given >= least
    ]


def weighty(asked: Question) -> list[str]:
    """The words of the theme that say most."""
    least = WEIGHTY * max(asked.weights.values(), default=0.0)
    return [word for word, weight in asked.weights.items() if weight >= least]


def gives_fact(snapshot: Snapshot, asked: Question, row: int) -> bool:
    """Whether a passage gives the kind of fact, and has the names and numbers, asked for."""
    return identified(snapshot, asked, row) and gives(snapshot, asked, row) == 1


def _saying_what(snapshot: Snapshot, asked: Question) -> Callable[[int], bool]:
    """Tells whether a passage says what a word of the theme is, or counts the things asked for."""
    named = [word for word in weighty(asked) if len(word) > 1]
    counted = lists.counted(asked.theme)

    def says_what(row: int) -> bool:
        text = snapshot.index.text(row)
        for word in named:
            if word in text and defines(text, word):
                return True
        return counted is not None and lists.inside(*counted, snapshot.passages[row].text)

    return says_what


def definitions_first(
    snapshot: Snapshot, asked: Question, candidates: list[Candidate]
) -> list[Candidate]:
    """Raise the passages that say what a word of the theme is, where that is asked."""
    if not asked.words or not _WHAT.search(asked.asked):
        return candidates
    says_what = _saying_what(snapshot, asked)

    def raised(candidate: Candidate) -> Candidate:
        text = snapshot.passages[candidate.row].text
        quoted = any(f"“{word}”" in text for word in asked.words)
        bonus = DEFINITION_BONUS * says_what(candidate.row) + QUOTED_BONUS * quoted
        return candidate._replace(score=candidate.score + bonus)

    return sorted(map(raised, candidates), key=lambda candidate: -candidate.score)


def nearest_first(asked: Question, candidates: list[Candidate]) -> list[Candidate]:
    """Raise the passages around the answer that a turn goes on from."""
    if (last := asked.after) is None:
        return candidates

    def raised(candidate: Candidate) -> Candidate:
        bonus = AROUND_BONUS / (1 + abs(candidate.row - last))
        return candidate._replace(score=candidate.score + bonus)

    return sorted(map(raised, candidates), key=lambda candidate: -candidate.score)


def asks_reason(asked: Question) -> bool:
    """Whether a question asks why."""
    return _WHY.search(asked.asked) is not None


def asks_reason_alone(asked: Question) -> bool:
    """Whether a turn asks why, and nothing else: 为什么？"""
    return _WHY_ALONE.search(asked.asked) is not None


def gives_reason(snapshot: Snapshot, row: int) -> bool:
    """Whether a passage says why in so many words."""
    return _REASON.search(snapshot.index.text(row)) is not None


def reasons_first(
    snapshot: Snapshot, asked: Question, candidates: list[Candidate]
) -> list[Candidate]:
    """Raise the passages of the best one's report that give a reason, where one is asked for."""
    if not candidates or not asks_reason(asked):
        return candidates
    section = snapshot.store.section(candidates[0].row)

    def raised(candidate: Candidate) -> Candidate:
        here = candidate.row in section
        gives = here and gives_reason(snapshot, candidate.row)
        return candidate._replace(score=candidate.score + REASON_BONUS * gives)

    return sorted(map(raised, candidates), key=lambda candidate: -candidate.score)
