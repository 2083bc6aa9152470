"""`wencheng corpus backup` and `restore`: the library and people's opinions, in one file."""

import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import click

from bot import config, database, private
from bot.cli import messages, options
from bot.config import Config
from bot.feedback import FILE as FEEDBACK
from corpus import library
from corpus.errors import InputError, RunError
from corpus.files import is_name, reading, regular, write_atomic, writing
from corpus.publishing import publish
from corpus.publishing.changes import Changes, alone

LIBRARY, STATE = "library", "telegram"
LARGEST = 4_000_000_000


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path), metavar="文件.zip")
@options.config
def backup(file: Path, config_path: Path | None) -> None:
    """把语料库（原版面、同义词、短名、指定的答案都在内）和读者的反馈备份成一个文件。"""
    settings = config.load(config_path)
    if file.exists():
        raise InputError.at(file, None, messages.FILE_EXISTS)
    with _feedback(settings) as feedback:
        files = _library(settings.library) | feedback
        if not files:
            raise RunError(messages.NOTHING_TO_SAVE.format(folder=settings.library))
        _require_restorable(settings.library, files)
        with writing(file) as out, _archive(out) as archive:
            for name, path in files.items():
                archive.write(path, name)
    click.echo(messages.SAVED.format(count=len(files), path=file))


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path), metavar="文件.zip")
@click.option("--replace", "replacing", is_flag=True, help="语料库里内容不同的，换成备份里的。")
@options.config
def restore(file: Path, replacing: bool, config_path: Path | None) -> None:
    """从备份恢复语料库和反馈；语料库里另有的文件不动。"""
    settings = config.load(config_path)
    kept = _unpacked(file)
    files = _differing(settings.library, kept)
    if not replacing:
        for name in files:
            if (settings.library / name).exists():
                raise RunError(messages.DIFFERS.format(name=name))
    if files:
        _put_back(settings, files)
    _restore_feedback(settings.telegram.state, kept)
    folder = settings.library
    click.echo(
        messages.RESTORED.format(count=len(files), folder=folder)
        if files
        else messages.RESTORED_NOTHING
    )


def _put_back(settings: Config, files: dict[str, bytes | None]) -> None:
    """Write the library's files; where it could be loaded before and can't be then, none.

    Raises:
        InputError: it is as it was.
    """
    was_sound = _fault(settings) is None
    with alone(settings.library):
        change = publish.make(settings.library, messages.RESTORE, files)
        if was_sound and (fault := _fault(settings)):
            Changes(settings.library).take_back(change)
            raise InputError(messages.NOT_RESTORED.format(reason=fault))


def _fault(settings: Config) -> InputError | None:
    """What is wrong with the library, None where it can be loaded."""
    try:
        library.load(settings.folders)
    except InputError as error:
        return error
    return None


def _differing(held: Path, kept: dict[str, bytes]) -> dict[str, bytes | None]:
    """The library's files, by their names there, that it lacks or has otherwise."""
    files: dict[str, bytes | None] = {}
    for name, data in kept.items():
        folder, _, inside = name.partition("/")
        target = held / inside
        if folder == LIBRARY and not (target.is_file() and target.read_bytes() == data):
            files[inside] = data
    return files


def _restore_feedback(folder: Path, kept: dict[str, bytes]) -> None:
    """People's opinions, where there are none yet; nobody else may read them."""
    path, data = folder / FEEDBACK, kept.get(f"{STATE}/{FEEDBACK}")
    if data is not None and not path.exists():
        private.make(folder)
        write_atomic(path, data)
        private.touch(path)


def _require_restorable(folder: Path, files: dict[str, Path]) -> None:
    """Raise RunError where `restore` would not take the files back: it has them in memory."""
    size = sum(path.stat().st_size for path in files.values())
    if size > LARGEST:
        said = {"size": size / 1e9, "limit": LARGEST / 1e9, "folder": folder}
        raise RunError(messages.LIBRARY_TOO_LARGE.format(**said))


def _archive(file: IO[bytes]) -> zipfile.ZipFile:
    return zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False)


def _library(folder: Path) -> dict[str, Path]:
    return {f"{LIBRARY}/{path.name}": path for path in regular(folder)}


@contextmanager
def _feedback(settings: Config) -> Iterator[dict[str, Path]]:
    """A copy of the database as it is, whoever writes to it meanwhile."""
    path = settings.telegram.state / FEEDBACK
    if not path.is_file():
        yield {}
        return
    with TemporaryDirectory() as folder:
        copy = Path(folder) / FEEDBACK
        source, target = sqlite3.connect(path), sqlite3.connect(copy)
        try:
            source.backup(target)
        except sqlite3.Error as error:
            raise RunError(
                messages.NOT_SAVED.format(path=path, reason=database.why(error))
            ) from None
        finally:
            target.close()
            source.close()
        yield {f"{STATE}/{FEEDBACK}": copy}


def _unpacked(path: Path) -> dict[str, bytes]:
    """The files of an archive by name; it may hold none that lie elsewhere."""
    try:
        with reading(path), zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            if not all(map(_is_ours, infos)) or sum(i.file_size for i in infos) > LARGEST:
                raise InputError.at(path, None, messages.NO_ARCHIVE)
            return {info.filename: archive.read(info) for info in infos}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise InputError.at(path, None, messages.NO_ARCHIVE) from None


def _is_ours(info: zipfile.ZipInfo) -> bool:
    parts = info.filename.split("/")
    if len(parts) != 2 or "\\" in info.filename:
        return False
    folder, name = parts
    if folder == STATE:
        return name == FEEDBACK
    return folder == LIBRARY and is_name(name)
