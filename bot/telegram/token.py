"""The bot's token and the webhook's secret, from the environment or a file."""

import os
import re
from pathlib import Path

from bot.config import TelegramConfig
from bot.telegram import messages
from corpus import strict
from corpus.errors import InputError

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
    if not re.fullmatch(r"[\w:.-]+", token, re.ASCII):
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


def _read(variable: str, file: Path | None) -> str:
    value = os.environ.get(variable, "").strip()
    return value if value or file is None else strict.read_text(file).strip()
