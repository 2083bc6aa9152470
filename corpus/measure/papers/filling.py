"""Columns of made-up pages filled with text: paragraphs, subheads, drop caps, words lifted out."""

import random
import re
from collections.abc import Iterator, Sequence

from corpus.measure.papers import wording
from corpus.measure.papers.setting import Hole, Style
from corpus.measure.papers.typesetting import HEI, SONG, Canvas, Text

NO_START = "，。、；：！？）”》’」"
SUBHEAD = "\0"
"""Stands before a subhead among paragraphs."""
INDENT = 2

Place = tuple[Hole, float]
"""A line's column, and its baseline."""


class Filling:
    """Sets a text into the room that a report has."""

    def __init__(self, canvas: Canvas, style: Style, rng: random.Random) -> None:
        self.canvas, self.style, self.rng = canvas, style, rng

    def set(
        self, opening: str, text: str, closing: str, holes: Sequence[Hole]
    ) -> tuple[str, list[str]]:
        """What was set of a text, and its subheads."""
        style, rng = self.style, self.rng
        if rng.random() < style.quotes:
            holes = self._quoted(text, holes)
        length = int(self._room(holes) * rng.uniform(0.55, 0.9)) - len(opening) - len(closing)
        chosen = _sentences(text, length)
        paragraphs = wording.paragraphs([opening + chosen[0], *chosen[1:]], rng)
        paragraphs[-1] += closing
        subheads = []
        if len(paragraphs) > 3 and rng.random() < 0.25:
            longest = int(holes[0].width / style.size) - 3
            subheads = [wording.phrase(paragraphs[2], 0, rng)[:longest]]
            paragraphs.insert(2, SUBHEAD + subheads[0])
        return self._fill(paragraphs, holes, initial=not opening), subheads

    def _room(self, holes: Sequence[Hole]) -> int:
        """How many characters have room."""
        style = self.style
        return sum(int(h.height / style.pitch) * int(h.width / style.size) for h in holes)

    def _quoted(self, text: str, holes: Sequence[Hole]) -> list[Hole]:
        """The holes with words lifted out of the text set into a high one, between two rules."""
        size, pitch = 1.35 * self.style.size, self.style.pitch
        high = next((hole for hole in holes if hole.height > 24 * pitch), None)
        if high is None or high.width < 9 * size:
            return list(holes)
        words = wording.phrase(text, 3, self.rng)[: int(high.width / size) - 2]
        y = high.y0 + 8 * pitch
        self.canvas.rule(high.x, y, high.width, 1.0)
        self.canvas.texts.append(Text(high.x, y + 1.6 * size, size, f"“{words}”", HEI))
        self.canvas.rule(high.x, y + 2.4 * size, high.width, 1.0)
        upper = Hole(high.x, high.width, high.y0, y - 0.5 * pitch)
        lower = Hole(high.x, high.width, y + 2.4 * size + 0.5 * pitch, high.y1)
        at = list(holes).index(high)
        return [*holes[:at], upper, lower, *holes[at + 1 :]]

    def _fill(self, paragraphs: Sequence[str], holes: Sequence[Hole], *, initial: bool) -> str:
        """Set paragraphs one behind the other; give back what had room, without subheads."""
        places, done = self._places(holes), ""
        large = initial and len(paragraphs[0]) > 60 and self.rng.random() < self.style.initials
        for n, paragraph in enumerate(paragraphs):
            if paragraph.startswith(SUBHEAD):
                done += self._subhead(paragraph[1:], places)
            elif n == 0 and large:
                done += self._initial(paragraph, places)
            else:
                done += self._paragraph(paragraph, places)
        return done

    def _places(self, holes: Sequence[Hole]) -> Iterator[Place]:
        pitch = self.style.pitch
        for hole in holes:
            for n in range(int(hole.height / pitch)):
                yield hole, hole.y0 + (n + 1) * pitch

    def _subhead(self, words: str, places: Iterator[Place]) -> str:
        if (place := next(places, None)) is not None:
            hole, y = place
            x = hole.x + (hole.width - len(words) * self.style.size) / 2
            self.canvas.texts.append(Text(x, y, self.style.size, words, HEI))
        return ""

    def _initial(self, paragraph: str, places: Iterator[Place]) -> str:
        """A paragraph whose first character is two lines high."""
        style, first = self.style, [place for _ in range(2) if (place := next(places, None))]
        if len(first) < 2 or first[0][0] is not first[1][0]:
            return ""
        hole, low = first[1]
        size = style.pitch + 0.9 * style.size
        self.canvas.texts.append(Text(hole.x, low, size, paragraph[0]))
        shift, rest = size + 0.3 * style.size, paragraph[1:]
        for _, y in first:
            line = rest[: int((hole.width - shift) / style.size)]
            self.canvas.texts.append(Text(hole.x + shift, y, style.size, line, SONG))
            rest = rest[len(line) :]
        done = paragraph[: len(paragraph) - len(rest)]
        return done + self._paragraph(rest, places, indent=0)

    def _paragraph(self, paragraph: str, places: Iterator[Place], indent: int = INDENT) -> str:
        rest, done = paragraph, ""
        while rest and (place := next(places, None)) is not None:
            line = self._line(rest, int(place[0].width / self.style.size) - indent)
            rest = rest[len(line) :]
            self._set(line, place, indent, full=bool(rest))
            done += line
            indent = 0
        return done

    def _line(self, rest: str, room: int) -> str:
        """As much as has room; no line begins with a mark."""
        line = rest[:room]
        if self.style.hang:
            return rest[: room + 1] if rest[room : room + 1] in tuple(NO_START) else line
        while len(line) < len(rest) and rest[len(line)] in NO_START and len(line) > 3:
            line = line[:-1]
        return line

    def _set(self, line: str, place: Place, indent: int, *, full: bool) -> None:
        """Set a line, stretched to its column's width where the paragraph goes on."""
        style, (hole, y) = self.style, place
        step = 1.0
        if full and len(line) > 3 and not style.hang:
            spare = hole.width - indent * style.size - style.size
            step = spare / (style.size * (len(line) - 1))
        step = 1.0 if abs(step - 1.0) < 0.002 else step
        x = hole.x + indent * style.size
        self.canvas.texts.append(Text(x, y, style.size, line, SONG, step))


def _sentences(text: str, length: int) -> list[str]:
    """So many sentences of a text as have about a length, at least one."""
    sentences = re.findall(r"[^。！？]*[。！？]+[”』）]*|[^。！？]+$", text)
    chosen: list[str] = []
    while sentences and sum(map(len, chosen)) + len(sentences[0]) < max(length, 40):
        chosen.append(sentences.pop(0))
    return chosen or [text[: max(length, 20)] + "。"]
