"""`wencheng corpus remove`, `rename`, `undo`: changes of the library that can be taken back."""

import time
from pathlib import Path

import click

from bot import config
from bot.cli import messages, options
from bot.config import Config
from corpus import library
from corpus.errors import InputError, RunError
from corpus.imports.survey import Import
from corpus.library import Library, LibraryPage
from corpus.publishing import publish
from corpus.publishing.changes import Changes


@click.command("remove")
@click.argument("name", metavar="名字")
@options.config
def remove(name: str, config_path: Path | None) -> None:
    """删去一版或一个导入，连同它的原版面；可以撤销。"""
    settings = config.load(config_path)
    held = library.load(settings.folders)
    found = _found(held, settings, name)
    if isinstance(found, Import):
        publish.make(settings.library, publish.REMOVE, {found.path.name: None})
        click.echo(messages.REMOVED_IMPORT.format(name=name))
        return
    publish.remove(found, settings.library, held)
    click.echo(messages.REMOVED.format(name=name, reports=len(found.page.sections)))


@click.command("rename")
@click.argument("old", metavar="原名")
@click.argument("new", metavar="新名")
@options.config
def rename(old: str, new: str, config_path: Path | None) -> None:
    """给一版换个名字。"""
    settings = config.load(config_path)
    found = _found(library.load(settings.folders), settings, old)
    if isinstance(found, Import):
        raise InputError(messages.NO_RENAMING.format(name=old))
    publish.rename(found, settings.library, new.removesuffix(publish.SUFFIX))
    click.echo(messages.RENAMED.format(old=old, new=new))


@click.command("undo")
@options.config
def undo(config_path: Path | None) -> None:
    """撤销最近一次添加、删去、改名或修改，聊天和网页里做的也算。"""
    changes = Changes(config.load(config_path).library)
    made = changes.made()
    if not made:
        raise RunError(messages.NOTHING_CHANGED)
    last = made[0]
    if not changes.take_back(last.identity):
        raise RunError(messages.CHANGED_SINCE.format(what=last.what))
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(last.at))
    click.echo(messages.UNDONE.format(what=last.what, when=when))


def _found(held: Library, settings: Config, name: str) -> LibraryPage | Import:
    """The page or import of a name, in the folder that may be changed."""
    named = name.removesuffix(publish.SUFFIX)
    everything: tuple[LibraryPage | Import, ...] = (*held.pages, *held.imports)
    found = [one for one in everything if one.name == named]
    own = [one for one in found if one.path.parent == settings.library]
    if own:
        return own[0]
    if found:
        raise InputError(messages.SHIPPED_PAGE.format(name=name))
    known = messages.JOIN.join(one.name for one in everything) or messages.NO_PAGES
    raise InputError(messages.NO_PAGE.format(name=name, known=known))
