"""Loops over arrays: plain Python functions, compiled where there is much to do."""

import functools
import os
from collections.abc import Callable
from typing import TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from retrieval.storage import cache

# From here on there is work enough to be worth the second that loading compiled loops takes.
LARGE = 100_000

Loop = TypeVar("Loop", bound=Callable[..., object])


@functools.cache
def compiled(function: Loop) -> Loop:
    """The function, compiled: as quick as C, and free of the interpreter's lock.

    It may use numbers and arrays only, and call no Python function. Importing the compiler takes
    half a second and compiling a few more, once for each machine.
    """
    # What it finds there it runs: no folder will do but one that nobody else can write to.
    os.environ["NUMBA_CACHE_DIR"] = str(cache.folder() / "numba")
    from numba import njit

    return cast(Loop, njit(nogil=True, cache=True)(function))


def run(loop: Callable[..., None], large: bool, *arrays: NDArray[np.generic]) -> None:
    """Run a loop that reads and writes arrays: compiled if `large`, else by the interpreter,
    which goes through memoryviews three times as fast as through arrays."""
    if large:
        compiled(loop)(*arrays)
    else:
        loop(*(array.data for array in arrays))
