"""The application: every handler in order, its start, and its end."""

import asyncio
import logging
import signal

from telegram import LinkPreviewOptions, Message
from telegram.error import InvalidToken, TelegramError
from telegram.ext import (
    AIORateLimiter,
    ApplicationBuilder,
    CommandHandler,
    Defaults,
    MessageHandler,
    filters,
)

from bot.config import Config, TelegramConfig
from bot.telegram import logs, messages, token
from bot.telegram.handlers import Handlers
from bot.telegram.order import ChatByChat
from bot.telegram.patience import until_it_works
from bot.telegram.polling import App, Poller
from corpus.errors import InputError, RunError, WenchengError
from retrieval.live import Live

log = logging.getLogger(__name__)

# Seconds that updates in hand have to be answered after a stop signal.
GRACE = 8


class _ForAnotherBot(filters.MessageFilter):
    """A command with another bot's name: /help@another_bot."""

    def filter(self, message: Message) -> bool:
        command, *_ = (message.text or "").split(maxsplit=1)
        _, _, name = command.partition("@")
        return bool(name) and name.casefold() != message.get_bot().username.casefold()


def add_handlers(app: App, handlers: Handlers) -> None:
    """The handlers, in the order in which they are tried."""
    new = filters.UpdateType.MESSAGE
    private = new & filters.ChatType.PRIVATE
    named = filters.Regex(r"^/\w+@")
    # In groups a bare command may be meant for any bot; only /ask is nobody else's.
    meant = private | (new & named)
    app.add_handler(CommandHandler("start", handlers.start, meant))
    app.add_handler(CommandHandler("help", handlers.help, meant))
    app.add_handler(CommandHandler("cities", handlers.cities, meant))
    app.add_handler(CommandHandler("ask", handlers.ask, new))
    app.add_handler(CommandHandler("reload", handlers.reload, meant, block=False))
    command = filters.Regex(r"^/")
    app.add_handler(MessageHandler(private & command & ~_ForAnotherBot(), handlers.unknown_command))
    app.add_handler(MessageHandler(private & filters.TEXT & ~command, handlers.question))
    app.add_handler(
        MessageHandler(private & ~filters.TEXT & ~filters.StatusUpdate.ALL, handlers.not_text)
    )
    app.add_error_handler(handlers.failed)


def build(config: TelegramConfig, secret: str, live: Live) -> App:
    """The application for a bot of this token, answering from `live`."""
    if not config.base_url.startswith(("http://", "https://")):
        raise InputError(messages.BAD_BASE_URL)
    app = (
        ApplicationBuilder()
        .token(secret)
        .base_url(config.base_url)
        .updater(None)
        .concurrent_updates(ChatByChat())
        .rate_limiter(AIORateLimiter(max_retries=5))
        .defaults(Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)))
        .pool_timeout(60)
        .read_timeout(10)
        .build()
    )
    add_handlers(app, Handlers(live, config.admins))
    return app


def run(config: Config, verbose: bool = False) -> None:
    """Run the bot until SIGINT or SIGTERM.

    Raises:
        InputError: the token, the configuration or the library is bad.
        RunError: the bot stopped on a failure of its own, which the log tells.
    """
    secret = token.read(config.telegram)
    logs.configure(secret, verbose)
    live = Live(config.folders)
    try:
        asyncio.run(_serve(build(config.telegram, secret, live)))
    except InvalidToken:
        raise InputError(messages.REFUSED_TOKEN) from None
    except WenchengError:
        raise
    except Exception:
        log.critical("the bot failed", exc_info=True)
        raise RunError(messages.CRASHED) from None


async def _serve(app: App) -> None:
    """Start, poll until a stop signal, answer what is in hand, end."""
    poller = Poller(app)
    work = asyncio.create_task(_work(app, poller))
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, work.cancel)
    try:
        await work
    except asyncio.CancelledError:
        log.info("stopping")
    finally:
        await _end(app, poller)


async def _work(app: App, poller: Poller) -> None:
    await until_it_works(app.bot.initialize, "getMe")
    await app.initialize()
    await app.start()
    try:
        await app.bot.set_my_commands(list(messages.COMMANDS.items()))
    except TelegramError as error:
        log.warning("the commands could not be set: %s", error)
    log.info("answering as @%s", app.bot.username)
    await poller.run()


async def _end(app: App, poller: Poller) -> None:
    try:
        async with asyncio.timeout(GRACE):
            if app.running:
                await app.stop()
            await poller.confirm()
    except TimeoutError:
        log.warning("stopped with updates unanswered")
    await app.shutdown()
    await app.bot.shutdown()
