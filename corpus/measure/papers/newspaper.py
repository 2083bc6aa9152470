"""Ordinary newspaper pages made from any text, as PDFs with their gold, to measure on.

A page is cut into areas, as papers do, and each area set as an article: its headline across the
columns, over some of them with the others rising beside it, alone beside them, small or upright;
kicker, subtitle, byline or dateline in their forms; photographs with captions, words lifted out,
drop caps, tables, frames; marks set over their column's edge; text that ends before the area does.
What an area lacks in room is cut from the text, what it has too much stays empty.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count as count_up
from itertools import cycle, islice

from corpus.measure.papers.composing import GoldArticle, Setter
from corpus.measure.papers.setting import Area, Style
from corpus.measure.papers.typesetting import HEI, KAI, SONG, Canvas, Text

LAST = "\uffff"
"""The last character that the fonts have."""
ORDERS = ("natural", "columns", "rows", "random")


@dataclass(frozen=True, slots=True)
class Kind:
    """What pages have in common; ranges from least to most, lengths in points.

    `cuts` is how often an area may be cut in two, `ruled` the share of pages with rules, `texts`
    how many texts a report is made of.
    """

    columns: tuple[int, int] = (3, 6)
    gutter: tuple[float, float] = (10, 30)
    size: tuple[float, float] = (8.5, 12.0)
    cuts: tuple[int, int] = (2, 4)
    ruled: float = 0.65
    texts: int = 1


ORDINARY = Kind()
KINDS = {
    "ordinary": ORDINARY,
    "crowded": Kind(columns=(5, 7), gutter=(7, 12), size=(8, 9.5), cuts=(4, 6), ruled=0.9),
    "without rules": Kind(gutter=(7, 14), cuts=(3, 5), ruled=0.0),
    "large reports": Kind(columns=(4, 6), cuts=(1, 2), ruled=0.3, texts=4),
}


@dataclass(frozen=True, slots=True)
class NewspaperPage:
    """A page as a PDF, and what stands on it."""

    order: str
    pdf: bytes
    articles: tuple[GoldArticle, ...]


def make_page(texts: Sequence[str], rng: random.Random, kind: Kind = ORDINARY) -> NewspaperPage:
    """One page of a few articles, each from a text of its own."""
    width, height = rng.uniform(700, 1100), rng.uniform(950, 1500)
    size = rng.uniform(*kind.size)
    canvas = Canvas(width, height)
    margin, gutter = rng.uniform(28, 48), rng.uniform(*kind.gutter)
    count = rng.randint(*kind.columns)
    column = (width - 2 * margin - gutter * (count - 1)) / count
    hang = rng.random() < 0.25 and gutter > 1.25 * size
    style = Style(
        size=size,
        pitch=size * rng.uniform(1.25, 1.65),
        column=column,
        gutter=gutter,
        heading=rng.choice((SONG, HEI, HEI)),
        rules=rng.random() < kind.ruled,
        left=rng.random() < 0.3,
        hang=hang,
        quotes=rng.choice((0.0, 0.2)),
        tables=rng.choice((0.0, 0.1)),
        initials=rng.choice((0.0, 0.0, 0.4)),
        cuts=rng.randint(*kind.cuts),
    )
    top = _masthead(canvas, margin, rng)
    printable = [text for text in texts if max(text) <= LAST]
    chosen = cycle(rng.sample(printable, min(len(printable), 30)))
    reports = ("".join(islice(chosen, kind.texts)) for _ in count_up())
    setter = Setter(canvas, style, reports, rng)
    setter.page(Area(margin, top, width - 2 * margin, height - top - margin))
    if rng.random() < 0.15:
        for n in range(3):
            at = (0.2 + 0.25 * n) * width, 0.3 * height * (n + 0.6)
            canvas.texts.append(Text(*at, 40, "电子版", KAI, turn=(0.7, 0.7)))
    if rng.random() < 0.15:
        canvas.texts += [
            Text(t.x + 3, t.y + 3, t.size, t.text, t.face, t.step, t.down, mode=3)
            for t in canvas.texts[:60]
        ]
    order = rng.choice(ORDERS)
    articles = tuple(article for article in setter.articles if len(article.body) > 40)
    return NewspaperPage(order, canvas.pdf(order, rng), articles)


def _masthead(canvas: Canvas, margin: float, rng: random.Random) -> float:
    """The head of the page, with a rule below it or without; where the text may begin."""
    y = margin + 14
    canvas.texts.append(Text(margin, y, 16, f"第{rng.randint(1, 16)}版", HEI))
    canvas.texts.append(
        Text(canvas.width - margin - 90, y, 18, rng.choice(("东岭日报", "白河晚报")), HEI)
    )
    day = f"{rng.randint(1998, 2024)}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日 星期三"
    canvas.texts.append(Text(canvas.width / 2 - 70, y, 9, day))
    if rng.random() < 0.75:
        canvas.rule(margin, y + 8, canvas.width - 2 * margin, 1.0)
    return y + 22
