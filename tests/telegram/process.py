"""The real `wencheng telegram` (or `serve`), started as a process of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from tests.forking import Command, Process
from tests.telegram.api.server import BotApi

TOKEN = "424242:AAE-secret_part-of_the_token"
SECRET = TOKEN.partition(":")[2]
ADMIN = 900
COMMAND = Path(sys.executable).with_name("wencheng")

# The logs of all bots that were started.
LOGS: list[Path] = []


Begin = Callable[[Command], "Process | subprocess.Popen[bytes]"]


class Bot:
    """A running bot with a library folder of its own; its log goes to a file."""

    def __init__(
        self,
        api: BotApi,
        folder: Path,
        *options: str,
        log: str = "log",
        command: str = "telegram",
        begin: Begin = Process,
        **settings: Any,
    ) -> None:
        self.library = folder / "library"
        self.library.mkdir(exist_ok=True)
        self._log = folder / log
        LOGS.append(self._log)
        config = folder / "config.yaml"
        telegram: dict[str, Any] = {
            "base_url": api.base_url,
            "admins": [ADMIN],
            "state": "state",
            "questions_a_minute": 10_000,
            "messages_a_second": 10_000,
            **settings.pop("telegram", {}),
        }
        keys = {"library": "library", "telegram": telegram} | settings
        config.write_text(yaml.safe_dump(keys), encoding="utf-8")
        self._log.write_bytes(b"")
        self.process = begin(
            Command(
                [str(COMMAND), command, "--config", str(config), *options],
                Path.cwd(),
                environment(TELEGRAM_BOT_TOKEN=TOKEN),
                [Path(os.devnull), Path(os.devnull), self._log],
            )
        )

    @property
    def log(self) -> str:
        """What the bot has logged so far."""
        return self._log.read_text(encoding="utf-8")

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send the signal, wait, and return the exit code."""
        self.process.send_signal(number)
        return self.process.wait(60)


def environment(**more: str) -> dict[str, str]:
    """This process's environment without a token or a proxy, and `more`."""
    hidden = ("TELEGRAM_BOT_TOKEN", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
    kept = {name: value for name, value in os.environ.items() if name.upper() not in hidden}
    return kept | more
