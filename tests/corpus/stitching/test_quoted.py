"""People whom a report quotes."""

import pytest

from corpus.stitching.quoted import quoted_people


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("“门开着。”白鹭市总工会主席王建平说，", [("白鹭市总工会主席", "王建平", "白鹭")]),
        ("据白鹭市公安局局长李大明介绍，", [("白鹭市公安局局长", "李大明", "白鹭")]),
        ("白鹭市总工会主席王建平告诉记者，", [("白鹭市总工会主席", "王建平", "白鹭")]),
        ("市总工会主席王建平说，", []),
        ("李明说，我们都认为这个办法说得通。", []),
    ],
)
def test_their_offices_name_places(words: str, found: list[tuple[str, str, str]]) -> None:
    assert [(one.office, one.author, one.city) for one in quoted_people([words])] == found
