"""Ways to a node: one that can be cut, as networks are, and one that asks for a password."""

import base64
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

REFUSED = (
    b"HTTP/1.1 401 Unauthorized\r\ncontent-type: text/plain\r\ncontent-length: 12\r\n"
    b"connection: close\r\n\r\nUnauthorized"
)


class Way:
    """Listens on 127.0.0.1, and passes on what comes."""

    scheme = "http"

    def __init__(self, host: str) -> None:
        target = urlsplit(host)
        self._target = (str(target.hostname), int(target.port or 0))
        self._ends = [socket.create_server(("127.0.0.1", 0))]
        self._address = self._ends[0].getsockname()

    def __enter__(self) -> Self:
        self._listen()
        return self

    def __exit__(self, *_: object) -> None:
        self.cut()

    @property
    def host(self) -> str:
        """Its address."""
        return f"{self.scheme}://127.0.0.1:{self._address[1]}"

    def cut(self) -> None:
        """End all connections, and take no other."""
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def open(self) -> None:
        """Listen again, at the same port."""
        self._ends = [socket.create_server(self._address)]
        self._listen()

    def _listen(self) -> None:
        _beside(self._accept, self._ends[0])

    def _accept(self, server: socket.socket) -> None:
        with suppress(OSError):
            while True:
                client, _ = server.accept()
                self._ends.append(client)
                _beside(self._serve, client)

    def _serve(self, client: socket.socket) -> None:
        with suppress(OSError):
            self._join(client)

    def _join(self, client: socket.socket, head: bytes = b"") -> None:
        with client, socket.create_connection(self._target) as node:
            self._ends.append(node)
            node.sendall(head)
            _beside(_pass_on, node, client)
            _pass_on(client, node)


class TlsWay(Way):
    """With a certificate of its own for 127.0.0.1; passes on what has the password.

    The test package has no security plugin.
    """

    scheme = "https"

    def __init__(self, host: str, folder: Path, user: str, password: str) -> None:
        super().__init__(host)
        words = base64.b64encode(f"{user}:{password}".encode())
        self._login = b"authorization: basic " + words.lower()
        self.certificate = folder / "certificate.pem"
        key = folder / "key.pem"
        name = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
        command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *name]
        files = ["-keyout", str(key), "-out", str(self.certificate)]
        subprocess.run([*command, *files], check=True, capture_output=True)
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(self.certificate, key)

    def _serve(self, client: socket.socket) -> None:
        with suppress(OSError), self._context.wrap_socket(client, server_side=True) as safe:
            head = b""
            while b"\r\n\r\n" not in head:
                if not (more := safe.recv(65536)):
                    return
                head += more
            if self._login in head.lower():
                self._join(safe, head)
            else:
                safe.sendall(REFUSED)


def _beside(work: Callable[..., None], *given: socket.socket) -> None:
    threading.Thread(target=work, args=given, daemon=True).start()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    """Hand on what comes until no more does, and tell so."""
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
