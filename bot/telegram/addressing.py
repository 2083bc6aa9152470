"""Whether a message asks the bot something, and what."""

import re

from telegram import Message, MessageEntity
from telegram.constants import ChatType
from telegram.ext import filters

from bot.telegram.markup import sendable

_ASK = re.compile(r"/ask(?:@\w+)?(?:\s+|$)", re.IGNORECASE)
_MENTIONS: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]


def in_group(message: Message) -> bool:
    """Whether others read along."""
    return message.chat.type != ChatType.PRIVATE


def question_of(message: Message) -> str | None:
    """What the message asks; empty where it only calls the bot, None where it is for others.

    Who calls the bot under somebody's message asks what that message says.
    """
    words = sendable(message.text or "")
    if command := _ASK.match(words):
        return words[command.end() :].strip() or _pointed_at(message)
    if not in_group(message):
        return words
    if mentions := _mentions(message):
        for mention in mentions:
            words = words.replace(mention, " ", 1)
        return words.strip() or _pointed_at(message)
    return words if _answers_bot(message) else None


class Addressed(filters.MessageFilter):
    """Messages that ask the bot; what people say to each other is none of its business."""

    def filter(self, message: Message) -> bool:
        """Whether the message asks the bot something."""
        return question_of(message) is not None


def _mentions(message: Message) -> list[str]:
    bot = message.get_bot()
    name = f"@{bot.username}".casefold()
    return [
        text
        for entity, text in message.parse_entities(_MENTIONS).items()
        if text.casefold() == name or (entity.user and entity.user.id == bot.id)
    ]


def _answers_bot(message: Message) -> bool:
    original = message.reply_to_message
    # Every message of a topic is a reply to the topic's beginning, which a bot may have made.
    if original is None or original.forum_topic_created:
        return False
    return original.from_user is not None and original.from_user.id == message.get_bot().id


def _pointed_at(message: Message) -> str:
    original = message.reply_to_message
    if original is None or _answers_bot(message):
        return ""
    return sendable(original.text or "")
