"""`wencheng corpus`: look at the library, check it, add to it; one module a command."""

import click

from bot.cli.corpus import add, archive, browse, changing, check, imports, looking, push


@click.group("corpus")
def command() -> None:
    """查看、检查和添加语料。"""


command.add_command(browse.listed)
command.add_command(browse.shown)
command.add_command(add.command)
command.add_command(changing.remove)
command.add_command(changing.rename)
command.add_command(changing.undo)
command.add_command(looking.search)
command.add_command(looking.stats)
command.add_command(looking.export)
command.add_command(archive.backup)
command.add_command(archive.restore)
command.add_command(imports.command)
command.add_command(check.command)
command.add_command(push.command)
