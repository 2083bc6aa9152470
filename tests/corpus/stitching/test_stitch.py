from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import SHIPPED
from corpus.errors import InputError, RunError
from corpus.library import Library, dump, load
from corpus.measure.evaluation import evaluate
from corpus.measure.synthetic import LAYOUTS, make_page, make_pages
from corpus.reading.characters import visible
from corpus.stitching.blocks import Block, BlockKind
from corpus.stitching.result import Join, Stitched, check_conserved
from corpus.stitching.stitch import MAX_KNOWN, stitch, stitch_file
from tests.corpus.stitching.cuttings import SHIPPED_PAGE, SHIPPED_TEXTS, rng

TEXT = SHIPPED_PAGE.read_text(encoding="utf-8")
HEAD = "东岭市市长王明：**开局**"


def bare(text: str) -> str:
    return "".join(text.split())


def places(stitched: Stitched) -> Iterator[tuple[int, int]]:
    """The spans of everything but the paragraphs, then those of the paragraphs."""
    for block in (*stitched.title, *stitched.captions, *stitched.leftover):
        yield from block.spans
    for section in stitched.sections:
        for head in section.heads:
            yield from head.spans
        for paragraph in section.section.paragraphs:
            yield from paragraph.spans


def assert_conserved(text: str, stitched: Stitched) -> None:
    spans = sorted(places(stitched))
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    joined = "".join(text[a:b] for a, b in spans)
    assert bare(visible(joined)) == bare(visible(text))
    for section in stitched.sections:
        for paragraph in section.section.paragraphs:
            assert "".join(text[a:b] for a, b in paragraph.spans) == paragraph.text
        assert 0 <= section.confidence <= 1
    assert all(0 <= join.confidence <= 1 for join in stitched.joins)


def test_the_shipped_page_is_made_by_stitching() -> None:
    stitched, raw = stitch_file(SHIPPED_PAGE)
    assert dump(stitched.page(raw)) == SHIPPED_PAGE.with_suffix(".yaml").read_text(encoding="utf-8")
    assert_conserved(TEXT, stitched)
    assert stitched.leftover == ()
    assert min(join.confidence for join in stitched.joins) > 0.9


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encoding_and_line_ends_change_nothing(tmp_path: Path, encoding: str, end: str) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(TEXT.replace("\n", end).encode(encoding))
    want = [
        paragraph.text
        for section in stitch(TEXT).sections
        for paragraph in section.section.paragraphs
    ]
    stitched, _ = stitch_file(path)
    assert [p.text for s in stitched.sections for p in s.section.paragraphs] == want
    assert_conserved(TEXT.replace("\n", end), stitched)


def test_wrapped_lines_are_stitched_alike() -> None:
    page = "\n\n".join(
        "\n".join(line[n : n + 18] for n in range(0, len(line), 18))
        for line in TEXT.split("\n")
        if line.strip()
    )
    want = [bare(p.text) for s in stitch(TEXT).sections for p in s.section.paragraphs]
    stitched = stitch(page)
    assert [bare(p.text) for s in stitched.sections for p in s.section.paragraphs] == want
    assert_conserved(page, stitched)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts(layout: str) -> None:
    pages = [
        make_page(rng(seed).sample(SHIPPED_TEXTS, 3 + seed), layout, 2 + seed % 3, rng(seed))
        for seed in range(6)
    ]
    result = evaluate(pages)
    score, naive = result.stitched[layout], result.naive[layout]
    assert score.exact / score.reports >= 0.9
    assert score.placed / score.characters >= 0.98
    assert score.exact > naive.exact


def test_confident_joins_are_right() -> None:
    result = evaluate(make_pages(SHIPPED_TEXTS, 12, rng(5)))
    sure = result.joins[3] + result.joins[4]
    assert sure[True] / sure.total() >= 0.97


def test_two_reports_may_share_a_city() -> None:
    page = "\n\n".join(
        [
            "东岭市市长王明：**开局**",
            "新的一年，我们要大力弘扬社会主",
            "东岭市总工会主席李芳：**起步**",
            "工会要建立《百名干部联系基层制",
            "义核心价值观。（记者何悦整理）",
            "度》，改进作风。（记者何悦整理）",
        ]
    )
    sections = [section.section for section in stitch(page).sections]
    assert [(s.city, s.author) for s in sections] == [("东岭", "王明"), ("东岭", "李芳")]
    assert [len(s.paragraphs) for s in sections] == [1, 1]
    assert sections[1].paragraphs[0].text.startswith("工会要建立《百名干部联系基层制度》")


def test_one_report() -> None:
    stitched = stitch(
        f"开局之年\n\n{HEAD}\n\n今年要开好局。\n\n明年要收好尾。（何悦）\n\n图为会场。 何悦 摄"
    )
    assert [block.text for block in stitched.title] == ["开局之年"]
    section = stitched.sections[0].section
    assert (section.city, section.author, section.headline) == ("东岭", "王明", "开局")
    assert [p.text for p in section.paragraphs] == ["今年要开好局。", "明年要收好尾。（何悦）"]
    assert section.credit == "何悦"
    assert [block.text for block in stitched.captions] == ["图为会场。 何悦 摄"]


