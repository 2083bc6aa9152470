"""Loops over arrays: plain Python functions, compiled where there is much to do.

numba makes machine code of a loop, once for each machine and in a process of its own; the cache
folder keeps it. Here it is only loaded, by llvmlite: the compiler would take ten times as long to
import, and as much memory again. A loop takes arrays, whole numbers and tuples of these; it writes
what it finds into arrays, makes none, and calls no Python function.
"""

import ctypes
import functools
import hashlib
import importlib
import json
import subprocess
import sys
from array import array
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.errors import RunError
from retrieval.storage import cache, tables
from retrieval.storage.tables import File

# The name under which machine code is found in its file.
_ENTRY = "wencheng_entry"
# From here on there is work enough to be worth loading machine code.
LARGE = 100_000


@functools.cache
def is_installed() -> bool:
    """Whether there is a compiler: it comes with the extra `large`."""
    return find_spec("numba") is not None


def pays(size: int) -> bool:
    """Whether a compiled loop over so many elements is quicker, its loading included."""
    return size >= LARGE and is_installed()


_FAILED = "编译没有成功：{reason}"

Kind = Any
"""What machine code is made for: of an array its type, dimensions and whether it is written to."""


class Ready(NamedTuple):
    """An argument, its kind, and the numbers that numba passes for it: of an array, its address,
    shape and strides (numba's calling convention)."""

    value: Any
    kind: Kind
    passed: "array[int]"


def ready(value: Any) -> Ready:
    """An argument that will be given more than once, made ready; the array has to stay in place."""
    if isinstance(value, Ready):
        return value
    if isinstance(value, tuple):
        parts = [*map(ready, value)]
        kind = tuple(part.kind for part in parts)
        return Ready(tuple(part.value for part in parts), kind, _joined(parts))
    if isinstance(value, int):
        return Ready(value, "int", array("q", [value]))
    return _array(value)


def _array(value: NDArray[Any]) -> Ready:
    flags, address = value.flags, value.__array_interface__["data"][0]
    if not flags.c_contiguous:
        raise TypeError("not contiguous")
    kind = (value.dtype.str, value.ndim, flags.writeable)
    passed = (0, 0, value.size, value.itemsize, address, *value.shape, *value.strides)
    return Ready(value, kind, array("q", passed))


def _joined(parts: Sequence[Ready]) -> "array[int]":
    passed = array("q")
    for part in parts:
        passed.extend(part.passed)
    return passed


class Compiled:
    """A loop as machine code, as quick as C, and free of the interpreter's lock."""

    def __init__(self, loop: Callable[..., None]) -> None:
        self._loop = loop
        self._codes: dict[Kind, Callable[[int], int]] = {}

    def __call__(self, *arguments: Any) -> None:
        """Run it.

        Raises:
            RunError: it can't be compiled.
        """
        parts = [*map(ready, arguments)]
        kind = tuple([part.kind for part in parts])
        code = self._codes.get(kind)
        if code is None:
            code = self._codes[kind] = _loaded(_held(self._loop, kind))
        passed = _joined(parts)
        status = code(passed.buffer_info()[0])
        if status > 0:
            raise RuntimeError(f"{self._loop.__name__}: {status}")


compiled = functools.cache(Compiled)


def run(loop: Callable[..., None], large: bool, *arrays: NDArray[np.generic]) -> None:
    """Run a loop that reads and writes arrays: compiled if `large`, else by the interpreter,
    which goes through memoryviews three times as fast as through arrays."""
    if large:
        compiled(loop)(*arrays)
    else:
        loop(*(array.data for array in arrays))


def _held(loop: Callable[..., None], kind: Kind) -> File:
    """The machine code, compiled where the cache folder has none that is sound."""
    path = cache.folder() / "loops" / f"{loop.__name__}-{_digest(kind)}.tables"
    if held := cache.read(path, _is_whole):
        return held
    with cache.locked(path):
        if held := cache.read(path, _is_whole):
            return held
        given = (loop.__module__, loop.__qualname__, json.dumps(kind), str(path))
        command = [sys.executable, "-P", "-m", __name__, *given]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        if ended.returncode:
            last = (ended.stderr.strip().splitlines() or [str(ended.returncode)])[-1]
            raise RunError(_FAILED.format(reason=last))
        return tables.read(path)


