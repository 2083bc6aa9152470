"""Library files for tests."""

from pathlib import Path

from corpus.library import dump
from corpus.section import Page, Paragraph, Section


def section(city: str, *texts: str) -> Section:
    paragraphs = tuple(map(Paragraph, texts))
    return Section(city, "张三", "市总工会主席", f"{city}工会新思路", "记者李四", paragraphs)


def write(path: Path, *sections: Section) -> None:
    page = Page(("各地工会新思路",), None, None, None, sections)
    path.write_text(dump(page), encoding="utf-8")
