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
from itertools import cycle

from corpus.measure.papers.composing import GoldArticle, Setter
from corpus.measure.papers.setting import Area, Style
from corpus.measure.papers.typesetting import HEI, KAI, SONG, Canvas, Text

ORDERS = ("natural", "columns", "rows", "random")


@dataclass(frozen=True, slots=True)
class NewspaperPage:
    """A page as a PDF, and what stands on it."""

    order: str
    pdf: bytes
    articles: tuple[GoldArticle, ...]


def make_page(texts: Sequence[str], rng: random.Random) -> NewspaperPage:
    """One page of a few articles, each from a text of its own."""
    width, height = rng.uniform(700, 1100), rng.uniform(950, 1500)
    size = rng.uniform(8.5, 12.0)
    canvas = Canvas(width, height)
    margin, gutter = rng.uniform(28, 48), rng.uniform(10, 30)
    count = rng.randint(3, 6)
    column = (width - 2 * margin - gutter * (count - 1)) / count
    hang = rng.random() < 0.25 and gutter > 1.25 * size
    style = Style(
        size=size,
        pitch=size * rng.uniform(1.25, 1.65),
        column=column,
        gutter=gutter,
        heading=rng.choice((SONG, HEI, HEI)),
        rules=rng.random() < 0.65,
        left=rng.random() < 0.3,
        hang=hang,
        quotes=rng.choice((0.0, 0.2)),
        tables=rng.choice((0.0, 0.1)),
        initials=rng.choice((0.0, 0.0, 0.4)),
    )
    top = _masthead(canvas, margin, rng)
    setter = Setter(canvas, style, cycle(rng.sample(list(texts), min(len(texts), 30))), rng)
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
