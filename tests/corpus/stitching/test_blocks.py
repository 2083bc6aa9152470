import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import SHIPPED
from corpus.stitching.blocks import BlockKind, is_caption, read_blocks

TEXT = (SHIPPED / "zhejiang-unions-2016.txt").read_text(encoding="utf-8")
PARAGRAPHS = [line for line in TEXT.split("\n") if line.strip()]
HEAD = "东岭市市长王明：**开局**"


def bare(text: str) -> str:
    return "".join(text.split())


def texts(page: str) -> list[str]:
    return [bare(block.text) for block in read_blocks(page)]


def test_the_shipped_page() -> None:
    blocks = read_blocks(TEXT)
    assert [block.text for block in blocks] == [line.strip() for line in PARAGRAPHS]
    kinds = [block.kind for block in blocks]
    assert kinds[:4] == [BlockKind.TITLE, BlockKind.TITLE, BlockKind.TITLE, BlockKind.HEAD]
    assert kinds.count(BlockKind.HEAD) == 11
    assert [b.text for b in blocks if b.kind is BlockKind.CAPTION] == [
        "与会委员聚精会神。 记者周金友 摄"
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_spans_count_line_ends_as_they_are(end: str) -> None:
    page = TEXT.replace("\n", end)
    for block in read_blocks(page):
        assert "".join(page[a:b] for a, b in block.spans) == block.text
    assert texts(page) == texts(TEXT)


def test_white_space_around_lines_is_left_out() -> None:
    assert [b.spans for b in read_blocks("\n 　　甲乙 \n\n\t丙 丁\n")] == [((4, 6),), ((10, 13),)]


def test_paragraphs_need_no_blank_lines_between() -> None:
    assert texts(TEXT.replace("\n\n", "\n")) == texts(TEXT)


@pytest.mark.parametrize("width", range(12, 49, 4))
def test_wrapped_lines_are_put_together(width: int) -> None:
    def cut(paragraph: str) -> str:
        return "\n".join(paragraph[n : n + width] for n in range(0, len(paragraph), width))

    page = "\n\n".join(map(cut, PARAGRAPHS))
    assert texts(page) == texts(TEXT)
    for block in read_blocks(page):
        assert all("\n" not in page[a:b] for a, b in block.spans)


@pytest.mark.parametrize("width", range(14, 49, 4))
def test_lines_wrapped_at_blanks_are_put_together(width: int) -> None:
    page = "\n\n".join("\n".join(textwrap.wrap(paragraph, width)) for paragraph in PARAGRAPHS)
    assert texts(page) == texts(TEXT)


def test_lines_wrapped_to_columns_of_a_terminal() -> None:
    lines = ["ABCDEFGH工会工作", "会员代表大会作用", "职工abcdEFGH素质", "终。"]
    page = f"{HEAD}\n\n" + "\n".join(lines * 3)
    assert texts(page)[1:] == ["".join(lines)] * 3


def test_indents_part_wrapped_paragraphs() -> None:
    line = "一二三四五六七八九十"
    page = f"{HEAD}\n\n　　{line[2:]}\n{line}\n　　{line[2:]}\n{line}\n完。"
    assert texts(page)[1:] == [line[2:] + line, line[2:] + line + "完。"]


@pytest.mark.parametrize(
    "line",
    [
        "与会委员聚精会神。 记者周金友 摄",
        "图为活动现场。 记者钱鹏 摄",
        "图为签约现场（记者 钱鹏 摄）",
        "大会会场。 本报记者 钱鹏 摄影报道",
        "工人们在车间忙碌。通讯员 钱鹏 供图",
        "▲图为活动现场。",
        "上图：代表们步入会场。",
        "资料图/钱鹏",
    ],
)
def test_captions(line: str) -> None:
    assert is_caption(line)


@pytest.mark.parametrize(
    "line",
    [
        "全市拍摄了一批专题片。",
        "着力提升供图服务的水平，",
        "图书馆里座无虚席。",
        "他从事摄影多年，作品屡屡获奖。",
        "……努力实现工会的凤凰涅槃。（见习记者洪嵩婷整理）",
    ],
)
def test_other_lines_are_no_captions(line: str) -> None:
    assert not is_caption(line)


def test_only_lines_before_the_first_head_line_are_titles() -> None:
    kinds = [b.kind for b in read_blocks(f"开局之年\n\n编者按说了一句话。\n\n{HEAD}\n\n短行\n")]
    assert kinds == [BlockKind.TITLE, BlockKind.TEXT, BlockKind.HEAD, BlockKind.TEXT]


@given(st.text(alphabet="甲乙丙。，：“”（）*市长王 　\n\r\tab1记者摄", max_size=300))
def test_blocks_hold_every_character_once(page: str) -> None:
    spans = [span for block in read_blocks(page) for span in block.spans]
    assert spans == sorted(spans)
    assert bare("".join(page[a:b] for a, b in spans)) == bare(page)
