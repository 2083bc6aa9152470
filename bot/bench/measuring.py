"""Measures in processes of their own, so that one's memory is not another's; and the machine."""

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from bot.bench.corpus import Streams
from bot.bench.engines import ENGINES, Engine
from corpus.errors import RunError

WARM_UP = 20
# Each question is asked so often: a page of an index that nobody has read yet, and whatever else
# the machine does at that moment, is not what an engine takes.
PASSES = 3
# A slow engine is asked fewer questions, but no fewer than it was warmed up with.
MOST_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Measured:
    """One engine: seconds, milliseconds, MB of memory and of files, and the share of hits."""

    title: str
    build_s: float
    build_mb: float
    open_s: float
    held_mb: float
    disk_mb: float
    p50_ms: float
    p99_ms: float
    per_second: float
    hit: float


def missing(name: str, passages: int) -> str | None:
    """Why an engine can't be measured over so many passages; None where it can."""
    engine = ENGINES[name]
    if find_spec(engine.package) is None:
        return f"{engine.title}：没有安装（pip install -e '.[bench]'）"
    wanted, left = engine.bytes_a_passage * passages, free()
    if wanted > left:
        return f"{engine.title}：约需内存 {wanted / 1e9:.0f} GB，现有 {left / 1e9:.0f} GB，略过"
    return None


def measure(name: str, streams: Path) -> Measured:
    """Build an engine's index in one process, open it and ask in another.

    Raises:
        RunError: either process failed.
    """
    with TemporaryDirectory() as folder:
        built = _run("build", name, streams, folder)
        disk = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
        asked = _run("ask", name, streams, folder)
    return Measured(ENGINES[name].title, disk_mb=disk / 1e6, **built, **asked)


def _run(step: str, name: str, streams: Path, folder: str) -> dict[str, float]:
    command = [sys.executable, "-P", "-m", "bot.bench.measuring", step, name, str(streams), folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [str(done.returncode)])[-1]
        raise RunError(f"{ENGINES[name].title}：{last}")
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def build(engine: Engine, streams: Streams, folder: Path) -> dict[str, float]:
    """Seconds and peak memory of building."""
    start = time.perf_counter()
    engine.build(streams, folder)
    spent = time.perf_counter() - start
    return {
        "build_s": spent,
        "build_mb": peak() / 1e6,
    }


def ask(engine: Engine, streams: Streams, folder: Path) -> dict[str, float]:
    """Open the index and ask each question `PASSES` times, after a few to warm up."""
    start = time.perf_counter()
    engine.open(streams, folder)
    opened = time.perf_counter() - start
    prepared = [engine.prepare(tokens) for tokens, _ in streams.asked]
    for question in prepared[:WARM_UP]:
        engine.search(question)
    times, hits = [], []
    for question, (_, relevant) in zip(prepared * PASSES, streams.asked * PASSES, strict=True):
        start = time.perf_counter()
        rows = engine.search(question)
        times.append(time.perf_counter() - start)
        hits.append(len(rows) > 0 and rows[0] in relevant)
        if len(times) >= WARM_UP and sum(times) > MOST_SECONDS:
            break
    return {
        "open_s": opened,
        "held_mb": resident() / 1e6,
        "p50_ms": 1000 * median(times),
        "p99_ms": 1000 * _late(times),
        "per_second": len(times) / sum(times),
        "hit": sum(hits) / len(hits),
    }


def _late(times: Sequence[float]) -> float:
    return quantiles(times, n=100)[98] if len(times) > 1 else times[0]


PAIRS = 11
_ASK = "from bot.cli import main; main()"


@dataclass(frozen=True, slots=True)
class Started:
    """Milliseconds of a process, medians; `ratio` is that of each pair of runs, its median."""

    numpy_ms: float
    ask_ms: float
    ratio: float
    first_ms: float


def start(question: str, pairs: int = PAIRS) -> Started:
    """Run both by turns; `first_ms` is one run with an empty cache folder."""
    numpy = [sys.executable, "-P", "-c", "import numpy"]
    ask = [sys.executable, "-P", "-c", _ASK, "ask", "--", question]
    with TemporaryDirectory() as cache:
        environment = {**os.environ, "XDG_CACHE_HOME": cache}
        first = _timed(ask, environment)
        times = [(_timed(numpy, environment), _timed(ask, environment)) for _ in range(pairs)]
    return Started(
        median(bare for bare, _ in times),
        median(asked for _, asked in times),
        median(asked / bare for bare, asked in times),
        first,
    )


def _timed(command: list[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return 1000 * (time.perf_counter() - start)


_PACKAGES = ("numpy", "numba", "rank-bm25", "bm25s", "tantivy")


def resident() -> int:
    """The bytes of memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def peak() -> int:
    """The most bytes of memory that this process has held, whatever the one that started it."""
    return _kilobytes("/proc/self/status", "VmHWM")


def free() -> int:
    """The bytes of memory that a process may still take."""
    return _kilobytes("/proc/meminfo", "MemAvailable")


def description() -> list[str]:
    """Processor, cores, memory, Python, the engines' versions, and the day."""
    processors = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    return [
        f"{(processors or [platform.machine()])[0]}, {os.cpu_count()} cores, "
        f"{_kilobytes('/proc/meminfo', 'MemTotal') / 2**30:.0f} GiB of memory, {platform.system()}",
        f"Python {platform.python_version()}, {', '.join(filter(None, map(_version, _PACKAGES)))}",
        f"{date.today():%Y-%m-%d}, load average {os.getloadavg()[0]:.1f} of {os.cpu_count()} cores",
    ]


_COMPILER = (
    "from bot.bench.measuring import resident; import numpy; before = resident();"
    "from llvmlite import binding; binding.initialize_native_target();"
    "binding.initialize_native_asmprinter(); print((resident() - before) / 1e6)"
)


def compiler_mb() -> float | None:
    """The memory that loading machine code takes, in MB; None where nothing loads it."""
    if find_spec("llvmlite") is None:
        return None
    command = [sys.executable, "-P", "-c", _COMPILER]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def _version(package: str) -> str | None:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return None


def _kilobytes(path: str, name: str) -> int:
    lines = Path(path).read_text().splitlines()
    return 1024 * int(next(line.split()[1] for line in lines if line.startswith(f"{name}:")))


def main(step: str, name: str, streams: str, folder: str) -> None:
    """What the processes run; the last line on standard output is JSON."""
    steps = {"build": build, "ask": ask}
    figures = steps[step](ENGINES[name](), Streams(Path(streams)), Path(folder))
    print(json.dumps(figures))


if __name__ == "__main__":
    main(*sys.argv[1:])
