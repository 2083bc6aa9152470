"""A question's theme is named in the words that people typed, or not at all."""

import pytest

from retrieval.answering.asked.question import understand
from retrieval.answering.telling.theme import quoted
from retrieval.snapshot import Snapshot


@pytest.mark.parametrize(
    ("question", "theme"),
    [
        ("金华职工生病了互相帮一把怎么搞的", "“职工生病了互相帮一把”"),
        ("杭州有多少家企业办了食堂", "“企业办了食堂”"),
        ("宁波那位编竹子的老艺人叫什么名字", "“编竹子的老艺人”"),
        ("湖州的GDP", "“GDP”"),
        ("湖州的四大體系", "“四大體系”"),
        ("湖州4大体系", "“四大体系”"),
        ("台州在修什么、建什么这几句是怎么排的", ""),
    ],
)
def test_a_piece_of_the_question(shipped: Snapshot, question: str, theme: str) -> None:
    assert quoted(understand(shipped, question)) == theme
