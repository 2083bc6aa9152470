"""`wencheng corpus remove`, `rename`, `undo`: changes of the library that can be taken back."""

import time
from pathlib import Path

import click

from bot import config
from bot.cli import options
from bot.config import Config
from corpus import library
from corpus.errors import InputError, RunError
from corpus.imports.survey import Import
from corpus.library import Library, LibraryPage
from corpus.publishing import publish
from corpus.publishing.changes import Changes

REMOVED = "已删去 {name}（{reports} 篇），可用 wencheng corpus undo 撤销。"
REMOVED_IMPORT = "已删去导入的 {name}，可用 wencheng corpus undo 撤销。"
RENAMED = "已把 {old} 改名为 {new}。"
UNDONE = "已撤销：{what}（{when}）。"
NOTHING = "没有可撤销的改动"
CHANGED_SINCE = "{what}：后来又改过，不能撤销"
NO_PAGE = "没有“{name}”这一版，也没有这个导入；现有 {known}"
NONE = "（语料库是空的）"
SHIPPED = "“{name}”是程序自带的，不能改动；不想要它，请在配置里写 shipped: false"


@click.command("remove")
@click.argument("name")
@options.config
def remove(name: str, config_path: Path | None) -> None:
    """删去一版或一个导入，连同它的原版面；可以撤销。"""
    settings = config.load(config_path)
    held = library.load(settings.folders)
    found = _found(held, settings, name)
    if isinstance(found, Import):
        publish.make(settings.library, publish.REMOVE, {found.path.name: None})
        click.echo(REMOVED_IMPORT.format(name=name))
        return
    publish.remove(found, settings.library, held)
    click.echo(REMOVED.format(name=name, reports=len(found.page.sections)))


@click.command("rename")
@click.argument("old")
@click.argument("new")
@options.config
def rename(old: str, new: str, config_path: Path | None) -> None:
    """给一版换个名字。"""
    settings = config.load(config_path)
    found = _found(library.load(settings.folders), settings, old)
    if isinstance(found, Import):
        raise InputError(f"“{old}”是导入的段落，请用 --name 重新导入")
    publish.rename(found, settings.library, new.removesuffix(publish.SUFFIX))
    click.echo(RENAMED.format(old=old, new=new))


@click.command("undo")
@options.config
def undo(config_path: Path | None) -> None:
    """撤销最近一次添加、删去、改名或修改，聊天和网页里做的也算。"""
    changes = Changes(config.load(config_path).library)
    made = changes.made()
    if not made:
        raise RunError(NOTHING)
    last = made[0]
    if not changes.take_back(last.identity):
        raise RunError(CHANGED_SINCE.format(what=last.what))
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(last.at))
    click.echo(UNDONE.format(what=last.what, when=when))


def _found(held: Library, settings: Config, name: str) -> LibraryPage | Import:
    """The page or import of a name, in the folder that may be changed."""
    named = name.removesuffix(publish.SUFFIX)
    everything: tuple[LibraryPage | Import, ...] = (*held.pages, *held.imports)
    found = [one for one in everything if one.name == named]
    own = [one for one in found if one.path.parent == settings.library]
    if own:
        return own[0]
    if found:
        raise InputError(SHIPPED.format(name=name))
    known = "、".join(one.name for one in everything) or NONE
    raise InputError(NO_PAGE.format(name=name, known=known))