def test_text_before_the_first_head_line_is_left_over() -> None:
    stitched = stitch(f"编者按：新的一年，各地都在行动。\n\n{HEAD}\n\n今年要开好局。")
    assert [block.text for block in stitched.leftover] == ["编者按：新的一年，各地都在行动。"]


def test_a_head_line_without_text_is_left_over() -> None:
    stitched = stitch(f"{HEAD}\n\n今年要开好局。（何悦）\n\n白河市市长李芳：**起步**")
    assert [section.section.author for section in stitched.sections] == ["王明"]
    assert [block.text for block in stitched.leftover] == ["白河市市长李芳：**起步**"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("今年要开好局。", "没有找到报道的题头"),
        (HEAD, "题头下面没有正文"),
        ("", "没有找到报道的题头"),
        (f"{HEAD}\n\n今年要开好局。\n\n" * 41, "不像是一个版面：有 41 个题头、82 段文字"),
        (f"{HEAD}\n\n" + "今年要开好局。\n\n" * 1000, "不像是一个版面：有 1 个题头、1001 段文字"),
    ],
)
def test_what_is_no_page_of_reports_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        stitch(text)


def test_errors_name_the_file(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("今年要开好局。", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        stitch_file(path)
    assert str(caught.value).startswith(f"{path}：没有找到报道的题头")


@pytest.mark.parametrize("spans", [((0, 1),), ((0, 2), (1, 3)), ()])
def test_what_loses_or_doubles_characters_is_never_shown(
    spans: tuple[tuple[int, int], ...],
) -> None:
    title = tuple(Block(BlockKind.TITLE, "", (span,)) for span in spans)
    with pytest.raises(RunError, match="遗漏或重复"):
        check_conserved(Stitched("甲乙丙", title, (), (), (), ()))


def test_joins_name_the_other_reading() -> None:
    page = "\n\n".join(
        [
            "东岭市市长王明：**开局**",
            "新的一年，我们要开好局。",
            "白河市市长李芳：**起步**",
            "新的一年，我们要起好步。",
            "大家都要努力。",
            "大家都要加油。",
        ]
    )
    stitched = stitch(page)
    doubtful: list[Join] = [join for join in stitched.joins if join.confidence < 0.9]
    assert doubtful
    starts = {block.span for block in stitched.leftover} | set(places(stitched))
    assert all(join.alternative is None or join.alternative in starts for join in doubtful)


LINES = st.sampled_from(
    [
        HEAD,
        "白河县县长李芳：起步",
        "云梦区委书记艾力·买买提: ",
        "今年要开好局。",
        "一是抓活力，",
        "二是抓素质（上",
        "下）。",
        "”又说“",
        "（记者何悦整理）",
        "图为会场。 何悦 摄",
        "短行",
        "2016",
        "。",
        "",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LINES, max_size=25), st.sampled_from(["\n", "\n\n", "\r\n\r\n"]))
def test_any_lines_are_conserved_or_refused(lines: list[str], end: str) -> None:
    text = end.join(lines)
    try:
        stitched = stitch(text)
    except InputError:
        return
    assert_conserved(text, stitched)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_is_conserved_or_refused(before: str, after: str) -> None:
    text = f"{before}\n\n{HEAD}\n\n{after}"
    try:
        stitched = stitch(text)
    except InputError:
        return
    assert_conserved(text, stitched)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(LAYOUTS), st.integers(2, 5), st.integers(2, 11))
def test_any_synthetic_page_is_conserved(
    seed: int, layout: str, columns: int, reports: int
) -> None:
    page = make_page(rng(seed).sample(SHIPPED_TEXTS, reports), layout, columns, rng(seed))
    stitched = stitch(page.text)
    assert_conserved(page.text, stitched)
    assert len(stitched.sections) == reports


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[str]]:
    """What is known of the library as each page is put together, here and not in a process."""
    known: list[Sequence[str]] = []

    def noted(text: str, texts: list[str]) -> Stitched:
        known.append(texts)
        return Stitched(text, (), (), (), (), ())

    monkeypatch.setattr("corpus.stitching.stitch.stitch", noted)
    monkeypatch.setattr("corpus.apart.run", lambda work, _, *given: work(*given))
    return known


def test_the_library_is_known_but_for_the_page_itself(known: list[Sequence[str]]) -> None:
    shipped = load([SHIPPED])
    page = replace(shipped.pages[0].page, raw=None)
    other = replace(shipped.pages[0], page=page)
    for library in (shipped, Library((other,)), None):
        stitch_file(SHIPPED_PAGE, library)
    assert [len(texts) for texts in known] == [0, sum(len(s.paragraphs) for s in page.sections), 0]


def test_of_a_large_library_the_last_pages_are_known(known: list[Sequence[str]]) -> None:
    held = load([SHIPPED]).pages[0]
    page = replace(held.page, raw=None)
    last = replace(page, sections=(page.sections[0],))
    stitch_file(
        SHIPPED_PAGE, Library((*[replace(held, page=page)] * 200, replace(held, page=last)))
    )
    assert sum(map(len, known[0])) == MAX_KNOWN
    assert known[0][0] == last.sections[0].paragraphs[0].text
