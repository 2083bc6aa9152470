"""Draws pictures of talks on Telegram: the real bot over the tests' Bot API server, as bubbles."""

import html
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.cells import cell_len

from tests.telegram.api.acting import press
from tests.telegram.api.entities import Entity, units
from tests.telegram.api.messages import Sent
from tests.telegram.api.server import BotApi
from tests.telegram.process import ADMIN, TOKEN, Bot

WIDTH, MARGIN, PADDING, GAP = 390, 12, 12, 10
SIZE, LEADING = 15, 22
# Half-width cells of a line of a bubble.
CELLS = 42
BUTTON, BETWEEN, WIDE = 34, 4, 330
# Lines of a folded quotation that Telegram shows.
FOLDED = 3
FONT = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
STYLE = f"""\
<style>
text {{ font: {SIZE}px {FONT}; fill: #1c1c1e; }} .b {{ font-weight: 700; }}
.q {{ fill: #4a4a4f; }} .p {{ font-family: ui-monospace, Menlo, Consolas, {FONT}; fill: #8a4b08; }}
.m {{ fill: #6b6b70; font-style: italic; }} .k {{ fill: #1d6fb8; text-anchor: middle; }}
</style>
"""
MARKS = {"bold": "b", "pre": "p", "code": "p", "italic": "m"}
QUOTES = ("blockquote", "expandable_blockquote")


@dataclass(frozen=True)
class Bubble:
    """What one side says: lines of (class, words), whether it is the bot's, rows of buttons."""

    lines: Sequence[Sequence[tuple[str, str]]]
    is_bots: bool
    buttons: Sequence[Sequence[str]] = ()


def scenes() -> dict[str, list[Bubble]]:
    """What is talked of in each picture, by its name in the folder of documents."""
    api = BotApi(TOKEN).start()
    with tempfile.TemporaryDirectory() as folder:
        bot = Bot(api, Path(folder))
        try:
            return {"zh/聊天.svg": _asked(api), "zh/补答案.svg": _mended(api)}
        finally:
            bot.stop()
            api.stop()


def _asked(api: BotApi) -> list[Bubble]:
    talk = []
    for question in ("湖州的四大体系是什么", "那绍兴呢"):
        talk += [_mine(question), _bots(api.ask(question))]
    return talk


def _mended(api: BotApi) -> list[Bubble]:
    question = "湖州的四根柱子是什么"
    api.ask(question)
    listed = api.ask("/unanswered", ADMIN)
    press(api, listed, "1")
    offered = api.next(ADMIN)
    press(api, offered, "用 2")
    kept = api.next(ADMIN)
    return [_mine("/unanswered"), _bots(listed), _bots(offered), _bots(kept)]


def _mine(words: str) -> Bubble:
    return Bubble([[("", words)]], is_bots=False)


def _bots(sent: Sent) -> Bubble:
    rows = json.loads(sent.params.get("reply_markup", "{}")).get("inline_keyboard", [])
    return Bubble(list(_lines(sent)), True, [[b["text"] for b in row] for row in rows])


def _lines(sent: Sent) -> Iterator[list[tuple[str, str]]]:
    """The lines of a message as they are wrapped; of a folded quotation the first ones."""
    at, shown = 0, 0
    for paragraph in sent.text.split("\n"):
        marks = [_mark(at + units(paragraph[:n]), sent.entities) for n in range(len(paragraph))]
        at += units(paragraph) + 1
        folded = bool(paragraph) and "folded" in marks[0]
        for number, (start, end) in enumerate(_wrapped(paragraph)):
            shown = number + 1
            if folded and shown > FOLDED:
                break
            yield _runs(paragraph[start:end], marks[start:end], folded and shown == FOLDED)


def _mark(at: int, entities: Sequence[Entity]) -> str:
    """The classes of the character at an offset."""
    here = [e.kind for e in entities if e.offset <= at < e.offset + e.length]
    quoted = ["q"] if any(kind in QUOTES for kind in here) else []
    folded = ["folded"] if "expandable_blockquote" in here else []
    return " ".join([*(MARKS[kind] for kind in here if kind in MARKS), *quoted, *folded])


def _wrapped(paragraph: str) -> Iterator[tuple[int, int]]:
    start, cells = 0, 0
    for place, character in enumerate(paragraph):
        width = cell_len(character)
        if cells + width > CELLS and character not in "，。；：、？！”）》":
            yield start, place
            start, cells = place, 0
        cells += width
    yield start, len(paragraph)


def _runs(words: str, marks: Sequence[str], cut: bool) -> list[tuple[str, str]]:
    runs: list[tuple[str, str]] = []
    for character, mark in zip(words, marks, strict=True):
        if runs and runs[-1][0] == mark:
            runs[-1] = mark, runs[-1][1] + character
        else:
            runs.append((mark, character))
    return [*runs[:-1], (runs[-1][0], runs[-1][1][:-2] + " ⌄")] if cut and runs else runs


def drawn(talk: Sequence[Bubble]) -> str:
    """The talk as SVG, one bubble below the other."""
    parts, y = [], MARGIN
    for bubble in talk:
        height = len(bubble.lines) * LEADING + 2 * PADDING - 6
        cells = max(sum(cell_len(words) for _, words in line) for line in bubble.lines)
        width = min(WIDTH - 2 * MARGIN, cells * SIZE / 2 + 2 * PADDING + 4)
        x = MARGIN if bubble.is_bots else WIDTH - MARGIN - width
        fill = "#ffffff" if bubble.is_bots else "#d9f5c4"
        parts.append(f'<rect x="{x:g}" y="{y}" width="{width:g}" height="{height}" rx="14"')
        parts.append(f' fill="{fill}"/>\n')
        for number, line in enumerate(bubble.lines):
            base = y + PADDING + SIZE - 3 + number * LEADING
            spans = "".join(
                f'<tspan class="{mark}">{html.escape(words)}</tspan>' for mark, words in line
            )
            if any("q" in mark.split() for mark, _ in line):
                parts.append(f'<rect x="{x + 5:g}" y="{base - SIZE}" width="3" height="{LEADING}"')
                parts.append(' fill="#7db4e6"/>\n')
            parts.append(
                f'<text x="{x + PADDING:g}" y="{base}" xml:space="preserve">{spans}</text>\n'
            )
        y += height
        for row in bubble.buttons:
            parts += _row(row, y + BETWEEN)
            y += BUTTON + BETWEEN
        y += GAP
    size = f'viewBox="0 0 {WIDTH} {y + MARGIN - GAP}"'
    ground = f'<rect width="{WIDTH}" height="100%" fill="#cfe0ea"/>\n'
    return (
        f'<svg {size} xmlns="http://www.w3.org/2000/svg">\n{STYLE}{ground}{"".join(parts)}</svg>\n'
    )


def _row(labels: Sequence[str], y: int) -> Iterator[str]:
    width = (WIDE - BETWEEN * (len(labels) - 1)) / len(labels)
    for number, label in enumerate(labels):
        x = MARGIN + number * (width + BETWEEN)
        yield f'<rect x="{x:g}" y="{y}" width="{width:g}" height="{BUTTON}" rx="9" fill="#fff9"/>'
        yield f'<text class="k" x="{x + width / 2:g}" y="{y + 22}">{html.escape(label)}</text>\n'
