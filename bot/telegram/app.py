"""The application: every handler in order, its start, and its end."""

import asyncio
import logging
import signal

from telegram import LinkPreviewOptions, Message
from telegram.error import InvalidToken
from telegram.ext import (
    AIORateLimiter,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    Defaults,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.config import Config, TelegramConfig
from bot.telegram import commands, desk, logs, messages, token
from bot.telegram.admin import Admin
from bot.telegram.asking import Asking
from bot.telegram.callbacks import Callbacks
from bot.telegram.desk import Desk
from bot.telegram.failing import failed
from bot.telegram.inline import Inline
from bot.telegram.order import ChatByChat
from bot.telegram.patience import until_it_works
from bot.telegram.polling import App, Poller
from bot.telegram.talking import Talking
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


def add_handlers(app: App, at: Desk) -> None:
    """The handlers, in the order in which they are tried."""
    asking, talking, admin, inline = Asking(at), Talking(at), Admin(at), Inline(at)
    new, edited = filters.UpdateType.MESSAGE, filters.UpdateType.EDITED_MESSAGE
    private = new & filters.ChatType.PRIVATE
    # In groups a bare command may be meant for any bot; only /ask is nobody else's.
    meant = private | (new & filters.Regex(r"^/\w+@"))
    command = filters.Regex(r"^/")
    app.add_handler(CommandHandler("ask", asking.asked, new))
    app.add_handler(CommandHandler("start", talking.start, meant))
    app.add_handler(CommandHandler("help", talking.help, meant))
    app.add_handler(CommandHandler("cities", talking.cities, meant))
    app.add_handler(CommandHandler("city", talking.city, meant))
    app.add_handler(CommandHandler("source", talking.source, meant))
    app.add_handler(CommandHandler("about", talking.about, meant))
    app.add_handler(CommandHandler("new", talking.new, meant))
    app.add_handler(CommandHandler("reload", admin.reload, meant, block=False))
    app.add_handler(CommandHandler("stats", admin.stats, meant))
    app.add_handler(CommandHandler("unanswered", admin.unanswered, meant, block=False))
    app.add_handler(CommandHandler("check", admin.check, meant))
    app.add_handler(MessageHandler(private & command & ~_ForAnotherBot(), talking.unknown_command))
    app.add_handler(MessageHandler(new & filters.TEXT & ~command, asking.asked))
    app.add_handler(CommandHandler("ask", asking.edited, edited))
    app.add_handler(MessageHandler(edited & filters.TEXT & ~command, asking.edited))
    app.add_handler(
        MessageHandler(private & ~filters.TEXT & ~filters.StatusUpdate.ALL, talking.not_text)
    )
    app.add_handler(CallbackQueryHandler(Callbacks(at, asking, talking, {}).pressed))
    app.add_handler(InlineQueryHandler(inline.asked))
    app.add_error_handler(failed)


def build(config: Config, secret: str, live: Live) -> App:
    """The application for a bot of this token, answering from `live`."""
    if not config.telegram.base_url.startswith(("http://", "https://")):
        raise InputError(messages.BAD_BASE_URL)
    app = (
        ApplicationBuilder()
        .token(secret)
        .base_url(config.telegram.base_url)
        .updater(None)
        .concurrent_updates(ChatByChat())
        .rate_limiter(AIORateLimiter(max_retries=5))
        .defaults(Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)))
        .pool_timeout(60)
        .read_timeout(10)
        .build()
    )
    add_handlers(app, desk.set_up(config, live))
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
        asyncio.run(_serve(build(config, secret, live), config.telegram))
    except InvalidToken:
        raise InputError(messages.REFUSED_TOKEN) from None
    except WenchengError:
        raise
    except Exception:
        log.critical("the bot failed", exc_info=True)
        raise RunError(messages.CRASHED) from None


async def _serve(app: App, config: TelegramConfig) -> None:
    """Start, poll until a stop signal, answer what is in hand, end."""
    poller = Poller(app)
    work = asyncio.create_task(_work(app, poller, config))
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, work.cancel)
    try:
        await work
    except asyncio.CancelledError:
        log.info("stopping")
    finally:
        await _end(app, poller)


async def _work(app: App, poller: Poller, config: TelegramConfig) -> None:
    await until_it_works(app.bot.initialize, "getMe")
    await app.initialize()
    await app.start()
    await commands.announce(app.bot, config.admins)
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
