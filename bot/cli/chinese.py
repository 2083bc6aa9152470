"""Click's own words in Chinese, on the way click has for it: each text goes through gettext.

Catalogues of gettext are chosen by the locale; the program speaks Chinese in every locale, so the
modules of click get a look-up of their own instead.
"""

import click
from click import core, decorators, exceptions, formatting, parser, types

from bot.cli.messages import CLICK, COMMAND_METAVAR, OPTIONS_METAVAR


def install() -> None:
    """Make click speak Chinese in this process."""
    for module in (core, decorators, exceptions, formatting, parser, types):
        words = vars(module)
        words.update(_=_gettext)
        if "ngettext" in words:
            words.update(ngettext=_ngettext)


def named(command: click.Command) -> click.Command:
    """The command, its subcommands too, with Chinese placeholders in the usage line."""
    command.options_metavar = OPTIONS_METAVAR
    if isinstance(command, click.Group):
        command.subcommand_metavar = COMMAND_METAVAR
        for inner in command.commands.values():
            named(inner)
    return command


def _gettext(text: str) -> str:
    return CLICK.get(text, text)


def _ngettext(one: str, several: str, count: int) -> str:
    return _gettext(one if count == 1 else several)
