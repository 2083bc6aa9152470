"""Admins change the library from the chat: pages sent, published, taken back, withdrawn."""

import asyncio
from collections.abc import Callable
from functools import partial

from telegram import CallbackQuery, Document, Message, PhotoSize, Update
from telegram.ext import ContextTypes

from bot import private, review
from bot.outcomes import Effect
from bot.source.source import page_of
from bot.telegram import messages
from bot.telegram.handlers.addressing import in_group
from bot.telegram.handlers.changing import changed
from bot.telegram.handlers.context import BotContext, sender, written
from bot.telegram.replies import drafts, keyboards, library
from bot.telegram.replies import editing as editing_replies
from bot.telegram.replies.keyboards import Act, Press, Verb, referred
from bot.telegram.replies.library import Reply
from bot.telegram.replies.send import send
from corpus.errors import WenchengError
from corpus.library import LibraryPage
from corpus.publishing import editing
from corpus.publishing.drafts import Draft, Drafts, is_picture
from corpus.section import Page
from retrieval.passages import Passage

# Telegram gives bots no larger files.
LARGEST = 20_000_000
# Seconds after which somebody who waits is told that it takes longer.
SOON = 5.0


Edit = Callable[[Page, int], Page]
"""Changes a page by the number of one of its reports."""


class Uploads:
    """Takes pages from admins, and obeys the buttons under them."""

    def __init__(self, context: BotContext) -> None:
        config = context.config
        self._context = context
        self._drafts = Drafts(config.library, config.folders, config.telegram.state)
        # Reading a picture takes a gigabyte: one at a time.
        self._one_at_a_time = asyncio.Lock()
        self.acts: dict[Verb, Act] = {
            Verb.PUBLISH: self._publish,
            Verb.DROP: self._drop,
            Verb.LEAVE_OUT: self._leave_out,
            Verb.JOIN: self._join,
            Verb.UNDO: self._undo,
            Verb.DRAFT_FILE: self._draft_file,
            Verb.TAKE_BACK: self._take_back,
            Verb.FILE: self._file,
            Verb.WITHDRAW: self._withdraw,
            Verb.WITHDRAW_SURELY: self._withdraw_surely,
        }

    async def received(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """A document or a photograph of an admin's: a page."""
        message = written(update)
        sent = message.document or message.photo[-1]
        if self._context.live.is_elsewhere:
            await send(message, library.say(messages.LIBRARY_ELSEWHERE))
        elif (sent.file_size or 0) > LARGEST:
            most = LARGEST // 1_000_000
            await send(message, library.say(messages.FILE_TOO_LARGE.format(most=most)))
        else:
            await send(message, await self._looked_at(message, sent))

    async def _looked_at(self, message: Message, sent: Document | PhotoSize) -> Reply:
        name = _name(message)
        if is_picture(name):
            await send(message, library.say(messages.READING_PAGE))
        file = await sent.get_file()
        data = bytes(await file.download_as_bytearray())
        reading = asyncio.create_task(self._read(name, data))
        await asyncio.wait({reading}, timeout=SOON)
        if not reading.done() and not is_picture(name):
            await send(message, library.say(messages.READING_PAGE))
        try:
            draft = await reading
        except WenchengError as error:
            return library.say(messages.PAGE_REFUSED.format(reason=error))
        return drafts.found(draft, await self._tried(draft.identity))

    async def _drafted(self, work: Callable[[], Draft]) -> Draft:
        """The draft that some work makes or changes; nobody else may read it."""
        try:
            return await asyncio.to_thread(work)
        finally:
            private.close(self._context.config.telegram.state)

    async def _read(self, name: str, data: bytes) -> Draft:
        async with self._one_at_a_time:
            return await asyncio.to_thread(self._drafts.draft, name, data)

    async def corrected(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """An admin's reply to what was found on a page: a correction in words."""
        message = written(update)
        under = message.reply_to_message
        identity = _draft_under(under)
        if under is None or not identity:
            return
        change = partial(review.corrected, words=message.text or "")
        try:
            draft = await self._drafted(partial(self._drafts.edit, identity, change))
        except WenchengError as error:
            await send(message, library.say(str(error)))
            return
        await send(message, drafts.found(draft))

    async def _edited(self, message: Message, press: Press, change: Edit) -> str:
        """Change a page of a draft, and show what it holds now in the message's place."""
        page, number = divmod(press.number, keyboards.PAGES)

        def edit() -> Draft:
            return self._drafts.edit(press.reference, lambda held: change(held, number), page)

        return await self._shown_anew(message, edit)

    async def _shown_anew(self, message: Message, work: Callable[[], Draft]) -> str:
        try:
            draft = await self._drafted(work)
        except (WenchengError, IndexError) as error:
            return str(error) if isinstance(error, WenchengError) else messages.NO_DRAFT
        await editing_replies.replace(message, [message.message_id], drafts.found(draft))
        return ""

    async def _leave_out(self, query: CallbackQuery, message: Message, press: Press) -> str:
        return self._refused(query, message) or await self._edited(message, press, editing.drop)

    async def _join(self, query: CallbackQuery, message: Message, press: Press) -> str:
        def join(page: Page, number: int) -> Page:
            return editing.join(page, number, number + 1)

        return self._refused(query, message) or await self._edited(message, press, join)

    async def _undo(self, query: CallbackQuery, message: Message, press: Press) -> str:
        undo = partial(self._drafts.undo, press.reference)
        return self._refused(query, message) or await self._shown_anew(message, undo)

    async def _draft_file(self, query: CallbackQuery, message: Message, press: Press) -> str:
        """The library files of a draft, to be mended and sent again."""
        if refused := self._refused(query, message):
            return refused
        paths = self._drafts.files(press.reference)
        for path in paths:
            await message.reply_document(path.read_bytes(), messages.MEND, filename=path.name)
        return "" if paths else messages.NO_DRAFT

    async def add(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """/add: how to add, mend and withdraw."""
        message = written(update)
        here = messages.LIBRARY_ELSEWHERE if self._context.live.is_elsewhere else messages.ADDING
        refused = messages.IN_PRIVATE if in_group(message) else messages.NOT_ADMIN
        admin = not in_group(message) and self._context.is_admin(sender(message))
        await send(message, library.say(here if admin else refused))

    def _refused(self, query: CallbackQuery, message: Message) -> str:
        """Why the press is not obeyed, empty where it is."""
        if in_group(message) or not self._context.is_admin(query.from_user.id):
            return messages.NOT_ADMIN
        return messages.LIBRARY_ELSEWHERE if self._context.live.is_elsewhere else ""

    async def _publish(self, query: CallbackQuery, message: Message, press: Press) -> str:
        """Publish it; what would silence questions is asked about once more."""
        if refused := self._refused(query, message):
            return refused
        if not press.number and (change := await self._tried(press.reference)) and change.worse:
            await send(message, drafts.risky(press.reference, change))
            return ""
        return await self._change(message, press, lambda: self._drafts.publish(press.reference))

    async def _tried(self, identity: str) -> Effect | None:
        """What a draft would do to the questions; None where it is gone, or that takes long."""
        given = self._drafts.given(identity) if self._drafts.files(identity) else None
        snapshot = self._context.snapshot
        if given is None:
            return None
        return await asyncio.to_thread(self._context.mending.tried_with, snapshot, given)

    async def _drop(self, query: CallbackQuery, message: Message, press: Press) -> str:
        if refused := self._refused(query, message):
            return refused
        self._drafts.drop(press.reference)
        await editing_replies.replace(message, [message.message_id], library.say(messages.DROPPED))
        return ""

    async def _take_back(self, query: CallbackQuery, message: Message, press: Press) -> str:
        def take_back() -> str | None:
            return "" if self._drafts.take_back(press.reference) else None

        return self._refused(query, message) or await self._change(message, press, take_back)

    async def _withdraw(self, query: CallbackQuery, message: Message, press: Press) -> str:
        """Ask once more."""
        if refused := self._refused(query, message):
            return refused
        passage = referred(self._context.snapshot, press.reference)
        if passage is None:
            return messages.GONE
        await send(message, drafts.really(passage))
        return ""

    async def _withdraw_surely(self, query: CallbackQuery, message: Message, press: Press) -> str:
        if refused := self._refused(query, message):
            return refused
        change = press.reference
        if self._drafts.done(change):
            # The process died after it had withdrawn the report, before it could say so.
            return await self._change(message, press, lambda: change)
        held, passage = self._own(press)
        if held is None or passage is None or passage.section is None:
            return messages.GONE
        page, number = held, passage.section
        return await self._change(
            message, press, lambda: self._drafts.withdraw(page, number, change)
        )

    async def _file(self, query: CallbackQuery, message: Message, press: Press) -> str:
        """The library file, to be mended and sent again."""
        if refused := self._refused(query, message):
            return refused
        held, _ = self._own(press)
        if held is None:
            return messages.GONE
        try:
            self._drafts.require_own(held)
            data = held.path.read_bytes()
        except (WenchengError, OSError) as error:
            return str(error) if isinstance(error, WenchengError) else messages.GONE
        await message.reply_document(data, messages.MEND, filename=held.path.name)
        return ""

    def _own(self, press: Press) -> tuple[LibraryPage | None, Passage | None]:
        """The page and the passage that a button names."""
        snapshot = self._context.snapshot
        passage = referred(snapshot, press.reference)
        return (page_of(snapshot, passage), passage) if passage else (None, None)

    async def _change(
        self, message: Message, press: Press, change: Callable[[], str | None]
    ) -> str:
        """Change the library, reload it, and say in the message's place what came of it."""
        reloading = self._context.reloading
        if reloading.busy:
            return messages.RELOAD_RUNNING
        try:
            made = await changed(self._context, change)
        except WenchengError as error:
            await send(message, library.say(messages.PAGE_REFUSED.format(reason=error)))
            return ""
        if made is None:
            return messages.NO_DRAFT
        self._drafts.drop(made)
        changes = library.compare(*reloading.unreported())
        reply = library.reloaded(self._context.snapshot, changes)
        if press.verb is Verb.TAKE_BACK:
            reply = library.say(messages.TAKEN_BACK, *library.differences(changes))
        under = keyboards.under_change(made)
        await editing_replies.replace(message, [message.message_id], Reply(reply.blocks, under))
        return ""


def _name(message: Message) -> str:
    """What the file that was sent is called; a photograph has the hour it was sent at."""
    if message.document is not None:
        return message.document.file_name or ""
    return messages.PICTURE_NAME.format(day=message.date)


def _draft_under(message: Message | None) -> str:
    """The draft whose buttons stand under a message, "" where there are none."""
    rows = message.reply_markup.inline_keyboard if message and message.reply_markup else ()
    pressed = (keyboards.parse(str(b.callback_data)) for row in rows for b in row)
    found = (press.reference for press in pressed if press and press.verb is Verb.PUBLISH)
    return next(found, "")
