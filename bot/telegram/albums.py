"""Albums: pictures sent together come as many messages, and get one reply."""

from collections import deque

from telegram import Message

# Albums whose messages may come in turn with those of others.
REMEMBERED = 1000


class Albums:
    """Remembers the albums that were seen."""

    def __init__(self) -> None:
        self._seen: deque[str] = deque(maxlen=REMEMBERED)

    def first(self, message: Message) -> bool:
        """Whether the message is no part of an album, or the first part of it that came."""
        album = message.media_group_id
        if album is None:
            return True
        new = album not in self._seen
        self._seen.append(album)
        return new
