"""The application: every handler in order, its start, and its end."""

import asyncio
import gc
import logging
import signal
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext

from telegram import LinkPreviewOptions, Message
from telegram.error import InvalidToken
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    Defaults,
    InlineQueryHandler,
    MessageHandler,
    MessageReactionHandler,
    filters,
)
from telegram.request import HTTPXRequest

from bot import review
from bot.config import Config, TelegramConfig
from bot.telegram import messages, profile, settings
from bot.telegram.handlers import context, mending
from bot.telegram.handlers.addressing import Addressed
from bot.telegram.handlers.admin import AdminCommands
from bot.telegram.handlers.asking import Questions
from bot.telegram.handlers.buttons import Buttons
from bot.telegram.handlers.commands import Commands
from bot.telegram.handlers.context import BotContext
from bot.telegram.handlers.errors import failed
from bot.telegram.handlers.guests import Guests
from bot.telegram.handlers.inline import InlineQuestions
from bot.telegram.handlers.mending import Mends
from bot.telegram.handlers.reactions import Reactions
from bot.telegram.handlers.source import Sources
from bot.telegram.handlers.uploads import Uploads
from bot.telegram.state import locked
from bot.telegram.transport.pacing import RateLimiter
from bot.telegram.transport.polling import App, RawBot
from bot.telegram.transport.retrying import ended_within, pauses, until_it_works
from bot.telegram.transport.service import Service
from bot.telegram.transport.worker import TrackedApplication, judge
from bot.watching import NO_FILES, Files, files
from corpus import apart
from corpus.errors import AwayError, InputError, RunError, WenchengError
from retrieval.live import Live, LiveApart

log = logging.getLogger(__name__)

# Seconds that work in the background has after a stop signal.
GRACE = 5
# Objects made between two rounds of the garbage collector; a reply makes some hundreds.
GATHER = 10_000
# Messages on their way at once, and seconds that one may wait for its turn and for its answer.
CONNECTIONS = 100
TURN = 60.0
ANSWER = 10.0
# Where the application keeps what its handlers work with.
CONTEXT = "context"


class _ForAnotherBot(filters.MessageFilter):
    """A command with another bot's name: /help@another_bot."""

    def filter(self, message: Message) -> bool:
        command, *_ = (message.text or "").split(maxsplit=1)
        _, _, name = command.partition("@")
        return bool(name) and name.casefold() != message.get_bot().username.casefold()


AsyncContext = AbstractAsyncContextManager[object]
Beside = Callable[[Live], AsyncContext]
"""What runs in the same process, on the same library, for as long as the context lasts."""


def _nothing(_: Live) -> AsyncContext:
    return nullcontext()


def add_handlers(app: App, at: BotContext) -> None:
    """The handlers, in the order in which they are tried."""
    questions, commands, admin = Questions(at), Commands(at), AdminCommands(at)
    inline, uploads, sources, mends = InlineQuestions(at), Uploads(at), Sources(at), Mends(at)
    buttons = Buttons(at, questions, commands, uploads.acts | sources.acts | mends.acts)
    new, edited = filters.UpdateType.MESSAGE, filters.UpdateType.EDITED_MESSAGE
    private = new & filters.ChatType.PRIVATE
    admins = private & filters.User(at.config.telegram.admins)
    page = admins & (filters.Document.ALL | filters.PHOTO)
    correction = admins & filters.REPLY & filters.Regex(review.CORRECTION)
    mend = admins & new & filters.REPLY & filters.Regex(mending.COMMAND)
    question = (filters.TEXT | filters.CAPTION) & Addressed()
    # In groups a bare command may be meant for any bot; only /ask is nobody else's.
    meant = private | (new & filters.Regex(r"^/\w+@"))
    command = filters.Regex(r"^/")
    app.add_handler(MessageHandler(page, uploads.received, block=False))
    app.add_handler(MessageHandler(correction, uploads.corrected))
    app.add_handler(MessageHandler(mend, mends.replied, block=False))
    app.add_handler(MessageHandler(new & question, questions.asked))
    app.add_handler(MessageHandler(edited & question, questions.edited))
    app.add_handler(CommandHandler("start", commands.start, meant))
    app.add_handler(CommandHandler("help", commands.help, meant))
    app.add_handler(CommandHandler("cities", commands.cities, meant))
    app.add_handler(CommandHandler("city", commands.city, meant))
    app.add_handler(CommandHandler("source", sources.asked, meant))
    app.add_handler(CommandHandler("why", commands.why, meant))
    app.add_handler(CommandHandler("about", commands.about, meant))
    app.add_handler(CommandHandler("new", commands.new, meant))
    app.add_handler(CommandHandler("forget", commands.forget, meant))
    app.add_handler(CommandHandler("add", uploads.add, meant))
    app.add_handler(CommandHandler("reload", admin.reload, meant, block=False))
    app.add_handler(CommandHandler("stats", admin.stats, meant))
    app.add_handler(CommandHandler("unanswered", mends.unanswered, meant, block=False))
    app.add_handler(CommandHandler("check", admin.check, meant))
    app.add_handler(MessageHandler(new & filters.StatusUpdate.MIGRATE, commands.moved))
    app.add_handler(MessageHandler(private & command & ~_ForAnotherBot(), commands.unknown_command))
    app.add_handler(
        MessageHandler(private & ~filters.TEXT & ~filters.StatusUpdate.ALL, commands.not_text)
    )
    app.add_handler(CallbackQueryHandler(buttons.pressed))
    app.add_handler(InlineQueryHandler(inline.asked))
    app.add_handler(MessageHandler(filters.UpdateType.GUEST_MESSAGE, Guests(at).asked))
    app.add_handler(MessageReactionHandler(Reactions(at).reacted))
    app.add_error_handler(failed)


