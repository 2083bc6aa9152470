"""Real sockets: an application is served, and ends with what it has in hand."""

import asyncio
import re

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.http.server import address, serving
from corpus.errors import InputError, RunError


class Slow:
    """Answers once it is let."""

    def __init__(self) -> None:
        self.asked, self.may = asyncio.Event(), asyncio.Event()

    async def answer(self, _: Request) -> PlainTextResponse:
        self.asked.set()
        await self.may.wait()
        return PlainTextResponse("done")


def _app(slow: Slow) -> Starlette:
    return Starlette(routes=[Route("/", slow.answer)])


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_it_serves_and_names_its_port(host: str) -> None:
    async def scenario() -> None:
        slow = Slow()
        slow.may.set()
        async with serving(_app(slow), host, 0) as url, httpx.AsyncClient() as client:
            assert not url.endswith(":0")
            answer = await client.get(url)
        assert answer.text == "done"
        assert "server" not in answer.headers

    asyncio.run(scenario())


def test_a_request_in_hand_is_answered_at_the_end() -> None:
    async def scenario() -> str:
        slow = Slow()
        async with httpx.AsyncClient() as client:
            async with serving(_app(slow), "127.0.0.1", 0) as url:
                asking = asyncio.create_task(client.get(url))
                await slow.asked.wait()
                asyncio.get_running_loop().call_later(0.05, slow.may.set)
            return (await asking).text

    assert asyncio.run(scenario()) == "done"


def test_a_taken_address_is_one_line() -> None:
    async def scenario() -> None:
        app = _app(Slow())
        async with serving(app, "127.0.0.1", 0) as url:
            port = int(url.rpartition(":")[2])
            with pytest.raises(RunError, match=re.escape(f"不能在 127.0.0.1:{port} 上监听")):
                async with serving(app, "127.0.0.1", port):
                    pass

    asyncio.run(scenario())


@pytest.mark.parametrize("host", ["nowhere.invalid", "a..b", "长" * 70])
def test_a_host_that_nobody_knows_is_one_line(host: str) -> None:
    async def scenario() -> None:
        with pytest.raises(RunError) as caught:
            async with serving(_app(Slow()), host, 80):
                pass
        assert str(caught.value) == f"不能在 {host}:80 上监听：没有这个主机名"

    asyncio.run(scenario())


def test_addresses() -> None:
    assert address("127.0.0.1:80", "listen") == ("127.0.0.1", 80)
    assert address("[::1]:8080", "listen") == ("::1", 8080)


@pytest.mark.parametrize(
    "text", ["", "8080", ":80", "a:b", "a:70000", "a:８０", "a:", f"a:{'1' * 5000}"]
)
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(InputError, match=r"web\.listen"):
        address(text, "web.listen")
