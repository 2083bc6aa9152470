"""The rooms of the house: imports go one way, without circles, and every room stays small."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PRODUCT = ("corpus", "retrieval", "bot")
LONGEST_FILE = 300
FULLEST_FOLDER = 15

FILES = sorted(file for top in (*PRODUCT, "tests") for file in (ROOT / top).rglob("*.py"))


def module_of(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_of(file): file for file in FILES if file.relative_to(ROOT).parts[0] in PRODUCT}


def imports(file: Path) -> Iterator[str]:
    """The product's modules that a module imports, wherever in it, but for its types alone."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    typing_only = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node not in typing_only:
            for name in node.names:
                whole = f"{node.module}.{name.name}"
                yield whole if whole in MODULES else node.module
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


@pytest.fixture(scope="module")
def graph() -> dict[str, set[str]]:
    """Which modules of the product each of them imports."""
    return {
        name: {target for target in imports(file) if target in MODULES and target != name}
        for name, file in MODULES.items()
    }


def room_of(module: str) -> str:
    """What a folder or a module at the top of a package is in its package: `retrieval.index`."""
    return ".".join(module.split(".")[:2])


def assert_no_circle(graph: dict[str, set[str]]) -> None:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_packages_import_one_way(graph: dict[str, set[str]]) -> None:
    for name, targets in graph.items():
        allowed = PRODUCT[: PRODUCT.index(name.split(".")[0]) + 1]
        assert {target.split(".")[0] for target in targets} <= set(allowed), name


def test_no_module_imports_itself_by_a_detour(graph: dict[str, set[str]]) -> None:
    assert_no_circle(graph)


def test_rooms_import_one_way(graph: dict[str, set[str]]) -> None:
    rooms: dict[str, set[str]] = {}
    for name, targets in graph.items():
        if "." in name:
            others = {room_of(target) for target in targets if "." in target}
            rooms.setdefault(room_of(name), set()).update(others - {room_of(name)})
    assert_no_circle(rooms)


@pytest.mark.parametrize("file", FILES, ids=module_of)
def test_no_file_is_too_long(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


def test_no_room_is_too_full() -> None:
    counts: dict[Path, int] = {}
    for file in FILES:
        counts[file.parent] = counts.get(file.parent, 0) + 1
    full = {str(f.relative_to(ROOT)): n for f, n in counts.items() if n > FULLEST_FOLDER}
    assert not full


def test_every_room_has_a_door_that_says_what_it_is() -> None:
    for folder in {file.parent for file in MODULES.values()}:
        door = folder / "__init__.py"
        assert door.exists(), folder
        assert ast.get_docstring(ast.parse(door.read_text(encoding="utf-8"))), door


def test_a_class_has_a_name_of_its_own() -> None:
    named: dict[str, list[str]] = {}
    for module, file in MODULES.items():
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                named.setdefault(node.name, []).append(module)
    assert {name: modules for name, modules in named.items() if len(modules) > 1} == {}