def build(config: Config, secret: str, live: Live, seen: Files = NO_FILES) -> App:
    """The application for a bot of this token, answering from `live`.

    `seen` is what was in the library's folder before `live` was opened.
    """
    telegram = config.telegram
    bot = RawBot(
        secret,
        base_url=telegram.base_url,
        base_file_url=telegram.base_url.removesuffix("/bot") + "/file/bot",
        request=HTTPXRequest(CONNECTIONS, read_timeout=ANSWER, pool_timeout=TURN),
        get_updates_request=HTTPXRequest(1, pool_timeout=TURN),
        defaults=Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)),
        rate_limiter=RateLimiter(telegram.messages_a_second),
    )
    builder = ApplicationBuilder().application_class(TrackedApplication)
    app: App = builder.bot(bot).updater(None).build()
    app.add_error_handler(judge)
    at = context.set_up(config, live, seen)
    app.bot_data[CONTEXT] = at
    add_handlers(app, at)
    return app


def run(config: Config, verbose: bool = False, beside: Beside = _nothing) -> None:
    """Run the bot until SIGINT or SIGTERM, and what is to run `beside` it on the same library.

    Raises:
        InputError: the token, the configuration or the library is bad.
        RunError: another bot works in the same folder, or this one stopped on a failure of its
            own, which the log tells.
    """
    secret = settings.read(config.telegram)
    settings.configure(secret, verbose, config.telegram.json_logs)
    settings.check(config.telegram)
    _settle()
    try:
        with locked(config.telegram.state):
            seen = files(config.library)
            live = _live(config)
            app = build(config, secret, live, seen)
            asyncio.run(_serve(app, config.telegram, beside(live)))
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


async def _serve(app: App, config: TelegramConfig, beside: AsyncContext) -> None:
    """Start, answer until a stop signal, answer what is in hand, end."""
    async with beside:
        await _until_stopped(app, config)


async def _until_stopped(app: App, config: TelegramConfig) -> None:
    work = asyncio.create_task(_work(app, config))
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, work.cancel)
    try:
        await work
    except asyncio.CancelledError:
        log.info("stopping")
    finally:
        await _end(app)


async def _work(app: App, config: TelegramConfig) -> None:
    await until_it_works(app.bot.initialize, "getMe")
    await app.initialize()
    await app.start()
    await settings.announce(app.bot, config.admins)
    at: BotContext = app.bot_data[CONTEXT]
    shown = asyncio.create_task(profile.show(app.bot, at.config.web.url))
    log.info("answering as @%s", app.bot.username)
    try:
        async with Service(config, app, at) as service:
            await service.run()
    finally:
        shown.cancel()


async def _end(app: App) -> None:
    if app.running and not await ended_within(GRACE, app.stop()):
        log.warning("stopped with work in the background")
    apart.stop()
    await app.shutdown()
    await app.bot.shutdown()
