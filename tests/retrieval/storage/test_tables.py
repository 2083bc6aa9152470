"""Tables: what was written comes back, and what is damaged is told from it."""

import resource
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from corpus.errors import RunError
from retrieval.storage import tables
from retrieval.storage.blocks import BLOCK, Array, DamagedError

KINDS = st.sampled_from([np.uint8, np.int32, np.uint64, np.float64, np.bool_])
ARRAYS = KINDS.flatmap(lambda kind: arrays.arrays(kind, st.integers(0, 50)))
NAMED = st.dictionaries(st.text(max_size=5), ARRAYS, max_size=5)


@given(NAMED)
def test_what_was_written_comes_back(
    tmp_path_factory: pytest.TempPathFactory, held: dict[str, Array]
) -> None:
    path = tmp_path_factory.mktemp("tables") / "a.tables"
    tables.write(path, held)
    found = tables.read(path)
    assert list(found) == list(held)
    for name, array in held.items():
        assert found[name].dtype == array.dtype
        np.testing.assert_array_equal(found[name], array)
        assert not found[name].flags.writeable or not len(array)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.tables"
    tables.write(path, {"numbers": np.arange(1000), "more": np.ones(10)})
    return path


@pytest.mark.parametrize("place", [0, 5000, 8040, -1, -10, -40])
def test_a_changed_byte_is_damage(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    with pytest.raises(DamagedError):
        tables.read(path)


@pytest.mark.parametrize("place", [0, 5000, 8040])
def test_a_large_file_is_checked_where_it_is_used(
    path: Path, place: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "SMALL", 0)
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    held = tables.read(path)
    wrong, right = ("more", "numbers") if place > 8000 else ("numbers", "more")
    assert len(held[right])
    assert path.exists()
    with pytest.raises(DamagedError):
        held[wrong]
    # It is of no use to the next who opens it.
    assert not path.exists()


def test_a_part_is_checked_block_by_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "SMALL", 0)
    path = tmp_path / "a.tables"
    tables.write(path, {"numbers": np.arange(50_000)})
    data = bytearray(path.read_bytes())
    data[3 * BLOCK + 5] ^= 1
    path.write_bytes(data)
    numbers = tables.read(path).blocks("numbers")
    assert numbers[: 3 * BLOCK // 8].tolist() == [*range(3 * BLOCK // 8)]
    assert numbers.sound.tolist() == [True] * 3 + [False] * 4
    with pytest.raises(DamagedError):
        numbers[24_570:24_577]


def test_bytes_are_arrays_too() -> None:
    data = tables.dumps({"numbers": np.arange(10)})
    assert tables.loads(data)["numbers"].tolist() == [*range(10)]
    with pytest.raises(DamagedError):
        tables.loads(data[:-9])


@given(st.data())
def test_a_file_cut_short_is_damage(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("tables") / "a.tables"
    tables.write(path, {"numbers": np.arange(100)})
    whole = path.read_bytes()
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])
    with pytest.raises(DamagedError):
        tables.read(path)


@pytest.mark.parametrize("data", [b"", b"\0" * 5000, "不是".encode() * 900])
def test_another_file_is_damage(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.tables").write_bytes(data)
    with pytest.raises(DamagedError):
        tables.read(tmp_path / "a.tables")


def test_an_error_midway_leaves_what_was_there(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(ZeroDivisionError), tables.writing(path) as out:
        out("half", np.int64, 1 // len(before[:0]))
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_full_disk_leaves_what_was_there(path: Path) -> None:
    before = path.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(RunError, match=r"a\.tables：写不了"):
            tables.write(path, {"numbers": np.arange(100_000)})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == before


def test_arrays_in_use_outlive_their_file(path: Path) -> None:
    held = tables.read(path)
    tables.write(path, {"numbers": np.zeros(3)})
    path.unlink()
    assert held["numbers"][-1] == 999


def test_large_texts_are_read_and_not_mapped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "SMALL", 0)
    path = tmp_path / "a.tables"
    tables.write(path, {"bytes": np.arange(200, dtype=np.uint8), "starts": np.array([0, 90, 200])})
    held = tables.read(path).blocks("bytes")
    path.unlink()
    assert len(held) == 200
    assert held[90:93].tolist() == [90, 91, 92]
    assert held[190:].tolist() == [*range(190, 200)]
    assert held[5:5].tolist() == []
