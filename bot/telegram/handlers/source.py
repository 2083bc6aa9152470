"""Where a passage stands: a picture of the place where one can be made, else in words."""

import asyncio
import hashlib
import logging
from pathlib import Path

from telegram import CallbackQuery, Message, ReplyParameters, Update
from telegram.constants import ChatType, MessageLimit, ParseMode
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot.addresses import public
from bot.database import Database
from bot.source.source import page_of, source_of
from bot.telegram import messages
from bot.telegram.handlers.context import BotContext, asker, written
from bot.telegram.replies import answers, library, links
from bot.telegram.replies.keyboards import Act, Press, Verb, reference, referred
from bot.telegram.replies.library import Reply
from bot.telegram.replies.send import send
from bot.telegram.replies.text import plain, rendered, units
from corpus.errors import WenchengError
from corpus.library import LibraryPage
from retrieval.answering.answer import answer
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot

log = logging.getLogger(__name__)

FILE = "pictures.sqlite"
_SCHEMA = "CREATE TABLE IF NOT EXISTS pictures (place TEXT PRIMARY KEY, file TEXT NOT NULL)"


class Pictures:
    """The pictures that Telegram has, by the place each shows: sent again they need no upload."""

    def __init__(self, folder: Path) -> None:
        self._rows = Database(folder / FILE, _SCHEMA)

    def of(self, place: str) -> str | None:
        """Telegram's id of the picture of a place."""
        rows = self._rows.read("SELECT file FROM pictures WHERE place = ?", place)
        return rows[0][0] if rows else None

    def keep(self, place: str, file: str) -> None:
        """Remember it."""
        self._rows.write("INSERT OR REPLACE INTO pictures VALUES (?, ?)", place, file)

    def forget(self, place: str) -> None:
        """Telegram no longer has it."""
        self._rows.write("DELETE FROM pictures WHERE place = ?", place)


class Sources:
    """Sends the source of a passage."""

    def __init__(self, context: BotContext) -> None:
        self._context = context
        self._pictures = Pictures(context.config.telegram.state)
        self.acts: dict[Verb, Act] = {Verb.SOURCE: self._pressed}

    async def asked(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """/source: where the first passage of the last answer stands."""
        message = written(update)
        talk = self._context.conversations.of(asker(message))

        def work(snapshot: Snapshot) -> Passage | None:
            given = answer(snapshot, talk.previous, city=talk.city, limit=1)
            return given.hits[0].passage if given.hits else None

        found = await self._context.look(work) if talk.previous else None
        if found is None:
            await send(message, library.say(messages.NOTHING_ASKED))
        else:
            await self._show(message, found)

    async def _pressed(self, _: CallbackQuery, message: Message, press: Press) -> str:
        found = await self._context.look(lambda snapshot: referred(snapshot, press.reference))
        if found is None:
            return messages.GONE
        await self._show(message, found)
        return ""

    async def _show(self, message: Message, passage: Passage) -> None:
        """The picture with what there is to say under it; the words alone where there is none."""
        link = links.to_passage(message.get_bot().username, reference(passage))
        web = public(self._context.config.web.url, passage)

        def work(snapshot: Snapshot) -> tuple[LibraryPage | None, Reply, Reply]:
            short, long = (
                answers.source(snapshot, passage, link, web, full) for full in (False, True)
            )
            return page_of(snapshot, passage), short, long

        held, short, long = await self._context.look(work)
        fits = units(plain(short.blocks)) <= MessageLimit.CAPTION_LENGTH
        if held is None or not await self._sent(message, held, passage, short if fits else None):
            await send(message, long)
        elif not fits:
            await send(message, short)

    async def _sent(
        self, message: Message, held: LibraryPage, passage: Passage, under: Reply | None
    ) -> bool:
        place = _place(held, passage)
        if (known := self._pictures.of(place)) is not None:
            try:
                await _send_photo(message, known, under)
            except BadRequest as error:
                log.info("a picture is to be sent anew: %s", error)
                self._pictures.forget(place)
            else:
                return True
        data = await asyncio.to_thread(_drawn, held, passage)
        if data is None:
            return False
        self._pictures.keep(place, await _send_photo(message, data, under))
        return True


def _drawn(held: LibraryPage, passage: Passage) -> bytes | None:
    try:
        made = source_of(held, passage)
    except WenchengError as error:
        log.warning("a passage could not be shown on its page: %s", error)
        return None
    return made.encoded() if made else None


async def _send_photo(message: Message, photo: bytes | str, under: Reply | None) -> str:
    """Send it with a caption; in groups it quotes the question. Returns Telegram's id of it."""
    quoted = ReplyParameters(message.message_id, allow_sending_without_reply=True)
    sent = await message.reply_photo(
        photo,
        caption=rendered(under.blocks) if under else None,
        parse_mode=ParseMode.HTML,
        reply_parameters=None if message.chat.type == ChatType.PRIVATE else quoted,
    )
    return sent.photo[-1].file_id


def _place(held: LibraryPage, passage: Passage) -> str:
    """Names what the picture shows: the words, and the raw page that they stand on."""
    raw = held.page.raw.sha256 if held.page.raw else ""
    shown = f"{raw}\0{passage.source}\0{passage.section}\0{passage.headline}\0{held.page.title}"
    return hashlib.blake2s(shown.encode(), digest_size=16).hexdigest()
