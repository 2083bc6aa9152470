"""The addresses of questions, passages, reports and pages; they stay."""

from urllib.parse import quote, urlencode

from retrieval.passages import Passage

# Where a passage has no page: imports.
NO_PAGE = "-"


def question(words: str, after: str = "", city: str | None = None, skip: int = 0) -> str:
    """Of the answer to a question asked after another: of one city alone, from a passage on."""
    return "/?" + _query(words, after, city, skip)


def fragment(words: str, after: str = "", city: str | None = None, skip: int = 0) -> str:
    """Of the same answer without the page around it."""
    return "/answer?" + _query(words, after, city, skip)


def why(words: str, after: str = "", city: str | None = None) -> str:
    """Of the page that says why a question is answered as it is."""
    return "/why?" + _query(words, after, city, 0)


def _query(words: str, after: str, city: str | None, skip: int) -> str:
    fields = {"q": words, "after": after, "city": city or "", "skip": str(skip or "")}
    given = {name: value for name, value in fields.items() if value}
    return urlencode(given, errors="replace")


def mending(words: str) -> str:
    """Of what admins can do about a question."""
    return "/admin/mend?" + urlencode({"q": words}, errors="replace")


def passage(held: Passage) -> str:
    """Of a passage in its place on the page."""
    return f"/p/{_part(held.page or NO_PAGE)}/{_part(held.id)}"


def public(url: str | None, held: Passage) -> str:
    """Of a passage in its place on the page, below a `url`; "" where none is given out."""
    return f"{url.rstrip('/')}{passage(held)}#here" if url else ""


def report(held: Passage) -> str:
    """Of the whole report that a passage stands in."""
    return f"/r/{_part(held.id)}"


def page(name: str) -> str:
    """Of a page."""
    return f"/p/{_part(name)}"


def picture(name: str, number: int, width: int) -> str:
    """Of a sheet of a page's raw file, so many pixels across."""
    return f"/picture/{_part(name)}/{number}?width={width}"


def _part(name: str) -> str:
    return quote(name, safe="", errors="replace")
