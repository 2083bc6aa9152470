"""How well each piece of a page follows each headline and each other piece: scores like log-odds.

What stands where (the same headline above, the next column, right below) and what reads on
(sentences, indents, words over the edge) are counted together.
"""

import numpy as np
from numpy.typing import NDArray

from corpus.reading.lines import Box, around
from corpus.stitching.geometry.columns import Piece
from corpus.stitching.geometry.order.assignment import Array
from corpus.stitching.geometry.order.scene import Scene, stands_above
from corpus.stitching.geometry.typography import beside
from corpus.stitching.joins import Joins, end_class
from corpus.stitching.weights import weights

NEVER = -60.0
"""Log-odds that no reading makes good."""
MAX_GUTTER = 6.0
"""In body sizes: how far from a headline a column may stand that begins its report beside it."""
GAP = 3.0
"""Body sizes: more than columns stand apart, or begin and end above and below each other."""


class Scores:
    """The scores of all pairs. Rows: headings, pieces, a free start for each piece."""

    def __init__(self, scene: Scene, joins: Joins, offset: int) -> None:
        self.scene, self.joins, self.offset = scene, joins, offset
        self.costs = weights().places
        self.boxes = np.array(scene.boxes)

    def matrix(self) -> Array:
        """Columns: pieces, then an end for each heading and piece."""
        heads, pieces = len(self.scene.headings), len(self.scene.pieces)
        size = heads + 2 * pieces
        matrix = np.full((size, size), NEVER)
        for row in range(heads):
            for n in range(pieces):
                matrix[row, n] = self.starts(row, n)
            matrix[row, pieces + row] = self.costs.bare
        for a in range(pieces):
            for b in range(pieces):
                if a != b:
                    matrix[heads + a, b] = self.follows(a, b)
            matrix[heads + a, pieces + heads + a] = self.ends(a)
            matrix[heads + pieces + a, a] = self.headless(a)
        matrix[heads + pieces :, pieces:] = 0.0
        return matrix

    def starts(self, head: int, n: int) -> float:
        """How well a piece begins the report of a heading."""
        scene, costs = self.scene, self.costs
        heading, piece = scene.headings[head], scene.pieces[n]
        box, top = scene.boxes[n], scene.head_boxes[head]
        score = self._beginning(piece)
        if scene.frames[n] != scene.head_frames[head]:
            score += costs.framed
        if heading.upright:
            return score + self._beside(heading.own_box, n)
        if scene.above[n] == ("heading", head):
            left = [m for m in range(len(scene.pieces)) if self._left_under(head, m, box)]
            score += costs.under + costs.not_first * len(left)
            return score + costs.distance * (box.y0 - top.y1) / scene.body.size
        if scene.beyond[n] == ("heading", head):
            return score + costs.under + costs.ruled
        if self._is_level(top, n):
            if head not in scene.under and box.x0 > top.x1 - scene.body.size:
                return score + costs.rising + costs.far * (box.x0 - top.x1) / scene.body.size
            if 0 < scene.spans[head].x0 - box.x1 + 1 < MAX_GUTTER * scene.body.size:
                return score + costs.rising_left
        return NEVER

    def _is_level(self, head: Box, n: int) -> bool:
        """Whether a piece begins where a headline does, with nothing of its own above it."""
        box, size = self.scene.boxes[n], self.scene.body.size
        level = head.y0 - GAP * size < box.y0 < max(head.y1, head.y0 + GAP * size)
        free = self.scene.above[n][0] in ("rule", "edge", "blank") or self.scene.pieces[n].opens
        return level and (free or self.scene.share_picture(head, box))

    def _left_under(self, head: int, m: int, box: Box) -> bool:
        """Whether a piece stands under a heading too, and further left."""
        scene = self.scene
        return scene.above[m] == ("heading", head) and scene.boxes[m].x1 <= box.x0 + scene.body.size

    def _beside(self, head: Box, n: int) -> float:
        """How well a piece, with the picture at its head, stands beside an upright headline."""
        size, costs = self.scene.body.size, self.costs
        whole = self.scene.with_pictures(n)
        lines = [line.box for line in self.scene.pieces[n].lines if beside(head, line.box) > 0.5]
        box = around(lines) if lines else whole
        if beside(head, whole) < 0.4:
            return NEVER
        gap = max(box.x0 - head.x1, self._blank_to(head, box))
        if gap < -size:
            return NEVER
        side = 0.0 if box.x0 > head.x0 else costs.upright_left
        away = costs.upright_gap * gap + costs.upright_level * abs(head.y0 - whole.y0)
        return costs.upright + side + away / size

    def _blank_to(self, head: Box, box: Box) -> float:
        """How much paper without columns is between a box and an upright headline at its right."""
        size = self.scene.body.size
        between = self.boxes[_level_with(self.boxes, np.array(head))]
        between = between[(between[:, 0] >= box.x1 - size) & (between[:, 2] <= head.x0 + size)]
        columns = {round(x0 / (2 * size)): x1 - x0 for x0, _, x1, _ in between}
        return head.x0 - box.x1 - float(sum(columns.values()))

    def _beginning(self, piece: Piece) -> float:
        if piece.opens:
            return self.costs.opens if piece.continued is None else self.costs.continued
        return self.costs.indented if piece.indented else self.costs.flush

    def headless(self, n: int) -> float:
        """How well a piece begins a report without heading."""
        piece = self.scene.pieces[n]
        opened = self.costs.headless_open if piece.continued else self._beginning(piece)
        return self.costs.headless + opened

    def ends(self, n: int) -> float:
        """How well a piece ends its report."""
        piece = self.scene.pieces[n]
        if piece.closes:
            return self.costs.end_closed
        if end_class(piece.text) == "stop":
            return self.costs.end
        return self.costs.end_cut if self.scene.body.exact else self.costs.end_misread

    def follows(self, a: int, b: int) -> float:
        """How well a piece goes on in another."""
        place = self._place(a, b)
        if place <= self.costs.elsewhere:
            return NEVER
        return place + self._heads(a, b) + self._sense(a, b)

    def _place(self, a: int, b: int) -> float:
        scene, costs = self.scene, self.costs
        one, two, size = scene.boxes[a], scene.boxes[b], scene.body.size
        if scene.frames[a] != scene.frames[b] or scene.uprights[a] != scene.uprights[b]:
            return NEVER
        if stands_above(one, two, size):
            if scene.above[b] == ("piece", a):
                return costs.below
            return costs.below + costs.ruled if scene.beyond[b] == ("piece", a) else costs.past
        if two.x0 >= one.x1 - 0.6 * size:
            return costs.next_column + self._aside(a, b)
        if two.x1 <= one.x0 + 0.6 * size and two.y0 >= one.y1 - size:
            return costs.down_left
        return costs.elsewhere

    def _aside(self, a: int, b: int) -> float:
        """What a move to a column further right costs."""
        scene, costs = self.scene, self.costs
        one, two, size = scene.boxes[a], scene.boxes[b], scene.body.size
        columns = self._columns_between(a, b)
        score = costs.skip * len(columns)
        gap = (two.x0 - one.x1) / size
        score += costs.far * max(gap - GAP, 0.0) if not columns else 0.0
        if self._walled(one, two):
            score += costs.walled
        if two.y0 > one.y1 + GAP * size:
            score += costs.lower
        if two.y1 < one.y0 - GAP * size:
            score += costs.higher
        if scene.above[b][0] == "piece":
            score += costs.under_text
        return score

    def _columns_between(self, a: int, b: int) -> set[int]:
        """The columns of text that stand between two pieces, on the level of one of them."""
        boxes, size = self.boxes, self.scene.body.size
        one, two = boxes[a], boxes[b]
        level = _level_with(boxes, one) | _level_with(boxes, two)
        apart = (boxes[:, 0] >= one[2] - size) & (boxes[:, 2] <= two[0] + size)
        apart[[a, b]] = False
        return {round(x / (4 * size)) for x in boxes[level & apart, 0]}

    def _walled(self, one: Box, two: Box) -> bool:
        """Whether a rule between two columns begins above both."""
        top = min(one.y0, two.y0) - self.scene.body.size
        return any(
            rule.height > rule.width
            and one.x1 - 3 <= rule.x0 <= two.x0 + 3
            and rule.y0 < top
            and rule.y1 > max(one.y0, two.y0)
            for rule in self.scene.sheet.rules
        )

    def _heads(self, a: int, b: int) -> float:
        """What it says that the same heading, or another, stands above both columns."""
        one, two = self.scene.heads[a], self.scene.heads[b]
        if one is not None and one == two:
            return self.costs.same_head
        if two is not None and two != one:
            return self.costs.other_head
        return self.costs.no_head

    def words(self, a: int, b: int) -> float:
        """The words' log-odds for a join."""
        return self.joins.score(self.offset + a - 1, self.offset + a, self.offset + b)

    def _sense(self, a: int, b: int) -> float:
        """Whether the one reads on in the other."""
        costs = self.costs
        one, two = self.scene.pieces[a], self.scene.pieces[b]
        words = self.words(a, b)
        score = costs.words * max(min(words, costs.most_words), -costs.most_words)
        if one.closes:
            score += costs.closed
        if two.opens:
            score += costs.opened
        if one.breaks_off:
            return score + costs.reads_on
        stops = end_class(one.text) == "stop"
        if not stops:
            return score + (costs.breaks if two.indented else costs.reads_on)
        if not one.full:
            return score + (costs.paragraph if two.indented else costs.breaks)
        return score


def _level_with(boxes: Array, box: Array) -> NDArray[np.bool_]:
    """Which boxes stand beside another over a good part of the lower one's height."""
    shared = np.minimum(boxes[:, 3], box[3]) - np.maximum(boxes[:, 1], box[1])
    lower = np.minimum(boxes[:, 3] - boxes[:, 1], box[3] - box[1])
    level: NDArray[np.bool_] = shared > 0.3 * np.maximum(lower, 0.1)
    return level
