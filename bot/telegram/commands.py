"""The lists of commands that Telegram offers: in private, in groups, to admins."""

import logging
from collections.abc import Iterable

from telegram import (
    Bot,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.telegram import messages

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
