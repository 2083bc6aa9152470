"""What each chat asked last, so that follow-up questions are understood."""

from collections import OrderedDict


class Conversations:
    """The last question of each chat, as understood; the chats silent the longest are forgotten."""

    def __init__(self, capacity: int = 1000) -> None:
        self._capacity = capacity
        self._last: OrderedDict[int, str] = OrderedDict()

    def previous(self, chat: int) -> str:
        """The chat's last question, empty where none is remembered."""
        return self._last.get(chat, "")

    def remember(self, chat: int, understood: str) -> None:
        """Keep the question as the chat's last one."""
        self._last[chat] = understood
        self._last.move_to_end(chat)
        if len(self._last) > self._capacity:
            self._last.popitem(last=False)
