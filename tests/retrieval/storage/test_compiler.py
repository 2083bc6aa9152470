"""Compiled loops: as the interpreter runs them, kept as machine code, and never damaged code."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import RunError
from retrieval.storage.compiler import Compiled, compile_loop, ready
from retrieval.text.cutting import LETTER, POINT, latin

KINDS = np.array([LETTER, LETTER, POINT, LETTER, POINT, POINT], np.uint8)


def cut(run: Compiled) -> list[bool]:
    ends = np.zeros(len(KINDS), np.bool_)
    run(KINDS, np.array([0]), np.array([len(KINDS)]), ends)
    return ends.tolist()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "wencheng" / "loops"


def test_code_is_kept_and_made_anew_where_it_is_damaged(home: Path) -> None:
    ends = np.zeros(len(KINDS), np.bool_)
    latin(KINDS, np.array([0]), np.array([len(KINDS)]), ends)
    assert cut(Compiled(latin)) == ends.tolist()
    (path,) = home.glob("*.tables")
    good, made = path.read_bytes(), path.stat().st_ino
    assert cut(Compiled(latin)) == ends.tolist()
    assert path.stat().st_ino == made
    data = bytearray(good)
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert cut(Compiled(latin)) == ends.tolist()
    assert path.read_bytes() == good


def test_the_compiler_is_not_loaded_to_run_code(home: Path) -> None:
    cut(Compiled(latin))
    program = (
        "import sys; from tests.retrieval.storage.test_compiler import *; cut(Compiled(latin));"
        "print('numba' in sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert ended.stdout.strip() == "False", ended.stderr
    assert len(list(home.glob("*.tables"))) == 1


def makes_an_array(found: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> None:
    found[0] = np.zeros(len(found)).sum()


@pytest.mark.usefixtures("home")
def test_a_loop_that_can_not_stand_alone_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"."):
        compile_loop(makes_an_array, [["<f8", 1, True]], tmp_path / "code.tables")
    assert not (tmp_path / "code.tables").exists()


@pytest.mark.usefixtures("home")
def test_a_failed_compiler_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(RunError, match="编译没有成功"):
        cut(Compiled(latin))


def test_arrays_are_passed_as_they_lie() -> None:
    assert ready(KINDS).kind == ("|u1", 1, True)
    assert json.loads(json.dumps(ready((KINDS, 5)).kind)) == [["|u1", 1, True], "int"]
    with pytest.raises(TypeError):
        ready(KINDS[::2])
