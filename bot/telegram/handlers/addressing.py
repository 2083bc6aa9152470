"""Whether a message asks the bot something, and what."""

import re

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType
from telegram.ext import filters

from bot.telegram.replies.text import sendable

# Who types Chinese gets a full-width slash, which Telegram does not take for a command's.
_ASK = re.compile(r"[/／]ask(?:[@＠](\w+))?\b", re.IGNORECASE | re.ASCII)
_MENTIONS: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]


def in_group(message: Message) -> bool:
    """Whether others read along."""
    return message.chat.type != ChatType.PRIVATE


def asked_in(message: Message) -> str:
    """What a message, or the caption of a picture or file, says, without what calls the bot."""
    words = _written(message)
    if command := _ASK.match(words):
        words = words[command.end() :]
    for mention in _mentions(message):
        words = words.replace(mention, " ", 1)
    return words.strip()


def question_of(message: Message) -> str | None:
    """What the message asks; empty where it only calls the bot, None where it is for others.

    Who calls the bot under somebody's message asks what that message says, or the part of it that
    is quoted.
    """
    if _is_bot(message, message.via_bot):
        # A quotation that somebody picked from what the bot offered inline.
        return None
    words = _written(message)
    command = _ASK.match(words)
    if words.startswith("/") and not (command and _own(message, command[1])):
        return None
    if command or _mentions(message):
        return called_for(message)
    return asked_in(message) if not in_group(message) or _answers_bot(message) else None


def called_for(message: Message) -> str:
    """What is asked by a message that calls the bot; empty where it only calls it."""
    return asked_in(message) or _pointed_at(message)


class Addressed(filters.MessageFilter):
    """Messages that ask the bot; what people say to each other is none of its business."""

    def filter(self, message: Message) -> bool:
        """Whether the message asks the bot something."""
        return question_of(message) is not None


def _written(message: Message) -> str:
    return sendable(message.text or message.caption or "")


def _own(message: Message, name: str | None) -> bool:
    """Whether a command without a name, or with this one, is the bot's."""
    return name is None or name.casefold() == message.get_bot().username.casefold()


def _is_bot(message: Message, user: User | None) -> bool:
    return user is not None and user.id == message.get_bot().id


def _mentions(message: Message) -> list[str]:
    if message.entities:
        found = message.parse_entities(_MENTIONS)
    elif message.caption_entities:
        found = message.parse_caption_entities(_MENTIONS)
    else:
        return []
    name = f"@{message.get_bot().username}".casefold()
    return [
        text
        for entity, text in found.items()
        if text.casefold() == name or _is_bot(message, entity.user)
    ]


def _answers_bot(message: Message) -> bool:
    original = message.reply_to_message
    # Every message of a topic is a reply to the topic's beginning, which a bot may have made.
    if original is None or original.forum_topic_created:
        return False
    return _is_bot(message, original.from_user)


def _pointed_at(message: Message) -> str:
    if message.quote is not None:
        # It may be of a message that stands in another chat, and is not told otherwise.
        return sendable(message.quote.text)
    original = message.reply_to_message
    return "" if original is None or _answers_bot(message) else _written(original)
