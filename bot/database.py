"""A SQLite file of what is good to remember: private, and begun anew where it is damaged."""

import logging
import sqlite3
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from bot import messages, private
from corpus.errors import RunError, reason

log = logging.getLogger(__name__)

DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_READONLY_DBMOVED}
"""What SQLite says of a file that is no longer what it wrote."""
_WHY = {
    sqlite3.SQLITE_BUSY: messages.IN_USE,
    sqlite3.SQLITE_LOCKED: messages.IN_USE,
    sqlite3.SQLITE_CANTOPEN: messages.CANT_OPEN,
    sqlite3.SQLITE_CORRUPT: messages.DAMAGED,
    sqlite3.SQLITE_FULL: messages.DISK_FULL,
    sqlite3.SQLITE_IOERR: messages.DISK_ERROR,
    # The file that connections share could not grow.
    sqlite3.SQLITE_IOERR_SHMSIZE: messages.DISK_FULL,
    sqlite3.SQLITE_NOTADB: messages.NO_DATABASE,
    sqlite3.SQLITE_PERM: messages.NOT_PERMITTED,
    sqlite3.SQLITE_READONLY: messages.READ_ONLY,
}
# A file that was set aside waits so many seconds for somebody to look into it.
KEEP_ASIDE = 30 * 24 * 3600
_ASIDE = ".damaged-"


class DamagedDatabaseError(sqlite3.DatabaseError):
    """The file is no database, or one of another version."""

    sqlite_errorcode = sqlite3.SQLITE_NOTADB


def opened(path: Path, schema: str, version: int) -> sqlite3.Connection:
    """A connection whose statements are transactions of their own; WAL, so a kill loses none.

    Raises:
        sqlite3.Error: it can't be opened, or is damaged (`is_damage`).
        OSError: the file can't be made.
    """
    private.touch(path)
    base = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
    try:
        if base.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            raise DamagedDatabaseError("the file is damaged")
        (tables,) = base.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if tables and base.execute("PRAGMA user_version").fetchone() != (version,):
            raise DamagedDatabaseError("the file is of another version")
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = NORMAL")
        base.execute(f"PRAGMA user_version = {version}")
        base.executescript(schema)
    except BaseException:
        base.close()
        raise
    return base


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is at fault: another try would end the same."""
    return getattr(error, "sqlite_errorcode", None) in DAMAGE


def why(error: OSError | sqlite3.Error) -> str:
    """What went wrong with a database, in Chinese where it is one of the common things."""
    if isinstance(error, OSError):
        return reason(error)
    code = getattr(error, "sqlite_errorcode", 0)
    # Of an extended code, the last byte is the kind.
    return _WHY.get(code) or _WHY.get(code & 0xFF) or str(error)


def cant_open(path: Path, error: OSError | sqlite3.Error) -> RunError:
    """What is raised where a database can't be opened."""
    return RunError(messages.DATABASE.format(path=path, reason=why(error)))


def inode(path: Path) -> int | None:
    """Which file lies at the path, None where none does."""
    try:
        return path.stat().st_ino
    except OSError:
        return None


def set_aside(path: Path) -> Path:
    """Move a damaged database, and what SQLite keeps beside it, under a dated name."""
    moved = path.with_name(path.name + _ASIDE + time.strftime("%Y%m%d-%H%M%S"))
    for ending in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            Path(f"{path}{ending}").replace(f"{moved}{ending}")
    return moved


def forget_old(folder: Path) -> None:
    """Delete what was set aside long ago."""
    for path in folder.glob(f"*{_ASIDE}*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < time.time() - KEEP_ASIDE:
                path.unlink()


class Database:
    """What the program remembers and can do without.

    Once it is open it fails nobody: what can't be read is not there, what can't be written is not
    kept, and the log says so.
    """

    def __init__(self, path: Path, schema: str, version: int = 0) -> None:
        """Open the database of this version of the schema; a damaged one is begun anew.

        Raises:
            RunError: it can't be opened.
        """
        private.make(path.parent)
        self._path, self._schema, self._version = path, schema, version
        self._open()

    def read(self, statement: str, *parameters: object) -> list[Any]:
        """The rows found."""
        cursor = self._executed(statement, parameters)
        return cursor.fetchall() if cursor else []

    def write(self, statement: str, *parameters: object) -> int | None:
        """How many rows were changed, None where the file could not be written."""
        cursor = self._executed(statement, parameters)
        return cursor.rowcount if cursor else None

    def _executed(self, statement: str, parameters: tuple[object, ...]) -> sqlite3.Cursor | None:
        try:
            if inode(self._path) != self._inode:
                log.warning("%s is no longer the file that was opened", self._path.name)
                self._open()
            try:
                return self._base.execute(statement, parameters)
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
                self._base.close()
                self._begin_anew(error)
                return self._base.execute(statement, parameters)
        except (sqlite3.Error, RunError) as error:
            log.warning("%s could not be used: %s", self._path.name, error)
            return None

    def _open(self) -> None:
        try:
            try:
                self._use(opened(self._path, self._schema, self._version))
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
                self._begin_anew(error)
        except (OSError, sqlite3.Error) as error:
            raise cant_open(self._path, error) from None

    def _begin_anew(self, error: sqlite3.Error) -> None:
        moved = set_aside(self._path)
        log.warning("%s: %s; set aside as %s", self._path.name, error, moved.name)
        self._use(opened(self._path, self._schema, self._version))

    def _use(self, base: sqlite3.Connection) -> None:
        self._base, self._inode = base, inode(self._path)
