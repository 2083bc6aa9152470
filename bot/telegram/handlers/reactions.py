"""Reactions to answers: a thumb up is 有用, a thumb down 没用, and either can be taken away."""

from telegram import MessageReactionUpdated, ReactionTypeEmoji, Update
from telegram.ext import ContextTypes

from bot.feedback import FeedbackKind
from bot.telegram.handlers.context import BotContext

# Telegram's emoji that say what one thinks of an answer; the others say something else.
USEFUL = frozenset("👍❤🔥🥰👏🎉🤩🙏👌💯🏆🤗😍⚡🆒🤝🫡💘")
USELESS = frozenset("👎🤮💩😢🤬😡💔🥱🤨😐🖕😭")


class Reactions:
    """Takes reactions for opinions, where Telegram tells of them."""

    def __init__(self, context: BotContext) -> None:
        self._context = context

    async def reacted(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Somebody's reactions to a message are others than they were."""
        changed = update.message_reaction
        assert changed is not None
        question = self._context.conversations.answered(changed.chat.id, changed.message_id)
        person = changed.user or changed.actor_chat
        if not question or person is None:
            return
        who = self._context.hasher.hash(person.id)
        if (kind := _opinion(changed)) is not None:
            self._context.feedback.add(question, who, kind)
        elif changed.old_reaction:
            self._context.feedback.take_back(question, who)


def _opinion(changed: MessageReactionUpdated) -> FeedbackKind | None:
    """What the reactions say, the worse where they say both; None where nothing."""
    shown = {r.emoji for r in changed.new_reaction if isinstance(r, ReactionTypeEmoji)}
    if shown & USELESS:
        return FeedbackKind.USELESS
    return FeedbackKind.USEFUL if shown & USEFUL else None
