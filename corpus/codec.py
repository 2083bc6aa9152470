"""Dataclasses as JSON and back: what is kept of a library is read, and never runs anything.

A record is an object of those fields that are not at their default or null; dates and paths are
strings, tuples are lists. A field that is missing is its default, or null.
"""

import json
import types
from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")

_Read = Callable[[Any], Any]


def dumps(value: object) -> str:
    """A record, or a list of them, as one line."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def loads(text: str, shape: type[T]) -> T:
    """What `dumps` wrote of a dataclass of type `shape`."""
    found: T = _reader(cast(Hashable, shape))(json.loads(text))
    return found


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        held = ((field, getattr(value, field.name)) for field in fields(value))
        return {f.name: _plain(v) for f, v in held if v is not None and v != f.default}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Path) else value


@cache
def _reader(hint: Any) -> _Read:
    """What makes a value of this type of what JSON has for it."""
    if is_dataclass(hint):
        return _record(hint)
    if get_origin(hint) is tuple:
        return _tuple(get_args(hint))
    if get_origin(hint) in (Union, types.UnionType):
        (inner,) = (_reader(arg) for arg in get_args(hint) if arg is not types.NoneType)
        return lambda value: None if value is None else inner(value)
    made: dict[Any, _Read] = {date: date.fromisoformat, Path: Path}
    return made.get(hint, _same)


def _same(value: Any) -> Any:
    return value


def _record(shape: Any) -> _Read:
    hints = get_type_hints(shape)
    readers = {field.name: _reader(hints[field.name]) for field in fields(shape)}
    absent = {f.name: None for f in fields(shape) if f.default is f.default_factory is MISSING}

    def read(value: Mapping[str, Any]) -> Any:
        return shape(**absent | {name: readers[name](held) for name, held in value.items()})

    return read


def _tuple(args: tuple[Any, ...]) -> _Read:
    if args[-1] is Ellipsis:
        inner = _reader(args[0])
        return tuple if inner is _same else lambda value: tuple(map(inner, value))
    inners = [*map(_reader, args)]
    if all(inner is _same for inner in inners):
        return tuple
    return lambda value: tuple(i(v) for i, v in zip(inners, value, strict=True))
