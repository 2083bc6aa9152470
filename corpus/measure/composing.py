"""Articles set into areas of a page: headlines, bylines, photographs, columns of text."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.measure import wording
from corpus.measure.synthetic import make_name
from corpus.measure.typesetting import HEI, KAI, SONG, Canvas, Text

MIN_LINES = 5
_NO_START = "，。、；：！？）”》’」"


@dataclass(frozen=True, slots=True)
class Article:
    """The gold of one article; `body` is its text without byline, subheads and white space."""

    headline: str
    kicker: str
    subtitle: str
    reporters: tuple[str, ...]
    city: str | None
    body: str
    subheads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a page: its place, and its columns' left edges and width."""

    x: float
    y: float
    width: float
    height: float

    def columns(self, count: int, gutter: float) -> tuple[list[float], float]:
        """Left edges and width of so many columns."""
        width = (self.width - gutter * (count - 1)) / count
        return [self.x + n * (width + gutter) for n in range(count)], width


@dataclass(slots=True)
class Style:
    """What a page is set in."""

    size: float
    pitch: float
    column: float
    gutter: float
    heading: int
    rules: bool
    left: bool


@dataclass(slots=True)
class Hole:
    """Room in one column: from `y0` to `y1`."""

    x: float
    width: float
    y0: float
    y1: float


