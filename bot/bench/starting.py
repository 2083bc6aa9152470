"""How long a whole process takes: `wencheng ask` beside Python that only imports NumPy."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from statistics import median
from tempfile import TemporaryDirectory

PAIRS = 11
_ASK = "from bot.cli import main; main()"


@dataclass(frozen=True, slots=True)
class Started:
    """Milliseconds of a process, medians; `ratio` is that of each pair of runs, its median."""

    numpy_ms: float
    ask_ms: float
    ratio: float
    first_ms: float


def measure(question: str, pairs: int = PAIRS) -> Started:
    """Run both by turns; `first_ms` is one run with an empty cache folder."""
    numpy = [sys.executable, "-P", "-c", "import numpy"]
    ask = [sys.executable, "-P", "-c", _ASK, "ask", "--", question]
    with TemporaryDirectory() as cache:
        environment = {**os.environ, "XDG_CACHE_HOME": cache}
        first = _run(ask, environment)
        times = [(_run(numpy, environment), _run(ask, environment)) for _ in range(pairs)]
    return Started(
        median(bare for bare, _ in times),
        median(asked for _, asked in times),
        median(asked / bare for bare, asked in times),
        first,
    )


def _run(command: list[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return 1000 * (time.perf_counter() - start)
