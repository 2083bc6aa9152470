"""Imports: found without being read, cut into chunks by their content, read by chunks."""

import hashlib
import random
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import imports, jsonlines, library, plain
from corpus.errors import InputError
from corpus.imports import Chunk, Import
from tests.corpus.records import line, lines, write

LINE = st.binary(max_size=8).map(lambda data: data.replace(b"\n", b" ") + b"\n")


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "CHUNK", 8)
    monkeypatch.setattr(imports, "LONGEST_CHUNK", 20)


def chunks(path: Path) -> list[Chunk]:
    return list(Import(path).chunks())


def digests(path: Path, given: Iterable[bytes]) -> list[bytes]:
    return [chunk.digest for chunk in chunks(write(path, given))]


def test_a_library_finds_imports_and_does_not_read_them(tmp_path: Path) -> None:
    first, second = tmp_path / "b", tmp_path / "a"
    two = write(first / "two.jsonl", [b"\xff no JSON"])
    one = write(first / "one.jsonl", lines(1))
    three = write(second / "three.jsonl", lines(3))
    held = library.load([first, second])
    assert [found.path for found in held.imports] == [one, two, three]
    assert [found.name for found in held.imports] == ["one", "two", "three"]
    assert held.imports[0].stamp == (one.stat().st_size, one.stat().st_mtime_ns)


def test_an_import_that_is_gone_before_it_is_seen(tmp_path: Path) -> None:
    (tmp_path / "gone.jsonl").symlink_to(tmp_path / "nowhere")
    with pytest.raises(InputError, match=r"gone\.jsonl：读不了：没有这个文件"):
        library.load([tmp_path])


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("last", [b"", b'{"id": "z", "text": "no line feed"}', b"\n\n"])
def test_chunks_are_the_file_from_end_to_end(tmp_path: Path, last: bytes) -> None:
    path = write(tmp_path / "a.jsonl", [*lines(200), last])
    data = path.read_bytes()
    cut = chunks(path)
    assert len(cut) > 10
    assert (cut[0].start, cut[0].line, cut[-1].stop) == (0, 1, len(data))
    for chunk, after in pairwise(cut):
        assert chunk.stop == after.start
    for chunk in cut:
        piece = data[chunk.start : chunk.stop]
        assert hashlib.sha256(piece).digest() == chunk.digest
        assert data[: chunk.start].count(b"\n") == chunk.line - 1
        assert 1 <= piece.count(b"\n") <= 20 or chunk is cut[-1]


def test_chunks_of_the_size_that_is_meant(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", lines(100_000))
    starts = [chunk.line for chunk in chunks(path)]
    assert 6 <= len(starts) <= 30
    assert max(b - a for a, b in pairwise(starts)) <= imports.LONGEST_CHUNK


@pytest.mark.usefixtures("small_chunks")
def test_a_changed_line_changes_the_chunks_around_it_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    before = lines(2000)
    old = digests(path, before)
    chance = random.Random(1)
    for _ in range(20):
        place = chance.randrange(len(before))
        for after in (
            [*before[:place], line("new"), *before[place:]],
            [*before[:place], *before[place + 1 :]],
            [*before[:place], line("new"), *before[place + 1 :]],
        ):
            new = digests(path, after)
            assert len(set(new) - set(old)) <= 4, place


@pytest.mark.usefixtures("small_chunks")
def test_chunks_hold_the_passages(tmp_path: Path) -> None:
    given = [line("a", city="东海", url="kept in the file"), b"\r\n", b"\xef\xbb\xbf" + line("b")]
    path = write(tmp_path / "a.jsonl", [*given, *lines(100)])
    held = Import(path)
    read = [passage for chunk in held.chunks() for passage in held.read(chunk)]
    assert read == [passage for _, passage in held.passages()]
    assert tuple(read) == plain.read(path)
    assert read[0].city == "东海"
    assert [number for number, _ in held.passages()][:3] == [1, 3, 4]


@pytest.mark.usefixtures("small_chunks")
def test_a_bad_line_is_told_by_its_number_in_the_file(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", [*lines(50), b'{"id": "x"}\n', *lines(50, "q")])
    held = Import(path)
    with pytest.raises(InputError) as error:
        list(map(held.read, held.chunks()))
    assert str(error.value) == f"{path}:51：text：缺少，或是空的"


def test_a_file_that_was_changed_after_it_was_cut(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", lines(3))
    (chunk,) = chunks(path)
    with pytest.raises(InputError, match="被改动"):
        Import(path).read(replace(chunk, stop=chunk.stop - 1))
    path.unlink()
    with pytest.raises(InputError, match="读不了：没有这个文件"):
        Import(path).read(chunk)


def test_an_empty_file_has_no_chunks(tmp_path: Path) -> None:
    assert chunks(write(tmp_path / "a.jsonl", [])) == []


def test_a_line_too_long_to_hold(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", [line("a"), b" " * (jsonlines.LONGEST + 1)])
    for read in (chunks, lambda path: list(Import(path).passages())):
        with pytest.raises(InputError, match=r"a\.jsonl:2：这一行太长（上限 4 MB）"):
            read(path)


@given(st.lists(LINE))
def test_any_bytes_are_cut_into_all_of_them(given: list[bytes]) -> None:
    cut = list(imports._cut(given))
    assert [line for chunk in cut for line in chunk] == given
    assert all(cut)
