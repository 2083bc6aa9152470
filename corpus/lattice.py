"""The search for how reports run through a page: all pieces at once, with posterior probabilities.

A page is a sequence of head lines and blocks of text. Columns are read in rows: from the report it
stands in, the reading goes on in the same report or moves to the next report that has not ended, in
the order of their head lines and from the last to the first. Reports that end drop out. A head line
opens a report at the end of the order, which is how whole reports come to stand between two rows.

This is a hidden Markov model whose state holds the last block of each report. There are far too
many states to visit all, so each step keeps the best (a beam). Sums over the paths kept, forward
and backward (Rabiner, "A tutorial on hidden Markov models", 1989), give each join's posterior.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

BEAM = 150
DEPTH = 16.0

State = tuple[int, int, tuple[int, ...]]
"""The report the reading stands in, the item its piece began with, and each report's last item.

A report that was passed over, and so has ended for all one knows, holds the complement (~) of it.
"""
Step = tuple[State, float, int | None]
"""A state that can follow, the score of getting there, and the item the new item is put behind."""


@dataclass(frozen=True, slots=True)
class Item:
    """What the search has to know of a head line or a block of text.

    `stops` says that the block ends a sentence, `closes` that nothing can follow it, `is_line` that
    it looks like a line outside all reports.
    """

    is_head: bool
    length: int = 0
    stops: bool = False
    closes: bool = False
    is_line: bool = False


@dataclass(frozen=True, slots=True)
class Costs:
    """Log-probabilities of what a page may do.

    Attributes:
        stay: another paragraph in the same piece.
        stay_cut: the piece goes on in mid-sentence, as whole reports do that are cut inside.
        move: the next report's next piece.
        end: a report ends with a sentence, without a credit.
        end_cut: a report ends in mid-sentence.
        resume: a report that was passed over goes on after all.
        early_head: a head line before its row is over.
        line: a line belongs to no report.
        text: a block of text belongs to no report.
        spread: standard deviation of the log of a piece's length, by the report's first piece.
    """

    stay: float = -0.7
    stay_cut: float = -3.0
    move: float = -0.7
    end: float = -2.5
    end_cut: float = -7.0
    resume: float = -5.0
    early_head: float = -4.0
    line: float = -8.0
    text: float = -14.0
    spread: float = 0.4


@dataclass(frozen=True, slots=True)
class Reading:
    """The likeliest reading, and the posterior of each join.

    `before[n]` is the item that item n stands behind, None for head lines and for blocks left over.
    `posterior[before, n]` lacks joins that none of the paths kept makes.
    """

    before: tuple[int | None, ...]
    posterior: dict[tuple[int, int], float]


@dataclass(slots=True)
class _Node:
    """A state at one step, the arcs into it, and the log-sums of the paths to it and from it."""

    state: State
    arcs: list[tuple["_Node", float, int | None]] = field(default_factory=list)
    best: float = -math.inf
    to: float = -math.inf
    from_: float = -math.inf


class Lattice:
    """The search over one page. `join(a, b)` gives the log-odds that item b follows item a."""

    def __init__(
        self, items: Sequence[Item], join: Callable[[int, int], float], costs: Costs | None = None
    ) -> None:
        self._items = items
        self._join = join
        self._costs = costs or Costs()
        self._first = _first_lengths(items)

    def read(self) -> Reading:
        """Find the likeliest reading and the posteriors of joins."""
        layers = [[_Node((-1, -1, ()), best=0.0, to=0.0)]]
        for n in range(len(self._items)):
            layers.append(self._advance(layers[-1], n))
        for node in layers[-1]:
            node.from_ = self._finish(node.state)
        for layer in reversed(layers):
            _spread_back(layer)
        return Reading(self._trace(layers), _posterior(layers))

    def _advance(self, layer: list[_Node], n: int) -> list[_Node]:
        nodes: dict[State, _Node] = {}
        for source in layer:
            for state, score, before in self._steps(source.state, n):
                node = nodes.setdefault(state, _Node(state))
                node.arcs.append((source, score, before))
                node.best = max(node.best, source.best + score)
        kept = sorted(nodes.values(), key=lambda node: -node.best)[:BEAM]
        kept = [node for node in kept if node.best >= kept[0].best - DEPTH]
        for node in kept:
            node.to = _log_sum([source.to + score for source, score, _ in node.arcs])
        return kept

    def _steps(self, state: State, n: int) -> Iterator[Step]:
        report, entry, last = state
        item = self._items[n]
        if item.is_head:
            missed = any(self._runs(at) for at in last[report + 1 :])
            leave = self._leave(state, n) + self._costs.early_head * missed
            yield (len(last), n, (*last, n)), leave, None
            return
        yield state, self._costs.line if item.is_line else self._costs.text, None
        if report >= 0:
            yield from self._stays(state, n)
            yield from self._moves(state, n)

    def _stays(self, state: State, n: int) -> Iterator[Step]:
        report, entry, last = state
        at = last[report]
        if self._items[at].closes:
            return
        score = 0.0
        if not self._items[at].is_head:
            score += self._join(at, n)
            if any(self._runs(other) for r, other in enumerate(last) if r != report):
                score += self._costs.stay if self._items[at].stops else self._costs.stay_cut
        yield (report, entry, _replace(last, report, n)), score, at

    def _moves(self, state: State, n: int) -> Iterator[Step]:
        """To each report that may come next; those passed over on the way have ended."""
        report, _, last = state
        if self._items[last[report]].is_head:
            return
        score = self._costs.move + self._leave(state, n)
        floor = score - DEPTH
        for r in (*range(report + 1, len(last)), *range(report)):
            at = last[r]
            if at < 0:
                yield self._move(r, n, last, score + self._costs.resume, ~at)
            elif self._runs(at):
                yield self._move(r, n, last, score, at)
                score += self._end(at)
                last = _replace(last, r, ~at)
            if score < floor:
                return

    def _move(self, report: int, n: int, last: tuple[int, ...], score: float, at: int) -> Step:
        return (report, n, _replace(last, report, n)), score + self._join(at, n), at

    def _runs(self, at: int) -> bool:
        """Whether a report with this last item can go on."""
        return at >= 0 and not self._items[at].closes and not self._items[at].is_head

    def _end(self, at: int) -> float:
        return self._costs.end if self._items[at].stops else self._costs.end_cut

    def _leave(self, state: State, n: int) -> float:
        """How well the length of the piece that ends before item n agrees with its report's first."""
        report, entry, _ = state
        first = self._first.get(report)
        if first is None or self._items[entry].is_head:
            return 0.0
        length = sum(item.length for item in self._items[entry:n])
        deviation = math.log(max(length, 1) / first) / self._costs.spread
        return max(-(deviation**2) / 2 + 0.5, -3.0)

    def _finish(self, state: State) -> float:
        return sum(self._end(at) for at in state[2] if self._runs(at))

    def _trace(self, layers: list[list[_Node]]) -> tuple[int | None, ...]:
        node = max(layers[-1], key=lambda node: node.best + node.from_)
        trace: list[int | None] = []
        while node.arcs:
            node, _, before = max(node.arcs, key=lambda arc: arc[0].best + arc[1])
            trace.append(before)
        return tuple(reversed(trace))


