"""Headlines set on made-up pages: over columns, upright, or alone beside them."""

import random
from dataclasses import dataclass, field

from corpus.measure.papers import wording
from corpus.measure.papers.setting import Area, Hole, Style
from corpus.measure.papers.typesetting import HEI, KAI, Canvas, Text

SIDE, BRIEF, UPRIGHT = 0.1, 0.3, 0.1
"""How often a headline stands beside its text, is small in one column, and upright."""


@dataclass(slots=True)
class Headed:
    """A headline as it was set, the room that it left, and how far it reaches across."""

    headline: str
    holes: list[Hole]
    across: tuple[float, float]
    kicker: str = ""
    subtitle: str = ""
    over: list[Hole] = field(default_factory=list)


class Headlines:
    """Sets headlines into areas."""

    def __init__(self, canvas: Canvas, style: Style, rng: random.Random) -> None:
        self.canvas, self.style, self.rng = canvas, style, rng

    def set(self, text: str, area: Area, edges: list[float], width: float) -> Headed:
        """A headline from a text, in one of the ways that papers set them."""
        headline, rng = wording.headline(text, self.rng), self.rng
        high = area.height > 16 * self.style.size
        if len(edges) > 1 and high and rng.random() < UPRIGHT:
            return self._upright(headline, area, edges, width)
        if len(edges) > 1 and rng.random() < SIDE:
            return self._beside(headline, area, edges, width)
        if len(edges) == 1 and rng.random() < BRIEF:
            return self._brief(headline, area, edges, width)
        return self._over(headline, text, area, edges, width)

    def _holes(self, area: Area, edges: list[float], width: float, tops: list[float]) -> list[Hole]:
        foot = area.y + area.height
        return [Hole(x, width, y, foot) for x, y in zip(edges, tops, strict=True)]

    def _over(
        self, headline: str, text: str, area: Area, edges: list[float], width: float
    ) -> Headed:
        """Over all columns, or some, the others rising beside it at its right or left."""
        style, rng, count = self.style, self.rng, len(edges)
        some = count > 2 and rng.random() < 0.4
        over = rng.randint(max(1, count - 1), count) if some else count
        first = 1 if over < count and rng.random() < 0.3 else 0
        own = edges[first : first + over]
        across = own[0], own[-1] + width
        y, kicker, subtitle = area.y, "", ""
        if rng.random() < 0.25:
            kicker = wording.phrase(text, 1, rng)
            y = self.level(kicker, across, y, style.size * rng.uniform(1.1, 1.25), HEI, rng)
            y += style.size * rng.choice((0.0, 0.0, 0.6))
        y = self.level(headline, across, y, self._size(headline, across), style.heading)
        if rng.random() < 0.25:
            subtitle = "——" + wording.phrase(text, 2, rng)
            y = self.level(subtitle, across, y, style.size * rng.uniform(1.05, 1.3), KAI, rng)
        tops = [y if x in own else area.y for x in edges]
        holes = self._holes(area, edges, width, tops)
        under = [hole for hole in holes if hole.x in own]
        return Headed(headline, holes, across, kicker, subtitle, under)

    def _upright(self, headline: str, area: Area, edges: list[float], width: float) -> Headed:
        """Downwards at the left; the columns that are left are the text's."""
        size = min(width * 0.4, self.style.size * self.rng.uniform(1.8, 2.6))
        per = max(int((area.height - size) / (1.05 * size)), 4)
        parts = [headline[n : n + per] for n in range(0, len(headline), per)][:2]
        for n, part in enumerate(reversed(parts)):
            x = area.x + n * 1.25 * size
            line = Text(x, area.y + size, size, part, self.style.heading, 1.05, down=True)
            self.canvas.texts.append(line)
        top = area.y + 0.2 * self.style.size
        holes = self._holes(area, edges[1:], width, [top] * (len(edges) - 1))
        return Headed("".join(parts), holes, (edges[1], edges[-1] + width), over=list(holes))

    def _beside(self, headline: str, area: Area, edges: list[float], width: float) -> Headed:
        """Alone in the first column, on several lines; the text begins on its level."""
        size = max(min(width / 5, self.style.size * 2.4), 1.4 * self.style.size)
        self.level(headline, (edges[0], edges[0] + width), area.y, size, self.style.heading)
        holes = self._holes(area, edges[1:], width, [area.y] * (len(edges) - 1))
        return Headed(headline, holes, (edges[1], edges[-1] + width), over=list(holes))

    def _brief(self, headline: str, area: Area, edges: list[float], width: float) -> Headed:
        """In heavy type about as large as the text."""
        across = edges[0], edges[0] + width
        y = self.level(headline, across, area.y, self.style.size * 1.12, HEI)
        holes = self._holes(area, edges, width, [y])
        return Headed(headline, holes, across, over=list(holes))

    def _size(self, headline: str, across: tuple[float, float]) -> float:
        lines = 1 if len(headline) < 12 or self.rng.random() < 0.4 else 2
        fits = 0.96 * (across[1] - across[0]) / (len(headline) / lines + 0.5)
        return max(min(fits, self.style.size * self.rng.uniform(1.6, 4.0)), 1.5 * self.style.size)

    def level(
        self,
        words: str,
        across: tuple[float, float],
        y: float,
        size: float,
        face: int,
        aside: random.Random | None = None,
    ) -> float:
        """Set words on as few lines as they need, `aside` perhaps at the left; where they end."""
        room = across[1] - across[0]
        size = min(size, room / 5)
        count = -(-len(words) // int(room / size))
        each = -(-len(words) // count)
        left = self.style.left or (aside is not None and aside.random() < 0.3)
        for n in range(0, len(words), each):
            line = words[n : n + each]
            spare = room - len(line) * size
            x = across[0] if left else across[0] + max(spare, 0.0) / 2
            y += size
            self.canvas.texts.append(Text(x, y, size, line, face))
            y += 0.15 * size
        return y + 0.1 * size
