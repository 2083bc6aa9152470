"""Imports: found without being read, read line by line."""

from pathlib import Path

import pytest
from hypothesis import strategies as st

from corpus import library
from corpus.errors import InputError
from corpus.imports import jsonlines
from corpus.imports.survey import Import
from tests.corpus.imports.records import line, lines, write

LINE = st.binary(max_size=8).map(lambda data: data.replace(b"\n", b" ") + b"\n")


def test_a_library_finds_imports_and_does_not_read_them(tmp_path: Path) -> None:
    first, second = tmp_path / "b", tmp_path / "a"
    two = write(first / "two.jsonl", [b"\xff no JSON"])
    one = write(first / "one.jsonl", lines(1))
    three = write(second / "three.jsonl", lines(3))
    held = library.load([first, second])
    assert [found.path for found in held.imports] == [one, two, three]
    assert [found.name for found in held.imports] == ["one", "two", "three"]
    assert held.imports[0].stamp == (one.stat().st_size, one.stat().st_mtime_ns)


def test_a_line_too_long_to_hold(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", [line("a"), b" " * (jsonlines.LONGEST + 1)])
    with pytest.raises(InputError, match=r"a\.jsonl:2：这一行太长（上限 4 MB）"):
        list(Import(path).passages())


def test_passages_come_with_the_numbers_of_their_lines(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", [line("a"), b"\n", line("b")])
    told: list[int] = []
    found = list(Import(path).passages(told.append))
    assert [number for number, _ in found] == [1, 3]
    assert sum(told) == path.stat().st_size
