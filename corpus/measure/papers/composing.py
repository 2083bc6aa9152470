"""Articles set into areas of a page: headlines, bylines, photographs, columns of text."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.measure.papers import wording
from corpus.measure.papers.filling import Filling
from corpus.measure.papers.headlines import Headed, Headlines
from corpus.measure.papers.setting import Area, Hole, Style
from corpus.measure.papers.typesetting import KAI, Canvas, Text
from corpus.measure.synthetic import make_name


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """The gold of one article; `body` is its text without byline, subheads and white space."""

    headline: str
    kicker: str
    subtitle: str
    reporters: tuple[str, ...]
    city: str | None
    body: str
    subheads: tuple[str, ...] = ()


@dataclass(slots=True)
class Setter:
    """Sets the articles of one page."""

    canvas: Canvas
    style: Style
    texts: Iterator[str]
    rng: random.Random
    articles: list[GoldArticle] = field(default_factory=list)

    def page(self, area: Area) -> None:
        """Cut an area into articles and set each."""
        parts = list(self._cut(area, self.style.cuts))
        for part in parts:
            self._article(part)

    def _cut(self, area: Area, depth: int) -> Iterator[Area]:
        style, rng = self.style, self.rng
        gap = rng.uniform(1.0, 2.2) * style.size
        count = int((area.width + style.gutter) / (style.column + style.gutter))
        wide = count >= 3 and area.width > 0.8 * area.height
        if depth == 0 or (count < 2 and area.height < 22 * style.pitch):
            yield area
        elif wide or (count >= 2 and rng.random() < 0.35 and area.height > 10 * style.pitch):
            left = rng.randint(1, count - 1)
            width = left * (style.column + style.gutter) - style.gutter
            rest = area.width - width - style.gutter
            yield from self._cut(Area(area.x, area.y, width, area.height), depth - 1)
            if style.rules and rng.random() < 0.7:
                self.canvas.rule(area.x + width + style.gutter / 2, area.y, 0.6, area.height - gap)
            right = Area(area.x + width + style.gutter, area.y, rest, area.height)
            yield from self._cut(right, depth - 1)
        elif area.height > 30 * style.pitch:
            height = area.height * rng.uniform(0.35, 0.65)
            yield from self._cut(Area(area.x, area.y, area.width, height - gap), depth - 1)
            if style.rules and rng.random() < 0.8:
                self.canvas.rule(area.x, area.y + height - gap / 2, area.width, 0.6)
            low = Area(area.x, area.y + height + gap / 2, area.width, area.height - height - gap)
            yield from self._cut(low, depth - 1)
        else:
            yield area

    def _article(self, area: Area) -> None:
        """Set the next text as a report into an area."""
        style, area = self.style, self._framed(area)
        count = max(1, round((area.width + style.gutter) / (style.column + style.gutter)))
        edges, width = area.columns(count, style.gutter)
        text = next(self.texts)
        head = Headlines(self.canvas, style, self.rng).set(text, area, edges, width)
        names, byline, opening, city, closing = wording.credit_forms(self.rng)
        holes = self._bylined(byline, head)
        holes = self._photograph(holes, head.over, area)
        holes = self._tabled(holes)
        filling = Filling(self.canvas, style, self.rng)
        body, subheads = filling.set(opening, text, closing, holes)
        city = city if opening else None
        self.articles.append(
            GoldArticle(
                head.headline, head.kicker, head.subtitle, names, city, body, tuple(subheads)
            )
        )

    def _framed(self, area: Area) -> Area:
        """An area, or what a frame leaves of it: tinted, or drawn as four rules."""
        style, rng = self.style, self.rng
        large = area.width > 12 * style.size and area.height > 12 * style.pitch
        if rng.random() > 0.15 or not large:
            return area
        if rng.random() < 0.5:
            self.canvas.frame(area.x, area.y, area.width, area.height)
        else:
            self.canvas.box(area.x, area.y, area.width, area.height)
        inset = style.size
        return Area(area.x + inset, area.y + inset, area.width - 2 * inset, area.height - 2 * inset)

    def _bylined(self, words: str, head: Headed) -> list[Hole]:
        """Set a byline below the headline, or at the head of the first column."""
        style = self.style
        for hole in head.over:
            hole.y0 += style.size * self.rng.uniform(0.3, 0.9)
        top = max(hole.y0 for hole in head.over)
        for hole in head.over:
            hole.y0 = top
        if words and self.rng.random() < 0.6:
            self._byline(words, head.across, top)
            for hole in head.over:
                hole.y0 += 1.5 * style.pitch
        elif words:
            first = head.holes[0]
            self._byline(words, (first.x, first.x + first.width), first.y0)
            first.y0 += 1.4 * style.pitch
        return head.holes

    def _tabled(self, holes: list[Hole]) -> list[Hole]:
        """Take room for a table at the foot of a column."""
        style, last = self.style, holes[-1]
        row = 1.6 * style.size
        if self.rng.random() > style.tables or last.height < 16 * style.pitch:
            return holes
        top, across = last.y1 - 5 * row, last.width / 3
        for n in range(6):
            self.canvas.rule(last.x, top + n * row, last.width, 0.6)
        for n in range(4):
            self.canvas.rule(last.x + n * across, top, 0.6, 5 * row)
        for n in range(15):
            x, y = last.x + n % 3 * across + 3, top + (n // 3 + 0.75) * row
            number = f"{self.rng.uniform(1, 99):.2f}"
            self.canvas.texts.append(Text(x, y, 0.9 * style.size, number))
        return [*holes[:-1], Hole(last.x, last.width, last.y0, top - 2 * style.pitch)]

    def _byline(self, words: str, top: tuple[float, float], y: float) -> None:
        size = self.style.size * self.rng.choice((0.95, 1.0))
        spare = top[1] - top[0] - size * len(words)
        x = top[0] + max(spare, 0.0) * self.rng.choice((0.0, 0.5, 1.0))
        self.canvas.texts.append(Text(x, y + size, size, words, KAI))

    def _photograph(self, holes: list[Hole], under: list[Hole], area: Area) -> list[Hole]:
        """Take room out of some of the columns under a headline for a picture and its caption."""
        style, rng = self.style, self.rng
        over, width, y = len(under), under[0].width, max(hole.y0 for hole in under)
        room = area.y + area.height - y
        if rng.random() > 0.4 or room < 24 * style.pitch:
            return holes
        span = rng.randint(1, over)
        first = rng.randint(0, over - span)
        high = room * rng.uniform(0.2, 0.35)
        top = y + rng.choice((0.0, 0.5, 1.0)) * (room - high - 3 * style.pitch)
        if 0 < top - y < 5 * style.pitch:
            top = y
        x, wide = under[first].x, span * (width + style.gutter) - style.gutter
        self.canvas.picture(x, top, wide, high)
        caption = rng.choice(("图为", "▲", "")) + f"活动现场。 本报记者 {make_name(rng)} 摄"
        small = 0.88 * style.size
        caption = caption[: max(int(wide / small), 6)]
        self.canvas.texts.append(Text(x, top + high + 1.2 * small, small, caption, KAI))
        low = top + high + 2.6 * style.pitch
        kept: list[Hole] = []
        for hole in holes:
            if hole not in under[first : first + span]:
                kept.append(hole)
                continue
            if top - hole.y0 > 3 * style.pitch:
                kept.append(Hole(hole.x, hole.width, hole.y0, top - 0.6 * style.pitch))
            if hole.y1 - low > 3 * style.pitch:
                kept.append(Hole(hole.x, hole.width, low, hole.y1))
        return kept or holes
