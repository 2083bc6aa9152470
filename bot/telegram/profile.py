"""How the bot shows itself: description, a line about it, the button beside the message field."""

import logging
from collections.abc import Awaitable, Callable

from telegram import Bot, MenuButton, MenuButtonCommands, MenuButtonWebApp, WebAppInfo
from telegram.error import TelegramError

from bot.telegram import messages

log = logging.getLogger(__name__)


async def show(bot: Bot, url: str | None) -> None:
    """Set what differs from what Telegram has; where it refuses, the bot does without.

    Args:
        bot: the bot.
        url: where the web face is read; opened by the menu button where it is https.
    """
    await _try(lambda: _describe(bot))
    await _try(lambda: _say_shortly(bot))
    await _try(lambda: _set_menu(bot, url))


async def _try(work: Callable[[], Awaitable[None]]) -> None:
    try:
        await work()
    except TelegramError as error:
        log.warning("the bot's profile could not be set: %s", error)


async def _describe(bot: Bot) -> None:
    if (await bot.get_my_description()).description != messages.DESCRIPTION:
        await bot.set_my_description(messages.DESCRIPTION)


async def _say_shortly(bot: Bot) -> None:
    if (await bot.get_my_short_description()).short_description != messages.SHORT_DESCRIPTION:
        await bot.set_my_short_description(messages.SHORT_DESCRIPTION)


async def _set_menu(bot: Bot, url: str | None) -> None:
    wanted: MenuButton = MenuButtonCommands()
    if url and url.startswith("https://"):
        wanted = MenuButtonWebApp(messages.MENU, WebAppInfo(url))
    if await bot.get_chat_menu_button() != wanted:
        await bot.set_chat_menu_button(menu_button=wanted)