def _is_whole(held: File) -> bool:
    held.check()
    return True


def _digest(kind: Kind) -> str:
    """What machine code depends on: the program, the compiler, the processor, the arguments."""
    from llvmlite import binding

    processor = binding.get_host_cpu_name(), binding.get_host_cpu_features().flatten()
    packages = [cache.installed(name) for name in ("numba", "llvmlite", "numpy")]
    found = repr((cache.program(), packages, processor, kind))
    return hashlib.blake2b(found.encode(), digest_size=8).hexdigest()


def _loaded(held: File) -> Callable[[int], int]:
    from llvmlite import binding

    binding.initialize_native_target()
    binding.initialize_native_asmprinter()
    machine = binding.Target.from_default_triple().create_target_machine(jit=True)
    engine = binding.create_mcjit_compiler(binding.parse_assembly(""), machine)
    engine.add_object_file(binding.ObjectFileRef.from_data(held["code"].tobytes()))
    engine.finalize_object()
    address = engine.get_function_address(_ENTRY)
    code: Callable[[int], int] = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p)(address)
    code.engine = engine  # type: ignore[attr-defined]  # the code goes with it
    return code


def compile_loop(loop: Callable[..., None], kind: Kind, path: Path) -> None:
    """Compile a loop for arguments of these kinds, into a file.

    Raises:
        ValueError: it needs more than itself.
        RunError: the file can't be written.
    """
    import numba
    from llvmlite import binding

    signature = numba.types.none(*map(_type, kind))
    # Nothing of numba's runtime, nor of Python: the code stands alone.
    alone: dict[str, Any] = {"_nrt": False, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    made: Any = numba.njit(nogil=True, error_model="numpy", **alone)(loop)
    made.compile(signature)
    written = made.inspect_llvm(signature.args)
    function = binding.parse_assembly(written).get_function(
        made.overloads[signature.args].fndesc.llvm_func_name
    )
    module = binding.parse_assembly(written + _entry(function))
    outside = [f.name for f in module.functions if f.is_declaration and "llvm." not in f.name]
    if outside:
        raise ValueError(f"{loop.__name__} needs {outside}")
    machine = binding.Target.from_default_triple().create_target_machine(
        cpu=binding.get_host_cpu_name(),
        features=binding.get_host_cpu_features().flatten(),
        opt=3,
        jit=True,
    )
    code = np.frombuffer(machine.emit_object(module), np.uint8)
    tables.write(path, {"code": code})


def _entry(function: Any) -> str:
    """A function that takes the address of all arguments, since Python is slow to hand over many.

    The first two that numba's takes are where it puts its result and its error.
    """
    kinds = [str(argument.type) for argument in function.arguments][2:]
    passed = "".join(f", {kind} %value{at}" for at, kind in enumerate(kinds))
    lines = [
        f"  %place{at} = getelementptr i64, ptr %given, i64 {at}\n"
        f"  %value{at} = load {kind}, ptr %place{at}\n"
        for at, kind in enumerate(kinds)
    ]
    return (
        f"define i32 @{_ENTRY}(ptr %given) {{\n"
        "  %result = alloca ptr\n  %error = alloca ptr\n"
        f"{''.join(lines)}"
        f'  %status = call i32 @"{function.name}"(ptr %result, ptr %error{passed})\n'
        "  ret i32 %status\n}\n"
    )


def _type(kind: Kind) -> Any:
    """numba's type for a kind, as JSON has it."""
    from numba import from_dtype, types

    if kind == "int":
        return types.int64
    if isinstance(kind[0], str):
        dtype, dimensions, is_written = kind
        return types.Array(from_dtype(np.dtype(dtype)), dimensions, "C", readonly=not is_written)
    return types.Tuple(tuple(map(_type, kind)))  # type: ignore[no-untyped-call]


def main(module: str, name: str, kind: str, path: str) -> None:
    """What the compiling process runs."""
    compile_loop(getattr(importlib.import_module(module), name), json.loads(kind), Path(path))


if __name__ == "__main__":
    main(*sys.argv[1:])
