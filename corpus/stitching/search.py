"""The search for how reports run through a page: all pieces at once, with posterior probabilities.

The page is a hidden Markov model whose states `corpus.layout` defines. There are far too many to
visit all, so each step keeps the best (a beam). Sums over the paths kept, forward and backward
(Rabiner, "A tutorial on hidden Markov models", Proceedings of the IEEE, 1989), give the posterior
probability of each join.
"""

import math
from dataclasses import dataclass, field

from corpus.stitching.layout import NEVER, Layout, State

BEAM = 150


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


def read(layout: Layout) -> Reading:
    """Find the likeliest reading of a page, and the posteriors of joins."""
    layers = [[_Node(State(), best=0.0, to=0.0)]]
    for n in range(layout.size):
        layers.append(_advance(layout, layers[-1], n))
    for node in layers[-1]:
        node.from_ = layout.finish(node.state)
    for layer in reversed(layers):
        _spread_back(layer)
    return Reading(_trace(layers), _posterior(layers))


def _advance(layout: Layout, layer: list[_Node], n: int) -> list[_Node]:
    nodes: dict[State, _Node] = {}
    for source in layer:
        for state, score, before in layout.steps(source.state, n):
            node = nodes.setdefault(state, _Node(state))
            node.arcs.append((source, score, before))
            node.best = max(node.best, source.best + score)
    kept = sorted(nodes.values(), key=lambda node: -node.best)[:BEAM]
    kept = [node for node in kept if node.best >= kept[0].best + NEVER]
    for node in kept:
        node.to = _log_sum([source.to + score for source, score, _ in node.arcs])
    return kept


def _trace(layers: list[list[_Node]]) -> tuple[int | None, ...]:
    node = max(layers[-1], key=lambda node: node.best + node.from_)
    trace: list[int | None] = []
    while node.arcs:
        node, _, before = max(node.arcs, key=lambda arc: arc[0].best + arc[1])
        trace.append(before)
    return tuple(reversed(trace))


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
