"""PDFs changed at random: `python -m tests.hostile.mutations [COUNT [SEED]]` reads so many of them.

Pages of the generator, compressed and not, lose bytes, get others, get numbers that are none, names
of other things, pieces twice. What is wrong is a failure that is no line of Chinese, or a page that
takes longer than `MOST`, or one whose text would be lost. Recognition, which has a process of its
own, stays away.
"""

import random
import re
import resource
import sys
import time
import zlib
from collections import Counter
from pathlib import Path
from unittest import mock

import psutil

from corpus.errors import InputError, RunError
from corpus.measure.papers.newspaper import make_page
from corpus.measure.synthetic import shipped_texts
from corpus.reading.pictures import ocr
from corpus.stitching.stitch import stitch_bytes

MOST = 5.0
NUMBERS = (0, -1, 1, 65535, 2**31 - 1, 2**31, 2**63, 10**20, 0.0001, 1e9)
_STREAM = re.compile(rb"(<<[^>]*>>\s*)stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def pages(seed: int, count: int = 3) -> list[bytes]:
    """Pages of a newspaper, each with its contents as they are and in the clear."""
    chance = random.Random(seed)
    made = [make_page(3 * shipped_texts(), chance).pdf for _ in range(count)]
    return [*made, *map(_clear, made)]


def _clear(data: bytes) -> bytes:
    def inflated(match: re.Match[bytes]) -> bytes:
        try:
            held = zlib.decompress(match[2])
        except zlib.error:
            return match[0]
        return match[1].replace(b"/FlateDecode", b"") + b"stream\n" + held + b"\nendstream"

    return _STREAM.sub(inflated, data)


def changed(data: bytes, chance: random.Random) -> bytes:
    """The file with one kind of harm done to it, once or often."""
    kind, out = chance.randrange(7), bytearray(data)
    for _ in range(chance.choice((1, 3, 10, 40, 200))):
        at = chance.randrange(len(out) or 1)
        match kind:
            case 0:
                out[at : at + 4] = chance.randbytes(4)
            case 1:
                out[at : at + 1] = chance.randbytes(1)
            case 2:
                del out[at : at + chance.randrange(1, 200)]
            case 3:
                there = chance.randrange(len(out) or 1)
                out[there:there] = out[at : at + chance.randrange(1, 2000)]
            case 4 if found := [*re.finditer(rb"\d+", out[at : at + 4000])]:
                one, number = chance.choice(found), str(chance.choice(NUMBERS)).encode()
                out[at + one.start() : at + one.end()] = number
            case 5 if found := [*re.finditer(rb"/[A-Z]\w+", out)]:
                one, other = chance.choice(found), chance.choice(found)
                out[one.start() : one.end()] = other[0]
            case 6:
                return bytes(out[:at])
    return bytes(out)


def read(data: bytes) -> tuple[str, float]:
    """What became of a file, and how many seconds of processor time that took.

    Raises:
        Exception: anything but a line for a person: that is what is looked for.
    """
    begin = _spent()
    with mock.patch.object(ocr, "is_installed", return_value=False):
        try:
            stitch_bytes(data, Path("page.pdf"))
            outcome = "read"
        except InputError as error:
            outcome = "refused" if len(str(error).splitlines()) == 1 else "told at length"
        except RunError as error:
            outcome = f"failed: {error}"
    return outcome, _spent() - begin


def _spent() -> float:
    """Processor time so far, of this process and of the one that reads, whether it still does."""
    gone = resource.getrusage(resource.RUSAGE_CHILDREN)
    times = [child.cpu_times() for child in psutil.Process().children()]
    children = sum(spent.user + spent.system for spent in times) + gone.ru_utime + gone.ru_stime
    return time.process_time() + children


def main(count: int = 1000, seed: int = 1) -> int:
    """Print what became of them."""
    base, outcomes, times, faults = pages(seed), Counter[str](), [], 0
    for number in range(count):
        chance = random.Random(f"{seed} {number}")
        outcome, seconds = read(changed(chance.choice(base), chance))
        outcomes[outcome] += 1
        times.append(seconds)
        if seconds > MOST or outcome not in ("read", "refused"):
            faults += 1
            print(f"{number}: {outcome} after {seconds:.1f} s", flush=True)
    times.sort()
    print(f"{dict(outcomes)}; half in {times[count // 2]:.2f} s, the longest {times[-1]:.1f} s")
    return min(faults, 1)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
