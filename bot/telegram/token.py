"""The bot's token, from the environment or a file."""

import os
import re

from bot.config import TelegramConfig
from bot.telegram import messages
from corpus import strict
from corpus.errors import InputError

VARIABLE = "TELEGRAM_BOT_TOKEN"


def read(config: TelegramConfig) -> str:
    """The token; the environment goes before the file.

    Raises:
        InputError: there is none, it can't be read, or it can't be one. The token is not shown.
    """
    token = os.environ.get(VARIABLE, "").strip()
    if not token and config.token_file is not None:
        token = strict.read_text(config.token_file).strip()
    if not token:
        raise InputError(messages.NO_TOKEN)
    # It becomes a part of every address that is called.
    if not re.fullmatch(r"[\w:.-]+", token, re.ASCII):
        raise InputError(messages.MALFORMED_TOKEN)
    return token
