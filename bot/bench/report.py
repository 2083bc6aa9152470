"""What was measured, as tables: for the terminal in Chinese, for docs/benchmarks.md in English."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.bench import measuring
from bot.bench.answering import Row
from bot.bench.measuring import Measured, Started

Cells = tuple[str, ...]

_SIZES = (
    ("", ""),
    ("建索引 秒", "build s"),
    ("建时内存 MB", "build MB"),
    ("打开 秒", "open s"),
    ("常驻 MB", "resident MB"),
    ("磁盘 MB", "disk MB"),
    ("中位 毫秒", "p50 ms"),
    ("99% 毫秒", "p99 ms"),
    ("每秒问数", "queries/s"),
    ("首位命中", "hit@1"),
    ("中位比", "p50 ratio"),
    ("建时比", "build ratio"),
    ("常驻比", "resident ratio"),
)
_ANSWERS = (
    ("", ""),
    ("就绪 秒", "ready s"),
    ("中位 毫秒", "p50 ms"),
    ("99% 毫秒", "p99 ms"),
    ("每秒问数", "questions/s"),
    ("比值", "ratio"),
)
_STARTS = (("", ""), ("毫秒", "ms"), ("比值", "ratio"))


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its title and heads in Chinese and in English, its rows, and lines below it."""

    title: tuple[str, str]
    heads: tuple[tuple[str, str], ...]
    rows: tuple[Cells, ...]
    notes: Cells = ()


def answers(rows: Sequence[Row], passages: int, notes: Cells = ()) -> Table:
    """Whole answers over so many passages, ours in the first row, and rankings alone."""
    cells = tuple(
        (
            row.name,
            *(f"{cell:.2f}" for cell in (row.ready_s, row.p50_ms, row.p99_ms)),
            f"{row.per_second:.0f}",
            f"{row.p50_ms / rows[0].p50_ms:.2f}×",
        )
        for row in rows
    )
    times = rows[0].p50_ms / rows[1].p50_ms
    compared = f"一个回答等于 {times:.1f} 次排序（中位）"
    title = f"整个回答，{passages} 段", f"Whole answers over {passages:,} passages"
    return Table(title, _ANSWERS, cells, (compared, *notes))


def idle(mb: float) -> str:
    """The memory of a bot before its first message, as a line below a table."""
    return f"Telegram 机器人空闲时的内存：{mb:.0f} MB"


def compiler(mb: float | None, least: int) -> Cells:
    """What of our memory loads machine code, from so many passages on, as a line below a table."""
    if mb is None:
        return ()
    return (f"问城的常驻内存里，{mb:.0f} MB 是装载机器码的 llvmlite；不到 {least} 段不装载。",)


def searches(size: int, measured: Sequence[Measured | str], notes: Cells = ()) -> Table:
    """Engines over so many passages, ours in the first row; ratios above 1 are in our favour."""
    rows = [row for row in measured if isinstance(row, Measured)]
    notes = (*(row for row in measured if isinstance(row, str)), *notes)
    cells = tuple(_cells(row, rows[0]) for row in rows)
    return Table((f"{size} 段", f"{size:,} passages"), _SIZES, cells, notes)


def _cells(row: Measured, ours: Measured) -> Cells:
    return (
        row.title,
        f"{row.build_s:.1f}",
        f"{row.build_mb:.0f}",
        f"{row.open_s:.2f}",
        f"{row.held_mb:.0f}",
        f"{row.disk_mb:.0f}",
        f"{row.p50_ms:.3f}",
        f"{row.p99_ms:.3f}",
        f"{row.per_second:.0f}",
        f"{row.hit:.3f}",
        f"{row.p50_ms / ours.p50_ms:.2f}×",
        f"{row.build_s / ours.build_s:.2f}×",
        f"{row.held_mb / ours.held_mb:.2f}×",
    )


def starts(started: Started) -> Table:
    """Whole processes."""
    rows = (
        ('python -c "import numpy"', f"{started.numpy_ms:.0f}", "1.00×"),
        ("wencheng ask", f"{started.ask_ms:.0f}", f"{started.ratio:.2f}×"),
        (
            "wencheng ask（缓存是空的）",
            f"{started.first_ms:.0f}",
            f"{started.first_ms / started.numpy_ms:.2f}×",
        ),
    )
    return Table(("启动", "Start"), _STARTS, rows)


def markdown(command: str, tables: Sequence[Table]) -> str:
    """The tables as a page."""
    lines = [
        "# Benchmarks",
        "",
        f"Written by `{command}`; nothing here is typed by hand.",
        "",
        *(f"- {line}" for line in measuring.description()),
        "",
        "Engines read the same tokens, each in processes of its own: one builds the index, another",
        f"opens it and asks each question {measuring.PASSES} times, in one thread, for a minute",
        "at most. Ratios are theirs to ours. Whole answers are timed in one process, turn about,",
        "by the processor's time.",
        "",
        "Where a ratio is below 1: tantivy packs its entries into bits and needs no compiler at",
        "run time, so its index is smaller and its process lighter; our plain 32-bit entries are",
        "searched several times as fast. rank_bm25 alone ranks a small page faster than a whole",
        "answer of ours takes, which understands the question, weighs the evidence and quotes.",
    ]
    for table in tables:
        heads = tuple(english for _, english in table.heads)
        rules = ("---", *["---:"] * (len(heads) - 1))
        rows = (heads, rules, *table.rows)
        lines += ["", f"## {table.title[1]}", "", *(f"| {' | '.join(row)} |" for row in rows)]
        lines += [line for note in table.notes for line in ("", note)]
    return "\n".join(lines) + "\n"
