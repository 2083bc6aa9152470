"""What a person should look at in a library file that loads."""

from collections import Counter
from collections.abc import Iterator

from corpus.library import LibraryPage
from corpus.section import Page, Section


def warnings(held: LibraryPage) -> Iterator[str]:
    """What is doubtful: the raw page gone or changed, text mended or left out, fields unknown."""
    page = held.page
    mended = sum(not p.spans for section in page.sections for p in section.paragraphs)
    if page.raw is not None and held.raw_text is None:
        yield f"原页 {page.raw.file} 不在或已改动，引文不带出处"
    elif held.raw_text is not None and mended:
        yield f"{mended} 段与原页不同，引用时不带出处"
    elif held.raw_text is not None:
        yield from (
            f"原页这一行不在任何一篇里：{line[:30]}" for line in unplaced(page, held.raw_text)
        )
    for number, section in enumerate(page.sections, 1):
        if missing := _missing(section):
            yield f"第 {number} 篇（{section.headline or '无题'}）没有写明{'、'.join(missing)}"


def unplaced(page: Page, raw_text: str) -> list[str]:
    """The lines of the raw page that are in no paragraph, title, caption or head line.

    A line that stands in one of these more often than the raw page prints it is an error of the
    page as well, and is listed with a plus sign before it.
    """
    left = Counter(_outside_paragraphs(page, raw_text))
    left.subtract([*page.title, *page.captions])
    for section in page.sections:
        heads = [line for line, count in left.items() if count > 0 and _heads(line, section)]
        left.subtract(heads[:1])
    missing = [line for line, count in left.items() if count > 0]
    return [*missing, *(f"+{line}" for line, count in left.items() if count < 0)]


def _outside_paragraphs(page: Page, raw_text: str) -> Iterator[str]:
    """What the paragraphs' spans leave, line by line, blanks around it removed."""
    spans = sorted(s for section in page.sections for p in section.paragraphs for s in p.spans)
    starts = [0, *(end for _, end in spans)]
    ends = [*(start for start, _ in spans), len(raw_text)]
    for start, end in zip(starts, ends, strict=True):
        yield from filter(None, map(str.strip, raw_text[start:end].splitlines()))


def _heads(line: str, section: Section) -> bool:
    """Whether a line is the head of a section: office, name and headline, and marks between."""
    for field in (section.headline, section.office, section.author):
        line = line.replace(field or "", "", 1)
    return not line.strip(" 　*：:《》“”【】")


def _missing(section: Section) -> list[str]:
    fields = {"地名": section.city, "发言人": section.author, "职务": section.office}
    return [name for name, value in fields.items() if value is None]
