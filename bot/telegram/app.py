"""The application: every handler in order, its start, and its end."""

import asyncio
import logging
import re
import signal

from telegram import LinkPreviewOptions, Message
from telegram.error import InvalidToken, TelegramError
from telegram.ext import (
    ApplicationBuilder,
    CommandHandler,
    Defaults,
    MessageHandler,
    filters,
)

from bot.config import Config, TelegramConfig
from bot.telegram import logs, messages, token
from bot.telegram.courier import Courier
from bot.telegram.handlers import Handlers
from bot.telegram.patience import until_it_works
from bot.telegram.polling import App, RawBot
from bot.telegram.request import AiohttpRequest
from bot.telegram.service import Service
from bot.telegram.web import address
from bot.telegram.worker import TrackedApplication, judge
from corpus.errors import InputError, RunError, WenchengError
from retrieval.live import Live

log = logging.getLogger(__name__)

# Seconds that work in the background has after a stop signal.
GRACE = 5
# Messages on their way at once.
CONNECTIONS = 100


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
    if not re.fullmatch(r"https?://.+/bot", config.base_url):
        raise InputError(messages.BAD_BASE_URL)
    bot = RawBot(
        secret,
        base_url=config.base_url,
        base_file_url=config.base_url.removesuffix("/bot") + "/file/bot",
        request=AiohttpRequest(CONNECTIONS, read_timeout=10),
        get_updates_request=AiohttpRequest(1, read_timeout=10),
        defaults=Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)),
        rate_limiter=Courier(config.messages_a_second),
    )
    app = ApplicationBuilder().application_class(TrackedApplication).bot(bot).updater(None).build()
    app.add_error_handler(judge)
    add_handlers(app, Handlers(live, config.admins))
    return app


def run(config: Config, verbose: bool = False) -> None:
    """Run the bot until SIGINT or SIGTERM.

    Raises:
        InputError: the token, the configuration or the library is bad.
        RunError: the bot stopped on a failure of its own, which the log tells.
    """
    secret = token.read(config.telegram)
    logs.configure(secret, verbose, config.telegram.json_logs)
    check(config.telegram)
    live = Live(config.folders)
    try:
        asyncio.run(_serve(build(config.telegram, secret, live), config.telegram, live))
    except InvalidToken:
        raise InputError(messages.REFUSED_TOKEN) from None
    except WenchengError:
        raise
    except Exception:
        log.critical("the bot failed", exc_info=True)
        raise RunError(messages.CRASHED) from None


def check(config: TelegramConfig) -> None:
    """Check the addresses of the configuration.

    Raises:
        InputError: one is bad, or there is no secret for the webhook.
    """
    if config.listen is not None:
        address(config.listen)
    if config.webhook.url is not None:
        if not config.webhook.url.startswith(("http://", "https://")) or config.listen is None:
            raise InputError(messages.BAD_WEBHOOK)
        token.webhook_secret(config)


async def _serve(app: App, config: TelegramConfig, live: Live) -> None:
    """Start, answer until a stop signal, answer what is in hand, end."""
    work = asyncio.create_task(_work(app, config, live))
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, work.cancel)
    try:
        await work
    except asyncio.CancelledError:
        log.info("stopping")
    finally:
        await _end(app)


async def _work(app: App, config: TelegramConfig, live: Live) -> None:
    await until_it_works(app.bot.initialize, "getMe")
    await app.initialize()
    await app.start()
    try:
        await app.bot.set_my_commands(list(messages.COMMANDS.items()))
    except TelegramError as error:
        log.warning("the commands could not be set: %s", error)
    log.info("answering as @%s", app.bot.username)
    async with Service(config, app, live) as service:
        await service.run()


async def _end(app: App) -> None:
    try:
        async with asyncio.timeout(GRACE):
            if app.running:
                await app.stop()
    except TimeoutError:
        log.warning("stopped with work in the background")
    await app.shutdown()
    await app.bot.shutdown()
