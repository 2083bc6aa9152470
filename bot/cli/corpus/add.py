"""`wencheng corpus add`: pages of any kind, looked at and put into the library."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import click

from bot import config, mending, progress, review
from bot.cli import opening, options
from bot.cli.corpus.review import ask, show_all
from bot.cli.feedback import mending_of
from bot.config import Config
from corpus import library, strict
from corpus.errors import InputError, RunError, WenchengError
from corpus.library import Library
from corpus.printable import printable
from corpus.publishing import keeping, publish
from corpus.publishing.naming import require_name
from corpus.publishing.publish import ConflictError, Incoming
from corpus.section import Page

READING = "读 {name}"
ADDED = "已写入 {path}。"
WOULD_ADD = "会写入 {path}。"
UNCHANGED = "{path} 已有，内容相同。"
NOT_ADDED = "{file}：没有收下"
DOUBTFUL = "{file}：有 {count} 处拿不准，没有收下；请在终端里核对，或加 --yes 照现在的样子收下"
EXISTS = "{path} 已有；与这次的不同时，要加 --replace 才换成这次的。"
DIFFERENCES = "{path} 与这次的不同之处："
ANYWAY = "仍要收下吗？"
SILENCES = "{file}：有问题因此答不上了，没有收下；仍要收下，加 --yes"
KEPT = "版面没变、手工改过的，照留手工的：{headlines}"
LOST = "版面变了、手工也改过的，用了这次的：{headlines}"
NO_HEADLINE = "无题"
MORE = "……还有 {count} 处"
MAX_SHOWN = 40
# Bytes of an imported passage, at least, with its id and text.
IMPORTED = 100
OUTCOME = "{good} 个文件收下了，{bad} 个没有"
NO_FILES = "{folder}：里面没有可以添加的文件"
ONE_NAME = "--name 只能用于一个文件"


@click.command("add")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--yes", is_flag=True, help="不问，照拼好的样子收下。")
@click.option("--dry-run", is_flag=True, help="只看会怎样，什么也不写。")
@click.option("--replace", "replacing", is_flag=True, help="语料库里已有的换成这次的，先显示不同。")
@click.option("--name", metavar="NAME", help="在语料库里的名字；不给则用文件的名字。")
@options.config
def command(
    files: tuple[Path, ...],
    yes: bool,
    dry_run: bool,
    replacing: bool,
    name: str | None,
    config_path: Path | None,
) -> None:
    """收进一版报纸：文字、PDF、照片、Word 文档、网页或写好的 YAML；文件夹整个收。"""
    adding = _Adding(config.load(config_path), yes, dry_run, replacing)
    given = [path for file in files for path in _files(file)]
    if len(given) == 1:
        adding.add(given[0], name or "")
        return
    if name:
        raise click.UsageError(ONE_NAME)
    failed = [error for path in given if (error := adding.outcome(path))]
    click.echo(OUTCOME.format(good=len(given) - len(failed), bad=len(failed)))
    if failed:
        click.get_current_context().exit(max(error.exit_code for error in failed))


def _files(path: Path) -> Iterator[Path]:
    """A file, or those of a folder, but for the raw files of library files."""
    if not path.is_dir():
        yield path
        return
    files = [file for file in sorted(path.iterdir()) if _is_given(file)]
    if not files:
        raise InputError(NO_FILES.format(folder=path))
    written = [file for file in files if file.suffix == publish.SUFFIX]
    raw = {*filter(None, map(_raw_of, written))}
    stems = {file.stem for file in written}
    yield from (f for f in files if f in written or not (f.name in raw or f.stem in stems))


def _raw_of(written: Path) -> str | None:
    """The raw file that a library file names; None where that can't be read: it is told later."""
    with suppress(InputError):
        page = strict.read(written, Page).value
        return page.raw.file if page.raw else None
    return None


def _is_given(file: Path) -> bool:
    return file.is_file() and not file.name.startswith(".") and file.suffix != ".json"


def _is_large(held: Library) -> bool:
    """Whether it takes long to compile a library, which is another after each file."""
    written = sum(len(section.paragraphs) for _, _, section in held.sections())
    imported = sum(one.path.stat().st_size for one in held.imports) // IMPORTED
    return written + imported > mending.SMALL


