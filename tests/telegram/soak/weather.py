"""Questions in bad weather, with kills, full disks and damaged files: what becomes of them."""

import os
import random
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.forking import started
from tests.telegram.process import SECRET, TOKEN, Bot
from tests.telegram.soak.storm import CITIES, Key, Storm

# Seconds for which no file may be written.
FULL = 3.0


@dataclass(frozen=True)
class Account:
    """What became of the questions; `doubled` by the cause that cannot be helped."""

    questions: int
    unanswered: int
    twice: int
    doubled_in_flight: int
    doubled_by_cuts: int
    exceptions: int
    set_aside: int
    log_lines: int
    lines_with_the_token: int

    @property
    def flawless(self) -> bool:
        lost = self.unanswered or self.twice or self.set_aside
        return not (lost or self.exceptions or self.lines_with_the_token)


@dataclass(frozen=True)
class Plan:
    """How many questions come, from how many users, at which pace a second, and what befalls them.

    `kills` of the process, `full` disks, `damaged` databases, `deleted` inboxes, `hangs` of polls.
    """

    questions: int
    users: int
    pace: float
    seed: int
    kills: int = 0
    full: int = 0
    damaged: int = 0
    deleted: int = 0
    hangs: int = 0


def weather(folder: Path, plan: Plan) -> tuple[Account, dict[str, int]]:
    """Carry the plan out; what became of the questions, and how often which fault came."""
    api = Storm(TOKEN, plan.seed)
    api.start()
    api.storming, api.hangs = True, plan.hangs
    crew = _Crew(api, folder, plan.seed)
    harm = _harm(plan, crew)
    for number, (chat, city) in enumerate(_asked(plan.questions, plan.users)):
        api.question(chat, city)
        if number in harm:
            harm[number]()
        time.sleep(1 / plan.pace)
    api.settle(timeout=60)
    account = crew.end()
    api.stop()
    return account, dict(api.faults)


def _harm(plan: Plan, crew: "_Crew") -> dict[int, Callable[[], None]]:
    """What is done after which question."""
    done = [crew.kill] * plan.kills + [crew.fill] * plan.full
    done += [crew.damage] * plan.damaged + [crew.delete] * plan.deleted
    moments = range(plan.questions // 10, plan.questions)
    chance = random.Random(plan.seed)
    chance.shuffle(done)
    return dict(zip(chance.sample(moments, len(done)), done, strict=True))


def _asked(questions: int, users: int) -> Iterator[Key]:
    """Every other user asks in a group."""
    for number in range(questions):
        turn, user = divmod(number, users)
        yield (user + 1) * (-1) ** user, CITIES[(user + turn) % len(CITIES)]


class _Crew:
    """One bot after another in the same folder."""

    def __init__(self, api: Storm, folder: Path, seed: int) -> None:
        self._api = api
        self._folder = folder
        self._chance = random.Random(seed)
        self._bots = [Bot(api, folder, log="log0", begin=started)]
        self._polls = 0
        self._in_flight: set[int] = set()

    def kill(self) -> None:
        """End the process at once, and start another."""
        self._bots[-1].stop(signal.SIGKILL)
        self._in_flight |= set(self._ids("in_hand AND outcome IS NULL"))
        self._polls = self._api.count("getUpdates")
        self._bots.append(Bot(self._api, self._folder, log=f"log{len(self._bots)}", begin=started))

    def fill(self) -> None:
        """Let no file be written for a while, as where the disk is full."""
        process = psutil.Process(self._bots[-1].process.pid)
        _, most = process.rlimit(psutil.RLIMIT_FSIZE)
        process.rlimit(psutil.RLIMIT_FSIZE, (0, most))
        time.sleep(FULL)
        process.rlimit(psutil.RLIMIT_FSIZE, (most, most))

    def damage(self) -> None:
        """Overwrite pages of what the bot remembers while it is open."""
        for name in ("conversations", "feedback"):
            path = self._state / f"{name}.sqlite"
            if path.exists():
                with path.open("r+b") as file:
                    file.seek(self._chance.randrange(path.stat().st_size))
                    file.write(os.urandom(8192))

    def delete(self) -> None:
        """Delete the inbox under the bot, which has opened it: it polls."""
        self._api.wait_for_call("getUpdates", self._polls + 1)
        for path in self._state.glob("inbox-*.sqlite*"):
            path.unlink()
        time.sleep(1)

    def end(self) -> Account:
        assert self._bots[-1].stop() == 0
        doubled = [q for q in self._api.questions.values() if len(q.replies) > 1]
        in_flight = [q for q in doubled if q.update in self._in_flight]
        cut = [q for q in doubled if q.cut and q not in in_flight]
        lines = [line for bot in self._bots for line in bot.log.splitlines()]
        return Account(
            questions=len(self._api.questions),
            unanswered=len(self._api.unanswered()),
            twice=len(doubled) - len(in_flight) - len(cut),
            doubled_in_flight=len(in_flight),
            doubled_by_cuts=len(cut),
            exceptions=sum("Traceback" in line for line in lines),
            set_aside=len(self._ids("outcome = 'aside'")),
            log_lines=len(lines),
            lines_with_the_token=sum(SECRET in line for line in lines),
        )

    @property
    def _state(self) -> Path:
        return self._folder / "state"

    def _ids(self, which: str) -> list[int]:
        found: list[int] = []
        # There is none yet where the bot was killed at its start.
        for path in self._state.glob("inbox-*.sqlite"):
            with closing(sqlite3.connect(path)) as base:
                found += [i for (i,) in base.execute(f"SELECT id FROM updates WHERE {which}")]
        return found
