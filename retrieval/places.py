"""Which places say it: every city whose report holds the theme, and no other."""

from collections.abc import Sequence

from retrieval.index import Candidate
from retrieval.snapshot import Snapshot

# A theme's rarest word alone will do where it carries this share of the theme's weight.
CORE_SHARE = 0.5
# So much of a theme's weight must be known to the library at all.
KNOWN_SHARE = 0.6


def saying(
    snapshot: Snapshot, theme: str, candidates: Sequence[Candidate], strict: bool = False
) -> list[Candidate]:
    """The best passage of each city that says `theme`, best first.

    A passage says it when it or its attribution holds all the theme's words; where none of the
    words is unknown and one outweighs the others together, the passages that hold this one say it
    too (机关扁平化 is also said by 推进“扁平化”管理), unless `strict`.
    """
    words = snapshot.tokenizer.content_words(theme)
    weights = {word: snapshot.index.weight(word) for word in words}
    held = {c.row: frozenset(snapshot.index.held(c.row, words)) for c in candidates}
    known = frozenset().union(*held.values()) & frozenset(words)
    total = sum(weights.values())
    if not known or (known < set(words) and strict):
        return []
    if sum(weights[word] for word in known) < KNOWN_SHARE * total:
        return []
    core = max(known, key=lambda word: weights[word])
    lone = not strict and weights[core] >= CORE_SHARE * sum(weights[word] for word in known)
    said = [c for c in candidates if held[c.row] >= known or (lone and core in held[c.row])]
    return _one_a_city(snapshot, said)


def _one_a_city(snapshot: Snapshot, candidates: Sequence[Candidate]) -> list[Candidate]:
    best: dict[str, Candidate] = {}
    for candidate in candidates:
        city = snapshot.passages[candidate.row].city
        if city is not None:
            best.setdefault(city, candidate)
    return list(best.values())
