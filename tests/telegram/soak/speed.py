"""Good weather: how fast the bot answers beside a bare one, while it reloads, and its memory."""

import math
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
import psutil

from tests.forking import started
from tests.telegram.process import ADMIN, TOKEN, Bot, environment
from tests.telegram.soak.storm import CITIES, Storm

# Chats that ask about every city at once, and so often others of them.
CROWD, CROWDS = 100, 6
# Seconds that one crowd is waited for, on however busy a machine.
LONGEST = 60


@contextmanager
def running(folder: Path) -> Iterator[tuple[Storm, Bot]]:
    """A bot and its server in good weather."""
    folder.mkdir()
    api = Storm(TOKEN, seed=0)
    api.start()
    bot = Bot(api, folder, begin=started)
    api.wait_for_call("getUpdates", timeout=120)
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
    api.wait_for_call("getUpdates", timeout=120)
    yield api
    bot.kill()
    bot.wait()
    api.stop()


def _rate(api: Storm, chats: list[int]) -> float:
    """Replies a second when every chat asks about every city at once."""
    wanted, before = len(chats) * len(CITIES), len(api.sent)
    started = time.monotonic()
    api.flood(chats, CITIES)
    while (came := len(api.sent) - before) < wanted and time.monotonic() < started + LONGEST:
        time.sleep(0.01)
    return came / (time.monotonic() - started)


def latencies(api: Storm, chats: Sequence[int], pace: float) -> list[float]:
    """Seconds from each question to its reply, `pace` questions a second; none is infinite."""
    keys = [(chat, city) for city in CITIES for chat in chats]
    for chat, city in keys:
        api.question(chat, city)
        time.sleep(1 / pace)
    api.settle(timeout=60)
    asked = (api.questions[key] for key in keys)
    return [min(one.replies, default=math.inf) - one.asked for one in asked]


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


def report(folder: Path) -> None:
    """Print the figures."""
    with running(folder / "speed") as (api, bot):
        _reloads(api)
        memory, already = dict[int, float](), len(api.questions)
        with echoing() as bare:
            rates = []
            for chats in _crowds(CROWDS):
                rates.append((_rate(api, chats), _rate(bare, chats)))
                memory[len(api.questions) - already] = resident(bot)
        ratio = statistics.median(mine / echo for mine, echo in rates[1:])
        click.echo(f"answers a second, echo: {[(round(m), round(e)) for m, e in rates]}")
        click.echo(f"median ratio {ratio:.2f}")
        few, many = sorted(memory)[1], max(memory)
        click.echo(f"memory after {few} questions {memory[few]:.0f} MB, {many}: {memory[many]:.0f}")


def _reloads(api: Storm) -> None:
    """The slowest of a hundred, in turn without and with a reload under way."""
    calm, busy = list[float](), list[float]()
    for number in range(3):
        calm += latencies(api, range(20_000 + 100 * number, 20_020 + 100 * number), pace=50)
        with reloading(api) as said:
            busy += latencies(api, range(20_050 + 100 * number, 20_070 + 100 * number), pace=50)
        assert said
    click.echo(f"p99 {1000 * p99(calm):.0f} ms, while reloading {1000 * p99(busy):.0f} ms")


def _crowds(times: int) -> Iterator[list[int]]:
    """New chats, again and again."""
    for number in range(times):
        yield list(range(1 + number * CROWD, 1 + (number + 1) * CROWD))
