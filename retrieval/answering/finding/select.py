"""Those of the ranked passages that answer: they hold the question and the fact asked for."""

from collections.abc import Sequence

from retrieval.answering.asked import anchors
from retrieval.answering.asked.context import says_more
from retrieval.answering.asked.facts import facts
from retrieval.answering.asked.question import Question
from retrieval.answering.finding import explains, people
from retrieval.answering.finding.choice import Choice, gives, identified
from retrieval.answering.finding.decision import Decision
from retrieval.ranking.rank import Candidate
from retrieval.snapshot import Snapshot

# The chance from which a passage answers: what the decision is fitted for.
ENOUGH = 0.5
# What it has to give at least of the fact asked for: something like it.
LEAST_GIVEN = facts.LIKENED
# What says why comes first where it is worth so much less at most, by hand: of 0.06, 0.1 and 0.15.
NEARLY = 0.1
# So many passages after one are looked at for what it lacks: by hand.
AFTER = 1


def answering(
    snapshot: Snapshot, asked: Question, candidates: Sequence[Candidate], enough: float = ENOUGH
) -> list[Candidate]:
    """Those of the ranked candidates that answer with a chance of `enough`, the likeliest first;
    perhaps none."""
    choice = Choice(snapshot, asked, candidates)
    decision = Decision(snapshot, asked, choice.rivals)
    pairs = zip(choice.looked, choice.given, strict=True)
    likely = {
        one.row
        for one, given in pairs
        if given >= LEAST_GIVEN and decision.chance(one, given) >= enough
    }
    if not likely:
        return []
    weighed = choice.weighed
    found = [
        one.candidate._replace(score=max(one.value, 0.0))
        for one in weighed
        if one.candidate.row in likely and one.given >= weighed[0].given
    ]
    return _reason_first(snapshot, found) if explains.asks_reason(asked) else found


def _reason_first(snapshot: Snapshot, found: list[Candidate]) -> list[Candidate]:
    """Before what says no reason, what the same report says of it with one."""
    if not found or explains.gives_reason(snapshot, found[0].row):
        return found
    section = snapshot.store.section(found[0].row)
    near = [c for c in found if c.row in section and c.score >= found[0].score - NEARLY]
    first = next((c for c in near if explains.gives_reason(snapshot, c.row)), found[0])
    return [first._replace(score=found[0].score), *(c for c in found if c is not first)]


def told_after(
    snapshot: Snapshot, asked: Question, candidates: Sequence[Candidate]
) -> tuple[int, int] | None:
    """The passage that gives the fact asked for, with words of the question, soon after the one
    that holds the rest of it, and that one. None where a passage holds both, or none does; what is
    asked of somebody by name may be told there of another."""
    lacking = facts.asks_any(asked.asked) or anchors.times(asked)
    if not lacking or people.named(snapshot, asked.theme):
        return None
    choice = Choice(snapshot, asked, candidates)
    decision = Decision(snapshot, asked, choice.rivals)
    for one, given in zip(choice.looked, choice.given, strict=True):
        if given < LEAST_GIVEN and decision.chance(one, given) >= ENOUGH:
            row = one.row
            section = snapshot.store.section(row)
            for after in range(row + 1, min(row + 1 + AFTER, section.stop)):
                held = snapshot.index.held(after, asked.words)
                if held and gives(snapshot, asked, after) == 1:
                    return after, row
    return None


def fact_within(snapshot: Snapshot, asked: Question, candidates: Sequence[Candidate]) -> int | None:
    """The passage of the report that a turn goes on in which gives the fact asked for, the one
    before it first: 头班几点 after an answer about a bus. None where the turn names what the report
    has not."""
    if asked.after is None or asked.rows is None or not facts.asks_one(asked):
        return None
    report = "".join(map(snapshot.index.text, asked.rows))
    if says_more(snapshot, asked) or not all(time in report for time in anchors.times(asked)):
        return None
    rows = (asked.after, *(candidate.row for candidate in candidates))
    return next((row for row in rows if gives_fact(snapshot, asked, row)), None)


def gives_fact(snapshot: Snapshot, asked: Question, row: int) -> bool:
    """Whether a passage gives the kind of fact, and has the names and numbers, asked for."""
    return identified(snapshot, asked, row) and gives(snapshot, asked, row) == 1