@dataclass(slots=True)
class Setter:
    """Sets the articles of one page."""

    canvas: Canvas
    style: Style
    texts: Iterator[str]
    rng: random.Random
    articles: list[Article] = field(default_factory=list)

    def page(self, area: Area) -> None:
        """Cut an area into articles and set each."""
        parts = list(self._cut(area, self.rng.randint(2, 4)))
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
        style, rng = self.style, self.rng
        if rng.random() < 0.15 and area.width > 12 * style.size and area.height > 12 * style.pitch:
            self.canvas.frame(area.x, area.y, area.width, area.height)
            inset = style.size
            area = Area(
                area.x + inset, area.y + inset, area.width - 2 * inset, area.height - 2 * inset
            )
        count = max(1, round((area.width + style.gutter) / (style.column + style.gutter)))
        edges, width = area.columns(count, style.gutter)
        text = next(self.texts)
        headline = wording.headline(text, rng)
        over = rng.randint(max(1, count - 1), count) if count > 2 and rng.random() < 0.4 else count
        y = area.y
        kicker = subtitle = ""
        top = edges[0], edges[0] + over * (width + style.gutter) - style.gutter
        if count > 1 and rng.random() < 0.1 and area.height > 16 * style.size:
            edges, over = self._upright(headline, area, edges, width)
            y += 0.2 * style.size
        else:
            if rng.random() < 0.25:
                kicker = wording.phrase(text, 1, rng)
                y = self._level(kicker, top, y, style.size * rng.uniform(1.1, 1.25), HEI)
            y = self._level(headline, top, y, self._head_size(headline, top), style.heading)
            if rng.random() < 0.25:
                subtitle = "——" + wording.phrase(text, 2, rng)
                y = self._level(subtitle, top, y, style.size * rng.uniform(1.05, 1.3), KAI)
        names, byline, opening, city, closing = wording.credit_forms(rng)
        y += style.size * rng.uniform(0.3, 0.9)
        if byline and rng.random() < 0.6:
            self._byline(byline, top, y)
            y += 1.5 * style.pitch
            byline = ""
        holes = [
            Hole(x, width, y if n < over else area.y, area.y + area.height)
            for n, x in enumerate(edges)
        ]
        holes = self._photograph(holes, area, over, width, y)
        if byline:
            self._byline(byline, (holes[0].x, holes[0].x + width), holes[0].y0)
            holes[0].y0 += 1.4 * style.pitch
        body, subheads = self._run(opening, text, closing, holes)
        city = city if opening else None
        self.articles.append(
            Article(headline, kicker, subtitle, names, city, body, tuple(subheads))
        )

    def _head_size(self, headline: str, top: tuple[float, float]) -> float:
        lines = 1 if len(headline) < 12 or self.rng.random() < 0.4 else 2
        fits = 0.96 * (top[1] - top[0]) / (len(headline) / lines + 0.5)
        return max(min(fits, self.style.size * self.rng.uniform(1.6, 4.0)), 1.5 * self.style.size)

    def _level(
        self, words: str, top: tuple[float, float], y: float, size: float, face: int
    ) -> float:
        """Set words on as few lines as they need; give back where they end."""
        size = min(size, (top[1] - top[0]) / 5)
        room = int((top[1] - top[0]) / size)
        count = -(-len(words) // room)
        each = -(-len(words) // count)
        for n in range(0, len(words), each):
            line = words[n : n + each]
            spare = top[1] - top[0] - len(line) * size
            x = top[0] if self.style.left else top[0] + max(spare, 0.0) / 2
            y += size
            self.canvas.texts.append(Text(x, y, size, line, face))
            y += 0.15 * size
        return y + 0.1 * size

    def _upright(
        self, headline: str, area: Area, edges: list[float], width: float
    ) -> tuple[list[float], int]:
        """Set a headline downwards at the left; the columns that are left."""
        size = min(width * 0.4, self.style.size * self.rng.uniform(1.8, 2.6))
        per = max(int((area.height - size) / (1.05 * size)), 4)
        parts = [headline[n : n + per] for n in range(0, len(headline), per)][:2]
        for n, part in enumerate(reversed(parts)):
            x = area.x + n * 1.25 * size
            self.canvas.texts.append(
                Text(x, area.y + size, size, part, self.style.heading, 1.05, down=True)
            )
        return edges[1:], len(edges) - 1

    def _byline(self, words: str, top: tuple[float, float], y: float) -> None:
        size = self.style.size * self.rng.choice((0.95, 1.0))
        spare = top[1] - top[0] - size * len(words)
        x = top[0] + max(spare, 0.0) * self.rng.choice((0.0, 0.5, 1.0))
        self.canvas.texts.append(Text(x, y + size, size, words, KAI))

    def _photograph(
        self, holes: list[Hole], area: Area, over: int, width: float, y: float
    ) -> list[Hole]:
        """Take room out of some columns for a picture and its caption."""
        style, rng = self.style, self.rng
        room = area.y + area.height - y
        if rng.random() > 0.4 or room < 24 * style.pitch or over < 1:
            return holes
        span = rng.randint(1, over)
        first = rng.randint(0, over - span)
        high = room * rng.uniform(0.2, 0.35)
        top = y + rng.choice((0.0, 0.5, 1.0)) * (room - high - 3 * style.pitch)
        if 0 < top - y < 5 * style.pitch:
            top = y
        x, wide = holes[first].x, span * (width + style.gutter) - style.gutter
        self.canvas.picture(x, top, wide, high)
        caption = rng.choice(("图为", "▲", "")) + f"活动现场。 本报记者 {make_name(rng)} 摄"
        small = 0.88 * style.size
        caption = caption[: max(int(wide / small), 6)]
        self.canvas.texts.append(Text(x, top + high + 1.2 * small, small, caption, KAI))
        low = top + high + 2.6 * style.pitch
        kept: list[Hole] = []
        for n, hole in enumerate(holes):
            if not first <= n < first + span:
                kept.append(hole)
                continue
            if top - hole.y0 > 3 * style.pitch:
                kept.append(Hole(hole.x, hole.width, hole.y0, top - 0.6 * style.pitch))
            if hole.y1 - low > 3 * style.pitch:
                kept.append(Hole(hole.x, hole.width, low, hole.y1))
        return kept or holes

    def _run(
        self, opening: str, text: str, closing: str, holes: Sequence[Hole]
    ) -> tuple[str, list[str]]:
        """Fill the columns with text; give back what was set, and the subheads."""
        style, rng = self.style, self.rng
        lines = [int((hole.y1 - hole.y0) / style.pitch) for hole in holes]
        room = sum(n * int(hole.width / style.size) for n, hole in zip(lines, holes, strict=True))
        length = int(room * rng.uniform(0.55, 0.9)) - len(opening) - len(closing)
        sentences = re.findall(r"[^。！？]*[。！？]+[”』）]*|[^。！？]+$", text)
        chosen: list[str] = []
        while sentences and sum(map(len, chosen)) + len(sentences[0]) < max(length, 40):
            chosen.append(sentences.pop(0))
        chosen = chosen or [text[: max(length, 20)] + "。"]
        paragraphs = wording.paragraphs([opening + chosen[0], *chosen[1:]], rng)
        paragraphs[-1] += closing
        subheads = []
        if len(paragraphs) > 3 and rng.random() < 0.25:
            subheads = [
                wording.phrase(paragraphs[2], 0, rng)[: int(holes[0].width / style.size) - 3]
            ]
            paragraphs.insert(2, "\0" + subheads[0])
        done = self._fill(paragraphs, holes)
        return done, subheads

    def _fill(self, paragraphs: Sequence[str], holes: Sequence[Hole]) -> str:
        style, done = self.style, ""
        places = (
            (hole, hole.y0 + (n + 1) * style.pitch)
            for hole in holes
            for n in range(int((hole.y1 - hole.y0) / style.pitch))
        )
        for paragraph in paragraphs:
            if paragraph.startswith("\0"):
                if (place := next(places, None)) is None:
                    return done
                hole, y = place
                words = paragraph[1:]
                x = hole.x + (hole.width - len(words) * style.size) / 2
                self.canvas.texts.append(Text(x, y, style.size, words, HEI))
                continue
            rest, indent = paragraph, 2
            while rest:
                if (place := next(places, None)) is None:
                    return done
                hole, y = place
                size = int(hole.width / style.size) - indent
                line = rest[:size]
                while len(line) < len(rest) and rest[len(line)] in _NO_START and len(line) > 3:
                    line = line[:-1]
                rest = rest[len(line) :]
                x = hole.x + indent * style.size
                full = bool(rest) and len(line) > 3
                step = (
                    (hole.width - indent * style.size - style.size) / (style.size * (len(line) - 1))
                    if full
                    else 1.0
                )
                step = 1.0 if abs(step - 1.0) < 0.002 else step
                self.canvas.texts.append(Text(x, y, style.size, line, SONG, step))
                done += line
                indent = 0
        return done
