"""Telegram's refusals: which mean that nobody is there to reply to, and which are for good."""

import re

from telegram.error import BadRequest, ChatMigrated, Forbidden

# What Telegram says where the chat, the message or the right to write has gone meanwhile.
_GONE = re.compile(
    r"chat not found|user not found|peer_id_invalid|chat_write_forbidden|chat_restricted"
    r"|message (to be replied|to edit|to delete|thread) not found|topic_(closed|deleted)"
    r"|message can't be (edited|deleted)|message is not modified|query is too old"
    r"|not enough rights|have no rights|need administrator rights|group chat was deactivated",
    re.IGNORECASE,
)


def unwanted(error: Exception) -> bool:
    """Blocked, deleted, too late: nothing is wrong here, and nobody waits for a reply."""
    if isinstance(error, BadRequest):
        return bool(_GONE.search(error.message))
    return isinstance(error, (Forbidden, ChatMigrated))


def final(error: Exception) -> bool:
    """Telegram would refuse the same call again."""
    return isinstance(error, BadRequest)
