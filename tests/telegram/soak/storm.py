"""A Bot API server in bad weather that keeps account of every question and its replies."""

import asyncio
import random
import time
from collections import defaultdict
from contextvars import ContextVar
from dataclasses import dataclass, field

from corpus import SHIPPED
from corpus.library import load
from tests.telegram.api.faults import Fault
from tests.telegram.api.server import BotApi, Json

CITIES = [section.city or "" for _, _, section in load([SHIPPED]).sections()]
OPENING = "这篇的发言人是"
FINE = Fault(200)

_fault: ContextVar[Fault] = ContextVar("fault", default=FINE)

Key = tuple[int, str]


@dataclass
class Question:
    """A question: its update, when it was asked, when replies came, and what befell them."""

    update: int
    asked: float
    replies: list[float] = field(default_factory=list)
    cut: int = 0


class Storm(BotApi):
    """Asks each chat about each city at most once, so that every reply tells its question."""

    def __init__(self, token: str, seed: int) -> None:
        super().__init__(token)
        self.questions: dict[Key, Question] = {}
        self.faults: dict[str, int] = defaultdict(int)
        self.storming = False
        self.hangs = 0
        self._chance = random.Random(seed)
        # The first messages see all kinds of weather, however few there are.
        self._due = [0.015, 0.025, 0.035, 0.95]
        self._burst = 0

    def question(self, chat: int, city: str) -> None:
        """Somebody asks, in private or (chats below zero) in a group."""
        self._run(self._question(chat, city))

    def flood(self, chats: list[int], cities: list[str]) -> None:
        """Every chat asks about every city, all at once."""
        self._run(self._flood(chats, cities))

    def settle(self, timeout: float) -> None:
        """Wait until every question has a reply, or nothing has come for so many seconds."""
        while unanswered := self.unanswered():
            before = len(self.sent)
            try:
                self._run(asyncio.wait_for(self._until(self._all_answered), timeout))
            except TimeoutError:
                if len(self.sent) == before or not unanswered:
                    return

    def unanswered(self) -> list[Key]:
        return [key for key, question in self.questions.items() if not question.replies]

    def _all_answered(self) -> bool:
        return not self.unanswered()

    async def _flood(self, chats: list[int], cities: list[str]) -> None:
        for city in cities:
            for chat in chats:
                await self._question(chat, city)

    async def _question(self, chat: int, city: str) -> None:
        words = f"{city}市总工会主席是谁"
        self.questions[chat, city] = Question(0, time.monotonic())
        if chat > 0:
            await self._write(words, chat, chat, "private", {})
        else:
            await self._write(f"/ask {words}", chat, -chat, "supergroup", {})
        self.questions[chat, city].update = self._all[-1]["update_id"]

    async def api_getUpdates(self, params: Json) -> list[Json]:  # noqa: N802
        updates = await super().api_getUpdates(params)
        if self.storming and self._all and self._chance.random() < 0.1:
            self.faults["the same update again"] += 1
            return [self._chance.choice(self._all), *updates, *updates[-1:]]
        return updates

    async def api_sendMessage(self, params: Json) -> Json:  # noqa: N802
        message = await super().api_sendMessage(params)
        city, found, _ = str(message["text"]).partition(OPENING)
        if found:
            question = self.questions[self.sent[-1].chat, city]
            question.replies.append(time.monotonic())
            question.cut += _fault.get().status == 0
        return message

    def _fault(self, method: str) -> Fault:
        fault = super()._fault(method)
        if fault == FINE and self.storming:
            name, fault = self._weather(method)
            self.faults[name] += 1
        _fault.set(fault)
        return fault

    def _weather(self, method: str) -> tuple[str, Fault]:
        if self._burst > 0:
            self._burst -= 1
            return "502", Fault(502, body="<html>502 Bad Gateway</html>")
        if method == "getUpdates":
            return self._poll_weather(self._chance.random())
        luck = self._due.pop() if self._due and method == "sendMessage" else self._chance.random()
        if luck < 0.02:
            return "429", Fault(429, "Too Many Requests", {"retry_after": 1})
        if luck < 0.03:
            return "cut after the message was stored", Fault(0)
        if luck < 0.04:
            self._burst = self._chance.randrange(3, 8)
        if luck > 0.9:
            return "slow", Fault(200, seconds=0.2 * self._chance.random())
        return "none", FINE

    def _poll_weather(self, luck: float) -> tuple[str, Fault]:
        if self.hangs and luck > 0.98:
            self.hangs -= 1
            return "hung poll", Fault(200, seconds=60)
        if luck < 0.03:
            return "409", Fault(409, "Conflict: terminated by other getUpdates request")
        if luck < 0.06:
            return "poll cut", Fault(0)
        return "none", FINE
