"""Nothing comes from elsewhere, nothing runs that is not ours."""

import asyncio
import re
import stat
import threading
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from bot.config import Config
from bot.web import answers, api, context
from bot.web.security import ClientLimiter
from bot.web.templating import STATIC
from corpus.errors import AwayError
from retrieval.live import Live
from tests.web.conftest import configured, served
from tests.web.html import Page

ADDRESSES = ["/", "/?q=湖州的四大体系是什么", "/p/zhejiang-unions-2016", "/p/none"]
OWN = ("/", "#", "data:")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_needs_no_other_host_and_no_script_of_its_own(
    browser: httpx.Client, address: str
) -> None:
    response = browser.get(address)
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    page = Page(response.text)
    assert not page.all("style")
    for element in page.elements:
        for name, value in element.attributes.items():
            assert name != "style"
            assert not name.startswith("on")
            if name in ("href", "src", "action", "cite"):
                assert value.startswith(OWN), value
    assert all(script.attributes.get("src") for script in page.all("script"))


@pytest.mark.parametrize("url", [None, "http://news.example", "https://news.example"])
def test_nobody_frames_a_page_but_telegram_where_its_button_opens_it(
    tmp_path: Path, url: str | None
) -> None:
    config = configured(tmp_path)
    with served(replace(config, web=replace(config.web, url=url))) as site:
        policies = [
            httpx.get(site + path).headers["content-security-policy"]
            for path in ("/", "/?q=湖州", "/p/none", "/admin", "/admin/login")
        ]
    allowed = [policy.partition("frame-ancestors ")[2] for policy in policies]
    framed = "https://web.telegram.org" if url and url.startswith("https:") else "'none'"
    assert allowed == [*[framed] * 3, *["'none'"] * 2]


def test_a_conversation_goes_on_in_a_frame_which_gets_no_cookies(url: str) -> None:
    first = Page(httpx.get(url, params={"q": "湖州的四大体系是什么"}).text)
    fields = {f.attributes["name"]: f.attributes.get("value", "") for f in first.all("input")}
    then = httpx.get(url, params={"q": "那绍兴呢", "after": fields["after"]})
    assert Page(then.text).all("span", "city")[0].text == "绍兴"


FILES = sorted(path.name for path in STATIC.iterdir())


@pytest.mark.parametrize("file", FILES)
def test_what_a_page_loads_loads_nothing_else(browser: httpx.Client, file: str) -> None:
    text = browser.get(f"/static/{file}").text.replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?://|@import|url\(", text)


@pytest.mark.usefixtures("url")
def test_the_key_is_the_owners_alone(config: Config) -> None:
    mode = (config.web.state / "secret").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_cookies_are_out_of_reach(browser: httpx.Client) -> None:
    cookie = browser.get("/", params={"q": "湖州"}).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


def test_a_bucket_fills_again() -> None:
    limiter = ClientLimiter(60)
    assert all(limiter.wait("a", 0.0) == 0 for _ in range(60))
    assert limiter.wait("a", 0.0) == 1
    assert limiter.wait("b", 0.0) == 0
    assert limiter.wait("a", 1.1) == 0


def test_a_failure_is_told_by_its_number_alone(
    browser: httpx.Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret words")

    monkeypatch.setattr(answers, "answer", fail)
    monkeypatch.setattr(api, "answer", fail)
    page = browser.get("/", params={"q": "湖州出了什么事"})
    record = browser.get("/api/ask", params={"q": "湖州出了什么事"})
    assert (page.status_code, record.status_code) == (500, 500)
    for said in (page.text, record.json()["error"]):
        assert "secret words" not in said
        (number,) = re.findall("编号 ([0-9a-f]{8})", said)
        assert number in caplog.text
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_a_cluster_that_is_away_is_waited_for(
    browser: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise AwayError("nobody there")

    monkeypatch.setattr(answers, "answer", away)
    page = browser.get("/", params={"q": "湖州去了哪里"})
    assert page.status_code == 503
    assert "暂时连不上" in page.text


def test_an_opinion_as_large_as_a_book_is_refused(browser: httpx.Client) -> None:
    response = browser.post("/opinion", data={"q": "书" * 10_000, "opinion": "useful"})
    assert response.status_code == 413


def test_other_readers_go_on_while_an_answer_takes_its_time(config: Config) -> None:
    at, others = context.set_up(config, Live(config.folders)), threading.Event()

    async def ask() -> bool:
        slow = asyncio.create_task(at.look(lambda _: others.wait(10)))
        await asyncio.sleep(0)
        others.set()
        return await slow

    assert asyncio.run(ask())
