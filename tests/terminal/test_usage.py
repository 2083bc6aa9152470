"""Calling the command line wrongly: one line of Chinese, exit code 2."""

import ast
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bot.cli import chinese, options
from bot.cli import cli as wencheng

PRINTED = {"core", "decorators", "exceptions", "formatting", "parser", "types"}
# What only a programmer or a prompt can bring about.
UNSEEN = (
    *("DeprecationWarning", "Could not determine", "No options defined", "Arguments take"),
    *("Name '", "Boolean option", "Do you want", "Confirm", "%(prog)s", "Choice(", "Did you"),
    "(Did you",
)


@pytest.fixture(autouse=True)
def speak_chinese() -> None:
    chinese.install()


@click.group()
def cli() -> None:
    """Commands with every kind of parameter."""


@cli.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False), metavar="FILE")
@click.option("--kind", type=click.Choice(["甲", "乙"]))
@click.option("--ratio", type=float, required=True)
@click.option("--pair", nargs=2)
@click.option("--raw", type=click.File("rb"))
@options.limit
def check(**_: object) -> None:
    """Check it."""


chinese.named(cli)


def complaint(*arguments: str) -> str:
    with pytest.raises(click.ClickException) as error:
        cli.main(list(arguments), prog_name="wencheng", standalone_mode=False)
    line = chinese.usage(error.value)
    assert "\n" not in line
    return line


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "wencheng：请给出命令：check（用法见 wencheng --help）"),
        (("chek",), "wencheng：没有“chek”这个命令，是不是 check？（用法见 wencheng --help）"),
        (("xyz",), "wencheng：没有“xyz”这个命令（用法见 wencheng --help）"),
        (("check", "--limt", "3"), "wencheng：没有 --limt 这个选项，是不是 --limit？"),
        (("check", "--limit"), "wencheng：--limit 后面要有一个值"),
        (("check", "--limit", "多"), "wencheng：--limit：“多”不是数"),
        (("check", "--limit", "99"), "wencheng：--limit：99 不行，要在 1 到 50 之间"),
        (("check", "--pair", "1"), "wencheng：--pair 后面要有 2 个值"),
        (("check", "--kind", "丙"), "wencheng：--kind：没有“丙”，可选的有 '甲', '乙'"),
        (("check", "--raw", "/no"), "wencheng：--raw：'/no'：没有这个文件"),
        (("check", "--ratio", "1"), "wencheng：缺少“FILE”"),
        (("check", "/"), "wencheng：FILE：/ 是文件夹"),
        (("check", "/no"), "wencheng：FILE：没有 /no"),
        (("check", __file__), "wencheng：缺少“--ratio”"),
        (("check", __file__, "b", "--ratio", "1"), "wencheng：多了“b”"),
    ],
)
def test_complaints(arguments: tuple[str, ...], said: str) -> None:
    assert complaint(*arguments).startswith(said)


@pytest.mark.parametrize("name", ["source", "stitch", "ask", "corpus", "feedback", "bench"])
def test_what_is_missing_has_a_chinese_name(name: str) -> None:
    command = wencheng.get_command(click.Context(wencheng), name)
    commands = command.commands.values() if isinstance(command, click.Group) else [command]
    arguments = [p for of in commands if of for p in of.params if isinstance(p, click.Argument)]
    assert arguments
    assert [p for p in arguments if p.human_readable_name.isascii()] == []


def test_what_was_typed_comes_back_short_and_harmless() -> None:
    line = complaint("\x1b[31m" + "x" * 5000)
    assert len(line) < 300
    assert "\x1b" not in line


def test_other_errors() -> None:
    assert chinese.usage(click.UsageError("请给出问题")) == "wencheng：请给出问题"
    assert chinese.usage(click.FileError("x")) == "wencheng：打不开 x: 原因不明"
    assert chinese.usage(click.BadParameter("不对")) == "wencheng：不对"


def test_help_is_in_chinese() -> None:
    with click.Context(check, info_name="check") as context:
        shown = check.get_help(context)
    for words in (
        "用法: check [选项] FILE",
        "选项:",
        "[默认 5; 在 1 到 50 之间]",
        "[必填]",
        "显示这段说明。",
    ):
        assert words in shown
    with click.Context(cli, info_name="wencheng") as context:
        assert "命令:" in cli.get_help(context)
        assert "wencheng [选项] 命令 [参数]…" in cli.get_help(context)


def test_every_text_of_click_has_its_chinese() -> None:
    missing = [text for text in _texts() if text not in chinese.CLICK]
    assert [text for text in missing if not text.startswith(UNSEEN)] == []


def test_every_translation_fills_the_same_blanks() -> None:
    for english, translated in chinese.CLICK.items():
        assert _blanks(translated) <= _blanks(english)


def _texts() -> Iterator[str]:
    """The texts that click looks up, read from its source."""
    for path in Path(click.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())) if path.stem in PRINTED else ():
            match node:
                case ast.Call(func=ast.Name(id="_" | "ngettext"), args=arguments):
                    yield from (str(a.value) for a in arguments if isinstance(a, ast.Constant))


def _blanks(template: str) -> set[str]:
    return {part.split("}")[0].split("!")[0] for part in template.split("{")[1:]}
