"""An ASGI application at an address, served by uvicorn beside whatever else the process does."""

import asyncio
import errno
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.types import ASGIApp

from bot.http import messages
from corpus.errors import InputError, RunError, reason

# Seconds that requests in hand have to end after a stop.
GRACE = 2
# Seconds that an idle connection stays open: longer than clients and proxies keep theirs.
KEEP_ALIVE = 75
# Connections that the system holds while the process is busy.
BACKLOG = 2048
LAST_PORT = 65535
# What the resolver says of a name without an address.
_NO_HOST = (socket.EAI_NONAME, socket.EAI_AGAIN, socket.EAI_NODATA)


class _Server(uvicorn.Server):
    """Leaves the signals to the process, which knows what else has to end.

    `ready` is set once it answers.
    """

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def address(text: str, key: str) -> tuple[str, int]:
    """Host and port of `127.0.0.1:8080` or `[::1]:8080`; `key` is the setting that names it.

    Raises:
        InputError: the text is something else.
    """
    host, _, port = text.rpartition(":")
    number = int(port) if port.isascii() and port.isdecimal() and len(port) <= 5 else -1
    if not host or not 0 <= number <= LAST_PORT:
        raise InputError(messages.BAD_ADDRESS.format(key=key, address=text))
    return host.strip("[]"), number


@asynccontextmanager
async def serving(app: ASGIApp, host: str, port: int) -> AsyncIterator[str]:
    """Serve while the context lasts; its value is the URL, with the port that 0 turned into.

    Requests in hand get `GRACE` seconds at the end.

    Raises:
        RunError: nobody can listen there.
    """
    bound = _bound(host, port)
    config = uvicorn.Config(
        app,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
        timeout_keep_alive=KEEP_ALIVE,
        ws="none",
    )
    server = _Server(config)
    url = _url(bound)
    task = asyncio.create_task(server.serve([bound]))
    ready = asyncio.create_task(server.ready.wait())
    try:
        await asyncio.wait({task, ready}, return_when=asyncio.FIRST_COMPLETED)
        yield url
    finally:
        ready.cancel()
        server.should_exit = True
        await task


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        host.encode("idna")  # where it can't be, create_server leaves its socket open
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except (OSError, UnicodeError) as error:
        shown = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        why = messages.CANNOT_LISTEN.format(address=shown, why=_why(error))
        raise RunError(why) from None


def _why(error: OSError | UnicodeError) -> str:
    """Why nobody can listen there; a name that can't be looked up is no `OSError` of its own."""
    if isinstance(error, UnicodeError) or error.errno in _NO_HOST:
        return messages.NO_HOST
    if error.errno == errno.EADDRINUSE:
        return messages.TAKEN
    return reason(error)


def _url(bound: socket.socket) -> str:
    host, port, *_ = bound.getsockname()
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
