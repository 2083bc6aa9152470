"""Admins change the library from the chat: pages sent, published, taken back, withdrawn."""

import asyncio
import logging
from collections.abc import Callable

from telegram import CallbackQuery, Document, Message, Update
from telegram.ext import ContextTypes

from bot.publishing import Publishing
from bot.telegram import messages
from bot.telegram.handlers.addressing import in_group
from bot.telegram.handlers.context import Context, sender, written
from bot.telegram.replies import drafts, editing, keyboards, library
from bot.telegram.replies.answers import page_of
from bot.telegram.replies.keyboards import Act, Press, Verb, referred
from bot.telegram.replies.library import Reply
from bot.telegram.replies.send import send
from corpus.errors import WenchengError
from corpus.library import LibraryPage
from retrieval.passages import Passage

log = logging.getLogger(__name__)

# Telegram gives bots no larger files.
LARGEST = 20_000_000


class Uploads:
    """Takes pages from admins, and obeys the buttons under them."""

    def __init__(self, context: Context) -> None:
        config = context.config
        self._context = context
        self._publishing = Publishing(config.library, config.folders, config.telegram.state)
        self.acts: dict[Verb, Act] = {
            Verb.PUBLISH: self._publish,
            Verb.DROP: self._drop,
            Verb.TAKE_BACK: self._take_back,
            Verb.FILE: self._file,
            Verb.WITHDRAW: self._withdraw,
            Verb.WITHDRAW_SURELY: self._withdraw_surely,
        }

    async def received(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """A document of an admin's: a page."""
        message = written(update)
        document = message.document
        assert document is not None
        if self._context.live.is_elsewhere:
            await send(message, library.say(messages.LIBRARY_ELSEWHERE))
        elif (document.file_size or 0) > LARGEST:
            most = LARGEST // 1_000_000
            await send(message, library.say(messages.FILE_TOO_LARGE.format(most=most)))
        else:
            await send(message, await self._looked_at(document))

    async def _looked_at(self, document: Document) -> Reply:
        file = await document.get_file()
        data = bytes(await file.download_as_bytearray())
        name = document.file_name or ""
        try:
            draft = await asyncio.to_thread(self._publishing.draft, name, data)
        except WenchengError as error:
            return library.say(messages.PAGE_REFUSED.format(reason=error))
        return drafts.found(draft)

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
        return self._refused(query, message) or await self._change(
            message, lambda: self._publishing.publish(press.reference)
        )

    async def _drop(self, query: CallbackQuery, message: Message, press: Press) -> str:
        if refused := self._refused(query, message):
            return refused
        self._publishing.drop(press.reference)
        await editing.replace(message, [message.message_id], library.say(messages.DROPPED))
        return ""

    async def _take_back(self, query: CallbackQuery, message: Message, press: Press) -> str:
        def take_back() -> str | None:
            return "" if self._publishing.take_back(press.reference) else None

        return self._refused(query, message) or await self._change(message, take_back)

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
        if self._publishing.done(change):
            # The process died after it had withdrawn the report, before it could say so.
            return await self._change(message, lambda: change)
        held, passage = self._own(press)
        if held is None or passage is None or passage.section is None:
            return messages.GONE
        page, number = held, passage.section
        return await self._change(message, lambda: self._publishing.withdraw(page, number, change))

    async def _file(self, query: CallbackQuery, message: Message, press: Press) -> str:
        """The library file, to be mended and sent again."""
        if refused := self._refused(query, message):
            return refused
        held, _ = self._own(press)
        if held is None:
            return messages.GONE
        try:
            self._publishing.require_own(held)
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

    async def _change(self, message: Message, change: Callable[[], str | None]) -> str:
        """Change the library, reload it, and say in the message's place what came of it."""
        reloading = self._context.reloading
        if reloading.lock.locked():
            return messages.RELOAD_RUNNING
        async with reloading.lock:
            try:
                made = await asyncio.to_thread(self._changed, change)
            except WenchengError as error:
                log.warning("the library was not changed: %s", error)
                await send(message, library.say(messages.PAGE_REFUSED.format(reason=error)))
                return ""
            if made is None:
                return messages.NO_DRAFT
        changes = library.compare(*reloading.unreported())
        reply = library.reloaded(self._context.snapshot, changes)
        under = keyboards.under_change(made)
        await editing.replace(message, [message.message_id], Reply(reply.blocks, under))
        return ""

    def _changed(self, change: Callable[[], str | None]) -> str | None:
        """The change's identity, empty where it can't be taken back; None where there was none.

        A library that can't be read with the change is put back as it was.
        """
        made = change()
        if made is None:
            return None
        try:
            self._context.reloading.load()
        except WenchengError:
            self._publishing.take_back(made)
            raise
        if made:
            self._publishing.drop(made)
        return made
