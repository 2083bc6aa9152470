"""`wencheng corpus`: look at the library, check it, add to it."""

from pathlib import Path

import click

from bot import config, library_view
from bot.cli import options, stitch
from bot.render import Screen
from corpus import checking, library
from corpus.errors import InputError, WenchengError
from corpus.library import Library
from corpus.section import Page
from corpus.stitch import stitch_file


@click.group("corpus")
def command() -> None:
    """查看、检查和添加语料。"""


@command.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE…]")
@options.config
def check(files: tuple[Path, ...], config_path: Path | None) -> None:
    """检查语料文件；不指明文件则检查整个语料库。"""
    folders = () if files else config.load(config_path).folders
    files = files or tuple(path for folder in folders for path in sorted(folder.glob("*.yaml")))
    bad = [path for path in files if not _report(path)]
    if bad:
        raise InputError(f"{len(files)} 个文件中有 {len(bad)} 个不合格")
    library.load(folders)
    library.reject_doubles(Library(tuple(map(library.read_page, files))))
    click.echo(f"{len(files)} 个文件都合格")


def _report(path: Path) -> bool:
    """Print what is wrong with one file, or what it holds and what a person should look at."""
    try:
        page = library.read_page(path)
    except WenchengError as error:
        click.echo(str(error), err=True)
        return False
    sections = page.page.sections
    click.echo(f"{path}：{len(sections)} 篇，{sum(len(s.paragraphs) for s in sections)} 段")
    for warning in checking.warnings(page):
        click.echo(f"  请留意：{warning}")
    return True


@command.command("list")
@options.config
def list_(config_path: Path | None) -> None:
    """列出语料库里的每篇报道。"""
    library_view.print_library(Screen(), library.load(config.load(config_path).folders))


@command.command("show")
@click.argument("name")
@options.config
def show(name: str, config_path: Path | None) -> None:
    """显示一页、一地或一位发言人的报道全文。"""
    held = library.load(config.load(config_path).folders)
    found = [
        (page, section)
        for page, _, section in held.sections()
        if name in (page.name, section.author) or name.removesuffix("市") == section.city
    ]
    if not found:
        known = dict.fromkeys(section.city for _, _, section in held.sections() if section.city)
        raise InputError(f"没有“{name}”的报道；可以是{'、'.join(known) or '（语料库是空的）'}")
    screen = Screen()
    for number, (page, section) in enumerate(found):
        if number:
            screen.line()
        library_view.print_section(screen, page, section)


@command.command("add")
@click.argument("page", type=click.Path(path_type=Path))
@options.config
def add(page: Path, config_path: Path | None) -> None:
    """拼好一版报纸，收进语料库；也收已经写好的 YAML。"""
    settings = config.load(config_path)
    held = library.load(settings.folders)
    target = settings.library / f"{page.stem}.yaml"
    if page.suffix == ".yaml":
        stitch.write(*_written(page), target, held)
        return
    stitched, raw = stitch_file(page, held)
    stitch.show(stitched)
    stitch.write(stitched.page(raw), page, target, held)


def _written(path: Path) -> tuple[Page, Path | None]:
    """A library file made elsewhere, and the raw page that lies beside it."""
    held = library.read_page(path)
    raw = path.parent / held.page.raw.file if held.page.raw and held.raw_text is not None else None
    return held.page, raw
