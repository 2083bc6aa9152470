"""What a plain installation lacks is told in one line, and nothing else needs it."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest

from bot.cli import extras

ROOT = Path(__file__).parents[2]
PLAIN = {
    re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-")
    for requirement in requires("wencheng") or ()
    if "extra ==" not in requirement
}


def imported() -> Iterator[str]:
    """The modules that the program imports, at their roots."""
    for room in ("bot", "corpus", "retrieval"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                match node:
                    case ast.Import():
                        yield from (alias.name.partition(".")[0] for alias in node.names)
                    case ast.ImportFrom(module=str(name), level=0):
                        yield name.partition(".")[0]


def test_every_module_is_plain_or_of_an_extra() -> None:
    named = {module for modules in extras.EXTRAS.values() for module in modules}
    names = {
        module: {n.lower().replace("_", "-") for n in of}
        for module, of in packages_distributions().items()
    }
    own = {"bot", "corpus", "retrieval", *sys.stdlib_module_names}
    wanted = set(imported()) - own - named
    assert [module for module in wanted if not names.get(module, set()) & PLAIN] == []


@pytest.mark.parametrize(
    ("extra", "module"), [("telegram", "telegram"), ("web", "starlette"), ("mcp", "mcp")]
)
def test_a_command_without_its_extra(extra: str, module: str) -> None:
    program = (
        f"import sys; sys.modules[{module!r}] = None; sys.argv = {['wencheng', extra]!r};"
        "from bot.cli import main; main()"
    )
    environment = {"TELEGRAM_BOT_TOKEN": "1:x", "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == [
        str(extras.missing(ModuleNotFoundError(name=module)))
    ]
    assert f"make install-{extra}" in done.stderr.decode()


def test_python_m_bot() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "--version"], cwd=ROOT, capture_output=True, check=True
    )
    assert done.stdout.startswith("问城".encode())
