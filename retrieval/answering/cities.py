"""Which places say it: every city whose report holds the theme, and no other."""

from collections.abc import Sequence

from retrieval.answering.rank import Candidate
from retrieval.snapshot import Snapshot

# A theme's rarest word alone will do where it carries this share of the theme's weight.
CORE_SHARE = 0.5
# A theme this short is a name.
NAME = 4
# Words that weigh less than this share of the weightiest say little: 开展, 推进.
WEIGHTY = 0.4
# So much of what the best passage holds of the theme makes another passage say it too.
NEARLY = 0.66


def saying(
    snapshot: Snapshot, theme: str, candidates: Sequence[Candidate], strict: bool = False
) -> list[Candidate]:
    """The best passage of each city that says `theme`, best first.

    A passage says it when it or its attribution holds all the words that the best passage holds,
    or nearly as much of the theme's weight; or where one word outweighs the others together and
    the passage holds this one: 机关扁平化 is also said by 推进“扁平化”管理. A short name has to
    stand there as it is. If `strict`, a passage has to hold every weighty word of the theme.
    """
    words = snapshot.tokenizer.content_words(theme)
    held = {c.row: frozenset(snapshot.index.held(c.row, words)) for c in candidates}
    if not candidates or not held[candidates[0].row]:
        return []
    weights = snapshot.index.weights(words)
    if strict:
        weighty = {w for w in words if weights[w] >= WEIGHTY * max(weights.values())}
        return _one_a_city(snapshot, [c for c in candidates if held[c.row] >= weighty])
    if len(words) == 1 and len(theme.strip()) <= NAME:
        named = [c for c in candidates if snapshot.index.held(c.row, [theme.strip()])]
        if named:
            return _one_a_city(snapshot, named)
    best = max(held.values(), key=lambda words: sum(weights[word] for word in words))
    weights = {word: weights[word] for word in best}
    core = max(best, key=lambda word: (weights[word], len(word)))
    lone = weights[core] >= CORE_SHARE * sum(weights.values())
    # In offices and credits every word counts: 常务副主席 is no 副主席.
    nearly = NEARLY if candidates[0].evidence.head < candidates[0].evidence.text else 1.0
    least = nearly * candidates[0].evidence.passage
    said = [
        c
        for c in candidates
        if held[c.row] >= best or c.evidence.passage >= least or (lone and core in held[c.row])
    ]
    return _one_a_city(snapshot, said)


def _one_a_city(snapshot: Snapshot, candidates: Sequence[Candidate]) -> list[Candidate]:
    best: dict[str, Candidate] = {}
    for candidate in candidates:
        city = snapshot.passages[candidate.row].city
        if city is not None:
            best.setdefault(city, candidate)
    return list(best.values())
