"""The shipped page and its reports, which the tests of stitching cut anew."""

import random

from corpus import SHIPPED
from corpus.measure.synthetic import shipped_texts

SHIPPED_PAGE = SHIPPED / "zhejiang-unions-2016.txt"
SHIPPED_TEXTS = shipped_texts()


def rng(seed: int) -> random.Random:
    return random.Random(seed)
