"""`wencheng corpus add`: pages of any kind, looked at and put into the library."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import click

from bot import config, mending, review
from bot.cli import messages, opening, options, progress
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

MAX_SHOWN = 40
# Bytes of an imported passage, at least, with its id and text.
IMPORTED = 100


@click.command("add")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件…")
@click.option("--yes", is_flag=True, help="不问，照拼好的样子收下。")
@click.option("--dry-run", is_flag=True, help="只看会怎样，什么也不写。")
@click.option("--replace", "replacing", is_flag=True, help="语料库里已有的换成这次的，先显示不同。")
@click.option("--name", metavar="名字", help="在语料库里的名字；不给则用文件的名字。")
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
        raise click.UsageError(messages.ONE_NAME)
    failed = [error for path in given if (error := adding.outcome(path))]
    click.echo(messages.ADDING_ENDED.format(good=len(given) - len(failed), bad=len(failed)))
    if failed:
        click.get_current_context().exit(max(error.exit_code for error in failed))


def _files(path: Path) -> Iterator[Path]:
    """A file, or those of a folder, but for the raw files of library files."""
    if not path.is_dir():
        yield path
        return
    files = [file for file in sorted(path.iterdir()) if _is_given(file)]
    if not files:
        raise InputError(messages.NO_FILES.format(folder=path))
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
        with progress.share_bar(messages.READING_FILE.format(name=path.name)) as advance:
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
                click.echo(messages.PAGE_EXISTS.format(path=path))
        return given

    def _looked_at(self, given: Incoming, path: Path) -> Incoming:
        if not given.stitched:
            return given
        if self._asks:
            looked_at = ask(given)
            if looked_at is None:
                raise RunError(messages.NOT_ADDED.format(file=path))
            return looked_at
        show_all(given)
        if not self._confirmed and (count := review.doubtful(given)):
            raise RunError(messages.DOUBTFUL_PAGE.format(file=path, count=count))
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
        if not self._asks or not click.confirm(messages.ANYWAY):
            raise RunError(messages.SILENCES.format(file=given.names[0]))

    def _keeping(self, given: Incoming) -> tuple[Incoming, list[str]]:
        """The pages with what was mended by hand in those that they replace, and lines that say
        what comes of it. A library file is a person's work itself, and is taken as it is."""
        told: list[str] = []
        for at, name in enumerate(given.names if given.stitched else ()):
            path = self._folder / (name + publish.SUFFIX)
            if path.exists():
                found = keeping.kept(library.read_page(path), given.pages[at])
                given = given.with_page(at, found.page)
                for words, headlines in (
                    (messages.KEPT_BY_HAND, found.kept),
                    (messages.LOST_BY_HAND, found.lost),
                ):
                    if headlines:
                        named = messages.JOIN.join(
                            messages.HEADLINE.format(headline=one or messages.NO_HEADLINE)
                            for one in headlines
                        )
                        told.append(words.format(headlines=named))
        return given, told

    def _show_differences(self, given: Incoming) -> None:
        for name, page in zip(given.names, given.pages, strict=True):
            path = self._folder / (name + publish.SUFFIX)
            if path.exists():
                lines = publish.differences(path, page)
                show_differences(path, lines, err=False)
                if not lines:
                    click.echo(messages.NO_DIFFERENCES.format(path=path))

    def _say(self, given: Incoming, files: dict[str, bytes]) -> None:
        said = messages.WOULD_ADD if self._dry_run else messages.ADDED
        for name in given.names:
            file = name + publish.SUFFIX
            words = said if file in files else messages.PAGE_UNCHANGED
            click.echo(words.format(path=self._folder / file))


def show_differences(path: Path, lines: Sequence[str], *, err: bool = True) -> None:
    """Print how a page would be otherwise."""
    if not lines:
        return
    click.echo(messages.DIFFERENCES.format(path=path), err=err)
    for line in lines[:MAX_SHOWN]:
        click.echo(line, err=err)
    if len(lines) > MAX_SHOWN:
        click.echo(messages.MORE_DIFFERENCES.format(count=len(lines) - MAX_SHOWN), err=err)
