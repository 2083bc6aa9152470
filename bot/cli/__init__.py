"""The command line: one group, one module a command, errors as one line on standard error."""

import gc
import importlib
import io
import sys
from typing import NoReturn

import click

from bot.cli import chinese, messages
from corpus.errors import InputError, WenchengError, reason
from corpus.printable import printable

COMMANDS = {
    "ask": "bot.cli.ask",
    "chat": "bot.cli.chat",
    "source": "bot.cli.source",
    "stitch": "bot.cli.stitch",
    "corpus": "bot.cli.corpus",
    "eval": "bot.cli.measuring.evaluate",
    "telegram": "bot.cli.serving.telegram",
    "web": "bot.cli.serving.web",
    "mcp": "bot.cli.serving.mcp",
    "serve": "bot.cli.serving.serve",
    "feedback": "bot.cli.feedback",
    "check": "bot.cli.check",
    "bench": "bot.cli.measuring.bench",
    "completion": "bot.cli.completion",
}


class LazyGroup(click.Group):
    """Imports a command's module when the command is called: `ask` never loads Telegram."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order of the help text."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        # Nothing that is imported is garbage; looking for it takes a tenth of a start.
        gc.disable()
        module = importlib.import_module(COMMANDS[cmd_name])
        gc.freeze()
        gc.enable()
        return chinese.named(module.command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called; the help where that is asked for by its name."""
        if args[0] in messages.HELP:
            click.echo(ctx.get_help())
            ctx.exit()
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> None:
        """Run the command; it ends in silence where its reader goes away (`| head`)."""
        try:
            super().invoke(ctx)
        except BrokenPipeError:
            # Nothing is left to flush to it at exit.
            sys.stdout = None
            ctx.exit()


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar=messages.OPTIONS_METAVAR,
    subcommand_metavar=messages.COMMAND_METAVAR,
)
@click.version_option(package_name="wencheng", message=messages.VERSION, help=messages.VERSION_HELP)
def cli() -> None:
    """问城：在报纸报道里找答案，字字有出处。"""


def main() -> NoReturn:
    """Run the command line; exit 0, 1 for a failed run, 2 for bad input, 130 for Ctrl-C."""
    try:
        chinese.install()
        _never_fail_over_characters()
        sys.exit(cli.main(prog_name="wencheng", standalone_mode=False) or 0)
    except WenchengError as error:
        _fail(str(error), error.exit_code)
    except ModuleNotFoundError as error:
        from bot.cli import extras  # nothing is missing, as a rule

        _fail(str(extras.missing(error)), InputError.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except click.ClickException as error:
        _fail(chinese.usage(error), 2)
    except OSError as error:
        _fail(f"{error.filename or messages.OUTPUT}：{reason(error)}", 1)
    except Exception as error:
        from bot import failures  # nothing fails inside, as a rule

        _fail(messages.FAILED.format(id=failures.logged(error), log=failures.path()), 1)


def _never_fail_over_characters() -> None:
    """A terminal without Chinese shows question marks; a program should not stop for that."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _fail(message: str, code: int) -> NoReturn:
    click.echo(printable(" ".join(message.split())), err=True)
    sys.exit(code)
