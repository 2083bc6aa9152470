"""The machine that the benchmark runs on, as Linux tells of it."""

import os
import platform
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

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
        f"{date.today():%Y-%m-%d}",
    ]


def _version(package: str) -> str | None:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return None


def _kilobytes(path: str, name: str) -> int:
    lines = Path(path).read_text().splitlines()
    return 1024 * int(next(line.split()[1] for line in lines if line.startswith(f"{name}:")))
