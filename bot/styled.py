"""Words with the styles in which a terminal shows them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.span import Span


@dataclass(frozen=True, slots=True)
class Styled:
    """Runs of words, each of one style (as rich names them); plain words have none."""

    runs: tuple[tuple[str, str], ...] = ()

    @property
    def plain(self) -> str:
        """The words alone."""
        return "".join(words for words, _ in self.runs)

    def __add__(self, other: "Styled") -> "Styled":
        return Styled(self.runs + other.runs)

    def part(self, start: int, end: int) -> "Styled":
        """The words from code point `start` up to `end`."""
        found, at = [], 0
        for words, style in self.runs:
            if piece := words[max(0, start - at) : max(0, end - at)]:
                found.append((piece, style))
            at += len(words)
        return Styled(tuple(found))

    def divided(self, places: Iterable[int]) -> Iterator["Styled"]:
        """The parts between places, which ascend."""
        start = 0
        for place in (*places, len(self.plain)):
            yield self.part(start, place)
            start = place

    def paragraphs(self) -> Iterator["Styled"]:
        """The parts between line feeds."""
        start = 0
        for paragraph in self.plain.split("\n"):
            yield self.part(start, start + len(paragraph))
            start += len(paragraph) + 1


def styled(words: str, style: str = "") -> Styled:
    """Words of one style."""
    return Styled(((words, style),))


def marked(words: str, spans: Iterable[Span], style: str) -> Styled:
    """Plain words, of another style at the spans: code points, in order, apart."""
    plain, found, start = styled(words), Styled(), 0
    for first, last in spans:
        found += plain.part(start, first) + styled(words[first:last], style)
        start = last
    return found + plain.part(start, len(words))
