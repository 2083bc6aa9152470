"""YAML files read into frozen dataclasses, strictly: errors name the file, the line and the key."""

import types
from collections.abc import Iterator
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

import yaml

from corpus.errors import InputError
from corpus.files import read_text

T = TypeVar("T")

MAX_DEPTH = 20
# Keys, values, and ends of lists: a page has some thousands. So many take two seconds.
MAX_EVENTS = 60_000
MAX_LABEL = 40
# Of what is no text: numbers of any length take any time.
MAX_PLAIN = 40

_NULL, _TEXT = "tag:yaml.org,2002:null", "tag:yaml.org,2002:str"
_KINDS: dict[type, str] = {
    str: "文字",
    int: "整数",
    float: "数字",
    bool: " true 或 false",
    date: "日期（如 2016-01-20）",
    Path: "路径",
}


@dataclass(frozen=True, slots=True)
class YamlDocument(Generic[T]):
    """What a file held, and each value's line (from 1) by key, e.g. `sections[2]`."""

    value: T
    lines: dict[str, int]


def read(path: Path, shape: type[T]) -> YamlDocument[T]:
    """Read one YAML document as a dataclass of type `shape`.

    Keys are the field names; fields with a default may be left out or null; others may be null
    where their type says so. Strings and lists may not be empty unless empty is their default.

    Raises:
        InputError: the file can't be read, is no YAML, or does not have the shape.
    """
    node = _compose(path)
    if node is None:
        if any(_required(field) for field in fields(shape)):  # type: ignore[arg-type]
            raise InputError.at(path, None, "文件是空的")
        return YamlDocument(shape(), {})
    reader = _Reader(path)
    return YamlDocument(reader.value(node, shape, ""), reader.lines)


def _compose(path: Path) -> yaml.Node | None:
    text = read_text(path)
    try:
        _check_shape(path, text)
        return yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = None if mark is None else mark.line + 1
        raise InputError.at(path, line, yaml_reason(error.problem)) from None
    except yaml.reader.ReaderError as error:
        line = text.encode().count(b"\n", 0, error.position) + 1
        raise InputError.at(path, line, f"有 YAML 不允许的字符 U+{error.character:04X}") from None


def _check_shape(path: Path, text: str) -> None:
    """Refuse what is too much to read, too deep to compose, or would be multiplied (aliases)."""
    depth = 0
    for number, event in enumerate(yaml.parse(text, Loader=yaml.CSafeLoader)):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        line = event.start_mark.line + 1  # type: ignore[union-attr]
        if number > MAX_EVENTS:
            raise InputError.at(path, line, f"内容太多（键和值合计上限约 {MAX_EVENTS} 个）")
        if depth > MAX_DEPTH:
            raise InputError.at(path, line, "括号或缩进套得太深")
        if isinstance(event, yaml.AliasEvent):
            raise InputError.at(path, line, "不能用 YAML 的别名（*）")


