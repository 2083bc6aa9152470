"""What is set before the bot starts: token, secret and addresses, the log, the commands."""

import json
import logging
import os
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from telegram import (
    Bot,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.config import TelegramConfig
from bot.http.server import address
from bot.telegram import messages
from corpus.errors import InputError
from corpus.files import read_text

log = logging.getLogger(__name__)

# In groups, conversations are short and the rest is asked in private.
_IN_GROUPS = ("ask", "cities", "city", "source", "new", "help")


async def announce(bot: Bot, admins: Iterable[int]) -> None:
    """Set the commands of every scope; where Telegram refuses, people do without the list."""
    everybody = messages.COMMANDS
    in_groups = {name: everybody[name] for name in _IN_GROUPS}
    await _set(bot, everybody, BotCommandScopeAllPrivateChats())
    await _set(bot, in_groups, BotCommandScopeAllGroupChats())
    for admin in admins:
        await _set(bot, everybody | messages.ADMIN_COMMANDS, BotCommandScopeChat(admin))


async def _set(bot: Bot, commands: dict[str, str], scope: BotCommandScope) -> None:
    try:
        await bot.set_my_commands(list(commands.items()), scope)
    except TelegramError as error:
        log.warning("the commands could not be set (%s): %s", scope.type, error)


HIDDEN = "<token>"
TEXT = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")


class Json(logging.Formatter):
    """Formats a record as a JSON object on a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Time (UTC), level, logger, message and, where there is one, the traceback."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class Redacted(logging.Formatter):
    """Has another formatter format a record, traceback and all, and blots the token out."""

    def __init__(self, token: str, form: logging.Formatter = TEXT) -> None:
        self._form = form
        secret = token.rpartition(":")[2]
        forms = {token, quote(token, safe=""), secret, quote(secret, safe="")}
        longest_first = sorted(filter(None, forms), key=len, reverse=True)
        self._forms = re.compile("|".join(map(re.escape, longest_first)))

    def format(self, record: logging.LogRecord) -> str:
        """The log line without the token."""
        return self._forms.sub(HIDDEN, self._form.format(record))


def configure(token: str, verbose: bool = False, as_json: bool = False) -> None:
    """Log to standard error; `verbose` adds every HTTP request, still without what people write."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacted(token, Json() if as_json else TEXT))
    logging.basicConfig(level=logging.DEBUG if verbose else logging.INFO, handlers=[handler])
    logging.captureWarnings(True)
    # python-telegram-bot logs whole updates and parameters; what matters is logged by this package.
    logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)
    # jieba has a way of its own to standard error.
    logging.getLogger("jieba").disabled = True
    # httpx names the address of every request, its parts name even more.
    logging.getLogger("httpx").setLevel(logging.INFO if verbose else logging.WARNING)
    for name in ("asyncio", "httpcore", "uvicorn", "watchfiles"):
        logging.getLogger(name).setLevel(logging.WARNING)


LISTEN = "telegram.listen"
VARIABLE = "TELEGRAM_BOT_TOKEN"
SECRET_VARIABLE = "TELEGRAM_WEBHOOK_SECRET"


def read(config: TelegramConfig) -> str:
    """The token; the environment goes before the file.

    Raises:
        InputError: there is none, it can't be read, or it can't be one. The token is not shown.
    """
    token = _read(VARIABLE, config.token_file)
    if not token:
        raise InputError(messages.NO_TOKEN)
    # It becomes a part of every address that is called.
    if not re.fullmatch(r"[\w.-]+:[\w:.-]+", token, re.ASCII):
        raise InputError(messages.MALFORMED_TOKEN)
    return token


def webhook_secret(config: TelegramConfig) -> str:
    """What Telegram shows to the webhook; the environment goes before the file.

    Raises:
        InputError: there is none, it can't be read, or it can't be one.
    """
    secret = _read(SECRET_VARIABLE, config.webhook.secret_file)
    if not re.fullmatch(r"[\w-]{16,256}", secret, re.ASCII):
        raise InputError(messages.NO_SECRET)
    return secret


def check(config: TelegramConfig) -> None:
    """Check the addresses of the configuration.

    Raises:
        InputError: one is bad, or there is no secret for the webhook.
    """
    if config.listen is not None:
        address(config.listen, LISTEN)
    if config.webhook.url is not None:
        if not config.webhook.url.startswith(("http://", "https://")) or config.listen is None:
            raise InputError(messages.BAD_WEBHOOK)
        webhook_secret(config)


def _read(variable: str, file: Path | None) -> str:
    value = os.environ.get(variable, "").strip()
    return value if value or file is None else read_text(file).strip()
