"""What files of passages hold, and ids that stand twice."""

from pathlib import Path

import pytest

from corpus.errors import InputError
from corpus.imports.survey import Place, reject_doubles, survey
from tests.corpus.imports.records import line, lines, write


def complaint(taken: dict[str, Place], *paths: Path) -> str:
    with pytest.raises(InputError) as error:
        reject_doubles(taken, [survey(path) for path in paths])
    said = str(error.value)
    assert len(said.splitlines()) == 1
    return said


def test_counts(tmp_path: Path) -> None:
    given = [
        line("a", city="东海"),
        line("b"),
        b"\n",
        line("c", city="东海"),
        line("d", city="西山"),
    ]
    path = write(tmp_path / "a.jsonl", given)
    told: list[int] = []
    found = survey(path, told.append)
    assert (found.passages, dict(found.cities)) == (4, {"东海": 2, "西山": 1})
    assert sum(told) == path.stat().st_size


def test_ids_that_differ(tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{n}.jsonl", lines(1000, n)) for n in "ab"]
    reject_doubles({"c": (Path("page.yaml"), 1)}, [survey(path) for path in paths])
    reject_doubles({}, [])


def test_an_id_twice_in_a_file(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", [*lines(500), b"\n", line("p7"), line("p3")])
    assert complaint({}, path) == f"{path}:502：id：“p7”与 {path}:8 的重复"


def test_an_id_in_two_files(tmp_path: Path) -> None:
    one = write(tmp_path / "1.jsonl", lines(500))
    two = write(tmp_path / "2.jsonl", [*lines(50, "q"), line("p499")])
    assert complaint({}, one, two) == f"{two}:51：id：“p499”与 {one}:500 的重复"


def test_an_id_of_a_pages_passage(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", lines(3))
    taken = {"p2": (Path("页.yaml"), 19)}
    assert complaint(taken, path) == f"{path}:3：id：“p2”与 页.yaml:19 的重复"


def test_an_id_that_would_break_the_line(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", [line("a\n\x1b[2J")] * 2)
    assert "a\ufffd\ufffd[2J" in complaint({}, path)


class Clashing(str):
    """Another text with the hash of `p1`."""

    def __hash__(self) -> int:
        return hash("p1")


def test_hashes_alone_prove_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", [*lines(3), line("p2")])
    taken: dict[str, Place] = {Clashing("other"): (Path("page.yaml"), 1)}
    assert complaint(taken, path) == f"{path}:4：id：“p2”与 {path}:3 的重复"
