"""What the README, the changelog and the picture say is what the program does."""

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import requires, version
from itertools import takewhile
from pathlib import Path

import click
import pytest

from bot.cli import cli
from docs import picture, talk

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ROWS = re.findall(r"(?m)^\| `wencheng ([^`]*)` \| (.*) \|$", README)
LINKS = [
    (page, target)
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
    for target in re.findall(r"\]\(((?!https?:)[^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
]
PROGRAM = Path(sys.executable).with_name("wencheng")


def commands(group: click.Group, *names: str) -> Iterator[tuple[str, ...]]:
    """The words of every command of the program."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, *names, name)
        else:
            yield *names, name


def found(words: list[str]) -> click.Command:
    """The command of a table row; its words in capitals are arguments."""
    command: click.Command = cli
    for word in words:
        if isinstance(command, click.Group):
            inner = command.get_command(click.Context(command), word)
            assert inner is not None, word
            command = inner
    return command


def test_the_table_has_every_command_and_no_other() -> None:
    table = {tuple(takewhile(str.islower, usage.split())) for usage, _ in ROWS}
    assert table == set(commands(cli))


@pytest.mark.parametrize(("usage", "told"), ROWS, ids=[usage for usage, _ in ROWS])
def test_every_option_named_is_one(usage: str, told: str) -> None:
    command = found(usage.split())
    options = {option for parameter in command.params for option in parameter.opts}
    named = re.findall(
        r"(?<![\w-])--?[a-z][\w-]*", usage + " " + "".join(re.findall("`[^`]*`", told))
    )
    assert set(named) <= options


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["ask", "上海的地铁"], 0), (["ask"], 2), (["stitch", "没有这个文件"], 2), (["不是命令"], 2)],
)
def test_exit_codes(arguments: list[str], code: int) -> None:
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert len(done.stderr.splitlines()) == (code != 0)


def test_the_quick_start_answers() -> None:
    (command,) = re.findall(r"(?m)^\$ (make ask Q=\S+)$", README)
    done = subprocess.run(
        [*command.split(), f"PYTHON={sys.executable}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "“四大体系”" in done.stdout


@pytest.mark.parametrize(("page", "target"), LINKS, ids=[f"{p.name}-{t}" for p, t in LINKS])
def test_every_link_leads_somewhere(page: Path, target: str) -> None:
    assert (page.parent / target).exists()


def test_every_package_has_its_reason() -> None:
    table = README.partition("| package |")[2].partition("\n\n")[0].lower()
    wanted = [r for r in requires("wencheng") or () if not re.search('"(dev|browser)"', r)]
    names = {re.split(r"[^\w.-]", requirement)[0] for requirement in wanted} - {"wencheng"}
    assert [name for name in names if name not in table] == []


@pytest.mark.parametrize(("name", "scene"), picture.PICTURES.items(), ids=[*picture.PICTURES])
def test_the_pictures_are_what_the_chat_shows(name: str, scene: tuple[str, int, int]) -> None:
    drawn = (picture.FOLDER / name).read_text(encoding="utf-8")
    assert picture.drawn(*scene) == drawn, "run `make picture`"


def test_the_pictures_are_what_the_bot_says() -> None:
    for name, bubbles in talk.scenes().items():
        drawn = (picture.FOLDER / name).read_text(encoding="utf-8")
        assert talk.drawn(bubbles) == drawn, "run `make picture`"


CHINESE = sorted((ROOT / "docs" / "zh").glob("*.md"))


@pytest.mark.parametrize("page", CHINESE, ids=[page.stem for page in CHINESE])
def test_the_chinese_pages_name_real_commands(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for words, options in re.findall(r"wencheng ((?:[a-z]+ ?)+)((?:[^`\n]*))", text):
        named = set(re.findall(r"(?<![\w-])--[a-z][\w-]*", options))
        known = found(words.split())
        if not isinstance(known, click.Group):
            assert named <= {option for parameter in known.params for option in parameter.opts}
    targets = set(
        re.findall(r"(?m)^([a-z][a-z -]*):", (ROOT / "Makefile").read_text(encoding="utf-8"))
    )
    makes = {word for line in targets for word in line.split()}
    assert set(re.findall(r"[`$] ?make ([a-z]+)(?![a-z-])", text)) <= makes


def test_the_newest_release_is_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.findall(r"(?m)^## \[([\d.]+)\] - \d{4}-\d\d-\d\d$", changelog)[0]
    shown = subprocess.run([PROGRAM, "--version"], capture_output=True, text=True, check=True)
    assert newest == version("wencheng") == shown.stdout.split()[-1]


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 150
