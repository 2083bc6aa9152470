"""Pages with pictures: frames over them, and the pictures themselves."""

import io
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from PIL import Image

from bot.source.outlines import outlines
from corpus.library import LibraryPage
from tests.source.papers import two_columns
from tests.web.conftest import configured, served
from tests.web.html import Page


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[httpx.Client, LibraryPage]]:
    """A reader of a library that holds one drawn page more."""
    folder = tmp_path_factory.mktemp("pictures")
    config = configured(folder)
    config.library.mkdir()
    held = two_columns(config.library)
    with served(config) as url, httpx.Client(base_url=url, follow_redirects=True) as client:
        yield client, held


def _address(paper: tuple[httpx.Client, LibraryPage], report: int) -> str:
    client, held = paper
    found = client.get(f"/api/pages/{held.name}/{report}").json()
    address: str = found["passages"][0]["address"]
    return address


def test_the_frame_is_the_passages_outline(paper: tuple[httpx.Client, LibraryPage]) -> None:
    client, held = paper
    page = Page(client.get(_address(paper, 2)).text)
    spans = held.page.sections[1].paragraphs[0].spans
    expected = [
        " ".join(f"{x:.1f},{y:.1f}" for x, y in outline.points)
        for outline in outlines(held.boxes(spans))
    ]
    assert len(expected) == 2
    assert [frame.attributes["points"] for frame in page.all("polygon", "frame")] == expected


def test_every_report_is_outlined_and_leads_to_its_text(
    paper: tuple[httpx.Client, LibraryPage],
) -> None:
    client, held = paper
    page = Page(client.get(f"/p/{held.name}").text)
    links = {a.attributes["href"] for a in page.all("a") if "aria-label" in a.attributes}
    assert len(links) == 3
    for link in links:
        chosen = Page(client.get(link).text)
        assert chosen.all("polygon", "chosen")
        text = chosen.one("aside").text
        number = int(link.partition("report=")[2])
        assert held.page.sections[number - 1].paragraphs[0].text in text


def test_others_of_the_answer_are_framed_lightly(paper: tuple[httpx.Client, LibraryPage]) -> None:
    client, _ = paper
    other = _address(paper, 3).rpartition("/")[2]
    page = Page(client.get(f"{_address(paper, 2)}?also={other},none").text)
    assert len(page.all("polygon", "light")) == 1
    assert len(page.all("polygon", "frame")) == 3


@pytest.mark.parametrize("width", [1600, 3200])
def test_a_picture_of_the_page(paper: tuple[httpx.Client, LibraryPage], width: int) -> None:
    client, held = paper
    response = client.get(f"/picture/{held.name}/1", params={"width": width})
    assert response.headers["content-type"] == "image/jpeg"
    with Image.open(io.BytesIO(response.content)) as image:
        assert image.width == width
    known = {"If-None-Match": response.headers["etag"]}
    again = client.get(f"/picture/{held.name}/1", params={"width": width}, headers=known)
    assert again.status_code == 304


def test_pictures_that_are_none(paper: tuple[httpx.Client, LibraryPage]) -> None:
    client, held = paper
    assert client.get(f"/picture/{held.name}/2").status_code == 404
    assert client.get("/picture/none/1").status_code == 404
    assert client.get("/picture/zhejiang-unions-2016/1").status_code == 404
    assert client.get(f"/picture/{held.name}/1", params={"width": 99999}).status_code == 400


def test_a_page_without_its_raw_file_shows_its_text(tmp_path: Path) -> None:
    config = configured(tmp_path)
    config.library.mkdir()
    held = two_columns(config.library)
    assert held.raw_path is not None
    held.raw_path.unlink()
    with served(config) as url:
        page = Page(httpx.get(f"{url}/p/{held.name}").text)
    assert not page.all("svg")
    assert held.page.sections[1].paragraphs[0].text in page.one("aside").text
