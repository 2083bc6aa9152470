"""The process that reads: whatever a file does to it, the program goes on and says one line."""

import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus import apart
from corpus.errors import InputError

PATH = Path("page.pdf")


def measured(data: bytes, path: Path) -> tuple[int, str, int]:
    return len(data), path.name, os.getpid()


def spinning(_: bytes, __: Path) -> None:
    # The time for a page would be four seconds of it.
    signal.setitimer(signal.ITIMER_PROF, 0.1)
    while True:
        pass


def swelling(_: bytes, __: Path) -> bytes:
    return b"x" * (2 * apart.MEMORY)


def crashing(_: bytes, __: Path) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def failing(_: bytes, __: Path) -> None:
    raise IndexError(3)


def refusing(_: bytes, path: Path) -> None:
    raise InputError.at(path, 3, "不行")


def leaving(_: bytes, path: Path) -> str:
    """End as for want of work, the first time."""
    if path.exists():
        return "stayed"
    path.touch()
    os._exit(0)


def timed(_: bytes, __: Path) -> list[float]:
    before = signal.getitimer(signal.ITIMER_PROF)[0]
    apart.more_time()
    return [before, signal.getitimer(signal.ITIMER_PROF)[0]]


def interrupted(_: bytes, __: Path) -> None:
    os.kill(os.getppid(), signal.SIGINT)
    signal.pause()


def test_work_is_done_elsewhere_and_one_process_does_it() -> None:
    first, second = (apart.read(measured, b"12", PATH) for _ in range(2))
    assert first == second
    assert first[:2] == (2, "page.pdf")
    assert first[2] != os.getpid()


@pytest.mark.parametrize(
    ("work", "message"),
    [
        (spinning, "page.pdf：读了 4 秒还没有读完"),
        (swelling, "page.pdf：读不了（文件损坏）"),
        (crashing, "page.pdf：读不了（文件损坏）"),
        (failing, "page.pdf：读不了（文件损坏）"),
        (refusing, "page.pdf:3：不行"),
    ],
)
def test_whatever_happens_is_one_line_and_the_next_file_is_read(
    work: Callable[[bytes, Path], object], message: str
) -> None:
    with pytest.raises(InputError) as caught:
        apart.read(work, b"", PATH)
    assert str(caught.value).startswith(message)
    assert apart.read(measured, b"123", PATH)[0] == 3


@pytest.mark.parametrize(
    ("work", "message"),
    [
        (spinning, "page.pdf：拼了 3 秒还没有拼好"),
        (swelling, "page.pdf：拼不起来（内容太多）"),
        (crashing, "page.pdf：拼不起来（内容太多）"),
        (refusing, "page.pdf:3：不行"),
    ],
)
def test_pages_put_together_are_bounded_too(
    work: Callable[[bytes, Path], object], message: str
) -> None:
    with pytest.raises(InputError) as caught:
        apart.run(work, PATH, b"", PATH)
    assert str(caught.value).startswith(message)


def test_a_mistake_of_the_program_is_not_laid_to_the_file() -> None:
    with pytest.raises(IndexError) as caught:
        apart.run(failing, PATH, b"", PATH)
    assert "in failing" in caught.value.__notes__[0]


def test_a_page_has_its_time() -> None:
    before, after = apart.read(timed, b"", PATH)
    assert before > 2 * apart.SECONDS > 1.9 * after > apart.SECONDS
    apart.more_time()
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_one_that_ended_for_want_of_work_is_started_again(tmp_path: Path) -> None:
    apart.read(measured, b"", PATH)
    assert apart.read(leaving, b"", tmp_path / "seen") == "stayed"


def test_threads_wait_for_each_other() -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: apart.read(measured, b"x" * n, PATH), range(50)))
    assert [size for size, *_ in found] == list(range(50))
    assert len({process for *_, process in found}) == 1


def test_who_is_interrupted_leaves_no_answer_for_the_next() -> None:
    assert threading.current_thread() is threading.main_thread()
    with pytest.raises(KeyboardInterrupt):
        apart.read(interrupted, b"", PATH)
    assert apart.read(measured, b"1234", PATH)[0] == 4


def waiting(_: bytes, path: Path) -> None:
    path.touch()
    signal.pause()


def test_whoever_waits_for_a_file_goes_on_when_the_program_ends(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as pool:
        waits = pool.submit(apart.read, waiting, b"", tmp_path / "begun")
        while not (tmp_path / "begun").exists():
            time.sleep(0.01)
        apart.stop()
        with pytest.raises(InputError):
            waits.result(10)
    for data in (b"12345", b"123456"):
        assert apart.read(measured, data, PATH)[0] == len(data)
        apart.stop()
