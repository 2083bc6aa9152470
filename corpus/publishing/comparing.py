"""Two readings of one page, compared for a person: reports that came, went, changed, and how."""

import difflib
from collections.abc import Iterator, Sequence

from corpus.library import LibraryPage
from corpus.section import Page, Section

FIELDS = {
    "标题": "headline",
    "肩题": "kicker",
    "副题": "subtitle",
    "署名": "credit",
    "发言人": "author",
    "职务": "office",
    "地名": "city",
}
"""What can be otherwise in a report beside its text, by its name in front of people."""

NOTHING = "（无）"
PAGE_FIELD = "{field}：{old} → {new}"
ADDED = "多了一篇：{headline}（{count} 段）"
GONE = "少了一篇：{headline}（{count} 段）"
CHANGED = "《{headline}》："
FIELD = "  {field}：{old} → {new}"
PARAGRAPH = "  第 {number} 段{mended}：{words}"
PARAGRAPH_ADDED = "  多了一段：{words}"
PARAGRAPH_GONE = "  少了第 {number} 段{mended}：{words}"
MENDED = "（手工改过）"
OTHERWISE = "版面的出处或排列不同，文字相同"
REPLACED = "〔{old}→{new}〕"
NO_HEADLINE = "无题"

ALIKE = 0.6
AROUND = 8
LONGEST = 40


def differences(old: LibraryPage, new: Page) -> Iterator[str]:
    """What is otherwise in the new page, a line each; paragraphs mended by hand are marked."""
    lines = [*_of_page(old.page, new), *_of_sections(old, new)]
    yield from lines or [OTHERWISE] * (old.page != new)


def _of_page(old: Page, new: Page) -> Iterator[str]:
    fields = [
        ("大标题", " / ".join(old.title), " / ".join(new.title)),
        ("日期", _day(old), _day(new)),
        ("报名", old.publication, new.publication),
        ("图片说明", "；".join(old.captions), "；".join(new.captions)),
    ]
    for field, before, after in fields:
        if before != after:
            yield PAGE_FIELD.format(field=field, old=before or NOTHING, new=after or NOTHING)


def _day(page: Page) -> str:
    return page.date.isoformat() if page.date else ""


def _of_sections(old: LibraryPage, new: Page) -> Iterator[str]:
    pairs = matched(old.page.sections, new.sections)
    taken = {m for _, m in pairs}
    found = dict(pairs)
    for n, section in enumerate(old.page.sections):
        if n not in found:
            yield GONE.format(headline=_headline(section), count=len(section.paragraphs))
        elif section != new.sections[found[n]]:
            changed = list(_of_section(section, new.sections[found[n]], old.raw_text is not None))
            if changed:
                yield CHANGED.format(headline=_headline(section))
                yield from changed
    for m, section in enumerate(new.sections):
        if m not in taken:
            yield ADDED.format(headline=_headline(section), count=len(section.paragraphs))


def matched(old: Sequence[Section], new: Sequence[Section]) -> list[tuple[int, int]]:
    """Which report is which: by what they share of their words."""
    ours, theirs = [*map(_pairs, old)], [*map(_pairs, new)]
    likeness = [(_shared(a, b), n, m) for n, a in enumerate(ours) for m, b in enumerate(theirs)]
    pairs: dict[int, int] = {}
    for share, n, m in sorted(likeness, reverse=True):
        if share >= ALIKE and n not in pairs and m not in pairs.values():
            pairs[n] = m
    return sorted(pairs.items())


def _shared(ours: set[str], theirs: set[str]) -> float:
    """The share of the smaller set that the other has too."""
    return len(ours & theirs) / max(min(len(ours), len(theirs)), 1)


def _pairs(section: Section) -> set[str]:
    """The pairs of neighbouring characters in a report."""
    text = (section.headline or "") + "".join(p.text for p in section.paragraphs)
    return {text[n : n + 2] for n in range(len(text) - 1)}


def _of_section(old: Section, new: Section, has_raw: bool) -> Iterator[str]:
    for field, name in FIELDS.items():
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield FIELD.format(field=field, old=before or NOTHING, new=after or NOTHING)
    ours, theirs = ([p.text for p in section.paragraphs] for section in (old, new))
    mended = [has_raw and not paragraph.spans for paragraph in old.paragraphs]
    for tag, a, b, c, d in difflib.SequenceMatcher(
        None, ours, theirs, autojunk=False
    ).get_opcodes():
        if tag != "equal":
            yield from _of_paragraphs(ours[a:b], theirs[c:d], a, mended[a:b])


def _of_paragraphs(
    old: Sequence[str], new: Sequence[str], first: int, mended: Sequence[bool]
) -> Iterator[str]:
    for n, (before, after) in enumerate(zip(old, new, strict=False)):
        numbers = {"number": first + n + 1, "mended": MENDED if mended[n] else ""}
        yield PARAGRAPH.format(words=marked(before, after), **numbers)
    for n in range(len(new), len(old)):
        numbers = {"number": first + n + 1, "mended": MENDED if mended[n] else ""}
        yield PARAGRAPH_GONE.format(words=_short(old[n]), **numbers)
    for text in new[len(old) :]:
        yield PARAGRAPH_ADDED.format(words=_short(text))


def marked(old: str, new: str) -> str:
    """The new text around the places where it differs from the old one, these marked."""
    parts: list[str] = []
    operations = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for n, (tag, a, b, c, d) in enumerate(operations):
        if tag == "equal":
            parts.append(_around(new[c:d], first=n == 0, last=n == len(operations) - 1))
        else:
            parts.append(REPLACED.format(old=_short(old[a:b]), new=_short(new[c:d])))
    return "".join(parts)


def _around(text: str, *, first: bool, last: bool) -> str:
    """A stretch that is the same, without its middle, or its far end."""
    start = "" if first else text[:AROUND]
    end = "" if last else text[-AROUND:]
    return text if len(text) <= 2 * AROUND else f"{start}…{end}"


def _headline(section: Section) -> str:
    return section.headline or NO_HEADLINE


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
