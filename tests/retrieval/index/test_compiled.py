"""The compiled library: opened while it is true, made anew when not, never half."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import pins
from corpus.library import Library
from corpus.section import Paragraph
from retrieval.index import build
from retrieval.passages import Passage
from retrieval.snapshot import opened
from retrieval.storage import cache
from retrieval.storage.blocks import Array
from retrieval.storage.tables import Tables
from retrieval.text.tokens import Tokenizer
from tests.corpus.pages import PAGE, SECTION, write
from tests.retrieval.asking import ask

OPEN = """
import sys
from pathlib import Path
from retrieval.snapshot import opened
print(opened([Path(sys.argv[1])]).passages[0].text)
"""


def page(words: str) -> object:
    return replace(PAGE, sections=(replace(SECTION, paragraphs=(Paragraph(words),)),))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dictionary_files: list[Path]) -> Path:
    """A cache folder with nothing but the dictionary."""
    home = tmp_path / "cache" / "wencheng"
    home.mkdir(parents=True)
    for file in dictionary_files:
        shutil.copy(file, home)
    monkeypatch.setenv("XDG_CACHE_HOME", str(home.parent))
    return home


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    write(
        folder, replace(PAGE, sections=(replace(SECTION, paragraphs=(Paragraph("办春风行动。"),)),))
    )
    return folder


def text(folder: Path) -> str:
    return opened([folder]).passages[0].text


def kept(home: Path) -> Path:
    (path,) = (home / "libraries").glob("*.tables")
    return path


def test_what_is_true_is_only_opened(home: Path, folder: Path) -> None:
    opened([folder])
    before = kept(home).stat()
    assert text(folder) == "办春风行动。"
    assert kept(home).stat() == before


@pytest.mark.usefixtures("home")
def test_a_changed_word_is_noticed_whatever_the_times_say(folder: Path) -> None:
    opened([folder])
    path = folder / "page.yaml"
    stat = path.stat()
    path.write_text(path.read_text("utf-8").replace("春风", "秋风"), "utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert text(folder) == "办秋风行动。"


def test_a_large_file_is_known_by_its_times(
    home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "READ_AGAIN", 10)
    opened([folder])
    path = folder / "page.yaml"
    stat = path.stat()
    path.write_text(path.read_text("utf-8").replace("春风", "秋风"), "utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert text(folder) == "办秋风行动。"
    before = kept(home).stat()
    assert text(folder) == "办秋风行动。"
    assert kept(home).stat() == before


@pytest.mark.usefixtures("home")
def test_a_page_more_and_a_page_less(folder: Path) -> None:
    assert len(opened([folder]).passages) == 1
    write(
        folder,
        replace(PAGE, title=("又一版",), sections=(replace(SECTION, city="西山"),)),
        "b.yaml",
    )
    assert len(opened([folder]).passages) == 3
    (folder / "b.yaml").unlink()
    assert len(opened([folder]).passages) == 1


@pytest.mark.usefixtures("home")
def test_pins_and_words_that_mean_the_same_need_nothing_made_anew(home: Path, folder: Path) -> None:
    held = opened([folder])
    made = kept(home).stat().st_ino
    pin = pins.Pin("春天做什么", held.passages[0].id, "春风行动")
    (folder / pins.FILE).write_bytes(pins.dump([pin]))
    (folder / pins.TERMS).write_text("暖风计划 春风行动\n", "utf-8")
    again = opened([folder])
    assert kept(home).stat().st_ino == made
    assert again.pins == (pin,)
    assert ask(again, "暖风计划是什么").hits


def test_aliases_count_too(folder: Path) -> None:
    opened([folder])
    (folder / "aliases.txt").write_text("蓬莱 东海\n", "utf-8")
    assert ask(opened([folder]), "蓬莱的春风行动").hits


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 255
    path.write_bytes(data)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def nonsense(path: Path) -> None:
    path.write_bytes(b"\x80\x04" * 5000)


def made_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def assert_made_anew(path: Path, folder: Path, damage: Callable[[Path], None]) -> None:
    good = path.stat().st_size
    damage(path)
    ended = run(folder)
    assert ended.stdout.strip() == "办春风行动。"
    assert path.stat().st_size == good


@pytest.mark.parametrize("damage", [cut_short, flipped, emptied, nonsense])
def test_what_is_damaged_is_made_anew(
    home: Path, folder: Path, damage: Callable[[Path], None]
) -> None:
    opened([folder])
    assert_made_anew(kept(home), folder, damage)


@pytest.mark.parametrize("damage", [cut_short, flipped])
def test_so_is_the_dictionary(home: Path, folder: Path, damage: Callable[[Path], None]) -> None:
    """What damage there can be is one thing to what reads tables: two are enough."""
    opened([folder])
    assert_made_anew(next(home.glob("dictionary*.tables")), folder, damage)


def test_a_folder_in_the_way_is_no_reason_to_fail(home: Path, folder: Path) -> None:
    opened([folder])
    made_a_folder(kept(home))
    assert text(folder) == "办春风行动。"


def test_without_a_cache_folder(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "elsewhere"))
    (tmp_path / "elsewhere").mkdir()
    assert run(folder).stdout.strip() == "办春风行动。"


def run(folder: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", OPEN, str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=True)


def test_several_processes_at_once(home: Path, folder: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        ended = list(pool.map(run, [folder] * 4))
    assert [process.stdout.strip() for process in ended] == ["办春风行动。"] * 4
    assert kept(home)


def test_a_kill_at_any_moment_leaves_nothing_wrong(home: Path, folder: Path) -> None:
    for wait in (0.1, 0.2, 0.3, 0.5):
        shutil.rmtree(home / "libraries", ignore_errors=True)
        with subprocess.Popen([sys.executable, "-c", OPEN, str(folder)]) as process:
            time.sleep(wait)
            process.send_signal(signal.SIGKILL)
        assert text(folder) == "办春风行动。"


WORDS = st.text("春风秋雨行动工会“”，。 a1", min_size=1, max_size=12)
PASSAGES = st.lists(WORDS, max_size=8, unique=True).map(
    lambda texts: tuple(Passage(words, words, city=words[:2]) for words in texts)
)


def built(passages: tuple[Passage, ...], before: Tables | None, folder: Path) -> dict[str, Array]:
    made: dict[str, Array] = {}

    def out(name: str, kind: type, length: int) -> Array:
        return made.setdefault(name, np.zeros(length, kind))

    build.build(Library(), passages, out, folder, before)
    return made


@given(PASSAGES, PASSAGES)
def test_what_is_kept_is_as_good_as_new(
    tmp_path_factory: pytest.TempPathFactory,
    earlier: tuple[Passage, ...],
    later: tuple[Passage, ...],
) -> None:
    folder = tmp_path_factory.mktemp("parts")
    before = built(earlier, None, folder)
    anew = built(later + earlier[::2], None, folder)
    updated = built(later + earlier[::2], before, folder)
    assert updated.keys() == anew.keys()
    for name, array in anew.items():
        np.testing.assert_array_equal(updated[name], array, name)


def test_only_what_changed_is_tokenised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    whole = build.piece

    def counted(found: Sequence[Passage], words: Tokenizer) -> dict[str, Array]:
        made.append(len(found))
        return whole(found, words)

    monkeypatch.setattr(build, "piece", counted)
    passages = tuple(Passage(str(n), f"第{n}段，办春风行动。") for n in range(10))
    before = built(passages, None, tmp_path)
    more = (*passages[:4], Passage("新", "新来的一段。"), *passages[4:9])
    built(more, before, tmp_path)
    assert made == [10, 1]


def test_pieces_made_by_processes_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passages = tuple(Passage(str(n), f"第{n}段，办“春风{n}行动”。") for n in range(50))
    together = built(passages, None, tmp_path)
    monkeypatch.setattr(build, "PIECE", 20)
    apart = built(passages, None, tmp_path)
    for name, array in together.items():
        np.testing.assert_array_equal(apart[name], array, name)
    assert len(list(tmp_path.glob("*.tables"))) == 3