class _Adding:
    """How files are added: whether a person is asked, and whether anything is written."""

    def __init__(self, settings: Config, yes: bool, dry_run: bool, replacing: bool) -> None:
        self._settings = settings
        self._dry_run, self._replacing = dry_run, replacing
        self._asks = sys.stdin.isatty() and not yes and not dry_run
        self._confirmed = yes or dry_run

    def outcome(self, path: Path) -> WenchengError | None:
        """Add one file of several: what went wrong is told, and the others go on."""
        try:
            self.add(path, "")
        except WenchengError as error:
            click.echo(str(error), err=True)
            return error
        return None

    def add(self, path: Path, name: str) -> None:
        """Read a file, have it looked at, and write it.

        Raises:
            InputError: it can't be read, or stands in the library already.
            RunError: it is doubtful and nobody is there to ask, or it was not wanted.
        """
        require_name(path.name)
        held = library.load(self._settings.folders)
        with progress.share_bar(READING.format(name=path.name)) as advance:
            given = publish.incoming(path, held, advance)
        given = given.renamed(name) if name else given
        given = self._looked_at(self._compared(given), path)
        try:
            files = publish.missing(given, self._folder, held, replacing=self._replacing)
        except ConflictError as conflict:
            show_differences(conflict.path, conflict.differences)
            raise
        if files:
            self._try(given, held)
        if files and not self._dry_run:
            publish.make(self._folder, publish.ADD, dict(files))
        self._say(given, files)

    @property
    def _folder(self) -> Path:
        return self._settings.library

    def _compared(self, given: Incoming) -> Incoming:
        """Say which pages are there already, and what would be otherwise where they give way; the
        pages with what of these was mended by hand."""
        if self._replacing:
            given, told = self._keeping(given)
            for line in told:
                click.echo(line)
            self._show_differences(given)
            return given
        for name in given.names if given.stitched else ():
            path = self._folder / (name + publish.SUFFIX)
            if path.exists():
                click.echo(EXISTS.format(path=path))
        return given

    def _looked_at(self, given: Incoming, path: Path) -> Incoming:
        if not given.stitched:
            return given
        if self._asks:
            looked_at = ask(given)
            if looked_at is None:
                raise RunError(NOT_ADDED.format(file=path))
            return looked_at
        show_all(given)
        if not self._confirmed and (count := review.doubtful(given)):
            raise RunError(DOUBTFUL.format(file=path, count=count))
        return given

    def _try(self, given: Incoming, held: Library) -> None:
        """Say what the pages do to the library's questions; those that silence some are taken
        where a person says so.

        Raises:
            RunError: nobody does.
        """
        if self._settings.index != "embedded" or _is_large(held):
            return
        snapshot = opening.live(self._settings).snapshot
        change = mending_of(self._settings).tried_with(snapshot, given)
        if change is None or not change.differs:
            return
        for line in change:
            click.echo(printable(line))
        if not change.worse or self._confirmed:
            return
        if not self._asks or not click.confirm(ANYWAY):
            raise RunError(SILENCES.format(file=given.names[0]))

    def _keeping(self, given: Incoming) -> tuple[Incoming, list[str]]:
        """The pages with what was mended by hand in those that they replace, and lines that say
        what comes of it. A library file is a person's work itself, and is taken as it is."""
        told: list[str] = []
        for at, name in enumerate(given.names if given.stitched else ()):
            path = self._folder / (name + publish.SUFFIX)
            if path.exists():
                found = keeping.kept(library.read_page(path), given.pages[at])
                given = given.with_page(at, found.page)
                for words, headlines in ((KEPT, found.kept), (LOST, found.lost)):
                    if headlines:
                        named = "、".join(f"《{one or NO_HEADLINE}》" for one in headlines)
                        told.append(words.format(headlines=named))
        return given, told

    def _show_differences(self, given: Incoming) -> None:
        for name, page in zip(given.names, given.pages, strict=True):
            path = self._folder / (name + publish.SUFFIX)
            if path.exists():
                show_differences(path, publish.differences(path, page), err=False)

    def _say(self, given: Incoming, files: dict[str, bytes]) -> None:
        said = WOULD_ADD if self._dry_run else ADDED
        for name in given.names:
            file = name + publish.SUFFIX
            words = said if file in files else UNCHANGED
            click.echo(words.format(path=self._folder / file))


def show_differences(path: Path, lines: Sequence[str], *, err: bool = True) -> None:
    """Print how a page would be otherwise."""
    if not lines:
        return
    click.echo(DIFFERENCES.format(path=path), err=err)
    for line in lines[:MAX_SHOWN]:
        click.echo(line, err=err)
    if len(lines) > MAX_SHOWN:
        click.echo(MORE.format(count=len(lines) - MAX_SHOWN), err=err)
