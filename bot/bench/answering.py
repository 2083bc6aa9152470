"""Answering side by side with the bot most people would write, in one run."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

import jieba
from rank_bm25 import BM25Okapi

from bot.bench import measuring
from bot.bench.corpus import Maker, questions
from bot.config import Config
from corpus.errors import InputError
from corpus.imports.survey import Import
from corpus.library import Library
from retrieval.answering.answer import answer
from retrieval.answering.telling.suggest import suggestions
from retrieval.live import Live
from retrieval.snapshot import Snapshot, compiled
from retrieval.text.fold import normal

jieba.setLogLevel(60)

WARM_UP = 20
# Questions asked over made-up passages.
ASKED_OVER = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One engine: seconds to be ready, then milliseconds a question."""

    name: str
    ready_s: float
    p50_ms: float
    p99_ms: float

    @property
    def per_second(self) -> float:
        """Questions a second at the median."""
        return 1000 / self.p50_ms


def run(config: Config, given: Sequence[str], rounds: int) -> tuple[list[Row], Sequence[str], int]:
    """Ask the questions `rounds` times of each engine, turn about, by the processor's time.

    Rows are our whole answer, our ranking alone, and rank_bm25's. The questions come second
    (without any, some that the library answers), the number of passages last.
    """
    start = time.perf_counter()
    snapshot = Live(config.folders).snapshot
    ready = time.perf_counter() - start
    asked = list(given) or list(suggestions(snapshot, (), count=50))
    if not asked:
        raise InputError("语料库是空的，没有可问的问题")
    start = time.perf_counter()
    plain = _plain_bot(snapshot)
    plain_ready = time.perf_counter() - start
    *ours, theirs = _race([*_ours(snapshot), plain], asked, max(rounds, 1))
    rows = [*_rows(ready, ours), _row("rank_bm25（只排序）", plain_ready, theirs)]
    return rows, asked, len(snapshot.passages)


def over(texts: Sequence[str], passages: int) -> list[Row]:
    """Our whole answer and our ranking alone, over passages made up of the words of `texts`."""
    with TemporaryDirectory() as folder:
        start = time.perf_counter()
        made = Maker(texts).passages(passages)
        first = next(made)
        path = Path(folder, "made.jsonl")
        with path.open("w", encoding="utf-8") as file:
            for number, text in enumerate(chain(first, chain.from_iterable(made))):
                file.write(json.dumps({"id": str(number), "text": text}) + "\n")
        library = Library(imports=(Import(path),))
        snapshot = compiled(Path(folder, "made.tables"), library)
        ready = time.perf_counter() - start
        asked = [one.question for one in questions(first, ASKED_OVER)]
        return _rows(ready, _race(_ours(snapshot), asked, 1))


def _ours(snapshot: Snapshot) -> list[Callable[[str], object]]:
    """A whole answer, and the one ranking without which there is none."""
    index = snapshot.index
    return [
        lambda question: answer(snapshot, question),
        lambda question: index.rank(index.terms(normal(question))),
    ]


def _rows(ready: float, times: Sequence[Sequence[float]]) -> list[Row]:
    names = ("问城（整个回答）", "问城（只排序）")
    return [_row(name, ready, of_engine) for name, of_engine in zip(names, times, strict=True)]


def idle_mb(config_path: Path | None) -> float:
    """Resident memory of the Telegram bot before its first message, in MB, in a process anew."""
    code = "import sys; from bot.bench.answering import print_idle; print_idle(sys.argv[1])"
    command = [sys.executable, "-P", "-c", code, str(config_path or "")]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def print_idle(config_path: str) -> None:
    """Build the bot as `wencheng telegram` does, short of the network; print its memory in MB."""
    from bot import config
    from bot.telegram import app

    settings = config.load(Path(config_path) if config_path else None)
    bot = app.build(settings, "0:idle", Live(settings.folders))
    print(measuring.resident() / 1e6)
    del bot


def _plain_bot(snapshot: Snapshot) -> Callable[[str], object]:
    """What most bots do: `BM25Okapi` over `jieba.lcut`."""
    texts = [f"{p.city} {p.author} {p.headline} {p.text}" for p in snapshot.passages]
    index = BM25Okapi([jieba.lcut(text) for text in texts])
    return lambda question: index.get_top_n(jieba.lcut(question), texts, 5)


def _race(
    engines: Sequence[Callable[[str], object]], questions: Sequence[str], rounds: int
) -> list[list[float]]:
    for question in questions[:WARM_UP]:
        for engine in engines:
            engine(question)
    times: list[list[float]] = [[] for _ in engines]
    for _ in range(rounds):
        for question in questions:
            for engine, spent in zip(engines, times, strict=True):
                start = time.thread_time()
                engine(question)
                spent.append(1000 * (time.thread_time() - start))
    return times


def _row(name: str, ready: float, times: Sequence[float]) -> Row:
    late = quantiles(times, n=100)[98] if len(times) > 1 else times[0]
    return Row(name, ready, median(times), late)
