"""`wencheng completion`: the tab key completes commands and options in the person's shell."""

import os
import re
import shlex
import sys
from pathlib import Path

import click
from click.shell_completion import get_completion_class
from platformdirs import user_config_path, user_data_path

from bot.cli import messages
from corpus.errors import InputError
from corpus.files import write_atomic

SHELLS = ("bash", "zsh", "fish")
_RC = {"bash": ".bashrc", "zsh": ".zshrc"}
# Where click's scripts call the program by the name that was typed, and want it on the PATH.
_CALL = re.compile(
    r"(?<=bash_complete )\$1|(?<=zsh_complete )wencheng|(?<=\(commandline -t\) )wencheng"
)
_ON_PATH = "(( ! $+commands[wencheng] )) && return 1"
_LINE = '[ -r "{script}" ] && . "{script}"'


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS), required=False, metavar="[bash|zsh|fish]")
def command(shell: str | None) -> None:
    """让 Tab 键补全命令和选项；不写是哪种 shell，就用现在的。"""
    shell = shell or Path(os.environ.get("SHELL", "")).name
    if shell not in SHELLS:
        raise InputError(messages.WHICH_SHELL.format(shells=messages.JOIN.join(SHELLS)))
    script = _place(shell)
    write_atomic(script, _script(shell).encode())
    if rc := _RC.get(shell):
        _load_from(Path.home() / rc, _LINE.format(script=script))
    click.echo(messages.COMPLETION.format(script=script))


def _place(shell: str) -> Path:
    """Where the script goes: fish looks in a folder of its own."""
    if shell == "fish":
        return user_config_path("fish") / "completions" / "wencheng.fish"
    return user_data_path("wencheng") / f"completion.{shell}"


def _script(shell: str) -> str:
    kind = get_completion_class(shell)
    assert kind is not None
    root = click.get_current_context().find_root().command
    source = kind(root, {}, "wencheng", "_WENCHENG_COMPLETE").source()
    return _CALL.sub(lambda _: _program(), source.replace(_ON_PATH, ""))


def _program() -> str:
    """The running program as a shell calls it from anywhere: it need not be on the PATH."""
    path = Path(sys.argv[0]).absolute()
    run = [sys.executable, str(path)] if path.suffix == ".py" else [str(path)]
    return " ".join(map(shlex.quote, run))


def _load_from(rc: Path, line: str) -> None:
    """Have the shell load the script when it starts, once; nothing else of its file is touched."""
    with rc.open("ab+") as file:
        file.seek(0)
        text = file.read()
        if line.encode() not in text:
            file.write(b"\n" * (not text.endswith(b"\n") and bool(text)) + f"{line}\n".encode())
