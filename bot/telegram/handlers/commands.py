"""Commands that anybody may give, and what is no question at all."""

from dataclasses import replace

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.telegram import messages
from bot.telegram.handlers.addressing import in_group
from bot.telegram.handlers.context import Desk, person, written
from bot.telegram.replies import answers, library, links
from bot.telegram.replies.keyboards import referred
from bot.telegram.replies.send import send
from bot.telegram.replies.text import sendable
from retrieval.snapshot import Snapshot
from retrieval.text.fold import fold

Context = ContextTypes.DEFAULT_TYPE


class Talking:
    """Greets, helps, and keeps conversations in order."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def start(self, update: Update, _: Context) -> None:
        """/start: who is here and how to ask; with a link's payload, the passage it opens."""
        message = written(update)
        wanted = links.passage_in(_argument(message))

        def work(snapshot: Snapshot) -> library.Reply:
            if not wanted:
                return library.start(snapshot)
            found = referred(snapshot, wanted)
            return answers.passage(snapshot, found) if found else library.say(messages.GONE)

        await send(message, await self._desk.look(work))

    async def help(self, update: Update, _: Context) -> None:
        """/help: how to ask, and the commands."""
        message = written(update)
        name = message.get_bot().username if in_group(message) else ""
        admin = not in_group(message) and self._desk.is_admin(person(message))
        said = await self._desk.look(lambda held: library.help_text(held, name, admin))
        await send(message, said)

    async def cities(self, update: Update, _: Context) -> None:
        """/cities: the cities that have reports."""
        await send(written(update), library.cities(self._desk.snapshot))

    async def about(self, update: Update, _: Context) -> None:
        """/about: what this is and what it keeps."""
        await send(written(update), library.about(self._desk.snapshot, self._desk.days))

    async def new(self, update: Update, _: Context) -> None:
        """/new: the conversation ends, the city that was kept to with it."""
        message = written(update)
        self._desk.conversations.end(message.chat_id, person(message))
        await send(message, library.say(messages.NEW_TALK))

    async def city(self, update: Update, _: Context) -> None:
        """/city and a name: keep to that city; without a name, the cities to choose from."""
        message = written(update)
        name = _argument(message)
        if name in messages.EVERY_CITY:
            await send(message, self.keep_to(message, person(message), None))
        elif len(found := self._cities_in(name)) == 1:
            await send(message, self.keep_to(message, person(message), found.pop()))
        else:
            kept = self._desk.conversations.of(message.chat_id, person(message)).city
            await send(message, library.choose_city(self._desk.snapshot, kept, name))

    def keep_to(self, message: Message, who: int, city: str | None) -> library.Reply:
        """Quote this city alone from now on; all cities where it is None."""
        talk = self._desk.conversations.of(message.chat_id, who)
        self._desk.conversations.keep(message.chat_id, who, replace(talk, city=city))
        said = messages.CITY_KEPT.format(city=city) if city else messages.CITY_FREE
        return library.say(said)

    def _cities_in(self, words: str) -> set[str]:
        return {place.city for place in self._desk.snapshot.lexicon.places(fold(words))}

    async def unknown_command(self, update: Update, _: Context) -> None:
        """A command nobody knows."""
        await send(written(update), library.say(messages.UNKNOWN_COMMAND))

    async def not_text(self, update: Update, _: Context) -> None:
        """A picture, a voice, a sticker … without a word."""
        message = written(update)
        if self._desk.albums.first(message):
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
