"""Commands that anybody may give, and what is no question at all."""

from dataclasses import replace

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.telegram import messages
from bot.telegram.handlers.addressing import in_group
from bot.telegram.handlers.context import BotContext, asker, sender, written
from bot.telegram.replies import answers, library, links
from bot.telegram.replies.keyboards import referred
from bot.telegram.replies.send import send
from bot.telegram.replies.text import sendable
from bot.telegram.state import Asker
from retrieval.answering.answer import answer
from retrieval.snapshot import Snapshot
from retrieval.text.fold import fold

Callback = ContextTypes.DEFAULT_TYPE


class Commands:
    """Greets, helps, and keeps conversations in order."""

    def __init__(self, context: BotContext) -> None:
        self._context = context

    async def start(self, update: Update, _: Callback) -> None:
        """/start: who is here and how to ask; with a link's payload, the passage it opens."""
        message = written(update)
        wanted = links.passage_in(_argument(message))
        admin = not in_group(message) and self._context.is_admin(sender(message))

        def work(snapshot: Snapshot) -> library.Reply:
            if not wanted:
                return library.start(snapshot, admin)
            found = referred(snapshot, wanted)
            return answers.passage(snapshot, found) if found else library.say(messages.GONE)

        await send(message, await self._context.look(work))

    async def help(self, update: Update, _: Callback) -> None:
        """/help: how to ask, and the commands."""
        message = written(update)
        name = message.get_bot().username if in_group(message) else ""
        admin = not in_group(message) and self._context.is_admin(sender(message))
        said = await self._context.look(lambda held: library.help_text(held, name, admin))
        await send(message, said)

    async def cities(self, update: Update, _: Callback) -> None:
        """/cities: the cities that have reports."""
        await send(written(update), library.cities(self._context.snapshot))

    async def about(self, update: Update, _: Callback) -> None:
        """/about: what this is and what it keeps."""
        await send(written(update), library.about(self._context.snapshot, self._context.days))

    async def new(self, update: Update, _: Callback) -> None:
        """/new: the conversation ends, the city that was kept to with it."""
        message = written(update)
        self._context.conversations.end(asker(message))
        await send(message, library.say(messages.NEW_TALK))

    async def city(self, update: Update, _: Callback) -> None:
        """/city and a name: keep to that city; without a name, the cities to choose from."""
        message = written(update)
        name = _argument(message)
        if name in messages.EVERY_CITY:
            await send(message, self.keep_to(asker(message), None))
        elif len(found := self._cities_in(name)) == 1:
            await send(message, self.keep_to(asker(message), found.pop()))
        else:
            kept = self._context.conversations.of(asker(message)).city
            await send(message, library.choose_city(self._context.snapshot, kept, name))

    def keep_to(self, who: Asker, city: str | None) -> library.Reply:
        """Quote this city alone from now on; all cities where it is None."""
        talk = self._context.conversations.of(who)
        self._context.conversations.keep(who, replace(talk, city=city))
        said = messages.CITY_KEPT.format(city=city) if city else messages.CITY_FREE
        return library.say(said)

    def _cities_in(self, words: str) -> set[str]:
        return {place.city for place in self._context.snapshot.lexicon.places(fold(words))}

    async def why(self, update: Update, _: Callback) -> None:
        """/why: how the last answer was found, or what a refusal lacked."""
        message = written(update)
        talk = self._context.conversations.of(asker(message))
        if not talk.previous:
            await send(message, library.say(messages.NOTHING_TO_EXPLAIN))
            return

        def work(snapshot: Snapshot) -> library.Reply:
            return library.why(snapshot, answer(snapshot, talk.previous, city=talk.city))

        await send(message, await self._context.look(work))

    async def forget(self, update: Update, _: Callback) -> None:
        """/forget: delete what is kept of who sends it, and say what that was."""
        message = written(update)
        person = sender(message)
        counts = [
            *self._context.conversations.forget(person),
            self._context.feedback.forget(self._context.hasher.hash(person)),
            sum([await forget(person) for forget in self._context.forgetters]),
        ]
        await send(message, library.forgotten(counts))

    async def moved(self, update: Update, _: Callback) -> None:
        """A group has become a supergroup: its conversations go on there."""
        message = written(update)
        if message.migrate_to_chat_id is not None:
            self._context.conversations.move(message.chat_id, message.migrate_to_chat_id)

    async def unknown_command(self, update: Update, _: Callback) -> None:
        """A command nobody knows."""
        await send(written(update), library.say(messages.UNKNOWN_COMMAND))

    async def not_text(self, update: Update, _: Callback) -> None:
        """A picture, a voice, a sticker … without a word."""
        message = written(update)
        if self._context.albums.first(message):
            await send(message, library.say(_kind_word(message)))


def _argument(message: Message) -> str:
    words = sendable(message.text or "").split(maxsplit=1)
    return words[1].strip() if len(words) == 2 else ""


def _kind_word(message: Message) -> str:
    if message.voice or message.audio or message.video_note:
        return messages.NOT_VOICE
    if message.photo or message.video or message.animation:
        return messages.NOT_PICTURE
    return messages.NOT_STICKER if message.sticker else messages.NOT_TEXT
