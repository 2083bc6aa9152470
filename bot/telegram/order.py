"""The order of work: chats side by side, the messages of one chat one after another."""

import asyncio
from collections.abc import Awaitable
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

# Updates waiting for an earlier one of their chat count too: a chat in a hurry may not fill it.
MOST_AT_ONCE = 100_000


class ChatByChat(BaseUpdateProcessor):
    """Handles an update once those before it in its chat are done, whatever other chats do."""

    def __init__(self) -> None:
        super().__init__(MOST_AT_ONCE)
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Await the coroutine in the chat's turn."""
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            await coroutine
            return
        turn = self._turns.setdefault(chat.id, asyncio.Lock())
        async with turn:
            await coroutine

    async def initialize(self) -> None:
        """Nothing to set up."""

    async def shutdown(self) -> None:
        """Nothing to take down."""
