"""A page read as a browser reads it: its elements and their words."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

# A browser ends a paragraph before these.
_BLOCKS = {"p", "div", "form", "ul", "ol", "details", "section", "article", "blockquote", "h2"}
_EMPTY = {"meta", "link", "img", "input", "br", "hr", "polygon", "image"}


@dataclass
class Element:
    """An element, its attributes, and the words in it and below it."""

    name: str
    attributes: dict[str, str]
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.words)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()


class Page(HTMLParser):
    """All elements in order; every one that was opened was closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in _BLOCKS or "p" not in [element.name for element in self._open], tag
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in _EMPTY:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().name == tag

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.words.append(data)

    def all(self, name: str, of_class: str | None = None) -> list[Element]:
        """The elements of a name, those with a class alone."""
        return [
            element
            for element in self.elements
            if element.name == name and (of_class is None or of_class in element.classes)
        ]

    def one(self, name: str, of_class: str | None = None) -> Element:
        (found,) = self.all(name, of_class)
        return found