class _Reader:
    """Turns the nodes of one file into values; nodes know their lines."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._loader = yaml.SafeLoader("")
        self.lines: dict[str, int] = {}

    def value(self, node: yaml.Node, hint: Any, key: str) -> Any:
        self.lines[key] = node.start_mark.line + 1
        hint = self._optional(node, hint)
        if hint is None:
            return None
        if is_dataclass(hint):
            return self._record(node, hint, key)
        if get_origin(hint) is tuple:
            return self._tuple(node, get_args(hint), key)
        return self._scalar(node, hint, key)

    def _optional(self, node: yaml.Node, hint: Any) -> Any:
        """The type under `X | None`, or None where the node is null and may be."""
        if get_origin(hint) not in (Union, types.UnionType):
            return hint
        if node.tag == _NULL:
            return None
        return next(arg for arg in get_args(hint) if arg is not types.NoneType)

    def _record(self, node: yaml.Node, shape: Any, key: str) -> Any:
        if not isinstance(node, yaml.MappingNode):
            raise self._error(node, key, "应是“键: 值”的一组")
        hints, known = get_type_hints(shape), {f.name: f for f in fields(shape)}
        values: dict[str, Any] = {}
        for name, inner in self._items(node, known):
            if name in values:
                raise self._error(inner, _join(key, name), "这个键写了两次")
            if inner.tag == _NULL and not _required(known[name]):
                continue
            values[name] = self.value(inner, hints[name], _join(key, name))
            if values[name] in ("", ()) and not _may_be_empty(known[name]):
                raise self._error(inner, _join(key, name), "不能是空的")
        for name, field in known.items():
            if name not in values and _required(field):
                raise self._error(node, _join(key, name), "缺少这个键")
        return shape(**values)

    def _items(
        self, node: yaml.MappingNode, known: dict[str, Field[Any]]
    ) -> Iterator[tuple[str, yaml.Node]]:
        for name, inner in node.value:
            if not isinstance(name, yaml.ScalarNode) or name.value not in known:
                label = name.value[:MAX_LABEL] if isinstance(name, yaml.ScalarNode) else ""
                raise self._error(name, label, f"不认识的键，可用的有 {'、'.join(known)}")
            yield name.value, inner

    def _tuple(self, node: yaml.Node, args: tuple[Any, ...], key: str) -> tuple[Any, ...]:
        if not isinstance(node, yaml.SequenceNode):
            raise self._error(node, key, "应是一个列表")
        if args[-1] is Ellipsis:
            args = (args[0],) * len(node.value)
        if len(node.value) != len(args):
            raise self._error(node, key, f"应有 {len(args)} 项")
        pairs = zip(node.value, args, strict=True)
        values = tuple(self.value(n, a, f"{key}[{i}]") for i, (n, a) in enumerate(pairs, 1))
        for inner, value in zip(node.value, values, strict=True):
            if value == "":
                raise self._error(inner, key, "不能有空的项")
        return values

    def _scalar(self, node: yaml.Node, kind: Any, key: str) -> Any:
        value = self._plain(node) if isinstance(node, yaml.ScalarNode) else None
        if kind is Path and isinstance(value, str):
            return self._path.parent / Path(value).expanduser()
        if kind is float and type(value) is int:
            return float(value)
        if type(value) is not kind:
            hint = "，请加引号" if kind is str and isinstance(node, yaml.ScalarNode) else ""
            raise self._error(node, key, f"应是{_KINDS[kind]}{hint}")
        return str(value).strip() if kind is str else value

    def _plain(self, node: yaml.ScalarNode) -> Any:
        """What the node stands for; None where it is not what its tag says."""
        if node.tag == _TEXT:
            return node.value
        if len(node.value) > MAX_PLAIN:
            return None
        try:
            return self._loader.construct_object(node)
        # What PyYAML's constructors raise at `!!bool foo`, `!!int ''`, `!!timestamp foo`.
        except (yaml.YAMLError, ValueError, LookupError, AttributeError, OverflowError):
            return None

    def _error(self, node: yaml.Node, key: str, message: str) -> InputError:
        text = f"{key}：{message}" if key else message
        return InputError.at(self._path, node.start_mark.line + 1, text)


def _join(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name


def _may_be_empty(field: Field[Any]) -> bool:
    return field.default in ("", ()) or bool(field.metadata.get("may_be_empty"))


def _required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


# By a part of what the parser says; the first that fits.
_YAML = {
    "mapping values are not allowed": "冒号的位置不对，含冒号的文字请加引号",
    "cannot start any token": "这里不能以制表符或 @ % ` 开头，请改用空格或加引号",
    "unexpected end of stream": "引号没有配对",
    "expected ',' or": "括号没有配对，或缺逗号",
    "expected node content": "括号没有配对，或缺内容",
    "could not find expected ':'": "缺冒号",
    "expected '-' indicator": "缩进没有对齐",
    "did not find expected key": "缩进没有对齐，或引号后面多了字",
    "tab character": "缩进请用空格，不能用制表符",
    "another document": "多了一行 ---",
    "escape character": "双引号里的反斜杠写法不对",
}


def yaml_reason(problem: str | None) -> str:
    """What is wrong with the YAML: the parser's `problem`, as far as it is known."""
    known = (reason for part, reason in _YAML.items() if part in (problem or ""))
    return "：".join(["YAML 写法有误", *list(known)[:1]])
