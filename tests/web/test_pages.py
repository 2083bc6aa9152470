"""The page view: a passage in its place, and the reports apart."""

import re
from itertools import pairwise

import httpx
from hypothesis import given
from hypothesis import strategies as st

from bot.web.library.printed import Other, PrintedPiece, printed
from corpus import SHIPPED
from corpus.library import read_page
from corpus.section import Page as PaperPage
from corpus.section import Paragraph, Section
from tests.web.html import Page

HELD = read_page(next(SHIPPED.glob("*.yaml")))


def _passage(browser: httpx.Client) -> dict[str, str]:
    found = browser.get("/api/ask", params={"q": "湖州的四大体系是什么"}).json()
    first: dict[str, str] = found["passages"][0]
    return first


def test_a_passage_is_marked_on_its_page(browser: httpx.Client) -> None:
    passage = _passage(browser)
    page = Page(browser.get(f"/p/{passage['page']}/{passage['id']}").text)
    marks = [mark.text for mark in page.all("mark")]
    assert "".join(marks) == passage["text"]
    assert page.all("mark")[0].attributes["id"] == "here"
    assert passage["text"] in page.one("aside").text


def test_every_passage_is_marked_right(browser: httpx.Client) -> None:
    pages = browser.get("/api/pages").json()["pages"]
    for held in pages:
        for number in range(1, held["reports"] + 1):
            report = browser.get(f"/api/pages/{held['name']}/{number}").json()
            for passage in report["passages"]:
                page = Page(browser.get(passage["address"]).text)
                assert "".join(mark.text for mark in page.all("mark")) == passage["text"]


def test_pieces_lead_to_each_other(browser: httpx.Client) -> None:
    page = Page(browser.get(f"/p/{HELD.name}").text)
    ids = {element.attributes.get("id") for element in page.elements}
    links = [link.attributes["href"] for link in page.all("a", "on")]
    assert len(links) > 11
    assert all(link.removeprefix("#") in ids for link in links)


def test_one_report_stands_out(browser: httpx.Client) -> None:
    page = Page(browser.get(f"/p/{HELD.name}", params={"report": "5"}).text)
    clear = [p for p in page.all("p", "piece") if "faded" not in p.classes]
    assert {p.attributes["id"].split("-")[1] for p in clear} == {"5"}


def test_a_passage_is_found_under_any_page(browser: httpx.Client) -> None:
    passage = _passage(browser)
    response = browser.get(f"/p/-/{passage['id']}")
    assert response.url.path == f"/p/{passage['page']}/{passage['id']}"


def test_a_whole_report(browser: httpx.Client) -> None:
    passage = _passage(browser)
    page = Page(browser.get(f"/r/{passage['id']}").text)
    assert page.one("p", "here").text == passage["text"]
    assert len(page.all("p")) > 3


def test_what_is_not_there(browser: httpx.Client) -> None:
    for address in ("/p/none", "/p/none/none", "/r/none", "/nothing", "/p/-/", "/static/none.js"):
        response = browser.get(address)
        assert response.status_code == 404
        assert "回到首页" in response.text


def test_the_whole_raw_page_is_shown() -> None:
    assert HELD.raw_text
    shown = "".join(_text(part) for part in printed(HELD.page, HELD.raw_text))
    assert _bare(shown) == _bare(HELD.raw_text)


@given(st.data())
def test_any_cut_is_shown_whole(data: st.DataObject) -> None:
    """However a page is parted between reports, every character is there once, in order."""
    raw = data.draw(st.text(st.sampled_from("甲乙丙。\n"), min_size=1, max_size=60))
    cuts = sorted({0, len(raw), *data.draw(st.lists(st.integers(0, len(raw)), max_size=8))})
    spans = [
        (start, end)
        for start, end in pairwise(cuts)
        if raw[start:end].strip() and data.draw(st.booleans())
    ]
    owners = [data.draw(st.integers(0, 2)) for _ in spans]
    sections = tuple(
        Section(None, None, None, None, None, _paragraphs(raw, spans, owners, owner))
        for owner in range(3)
    )
    parts = list(printed(PaperPage((), None, None, None, sections), raw))
    assert _bare("".join(map(_text, parts))) == _bare(raw)
    for part in parts:
        if isinstance(part, PrintedPiece):
            assert 1 <= part.number <= part.count


def _paragraphs(
    raw: str, spans: list[tuple[int, int]], owners: list[int], owner: int
) -> tuple[Paragraph, ...]:
    own = [span for span, held in zip(spans, owners, strict=True) if held == owner]
    return tuple(Paragraph(raw[start:end], ((start, end),)) for start, end in own)


def _text(part: PrintedPiece | Other) -> str:
    return part.text if isinstance(part, Other) else "".join(text for text, _ in part.runs)


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)
