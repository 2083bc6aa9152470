"""The damage trial: `make damage` harms a large library's cache at random, and asks all the same.

Each round writes over some of one file of the cache folder, or cuts it short, and asks in a process
of its own. Right is what the same questions were answered before any harm; an answer may take a
rebuild, and must be right then too.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from bot.bench.corpus import ASKED, Maker
from bot.bench.sizes import shipped

WENCHENG = str(Path(sys.executable).with_name("wencheng"))
ALWAYS = ("湖州的四大体系是什么", "哪些城市提到工资集体协商", "钟鸣是什么职务")
MADE, TOGETHER = 20, 5


def flip(data: bytearray, chance: random.Random) -> None:
    """One bit."""
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def scatter(data: bytearray, chance: random.Random) -> None:
    """A byte in every hundred thousand."""
    for _ in range(1 + len(data) // 100_000):
        data[chance.randrange(len(data))] ^= chance.randrange(1, 256)


def clear(data: bytearray, chance: random.Random) -> None:
    """Pages of zeros, as after a power cut."""
    start = chance.randrange(len(data)) // 4096 * 4096
    size = min(4096 * chance.randrange(1, 5000), len(data) - start)
    data[start : start + size] = bytes(size)


def scribble(data: bytearray, chance: random.Random) -> None:
    """A stretch of anything."""
    start = chance.randrange(len(data))
    size = min(chance.randrange(1, 5_000_000), len(data) - start)
    data[start : start + size] = chance.randbytes(size)


def swap(data: bytearray, chance: random.Random) -> None:
    """Two pages in each other's place."""
    size = min(4096, len(data) // 2)
    one, other = (chance.randrange(len(data) - size + 1) for _ in range(2))
    data[one : one + size], data[other : other + size] = (
        data[other : other + size],
        data[one : one + size],
    )


def cut(data: bytearray, chance: random.Random) -> None:
    """The end is gone."""
    del data[chance.randrange(len(data)) :]


HARMS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    flip,
    scatter,
    clear,
    scribble,
    swap,
    cut,
)


class Trial:
    """A library in a folder, its cache, and what its questions were answered unharmed."""

    def __init__(self, folder: Path, passages: int, seed: int) -> None:
        self.chance = random.Random(seed)
        self._config = folder / "config.yaml"
        self._cache = folder / "cache"
        self._config.write_text("library: library\n", "utf-8")
        asked = _library(folder / "library", passages, self.chance)
        self._environment = {**os.environ, "XDG_CACHE_HOME": str(self._cache)}
        self._right = dict(zip(asked, self.ask(asked), strict=True))

    def ask(self, questions: Sequence[str]) -> list[str]:
        """The answers, as lines of JSON; those of a run that crashed are missing."""
        lines = [json.dumps({"id": "", "turns": [question]}) for question in questions]
        command = [WENCHENG, "ask", "--json", "--batch", "-", "--config", str(self._config)]
        ended = subprocess.run(
            command,
            input="\n".join(lines).encode(),
            capture_output=True,
            check=False,
            env=self._environment,
        )
        if ended.returncode or ended.stderr:
            click.echo(f"  exit {ended.returncode}: {ended.stderr.decode()[-300:]}", err=True)
        return ended.stdout.decode().splitlines()

    def round(self) -> tuple[str, str]:
        """Harm a file and ask; which harm to which file, and what came of it."""
        files = sorted(self._cache.rglob("*.tables"))
        path = self.chance.choices(files, [2 + (f.stat().st_size > 2**24) for f in files])[0]
        harm = self.chance.choice(HARMS)
        data = bytearray(path.read_bytes())
        harm(data, self.chance)
        path.write_bytes(data)
        before = path.stat().st_ino, path.stat().st_mtime_ns
        asked = self.chance.sample([*self._right], TOGETHER)
        right = self.ask(asked) == [self._right[question] for question in asked]
        after = (path.stat().st_ino, path.stat().st_mtime_ns) if path.exists() else None
        came = "right" if after == before else "right, made anew"
        return f"{harm.__name__} {path.parent.name}/{path.name}", came if right else "WRONG"


def _library(folder: Path, passages: int, chance: random.Random) -> list[str]:
    """An import of made-up passages; questions that they and the shipped page answer."""
    folder.mkdir()
    texts = [text for piece in Maker(shipped().texts).passages(passages) for text in piece]
    with (folder / "made.jsonl").open("w", encoding="utf-8") as file:
        for number, text in enumerate(texts):
            line = {"id": f"m{number}", "text": text, "title": text[:10]}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return [*ALWAYS, *(text[ASKED] for text in chance.sample(texts, MADE))]


@click.command()
@click.option("--passages", default=120_000, show_default=True)
@click.option("--rounds", default=40, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(passages: int, rounds: int, seed: int) -> None:
    """Harm and ask; exit code 1 where an answer was wrong."""
    results: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        start = time.monotonic()
        trial = Trial(Path(folder), passages, seed)
        click.echo(f"{passages} passages, built and asked in {time.monotonic() - start:.0f} s")
        for number in range(1, rounds + 1):
            start = time.monotonic()
            what, came = trial.round()
            results[came] += 1
            click.echo(f"{number:3} {what}: {came}, {time.monotonic() - start:.1f} s")
    click.echo(", ".join(f"{came}: {count}" for came, count in sorted(results.items())))
    if results["WRONG"]:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