def _first_lengths(items: Sequence[Item]) -> dict[int, int]:
    """The length of a report's first piece, by the report's number, where the next head line ends it."""
    heads = [n for n, item in enumerate(items) if item.is_head]
    lengths = (
        sum(item.length for item in items[a:b]) for a, b in zip(heads, heads[1:], strict=False)
    )
    return {report: length for report, length in enumerate(lengths) if length}


def _spread_back(layer: list[_Node]) -> None:
    incoming: dict[int, list[float]] = {}
    sources: dict[int, _Node] = {}
    for node in layer:
        for source, score, _ in node.arcs:
            sources[id(source)] = source
            incoming.setdefault(id(source), []).append(score + node.from_)
    for key, sums in incoming.items():
        sources[key].from_ = _log_sum(sums)


def _posterior(layers: list[list[_Node]]) -> dict[tuple[int, int], float]:
    whole = _log_sum([node.to + node.from_ for node in layers[-1]])
    posterior: dict[tuple[int, int], float] = {}
    for n, layer in enumerate(layers[1:]):
        for node in layer:
            for source, score, before in node.arcs:
                if before is not None:
                    share = math.exp(source.to + score + node.from_ - whole)
                    posterior[before, n] = posterior.get((before, n), 0.0) + share
    return posterior


def _log_sum(values: list[float]) -> float:
    top = max(values)
    return top if top == -math.inf else top + math.log(sum(math.exp(v - top) for v in values))


def _replace(last: tuple[int, ...], report: int, n: int) -> tuple[int, ...]:
    return (*last[:report], n, *last[report + 1 :])
