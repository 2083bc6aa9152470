"""The table: `python -m tests.hostile [NAME…]` gives every file to every reader, each in a process.

What is counted is processor time. A trial fails where it takes longer than `MOST`, where anything
but one line of Chinese is said of a file that is refused, or where the library changes by it.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from corpus.library import dump
from tests.corpus.pages import PAGE
from tests.hostile.files import FILES

WENCHENG = str(Path(sys.executable).with_name("wencheng"))
MOST = 5.0
"""Seconds of processor time, the program's start counted."""
HUNG = 60.0

_UPLOAD = """
import sys
from pathlib import Path
from corpus.errors import WenchengError
from corpus.publishing.drafts import Drafts
file, folder = map(Path, sys.argv[1:])
try:
    Drafts(folder, [folder], folder.parent / "state").draft(file.name, file.read_bytes())
except WenchengError as error:
    print(error, file=sys.stderr)
    sys.exit(error.exit_code)
"""


@dataclass(frozen=True)
class Ended:
    """How a reader took a file: its exit code, what it said, and processor time."""

    code: int
    said: str
    seconds: float

    def fault(self, *, at_start: bool) -> str:
        """What is wrong with that, nothing where all is well."""
        lines = self.said.strip().splitlines()
        if self.code < 0 or self.code > 2 or "Traceback" in self.said:
            return f"ended in {self.code}: {lines[-1] if lines else ''}"
        if self.code != 2 and not at_start and self.code != 0:
            return f"ended in {self.code}: {self.said}"
        if len(lines) > 1 or (self.code and not any("\u4e00" <= c < "\ua000" for c in self.said)):
            return f"said {self.said!r}"
        return f"took {self.seconds:.1f} s" if self.seconds > MOST else ""


def library(folder: Path) -> Path:
    """A library of one sound page in a folder; its configuration."""
    held = folder / "library"
    held.mkdir()
    (held / "good.yaml").write_text(dump(PAGE), "utf-8")
    config = folder / "config.yaml"
    config.write_text(yaml.safe_dump({"shipped": False, "library": str(held)}), "utf-8")
    return config


def commands(file: Path, config: Path) -> dict[str, Sequence[str]]:
    """How each reader is given a file."""
    held, end = config.parent / "library", ("--config", str(config), str(file))
    return {
        "stitch": (WENCHENG, "stitch", *end),
        "corpus add": (WENCHENG, "corpus", "add", "--yes", *end),
        "corpus import": (WENCHENG, "corpus", "import", *end),
        "upload": (sys.executable, "-c", _UPLOAD, str(file), str(held)),
    }


def run(command: Sequence[str], folder: Path) -> Ended:
    """Run a reader to its end."""
    before = _used()
    try:
        ended = subprocess.run(
            command, capture_output=True, stdin=subprocess.DEVNULL, cwd=folder, timeout=HUNG
        )
    except subprocess.TimeoutExpired:
        return Ended(-1, "hung", HUNG)
    said = ended.stderr.decode(errors="replace")
    return Ended(ended.returncode, said, _used() - before)


def _used() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def trials(name: str, folder: Path) -> dict[str, tuple[Ended, str]]:
    """What became of each reader of a file, and what was wrong with it."""
    called, make = FILES[name]
    found = {}
    (folder / "sent").mkdir()
    make(folder / "sent" / called)
    config = library(folder)
    good = (config.parent / "library" / "good.yaml").read_bytes()
    for reader, command in commands(folder / "sent" / called, config).items():
        if reader == "upload" and not (folder / "sent" / called).is_file():
            continue  # what is no file comes by no chat
        ended = run(command, folder)
        found[reader] = ended, ended.fault(at_start=False)
        for made in {*(folder / "library").iterdir()} - {folder / "library" / "good.yaml"}:
            if ended.code:
                found[reader] = ended, f"left {made.name} behind"
            made.unlink()
    for suffix in (Path(called).suffix, ".yaml", ".jsonl"):
        make(folder / "library" / f"{Path(called).stem}-{suffix[1:]}{suffix}")
    make(folder / "library" / "terms.txt")
    ended = run((WENCHENG, "ask", "--config", str(config), "春风行动是什么"), folder)
    lines = [line for line in ended.said.splitlines() if "没有读入" not in line]
    odd = lines or ended.code or ended.seconds > MOST
    found["at the start"] = ended, f"{ended.code} {ended.seconds:.1f} s {lines}" if odd else ""
    if (config.parent / "library" / "good.yaml").read_bytes() != good:
        found["at the start"] = ended, "lost a page"
    return found


def main(names: Sequence[str]) -> int:
    """Print a row a file: the longest time, and what it was refused with."""
    faults = count = 0
    begin = time.monotonic()
    for name in names or FILES:
        with tempfile.TemporaryDirectory(prefix="wencheng-hostile-") as folder:
            os.environ["XDG_CACHE_HOME"] = folder
            found = trials(name, Path(folder))
        count += len(found)
        wrong = {reader: fault for reader, (_, fault) in found.items() if fault}
        faults += len(wrong)
        said = found["stitch"][0].said.strip().replace(folder, "")[:70]
        longest = max(ended.seconds for ended, _ in found.values())
        print(f"{name:36} {longest:5.1f} s  {wrong or said}", flush=True)
    print(f"{len(names or FILES)} files, {count} trials, {faults} faults", end=" ")
    print(f"in {time.monotonic() - begin:.0f} s")
    return min(faults, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
