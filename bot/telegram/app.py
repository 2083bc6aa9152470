"""The application: every handler in order, its start, and its end."""

import asyncio
import gc
import logging
import signal
import time

import uvloop
from telegram import LinkPreviewOptions, Message
from telegram.error import InvalidToken
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    Defaults,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.config import Config, TelegramConfig
from bot.telegram import messages, settings
from bot.telegram.handlers import context
from bot.telegram.handlers.addressing import Addressed
from bot.telegram.handlers.admin import Admin
from bot.telegram.handlers.asking import Asking
from bot.telegram.handlers.buttons import Callbacks
from bot.telegram.handlers.commands import Talking
from bot.telegram.handlers.context import Desk
from bot.telegram.handlers.errors import failed
from bot.telegram.handlers.inline import Inline
from bot.telegram.handlers.source import Sources
from bot.telegram.handlers.uploads import Uploads
from bot.telegram.transport.http import AiohttpRequest
from bot.telegram.transport.pacing import Courier
from bot.telegram.transport.patience import ended_within, pauses, until_it_works
from bot.telegram.transport.polling import App, RawBot
from bot.telegram.transport.service import Service
from bot.telegram.transport.web import address
from bot.telegram.transport.worker import TrackedApplication, judge
from corpus.errors import AwayError, InputError, RunError, WenchengError
from retrieval.live import Live, LiveApart

log = logging.getLogger(__name__)

# Seconds that work in the background has after a stop signal.
GRACE = 5
# Objects made between two rounds of the garbage collector; a reply makes some hundreds.
GATHER = 10_000
# Messages on their way at once.
CONNECTIONS = 100


class _ForAnotherBot(filters.MessageFilter):
    """A command with another bot's name: /help@another_bot."""

    def filter(self, message: Message) -> bool:
        command, *_ = (message.text or "").split(maxsplit=1)
        _, _, name = command.partition("@")
        return bool(name) and name.casefold() != message.get_bot().username.casefold()


def add_handlers(app: App, at: Desk) -> None:
    """The handlers, in the order in which they are tried."""
    asking, talking, admin, inline = Asking(at), Talking(at), Admin(at), Inline(at)
    uploads, sources = Uploads(at), Sources(at)
    new, edited = filters.UpdateType.MESSAGE, filters.UpdateType.EDITED_MESSAGE
    private = new & filters.ChatType.PRIVATE
    page = private & filters.Document.ALL & filters.User(at.config.telegram.admins)
    question = (filters.TEXT | filters.CAPTION) & Addressed()
    # In groups a bare command may be meant for any bot; only /ask is nobody else's.
    meant = private | (new & filters.Regex(r"^/\w+@"))
    command = filters.Regex(r"^/")
    app.add_handler(MessageHandler(page, uploads.received, block=False))
    app.add_handler(MessageHandler(new & question, asking.asked))
    app.add_handler(MessageHandler(edited & question, asking.edited))
    app.add_handler(CommandHandler("start", talking.start, meant))
    app.add_handler(CommandHandler("help", talking.help, meant))
    app.add_handler(CommandHandler("cities", talking.cities, meant))
    app.add_handler(CommandHandler("city", talking.city, meant))
    app.add_handler(CommandHandler("source", sources.asked, meant))
    app.add_handler(CommandHandler("about", talking.about, meant))
    app.add_handler(CommandHandler("new", talking.new, meant))
    app.add_handler(CommandHandler("add", uploads.add, meant))
    app.add_handler(CommandHandler("reload", admin.reload, meant, block=False))
    app.add_handler(CommandHandler("stats", admin.stats, meant))
    app.add_handler(CommandHandler("unanswered", admin.unanswered, meant, block=False))
    app.add_handler(CommandHandler("check", admin.check, meant))
    app.add_handler(MessageHandler(private & command & ~_ForAnotherBot(), talking.unknown_command))
    app.add_handler(
        MessageHandler(private & ~filters.TEXT & ~filters.StatusUpdate.ALL, talking.not_text)
    )
    acts = uploads.acts | sources.acts
    app.add_handler(CallbackQueryHandler(Callbacks(at, asking, talking, acts).pressed))
    app.add_handler(InlineQueryHandler(inline.asked))
    app.add_error_handler(failed)


def build(config: Config, secret: str, live: Live) -> App:
    """The application for a bot of this token, answering from `live`."""
    telegram = config.telegram
    bot = RawBot(
        secret,
        base_url=telegram.base_url,
        base_file_url=telegram.base_url.removesuffix("/bot") + "/file/bot",
        request=AiohttpRequest(CONNECTIONS, read_timeout=10),
        get_updates_request=AiohttpRequest(1, read_timeout=10),
        defaults=Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)),
        rate_limiter=Courier(telegram.messages_a_second),
    )
    app = ApplicationBuilder().application_class(TrackedApplication).bot(bot).updater(None).build()
    app.add_error_handler(judge)
    add_handlers(app, context.set_up(config, live))
    return app


def run(config: Config, verbose: bool = False) -> None:
    """Run the bot until SIGINT or SIGTERM.

    Raises:
        InputError: the token, the configuration or the library is bad.
        RunError: the bot stopped on a failure of its own, which the log tells.
    """
    secret = settings.read(config.telegram)
    settings.configure(secret, verbose, config.telegram.json_logs)
    check(config.telegram)
    _settle()
    live = _live(config)
    try:
        uvloop.run(_serve(build(config, secret, live), config.telegram, live))
    except InvalidToken:
        raise InputError(messages.REFUSED_TOKEN) from None
    except WenchengError:
        raise
    except Exception:
        log.critical("the bot failed", exc_info=True)
        raise RunError(messages.CRASHED) from None


def _live(config: Config) -> Live:
    """What answers; a cluster that is away is waited for."""
    if config.index == "embedded":
        return LiveApart(config.folders)
    from retrieval.opensearch.live import LiveRemote

    for pause in pauses():
        try:
            return LiveRemote(config.opensearch)
        except AwayError as error:
            log.warning("%s", error)
            time.sleep(pause)
    raise AssertionError


def _settle() -> None:
    """Tell the garbage collector that what was imported stays: it took a tenth of every reply."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GATHER)


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
        settings.webhook_secret(config)


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
    await settings.announce(app.bot, config.admins)
    log.info("answering as @%s", app.bot.username)
    async with Service(config, app, live) as service:
        await service.run()


async def _end(app: App) -> None:
    if app.running and not await ended_within(GRACE, app.stop()):
        log.warning("stopped with work in the background")
    await app.shutdown()
    await app.bot.shutdown()
