"""How columns run over a page: what may come next, and what it costs.

A page is a sequence of head lines and blocks of text. Columns are read in rows: from the report it
stands in, the reading goes on in the same report or moves to the next report that has not ended, in
the order of their head lines and from the last to the first. Reports that end drop out. A head line
opens a report at the end of the order, which is how whole reports come to stand between two rows.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from corpus.stitching.blocks import Ordinal
from corpus.stitching.weights import weights

NEVER = -16.0
"""A log-probability that ends all thought of a reading: below that of leaving any text out."""


class State(NamedTuple):
    """Where the reading stands.

    `report` is the report it is in and `entry` the item its present piece began with; the tuples
    hold for each report its last item, its number of pieces (0 for a report that began behind the
    first rows), the length of its first piece (0 until that is over) and its last item with an
    ordinal (-1 before that). Of a report that was passed over, and so has ended for all one
    knows, `last` holds the complement (~).
    """

    report: int = -1
    entry: int = -1
    last: tuple[int, ...] = ()
    pieces: tuple[int, ...] = ()
    first: tuple[int, ...] = ()
    step: tuple[int, ...] = ()


Step = tuple[State, float, int | None]
"""A state that can follow, the score of getting there, and the item the new item is put behind."""


@dataclass(frozen=True, slots=True)
class LayoutItem:
    """What the search has to know of a head line or a block of text.

    `steps` are the ordinals in it; `stops` says that the block ends a sentence, `closes` that
    nothing can follow it, `is_line` that it may be a line outside all reports, `is_furniture` that
    it is worded like one.
    """

    is_head: bool
    length: int = 0
    steps: tuple[Ordinal, ...] = ()
    stops: bool = False
    closes: bool = False
    is_line: bool = False
    is_furniture: bool = False


class Layout:
    """The page's items, and what reading them in one order or another costs.

    `join(head, a, b)` gives the log-odds that item b follows item a in the report of a head line.
    """

    def __init__(
        self,
        items: Sequence[LayoutItem],
        join: Callable[[int, int, int], float],
    ) -> None:
        self._items = items
        self._join = join
        self._heads = [n for n, item in enumerate(items) if item.is_head]
        self._costs = weights().rows
        self._lengths = list(accumulate((item.length for item in items), initial=0))

    @property
    def size(self) -> int:
        """The number of items."""
        return len(self._items)

    def steps(self, state: State, n: int) -> Iterator[Step]:
        """The states that can follow once item n is read."""
        item = self._items[n]
        if item.is_head:
            yield self._open(state, n)
            return
        yield state, self._outside(item), None
        if state.report >= 0:
            yield from self._stays(state, n)
            yield from self._moves(state, n)

    def _outside(self, item: LayoutItem) -> float:
        if item.is_furniture:
            return self._costs.furniture
        return self._costs.line if item.is_line else self._costs.text

    def _open(self, state: State, n: int) -> Step:
        state, score = self._leave(state, n)
        band = any(pieces != 1 for pieces in state.pieces)
        if band and state.pieces[state.report]:
            score += self._costs.band
        if any(self._runs(at) for at in state.last[state.report + 1 :]):
            score += self._costs.early_head
        opened = State(
            report=len(state.last),
            entry=n,
            last=(*state.last, n),
            pieces=(*state.pieces, 0 if band else 1),
            first=(*state.first, 0),
            step=(*state.step, -1),
        )
        return opened, score, None

    def _stays(self, state: State, n: int) -> Iterator[Step]:
        at = state.last[state.report]
        if self._items[at].closes:
            return
        score = (
            0.0
            if self._items[at].is_head
            else self._read(state.report, at, n) + self._stay(state, at, n)
        )
        state, steps = self._step(state, state.report, n)
        yield state._replace(last=_put(state.last, state.report, n)), score + steps, at

    def _stay(self, state: State, at: int, n: int) -> float:
        """The cost of a paragraph more in the same piece; nothing where no other report goes on."""
        if not any(self._runs(last) for r, last in enumerate(state.last) if r != state.report):
            return 0.0
        if not self._items[at].stops:
            pieces = state.pieces[state.report]
            costs = self._costs
            return (costs.whole_cut, costs.stay_cut)[pieces] if pieces < 2 else costs.column_cut
        whole = self._items[n].stops and not self._items[n].closes
        brevity = math.log(self._items[n].length / self._costs.short) if whole else 0.0
        return self._costs.stay + min(brevity, 0.0)

    def _moves(self, state: State, n: int) -> Iterator[Step]:
        """To each report that may come next; those passed over on the way have ended."""
        report = state.report
        if self._items[state.last[report]].is_head:
            return
        whole = state.pieces[report] == 0 and not self._items[state.last[report]].stops
        state, score = self._leave(state, n)
        score += self._costs.move + self._costs.whole_left * whole
        floor = score + NEVER
        for r in (*range(report + 1, len(state.last)), *range(report)):
            at = state.last[r]
            if at >= 0 and not self._runs(at):
                continue
            row = self._new_row(state, r) if r < report else 0.0
            if at < 0:
                yield self._move(state, r, n, score + row + self._costs.resume)
            else:
                yield self._move(state, r, n, score + row)
                score += self._end(at)
                state = state._replace(last=_put(state.last, r, ~at))
            if score < floor:
                return

    def _move(self, state: State, report: int, n: int, score: float) -> Step:
        at = state.last[report] if state.last[report] >= 0 else ~state.last[report]
        state, steps = self._step(state, report, n)
        last, pieces = (
            _put(state.last, report, n),
            _put(state.pieces, report, state.pieces[report] + 1),
        )
        moved = State(report, n, last, pieces, state.first, state.step)
        return moved, score + steps + self._read(report, at, n), at

    def _step(self, state: State, report: int, n: int) -> tuple[State, float]:
        """Go on with the report's enumeration: 二是 wants a 一是 before it."""
        steps = self._items[n].steps
        if not steps:
            return state, 0.0
        form, number = steps[0]
        before = self._items[state.step[report]].steps[-1:] if state.step[report] >= 0 else ()
        state = state._replace(step=_put(state.step, report, n))
        if before == ((form, number - 1),):
            return state, self._costs.next_step
        return state, self._costs.odd_step if number > 1 else 0.0

    def _read(self, report: int, at: int, n: int) -> float:
        return self._costs.trust * self._join(self._heads[report], at, n)

    def _new_row(self, state: State, report: int) -> float:
        """The cost of reports having ended in the row before; whole reports never stood in rows."""
        row = state.pieces[report]
        if row <= 1:
            return 0.0
        ended = (at for p, at in zip(state.pieces, state.last, strict=True) if p == row)
        return self._costs.uneven * sum(at >= 0 and self._items[at].closes for at in ended)

    def _runs(self, at: int) -> bool:
        """Whether a report with this last item can go on."""
        return at >= 0 and not self._items[at].closes and not self._items[at].is_head

    def _end(self, at: int) -> float:
        return self._costs.end if self._items[at].stops else self._costs.end_cut

    def _leave(self, state: State, n: int) -> tuple[State, float]:
        """End the piece before item n; say how well its length agrees with its report's first."""
        if state.report < 0:
            return state, 0.0
        length = self._lengths[n] - self._lengths[state.entry]
        first = state.first[state.report]
        if first:
            return state, self._evenness(length, first)
        return state._replace(first=_put(state.first, state.report, length)), 0.0

    def _evenness(self, length: int, first: int) -> float:
        """The log-density of a piece's length, by that of lengths a spread apart."""
        costs, log = self._costs, math.log(max(length, 1) / max(first, 1))
        even = costs.even * math.exp(-((log / costs.spread_even) ** 2) / 2) / costs.spread_even
        other = (1 - costs.even) * math.exp(-((log / costs.spread) ** 2) / 2) / costs.spread
        return math.log(even + other + costs.odd_length)

    def finish(self, state: State) -> float:
        """The score of the page ending in a state."""
        _, score = self._leave(state, self.size)
        return score + sum(self._end(at) for at in state.last if self._runs(at))


def _put(values: tuple[int, ...], place: int, value: int) -> tuple[int, ...]:
    return (*values[:place], value, *values[place + 1 :])
