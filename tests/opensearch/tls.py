"""TLS and a password in front of a node: the test package has no security plugin."""

import base64
import socket
import ssl
import subprocess
import threading
from contextlib import suppress
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

REFUSED = (
    b"HTTP/1.1 401 Unauthorized\r\ncontent-type: text/plain\r\ncontent-length: 12\r\n"
    b"connection: close\r\n\r\nUnauthorized"
)


class TlsProxy:
    """Listens with a certificate of its own for 127.0.0.1, and passes on what has the password."""

    def __init__(self, host: str, folder: Path, user: str, password: str) -> None:
        self._target = urlsplit(host)
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
        self._server = socket.create_server(("127.0.0.1", 0))

    def __enter__(self) -> Self:
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.close()

    @property
    def host(self) -> str:
        return f"https://127.0.0.1:{self._server.getsockname()[1]}"

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                accepted, _ = self._server.accept()
                threading.Thread(target=self._serve, args=[accepted], daemon=True).start()

    def _serve(self, accepted: socket.socket) -> None:
        with suppress(OSError), self._context.wrap_socket(accepted, server_side=True) as client:
            head = b""
            while b"\r\n\r\n" not in head:
                if not (more := client.recv(65536)):
                    return
                head += more
            if self._login not in head.lower():
                client.sendall(REFUSED)
                return
            target = (str(self._target.hostname), int(self._target.port or 0))
            with socket.create_connection(target) as node:
                node.sendall(head)
                back = threading.Thread(target=_pass_on, args=[node, client], daemon=True)
                back.start()
                _pass_on(client, node)


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
