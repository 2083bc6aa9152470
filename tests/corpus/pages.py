"""Texts and pages for the tests of stitching: the shipped page's reports, cut anew."""

import random

from corpus.library import SHIPPED, load
from corpus.section import Section


def _text(section: Section) -> str:
    text = "".join(paragraph.text for paragraph in section.paragraphs)
    return text.removesuffix(f"（{section.credit}）")


SHIPPED_TEXTS = ["".join(_text(s).split()) for _, _, s in load([SHIPPED]).sections()]
SHIPPED_PAGE = SHIPPED / "zhejiang-unions-2016.txt"


def rng(seed: int) -> random.Random:
    return random.Random(seed)
