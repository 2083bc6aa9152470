"""What people read stands in a face's messages, not among the code."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ELSEWHERE = {
    "bot/cli/chinese.py": "click's own words",
    "bot/cli/corpus/browse.py": "how a city's name may end",
    "bot/mending.py": "quotation marks, as typed",
    "bot/review.py": "what is typed to correct a page",
    "bot/source/citation.py": "punctuation",
    "bot/telegram/replies/text.py": "punctuation",
    "bot/terminal/typeset.py": "punctuation",
    "bot/web/answers.py": "punctuation",
}
FILES = [
    file
    for file in sorted((ROOT / "bot").rglob("*.py"))
    # Tables for developers stand beside what is measured.
    if file.name != "messages.py" and "bench" not in file.parts
]


def is_chinese(text: str) -> bool:
    return any("\u3000" <= character <= "\u9fff" for character in text)


def said(tree: ast.Module) -> Iterator[str]:
    """The Chinese strings of a module that are no docstring, and no help of a command's option."""
    helps = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg in ("help", "metavar")
        for inner in ast.walk(node.value)
    }
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and is_chinese(text) and id(node) not in helps | alone:
            yield text


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_people_are_told_from_one_place(file: Path) -> None:
    name = str(file.relative_to(ROOT))
    found = list(said(ast.parse(file.read_text(encoding="utf-8"))))
    assert bool(found) == (name in ELSEWHERE), found


@pytest.mark.parametrize("kind", ["html", "js"])
def test_templates_and_scripts_hold_none(kind: str) -> None:
    files = sorted((ROOT / "bot" / "web").rglob(f"*.{kind}"))
    assert files
    assert not [file.name for file in files if is_chinese(file.read_text(encoding="utf-8"))]
