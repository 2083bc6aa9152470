"""The page that comes with the program: every character of the raw page in exactly one place."""

import hashlib
import itertools
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields
from typing import Any

import pytest
import yaml

from corpus import SHIPPED, checking, library
from corpus.library import LibraryPage

CITIES = ["杭州", "宁波", "温州", "嘉兴", "湖州", "绍兴", "金华", "衢州", "舟山", "台州", "丽水"]


@dataclass(frozen=True)
class Claim:
    """A range of the raw page, what holds it, and the words it is held with."""

    start: int
    end: int
    holder: str
    words: str


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """The library file as any YAML reader gives it."""
    (path,) = SHIPPED.glob("*.yaml")
    value: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return value


@pytest.fixture(scope="module")
def raw(document: dict[str, Any]) -> str:
    """The raw page."""
    path = SHIPPED / str(document["raw"]["file"])
    return path.read_bytes().decode("utf-8-sig")


@pytest.fixture(scope="module")
def claims(document: dict[str, Any], raw: str) -> list[Claim]:
    """Every part of the raw page that the library file holds, in page order."""
    held = [*_of_paragraphs(document), *_of_lines(document, raw)]
    return sorted(held, key=lambda claim: claim.start)


@pytest.fixture(scope="module")
def page() -> LibraryPage:
    """The page as the library reads it."""
    (page,) = library.load([SHIPPED]).pages
    return page


def _of_paragraphs(document: dict[str, Any]) -> Iterator[Claim]:
    for section in document["sections"]:
        for paragraph in section["paragraphs"]:
            rest = paragraph["text"]
            for start, end in paragraph["spans"]:
                yield Claim(start, end, "paragraph", rest[: end - start])
                rest = rest[end - start :]
            assert rest == "", "the spans are as long as the text"


def _of_lines(document: dict[str, Any], raw: str) -> Iterator[Claim]:
    lines = [("title", words) for words in document["title"]]
    lines += [("caption", words) for words in document["captions"]]
    for section in document["sections"]:
        head = f"{section['office']}{section['author']}：**{section['headline']}**"
        lines.append(("head", head))
    for holder, words in lines:
        start = raw.index(f"\n{words}\n") + 1
        yield Claim(start, start + len(words), holder, words)


def test_every_claim_holds_the_pages_own_words(claims: list[Claim], raw: str) -> None:
    for claim in claims:
        assert raw[claim.start : claim.end] == claim.words


def test_no_character_is_doubled(claims: list[Claim]) -> None:
    for before, after in itertools.pairwise(claims):
        assert before.start < before.end <= after.start, (before, after)


def test_no_character_is_lost(claims: list[Claim], raw: str) -> None:
    held = {place for claim in claims for place in range(claim.start, claim.end)}
    rest = "".join(character for place, character in enumerate(raw) if place not in held)
    assert rest.strip("\n") == ""


def test_nothing_is_added(claims: list[Claim], raw: str) -> None:
    """The words of all claims are the characters of the page, line ends apart."""
    assert "".join(claim.words for claim in claims) == raw.replace("\n", "")


def test_every_head_line_title_and_caption_is_held(claims: list[Claim], raw: str) -> None:
    holders = [claim.holder for claim in claims]
    assert holders[:3] == ["title"] * 3
    assert holders.count("head") == raw.count("：**") == len(CITIES)
    assert holders.count("caption") == 1


def test_the_raw_page_is_the_one_recorded(document: dict[str, Any]) -> None:
    data = (SHIPPED / document["raw"]["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == document["raw"]["sha256"]


def test_eleven_sections_with_every_field_filled(page: LibraryPage) -> None:
    sections = page.page.sections
    assert [section.city for section in sections] == CITIES
    for section in sections:
        assert all(getattr(section, f.name) for f in fields(section) if f.default is MISSING)
        assert section.paragraphs[-1].text.endswith(f"（{section.credit}）")


def test_mistakes_of_the_page_are_kept(page: LibraryPage) -> None:
    (huzhou,) = (s for s in page.page.sections if s.city == "湖州")
    assert "总体要求 and 部署" in huzhou.paragraphs[0].text


def test_every_paragraph_quotes_the_raw_page(page: LibraryPage) -> None:
    assert page.raw_text is not None
    for section in page.page.sections:
        for paragraph in section.paragraphs:
            pieces = (page.raw_text[start:end] for start, end in paragraph.spans)
            assert "".join(pieces) == paragraph.text


def test_dates_and_publication_are_not_invented(document: dict[str, Any]) -> None:
    assert document["date"] is None
    assert document["publication"] is None


def test_only_the_page_s_own_slip_is_pointed_out(page: LibraryPage) -> None:
    (warning,) = checking.warnings(page)
    assert warning == "第 5 篇第 1 段像是原页有误，照原样保留：…作的总体要求 and 部署，把握发…"
