"""A saved web page → the article on it, without menus, adverts and comments."""

import email
import email.policy
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from corpus import apart
from corpus.errors import InputError
from corpus.reading.article import About, Article, Role
from corpus.reading.text import decode
from corpus.section import Span

MODULES = ("trafilatura", "lxml", "lxml_html_clean")
NO_TEXT = "网页里没有找到正文（可能要登录，或正文是图片），请把正文复制到 .txt 或 .docx 里"
NO_PAGE = "这个存下的网页里没有网页正文，请用浏览器重新“另存为”一次"

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
# Where editors of public accounts keep the article, its account and its hour.
_CONTAINERS = ("js_content", "img-content")
_ACCOUNT, _HEADLINE, _PUBLISHED = "js_name", "activity-name", "publish_time"
_EPOCH = re.compile(r"\bct\s*=\s*[\"'](\d{10})[\"']")
_DAY = re.compile(r"(20\d\d|19\d\d)\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})")

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "head"}
_BLOCKS = {
    *_HEADINGS, "address", "article", "aside", "blockquote", "body", "cell", "dd", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "item", "li",
    "list", "main", "ol", "p", "pre", "quote", "row", "section", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul",
}  # fmt: skip
_UNREAD = {"script", "style", "noscript", "template", "svg", "iframe", "button", "select", "input"}
_BREAKS = {"br", "lb"}
_BOLD = {"b", "strong", "hi"}
_SUBHEAD_LENGTH = 30


def read(data: bytes, path: Path) -> Article:
    """Read a web page; `path` is named in errors only.

    Raises:
        InputError: there is no article on it.
    """
    # Imported here: it takes as long as ten answers, and nobody else needs it.
    import trafilatura
    from lxml import html
    from lxml.etree import LxmlError

    apart.more_time()
    markup = _markup(data, path)
    try:
        tree = html.fromstring(_DECLARED.sub("", markup))
        found = trafilatura.bare_extraction(
            markup, with_metadata=True, include_comments=False, favor_recall=True
        )
    except (LxmlError, ValueError, TypeError, AssertionError):
        raise InputError.at(path, None, NO_TEXT) from None
    containers = (_by_id(tree, name) for name in _CONTAINERS)
    container = next((held for held in containers if held is not None), None)
    body = container if container is not None else getattr(found, "body", None)
    blocks = [] if body is None else list(_unflattened(_blocks(body), list(_blocks(tree))))
    if not any(role is Role.TEXT for _, role in blocks):
        raise InputError.at(path, None, NO_TEXT)
    title = _words(_by_id(tree, _HEADLINE)) or getattr(found, "title", None) or ""
    return Article.made_of(_with_title(title, blocks), _about(tree, markup, found))


def from_mhtml(data: bytes, path: Path) -> Article:
    """Read a web page that a browser saved with its pictures in one file.

    Raises:
        InputError: there is no web page in it, or no article on that.
    """
    message: Any = email.message_from_bytes(data, policy=email.policy.default)
    pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    if not pages:
        raise InputError.at(path, None, NO_PAGE)
    return read(pages[0].get_payload(decode=True), path)


def _markup(data: bytes, path: Path) -> str:
    """The page's characters, by the encoding it names where that is true."""
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode().lower() if declared else ""
    if name.startswith("gb"):
        name = "gb18030"
    try:
        return data.decode(name) if name else decode(data, path).text
    except (UnicodeDecodeError, LookupError):
        return decode(data, path).text


def _with_title(title: str, blocks: Sequence[tuple[str, Role]]) -> Iterator[tuple[str, Role]]:
    """The title first, and no second time where the text begins with it.

    The page's own heading is the title where the name of the site goes on behind it; what menus
    say above that is no text.
    """
    sentence = next((n for n, (text, _) in enumerate(blocks) if "。" in text), len(blocks))
    for n, (text, role) in enumerate(blocks[:sentence]):
        if role is not Role.TEXT and title.startswith(text):
            title, blocks = text, blocks[n + 1 :]
            break
    yield title, Role.TITLE
    yield from (block for block in blocks if block[0] != title)


def _unflattened(
    found: Iterable[tuple[str, Role]], own: Sequence[tuple[str, Role]]
) -> Iterator[tuple[str, Role]]:
    """The blocks found, each one that is several of the page's own as these."""
    bare = ["".join(text.split()) for text, _ in own]
    for text, role in found:
        start, end = _run_of("".join(text.split()), bare)
        yield from own[start:end] if end > start + 1 else [(text, role)]


def _run_of(words: str, bare: Sequence[str]) -> Span:
    """The texts that make up words, by the first's number and the one behind the last's."""
    for start in range(len(bare)):
        left, end = words, start
        while left and end < len(bare) and left.startswith(bare[end]):
            left, end = left.removeprefix(bare[end]), end + 1
        if not left:
            return start, end
    return 0, 0


def _blocks(element: Any) -> Iterator[tuple[str, Role]]:
    """The paragraphs of an element: what stands between two ends of blocks, or breaks."""
    pending: list[tuple[str, bool]] = []
    for words, bold in _runs(element, bold=False):
        if words is not None:
            pending.append((words, bold))
        elif text := _tidied("".join(words for words, _ in pending)):
            yield text, _role(text, pending)
            pending = []
        else:
            pending = []
    if text := _tidied("".join(words for words, _ in pending)):
        yield text, _role(text, pending)


def _runs(element: Any, *, bold: bool) -> Iterator[tuple[str | None, bool]]:
    """Words and whether they are bold, or None where a block ends."""
    if not isinstance(element.tag, str) or element.tag in _UNREAD:
        return
    is_block = element.tag in _BLOCKS
    inside = bold or element.tag in _BOLD or element.tag in _HEADINGS
    if is_block or element.tag in _BREAKS:
        yield None, bold
    yield element.text or "", inside
    for child in element:
        yield from _runs(child, bold=inside)
        yield child.tail or "", inside
    if is_block:
        yield None, bold


def _role(text: str, runs: Iterable[tuple[str, bool]]) -> Role:
    short = len(text) <= _SUBHEAD_LENGTH and text[-1] not in "。！？；，："
    bold = all(bold for words, bold in runs if words.strip())
    return Role.SUBHEAD if short and bold else Role.TEXT


def _tidied(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u200b", "").replace("\ufeff", "")).strip()


def _words(element: Any) -> str:
    return "" if element is None else _tidied(element.text_content())


def _by_id(tree: Any, name: str) -> Any:
    found = tree.xpath("//*[@id=$name]", name=name)
    return found[0] if found else None


def _about(tree: Any, markup: str, found: Any) -> About:
    author = (
        _meta(tree, "author") or _meta(tree, "og:article:author") or getattr(found, "author", None)
    )
    publication = _words(_by_id(tree, _ACCOUNT)) or getattr(found, "sitename", None)
    return About(
        author=author or None, publication=publication or None, day=_day(tree, markup, found)
    )


def _meta(tree: Any, name: str) -> str:
    contents = tree.xpath("//meta[@name=$name or @property=$name]/@content", name=name)
    return _tidied(contents[0]) if contents else ""


def _day(tree: Any, markup: str, found: Any) -> date | None:
    if match := _EPOCH.search(markup):
        from datetime import UTC, datetime, timedelta

        return (datetime.fromtimestamp(int(match[1]), UTC) + timedelta(hours=8)).date()
    said = _words(_by_id(tree, _PUBLISHED)) or getattr(found, "date", None) or ""
    match = _DAY.search(said)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
