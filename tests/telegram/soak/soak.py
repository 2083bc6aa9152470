"""The soak: bad weather and kills, then speed and memory; `make soak` prints the figures."""

import math
import random
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
import psutil

from tests.telegram.process import ADMIN, SECRET, TOKEN, Bot, environment
from tests.telegram.soak.storm import CITIES, Key, Storm


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


def weather(
    folder: Path, questions: int, users: int, kills: int, hangs: int, pace: float, seed: int
) -> tuple[Account, dict[str, int]]:
    """Ask so many questions, `pace` a second, while everything goes wrong."""
    api = Storm(TOKEN, seed)
    api.start()
    api.storming, api.hangs = True, hangs
    crew = _Crew(api, folder)
    chance = random.Random(seed)
    moments = set(chance.sample(range(questions // 10, questions), kills))
    for number, (chat, city) in enumerate(_asked(questions, users)):
        api.question(chat, city)
        if number in moments:
            crew.kill()
        time.sleep(1 / pace)
    api.settle(timeout=60)
    account = crew.end()
    api.stop()
    return account, dict(api.faults)


def _asked(questions: int, users: int) -> Iterator[Key]:
    """Every other user asks in a group."""
    for number in range(questions):
        turn, user = divmod(number, users)
        yield (user + 1) * (-1) ** user, CITIES[(user + turn) % len(CITIES)]


class _Crew:
    """One bot after another in the same folder."""

    def __init__(self, api: Storm, folder: Path) -> None:
        self._api = api
        self._folder = folder
        self._bots = [Bot(api, folder, log="log0")]
        self._in_flight: set[int] = set()

    def kill(self) -> None:
        self._bots[-1].stop(signal.SIGKILL)
        self._in_flight |= set(self._ids("worker IS NOT NULL AND outcome IS NULL"))
        self._bots.append(Bot(self._api, self._folder, log=f"log{len(self._bots)}"))

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

    def _ids(self, which: str) -> list[int]:
        found: list[int] = []
        # There is none yet where the bot was killed at its start.
        for path in (self._folder / "state").glob("inbox-*.sqlite"):
            with closing(sqlite3.connect(path)) as base:
                found += [i for (i,) in base.execute(f"SELECT id FROM updates WHERE {which}")]
        return found


@contextmanager
def running(folder: Path) -> Iterator[tuple[Storm, Bot]]:
    """A bot and its server in good weather."""
    folder.mkdir()
    api = Storm(TOKEN, seed=0)
    api.start()
    bot = Bot(api, folder)
    api.wait_for_call("getUpdates", timeout=30)
    yield api, bot
    bot.stop()
    api.stop()


@contextmanager
def echoing() -> Iterator[Storm]:
    """The bare bot and its server."""
    api = Storm(TOKEN, seed=0)
    api.start()
    command = [sys.executable, "-m", "tests.telegram.soak.echo", api.base_url]
    token = environment(TELEGRAM_BOT_TOKEN=TOKEN)
    bot = subprocess.Popen(command, env=token, stderr=subprocess.DEVNULL)
    api.wait_for_call("getUpdates", timeout=30)
    yield api
    bot.kill()
    bot.wait()
    api.stop()


def _rate(api: Storm, chats: list[int]) -> float:
    """Replies a second when every chat asks about every city at once."""
    wanted, before = len(chats) * len(CITIES), len(api.sent)
    started = time.monotonic()
    api.flood(chats, CITIES)
    while len(api.sent) < before + wanted:
        time.sleep(0.01)
    return wanted / (time.monotonic() - started)


def latencies(api: Storm, chats: Sequence[int], pace: float) -> list[float]:
    """Seconds from each question to its reply, `pace` questions a second."""
    keys = [(chat, city) for city in CITIES for chat in chats]
    for chat, city in keys:
        api.question(chat, city)
        time.sleep(1 / pace)
    api.settle(timeout=10)
    return [api.questions[key].replies[0] - api.questions[key].asked for key in keys]


@contextmanager
def reloading(api: Storm) -> Iterator[list[str]]:
    """An admin who sends /reload again and again; what was said to that."""
    over, said = threading.Event(), list[str]()

    def repeat() -> None:
        while not over.is_set():
            said.append(api.ask("/reload", ADMIN).text)

    admin = threading.Thread(target=repeat)
    admin.start()
    yield said
    over.set()
    admin.join()


def p99(values: Sequence[float]) -> float:
    return sorted(values)[math.ceil(0.99 * len(values)) - 1]


def resident(bot: Bot) -> float:
    """Memory of the bot in MB."""
    return float(psutil.Process(bot.process.pid).memory_info().rss) / 1e6


@click.command()
@click.option("--questions", default=2000)
@click.option("--users", default=200)
@click.option("--kills", default=5)
@click.option("--pace", default=20.0, help="Questions a second in bad weather.")
@click.option("--seed", default=1)
def main(questions: int, users: int, kills: int, pace: float, seed: int) -> None:
    """Print what is lost in bad weather, and how fast and how large the bot is in good."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        account, faults = weather(folder, questions, users, kills, 2, pace, seed)
        click.echo(f"{kills} kill -9; faults: {faults}")
        click.echo(account)
        _speed(folder)
    sys.exit(not account.flawless)


def _speed(folder: Path) -> None:
    with running(folder / "speed") as (api, bot):
        _reloads(api)
        memory, already = dict[int, float](), len(api.questions)
        with echoing() as bare:
            rates = []
            for chats in _crowds(9, 100):
                rates.append((_rate(api, chats), _rate(bare, chats)))
                memory[len(api.questions) - already] = resident(bot)
        ratio = statistics.median(mine / echo for mine, echo in rates[1:])
        click.echo(f"answers a second, echo: {[(round(m), round(e)) for m, e in rates]}")
        click.echo(f"median ratio {ratio:.2f}")
        while max(memory) < 20_000:
            start = 50_000 + len(api.questions)
            _rate(api, list(range(start, start + 100)))
            memory[len(api.questions) - already] = resident(bot)
        few, many = min(n for n in memory if n >= 2_000), max(memory)
        click.echo(f"memory after {few} questions {memory[few]:.0f} MB, {many}: {memory[many]:.0f}")


def _reloads(api: Storm) -> None:
    """The slowest of a hundred, in turn without and with a reload under way."""
    calm, busy = list[float](), list[float]()
    for number in range(5):
        calm += latencies(api, range(20_000 + 100 * number, 20_040 + 100 * number), pace=50)
        with reloading(api) as said:
            busy += latencies(api, range(20_050 + 100 * number, 20_090 + 100 * number), pace=50)
        assert said
    click.echo(f"p99 {1000 * p99(calm):.0f} ms, while reloading {1000 * p99(busy):.0f} ms")


def _crowds(times: int, chats: int) -> Iterator[list[int]]:
    """So many new chats, again and again."""
    for number in range(times):
        yield list(range(1 + number * chats, 1 + (number + 1) * chats))


if __name__ == "__main__":
    main()
