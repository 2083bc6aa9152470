"""Admins mend what went unanswered: a passage for a question, words that mean the same."""

import asyncio

from telegram import CallbackQuery, Message, Update
from telegram.ext import ContextTypes

from bot import mending
from bot.mending import Proposal
from bot.outcomes import Effect
from bot.telegram import messages
from bot.telegram.handlers.addressing import in_group
from bot.telegram.handlers.admin import for_admins
from bot.telegram.handlers.changing import changed
from bot.telegram.handlers.context import BotContext, written
from bot.telegram.replies import editing, keyboards, library
from bot.telegram.replies import mending as replies
from bot.telegram.replies.keyboards import Act, Press, Verb, question_in, referred
from bot.telegram.replies.library import Reply
from bot.telegram.replies.mending import name_of
from bot.telegram.replies.send import send
from bot.telegram.replies.text import sendable
from corpus.errors import InputError, WenchengError
from retrieval.snapshot import Snapshot

_PIN, _TERM, _FIND, _ALSO, _UNPIN, _UNTERM = messages.MENDS
COMMAND = rf"^(?:{'|'.join(messages.MENDS[:4])})\s"
"""How an admin's reply about a question begins."""


class Mends:
    """Lists what went unanswered, and does what admins say about it."""

    def __init__(self, context: BotContext) -> None:
        self.context = context
        self._mending = context.mending
        acts: dict[Verb, Act] = {
            Verb.MEND: self._question,
            Verb.PIN: self._pin,
            Verb.FORCE: self._force,
            Verb.SETTLE: self._settle,
            Verb.KEPT: self._kept,
            Verb.UNPIN: self._unpin,
            Verb.UNTERM: self._unterm,
        }
        self.acts = {verb: self._for_admins(act) for verb, act in acts.items()}

    def _for_admins(self, act: Act) -> Act:
        """The button for admins in private, where the library is this machine's."""

        async def guarded(query: CallbackQuery, message: Message, press: Press) -> str:
            if in_group(message) or not self.context.is_admin(query.from_user.id):
                return messages.NOT_ADMIN
            if self.context.live.is_elsewhere:
                return messages.LIBRARY_ELSEWHERE
            return await act(query, message, press)

        return guarded

    @for_admins
    async def unanswered(self) -> Reply:
        """/unanswered: what the library lacks, without what it answers by now."""
        found = await self.context.look(self._mending.complaints)
        return replies.unanswered(found, self.context.days)

    async def _question(self, _: CallbackQuery, message: Message, press: Press) -> str:
        kept = self.context.feedback.complaints()
        words = next((o.question for o in kept if name_of(o.question) == press.reference), "")
        if not words:
            return messages.STALE
        await send(message, await self._offer(words, words))
        return ""

    async def _offer(self, question: str, words: str) -> Reply:
        return await self.context.look(
            lambda snapshot: replies.question(question, mending.offered(snapshot, words))
        )

    async def replied(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """An admin's reply about a question: what is to be done, in words."""
        message = written(update)
        under = message.reply_to_message
        question = question_in(under.text or "") if under else ""
        command, words = sendable(message.text or "").split(maxsplit=1)
        if not under or not question:
            await send(message, library.say(messages.REPLY_TO_QUESTION))
        elif self.context.live.is_elsewhere:
            await send(message, library.say(messages.LIBRARY_ELSEWHERE))
        elif command == _FIND:
            await send(message, await self._offer(question, words))
        else:
            words = _passage_of(under, words) if command == _PIN else words
            await send(message, await self._mended(question, f"{command} {words}"))

    async def _pin(self, _: CallbackQuery, message: Message, press: Press) -> str:
        found = await self.context.look(lambda snapshot: referred(snapshot, press.reference))
        if found is None:
            return messages.GONE
        question = question_in(message.text or "")
        await send(message, await self._mended(question, f"{_PIN} {found.id}"))
        return ""

    async def _force(self, _: CallbackQuery, message: Message, press: Press) -> str:
        text = message.text or ""
        reply = await self._mended(question_in(text), replies.command_in(text), force=True)
        await editing.replace(message, [message.message_id], reply)
        return ""

    async def _settle(self, _: CallbackQuery, message: Message, press: Press) -> str:
        question = question_in(message.text or "")
        self._mending.settle(question)
        said = library.say(messages.SETTLED.format(question=question))
        await editing.replace(message, [message.message_id], said)
        return ""

    async def _kept(self, _: CallbackQuery, message: Message, press: Press) -> str:
        await send(message, replies.everything(self._mending.pins(), self._mending.terms()))
        return ""

    async def _unpin(self, _: CallbackQuery, message: Message, press: Press) -> str:
        questions = [pin.question for pin in self._mending.pins()]
        return await self._withdraw(message, press, _UNPIN, questions)

    async def _unterm(self, _: CallbackQuery, message: Message, press: Press) -> str:
        return await self._withdraw(message, press, _UNTERM, list(self._mending.terms()))

    async def _withdraw(self, message: Message, press: Press, verb: str, of: list[str]) -> str:
        found = next((words for words in of if name_of(words) == press.reference), "")
        if not found:
            return messages.STALE
        await send(message, await self._mended("", f"{verb} {found}"))
        return ""

    async def _mended(self, question: str, command: str, force: bool = False) -> Reply:
        """Try what a command says, and keep it where it is not doubtful, or is forced."""
        if self.context.reloading.busy:
            return library.say(messages.RELOAD_RUNNING)
        try:
            proposal, change = await asyncio.to_thread(self._tried, question, command)
            if change.is_doubtful and not force:
                return replies.refused(question, command, change)
            made = await changed(self.context, lambda: self._mending.keep(proposal, change))
        except WenchengError as error:
            return library.say(messages.MEND_REFUSED.format(reason=error))
        return replies.kept(question, command, change, made or "")

    def _tried(self, question: str, command: str) -> tuple[Proposal, Effect]:
        snapshot = self.context.snapshot
        proposal = self._proposal(snapshot, question, command)
        return proposal, self._mending.tried(snapshot, proposal)

    def _proposal(self, snapshot: Snapshot, question: str, command: str) -> Proposal:
        verb, _, words = command.partition(" ")
        if verb == _PIN:
            identity, _, quoted = words.partition(" ")
            return self._mending.pinning(snapshot, question, identity, quoted.strip())
        if verb == _TERM:
            return self._mending.grouping(words, question)
        if verb == _ALSO:
            return self._mending.pinning_also(question, words)
        if verb == _UNPIN:
            return self._mending.unpinning(words)
        if verb == _UNTERM:
            return self._mending.ungrouping(words)
        raise InputError(messages.STALE)


def _passage_of(offered: Message, words: str) -> str:
    """The words with the passage's id in the place of its number in the reply that offers it."""
    number, _, quoted = words.partition(" ")
    rows = offered.reply_markup.inline_keyboard if offered.reply_markup else ()
    pressed = (keyboards.parse(str(b.callback_data)) for row in rows for b in row)
    uses = (p.reference for p in pressed if p and p.verb is Verb.PIN and str(p.number) == number)
    return f"{next(uses, number)} {quoted}".strip()
