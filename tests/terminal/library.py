"""Small libraries for the tests of the terminal."""

from dataclasses import replace
from functools import cache

from corpus.library import Library
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot, in_memory

FIRST = Passage(
    id="a1",
    text="第一段说“春风行动”办得好。",
    city="东海",
    author="王一",
    office="东海市总工会主席",
    headline="春风又绿",
    credit="记者李二整理",
    page="page",
    section=1,
    paragraph=1,
)
SECOND = replace(FIRST, id="a2", text="第二段说“春风行动”还要办。（记者李二整理）", paragraph=2)
OTHER = replace(
    FIRST, id="b1", text="西山也有“春风行动”。", city="西山", author="赵三", office=None, section=2
)
IMPORTED = Passage(id="c1", text="导入的一段，说的是“秋收计划”。")


@cache
def snapshot(*passages: Passage) -> Snapshot:
    """A snapshot of these passages and no pages."""
    return in_memory(Library(), passages)
