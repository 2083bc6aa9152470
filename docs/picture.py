"""Draws pictures of the terminal, the real `wencheng chat` asked a question, and of talks."""

import html
import io
import re
import tempfile
from itertools import groupby
from pathlib import Path
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from docs import talk
from tests.terminal.emulator import Terminal

COLUMNS, ROWS = 82, 40
# A full-width character is as wide as it is high, two cells.
CELL_ASPECT = 0.5
SIZE = 20
LATIN_SIZE = 16.5
# The Latin fonts come first, for quotation marks one cell wide.
FONTS = (
    "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', "
    "'Noto Sans Mono CJK SC', 'PingFang SC', 'Microsoft YaHei', monospace"
)
TEMPLATE = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: FONTS; }}
.{unique_id}-title {{ font-family: sans-serif; font-size: 16px; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})">
{backgrounds}<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
""".replace("FONTS", FONTS)


PICTURES = {
    "chat.svg": ("湖州的四大体系是什么", COLUMNS, ROWS),
    "zh/没有.svg": ("湖州的GDP是多少", COLUMNS, ROWS),
    "zh/一屏.svg": ("湖州的四大体系是什么", 80, 24),
}
"""What is asked in each picture, by its name in this folder, and the size of the screen."""

FOLDER = Path(__file__).parent


def drawn(question: str, columns: int, rows: int) -> str:
    """Hold the chat and draw the screen, as SVG."""
    console = Console(width=columns, record=True, file=io.StringIO())
    for line in _chat(question, columns, rows):
        console.print(line, soft_wrap=True)
    picture = console.export_svg(
        title="wencheng chat",
        code_format=TEMPLATE,
        font_aspect_ratio=CELL_ASPECT,
        unique_id="chat",
    )
    return _on_the_grid(picture)


def _chat(question: str, columns: int, rows: int) -> list[Text]:
    with tempfile.TemporaryDirectory() as folder:
        homes = {f"XDG_{name}_HOME": folder for name in ("CONFIG", "DATA", "STATE", "CACHE")}
        with Terminal("chat", columns=columns, rows=rows, environment=homes) as terminal:
            terminal.ready()
            terminal.ask(question)
            used = len(terminal.screen.display)
            while not terminal.screen.display[used - 1].strip():
                used -= 1
            shown = [terminal.screen.buffer[row] for row in range(used)]
            return [_line([row[column] for column in range(columns)]) for row in shown]


def _line(cells: list[Any]) -> Text:
    """A row of the screen; wide and narrow characters in runs of their own, each fitted alone."""
    line = Text()
    for (style, _), run in groupby(filter(_data, cells), lambda c: (_style(c), cell_len(c.data))):
        line.append("".join(map(_data, run)), style)
    line.rstrip()
    return line


def _data(cell: Any) -> str:
    return str(cell.data)


def _style(cell: Any) -> Style:
    colour = None if cell.fg == "default" else cell.fg
    return Style(color=colour, bold=cell.bold, underline=cell.underscore)


def _on_the_grid(picture: str) -> str:
    """Fit each run to its cells; rich counts characters. Latin letters are set smaller to fit."""

    def fitted(match: re.Match[str]) -> str:
        words = html.unescape(match[2])
        cells = cell_len(words)
        size = LATIN_SIZE if cells == len(words) else SIZE
        fit = f'textLength="{cells * CELL_ASPECT * SIZE:g}" lengthAdjust="spacingAndGlyphs"'
        return f'{fit} font-size="{size}"{match[1]}>{match[2]}</text>'

    return re.sub(r'textLength="[^"]*"([^>]*)>([^<]*)</text>', fitted, picture)


if __name__ == "__main__":
    for name, scene in PICTURES.items():
        (FOLDER / name).write_text(drawn(*scene), encoding="utf-8")
    for name, bubbles in talk.scenes().items():
        (FOLDER / name).write_text(talk.drawn(bubbles), encoding="utf-8")
