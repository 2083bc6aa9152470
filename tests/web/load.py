"""Two hundred readers ask for a minute; beside them the same of a bare Starlette page.

python -m tests.web.load [seconds]
"""

import asyncio
import multiprocessing
import random
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote, urlsplit

import psutil
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from bot.http.server import serving
from bot.web import app, context
from retrieval.live import Live
from tests.web.conftest import configured

READERS, THINK = 200, 2.0
# Half of what is asked is what many ask, the other half hardly anybody.
OFTEN = (
    "湖州的四大体系是什么",
    "哪些城市提到工资集体协商",
    "钟鸣是什么职务",
    "金华十大品牌有哪些",
)
CITIES = ("杭州", "宁波", "温州", "嘉兴", "湖州", "绍兴", "金华", "衢州", "舟山", "台州", "丽水")
THINGS = (
    "技能竞赛",
    "困难帮扶",
    "工资协商",
    "基层工会",
    "安全生产",
    "劳模服务",
    "队伍建设",
    "职工文化",
)
SELDOM = tuple(
    f"{city}怎么{deed}{thing}"
    for city in CITIES
    for deed in ("抓", "推进", "做好", "加强", "创新")
    for thing in THINGS
)


async def reader(url: str, until: float, took: list[float]) -> None:
    """One reader on one connection: asks, reads, thinks."""
    at = urlsplit(url)
    come, go = await asyncio.open_connection(at.hostname, at.port)
    await asyncio.sleep(random.random() * THINK)
    while time.monotonic() < until:
        begun = time.perf_counter()
        address = f"/?q={quote(random.choice(random.choice((OFTEN, SELDOM))))}"
        go.write(f"GET {address} HTTP/1.1\r\nHost: {at.netloc}\r\n\r\n".encode())
        head = (await come.readuntil(b"\r\n\r\n")).lower()
        assert b" 200 " in head.split(b"\r\n")[0], head
        await come.readexactly(int(head.split(b"content-length: ")[1].split(b"\r\n")[0]))
        took.append(time.perf_counter() - begun)
        await asyncio.sleep(THINK * (0.5 + random.random()))
    go.close()


async def measure(name: str, url: str, process: int, seconds: float) -> None:
    """Let all readers ask, and print how long they waited."""
    took: list[float] = []
    until = time.monotonic() + seconds
    await asyncio.gather(*(reader(url, until, took) for _ in range(READERS)))
    took.sort()
    p50, p99 = (1000 * took[int(len(took) * share)] for share in (0.5, 0.99))
    memory = psutil.Process(process).memory_info().rss / 1e6
    waited = f"p50 {p50:.1f} ms, p99 {p99:.1f} ms"
    print(f"{name}: {len(took)} answers, {len(took) / seconds:.0f}/s, {waited}, {memory:.0f} MB")


def serve(folder: str, bare: bool, said: "multiprocessing.Queue[str]") -> None:
    """Serve in a process of its own, for ever."""

    async def page(_: Request) -> HTMLResponse:
        return HTMLResponse("<!doctype html><title>1</title>" + "问城" * 2000)

    async def run() -> None:
        config = configured(Path(folder))
        built = Starlette(routes=[Route("/", page)])
        if not bare:
            built = app.build(context.set_up(config, Live(config.folders)))
        async with serving(built, "127.0.0.1", 0) as url:
            said.put(url)
            await asyncio.Event().wait()

    asyncio.run(run())


def main() -> None:
    """Measure both, one after the other."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    spawn = multiprocessing.get_context("spawn")
    for name, bare in (("bare Starlette", True), ("wencheng web", False)):
        with tempfile.TemporaryDirectory() as folder:
            said: multiprocessing.Queue[str] = spawn.Queue()
            process = spawn.Process(target=serve, args=(folder, bare, said), daemon=True)
            process.start()
            asyncio.run(measure(name, said.get(timeout=60), process.pid or 0, seconds))
            process.terminate()
            process.join()


if __name__ == "__main__":
    main()
