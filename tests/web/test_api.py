"""The interface for programs, as its users read it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.config import Config
from bot.web import app
from tests.cli.program import run

QUESTION = "湖州的四大体系是什么"
DOCUMENT = Path(app.__file__).with_name("openapi.json")


def _ask(browser: httpx.Client, **fields: Any) -> dict[str, Any]:
    response = browser.get("/api/ask", params=fields)
    assert response.status_code == 200
    found: dict[str, Any] = response.json()
    return found


def test_it_answers_as_the_terminal_does(browser: httpx.Client, config: Config) -> None:
    path = config.library.with_name("config.yaml")
    path.write_text(f"library: {config.library}\n", encoding="utf-8")
    (printed,) = run("ask", "--json", "--config", str(path), QUESTION).records()
    assert _ask(browser, q=QUESTION) == printed


def test_a_conversation_in_turns(browser: httpx.Client) -> None:
    response = browser.post("/api/ask", json={"turns": [QUESTION, "那绍兴呢"]})
    assert response.json()["cities"] == ["绍兴"]


def test_city_and_limit(browser: httpx.Client) -> None:
    found = _ask(browser, q="劳动竞赛", city="嘉兴", limit=1)
    assert {passage["city"] for passage in found["passages"]} == {"嘉兴"}
    assert len(found["passages"]) == 1


def test_a_passage_and_its_report(browser: httpx.Client) -> None:
    hit = _ask(browser, q=QUESTION)["passages"][0]
    passage = browser.get(f"/api/passages/{hit['id']}").json()
    assert passage["text"] == hit["text"]
    assert browser.get(passage["address"]).status_code == 200
    report = browser.get(f"/api/pages/{hit['page']}/{hit['section']}").json()
    assert hit["text"] in [held["text"] for held in report["passages"]]
    page = browser.get(f"/api/pages/{hit['page']}").json()
    assert page["sections"][hit["section"] - 1]["city"] == hit["city"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/ask", 400),
        ("/api/ask?q=x&limit=0", 400),
        ("/api/ask?q=x&limit=many", 400),
        ("/api/ask?q=x&limit=５", 400),
        ("/api/passages/none", 404),
        ("/api/pages/none", 404),
        ("/api/pages/none/1", 404),
        ("/api/none", 404),
    ],
)
def test_what_is_wrong_is_said_in_a_line(browser: httpx.Client, path: str, status: int) -> None:
    response = browser.get(path)
    assert response.status_code == status
    assert response.json()["error"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b"\xff",
        b'{"turns": []}',
        b'{"turns": [1]}',
        b'{"turns": "x"}',
        b'{"turns": ["x"], "limit": true}',
        b'{"turns": ["x"], "city": 1}',
        b"[" * 10_000,
    ],
)
def test_bad_bodies(browser: httpx.Client, body: bytes) -> None:
    response = browser.post("/api/ask", content=body)
    assert response.status_code == 400
    assert response.json()["error"]


def test_a_body_too_long(browser: httpx.Client) -> None:
    assert browser.post("/api/ask", content=b" " * 300_000).status_code == 413


def test_an_answer_known_is_not_sent_again(browser: httpx.Client) -> None:
    first = browser.get("/api/ask", params={"q": QUESTION})
    again = browser.get(
        "/api/ask", params={"q": QUESTION}, headers={"If-None-Match": first.headers["etag"]}
    )
    assert again.status_code == 304
    assert not again.content
    assert first.headers["content-encoding"] == "gzip"


def test_other_sites_may_not_read(browser: httpx.Client) -> None:
    response = browser.get("/api/pages", headers={"Origin": "https://elsewhere.example"})
    assert "access-control-allow-origin" not in response.headers


def test_who_asks_too_much_waits(strict: str) -> None:
    with httpx.Client(base_url=strict) as client:
        statuses = [client.get("/api/ask", params={"q": "问"}).status_code for _ in range(3)]
        refused = client.get("/", params={"q": "问"})
    assert statuses == [200, 200, 429]
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0
    assert "太快" in refused.text


def test_health_and_metrics(browser: httpx.Client) -> None:
    assert browser.get("/healthz").json()["status"] == "ok"
    assert "python_info" in browser.get("/metrics").text


def test_every_address_of_the_document_is_served(browser: httpx.Client) -> None:
    served = browser.get("/openapi.json")
    assert served.json() == json.loads(DOCUMENT.read_text(encoding="utf-8"))
    declared = set(served.json()["paths"])
    assert declared == {_declared(path) for path in _routes() if path.startswith("/api/")}


def _routes() -> Iterator[str]:
    source = Path(app.__file__).read_text(encoding="utf-8")
    yield from (line.split('"')[1] for line in source.splitlines() if 'Route("' in line)


def _declared(path: str) -> str:
    return path.replace(":path}", "}").replace(":int}", "}")
