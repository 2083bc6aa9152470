"""Newspaper pages made from any text, with their gold, to develop and measure stitching on."""

import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus import SHIPPED
from corpus.library import load

MIN_TEXT = 250
BETWEEN_SENTENCES = 0.1
"""The share of pieces that end with a sentence; columns as a rule end in the middle of one."""
HELD_OUT = 4
"""Of how many texts one is kept from fitting."""
LAYOUTS = ("rows", "bands", "ragged")

_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]+[”』」）)\"]*|[^。！？!?]+$")
PLACES = [
    *("东岭市", "白河市", "云梦市", "平湖市", "安陆市", "松原市", "青田县", "沙洋县", "石门县"),
    *("江岸区", "绿园区", "龙泉驿区", "南屏州", "阿拉旗"),
]
_OFFICES = (
    "委书记",
    "市长",
    "总工会主席",
    "教育局党组书记、局长",
    "政协副主席",
    "人大常委会副主任",
    "发改委主任",
    "委常委、宣传部部长",
    "医院院长",
    "第一中学校长",
)
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹"
_GIVEN = "明华文志伟丽芳静敏建国军平英秀兰桂玉萍红霞飞斌浩宇轩然思远"
_CREDITS = (
    "（记者{0}整理）",
    "（见习记者{0}采访整理）",
    "（记者{0} 通讯员{1}报道）",
    "（本报记者 {0} 采写）",
    "（{0}）",
)
_HALF_WIDTH = str.maketrans("，：；？！（）", ",:;?!()")
_TITLES = ("各地这样开局", "一线新作为", "聚焦新一年 谋划新篇章")
_CAPTIONS = ("图为工作现场。 记者{} 摄", "大会会场。 本报记者{}摄", "代表们步入会场。（{} 摄）")


@dataclass(frozen=True, slots=True)
class GoldReport:
    """The gold of one report: its text without paragraph breaks, the credit included."""

    city: str
    author: str
    headline: str
    text: str


@dataclass(frozen=True, slots=True)
class SyntheticPage:
    """A page as an extractor would print it, its reports in page order, and its true joins.

    `chains` lists each report's head line and the texts of its blocks in reading order.
    """

    layout: str
    text: str
    reports: tuple[GoldReport, ...]
    chains: tuple[tuple[str, ...], ...]


@dataclass(slots=True)
class _Draft:
    """A report cut into column pieces, each a list of paragraphs or parts of them."""

    head: str
    report: GoldReport
    pieces: list[list[str]] = field(default_factory=list)


def make_page(
    texts: Sequence[str],
    layout: str,
    columns: int,
    rng: random.Random,
    between: float = BETWEEN_SENTENCES,
) -> SyntheticPage:
    """Set one report for each text; a full report is cut into `columns` pieces.

    `between` is the share of pieces that end with a sentence.
    """
    colon, bold = rng.choice("：:"), rng.choice(("**", ""))
    colon += rng.choice(("", " ")) if colon == ":" else ""
    drafts = [_draft(text, colon, bold, rng) for text in texts]
    whole = rng.sample(range(len(drafts)), k=max(1, len(drafts) // 3)) if layout == "bands" else []
    whole = [n for n in whole if len(drafts) - len(whole) >= 2]
    jitter = rng.uniform(0.05, 0.2)
    for draft in drafts:
        parts = rng.randint(1, columns) if layout == "ragged" else columns
        paragraphs = _paragraphs(draft.report.text, rng)
        draft.pieces = _cut(paragraphs, parts, jitter, between, rng)
    running = [draft for n, draft in enumerate(drafts) if n not in whole]
    band = [drafts[n] for n in sorted(whole)]
    blocks = [rng.choice(_TITLES), *_set(running, band, columns, rng)]
    order = [*running, *band]
    chains = tuple((d.head, *(block for piece in d.pieces for block in piece)) for d in order)
    return SyntheticPage(layout, "\n\n".join(blocks), tuple(d.report for d in order), chains)


def _set(running: list[_Draft], band: list[_Draft], columns: int, rng: random.Random) -> list[str]:
    """Rows of pieces, the band of whole reports behind one of them, a caption somewhere between."""
    behind = rng.randrange(columns) if columns > 1 else 0
    caption = rng.choice(_CAPTIONS).format(make_name(rng))
    rows: list[list[str]] = []
    for row in range(columns):
        rows.append([])
        for draft in running:
            if row < len(draft.pieces):
                rows[-1] += [draft.head] * (row == 0) + draft.pieces[row]
        if row == behind:
            rows[-1] += [caption] * rng.randint(0, 1)
            rows[-1] += [b for d in band for b in (d.head, *(b for p in d.pieces for b in p))]
    return [block for row in rows for block in row]


def _draft(text: str, colon: str, bold: str, rng: random.Random) -> _Draft:
    place, office = rng.choice(PLACES), rng.choice(_OFFICES)
    author = make_name(rng)
    headline = re.split(r"[，。、；：！？,;:!?“”]", text)[0][:14]
    head = f"{place}{office}{author}{colon}{bold}{headline}{bold}"
    credit = rng.choice(_CREDITS).format(make_name(rng), make_name(rng))
    body = text + (credit if rng.random() < 0.9 else "")
    return _Draft(head, GoldReport(place.removesuffix("市"), author, headline, body))


def make_name(rng: random.Random) -> str:
    """A name that nobody has, or somebody by chance."""
    return rng.choice(_SURNAMES) + "".join(rng.sample(_GIVEN, rng.randint(1, 2)))


def _paragraphs(text: str, rng: random.Random) -> list[str]:
    """Paragraphs of one to four sentences; the credit stays with the last."""
    sentences = _SENTENCE.findall(text)
    if len(sentences) > 1 and sentences[-1].startswith("（"):
        sentences[-2:] = ["".join(sentences[-2:])]
    paragraphs: list[str] = []
    while sentences:
        size = rng.randint(1, 4)
        paragraphs.append("".join(sentences[:size]))
        sentences = sentences[size:]
    return [p.strip() for p in paragraphs if p.strip()]


def _cut(
    paragraphs: list[str], parts: int, jitter: float, between: float, rng: random.Random
) -> list[list[str]]:
    """Cut a report into pieces of about one length, in mid-word as columns do."""
    text = "".join(paragraphs)
    edges = [round(len(text) * (n + rng.uniform(-jitter, jitter)) / parts) for n in range(1, parts)]
    edges = [_sentence_end(text, e) if rng.random() < between else e for e in edges]
    pieces: list[list[str]] = [[]]
    done = 0
    for paragraph in paragraphs:
        inside = [e - done for e in edges if 0 < e - done < len(paragraph)]
        for start, end in zip([0, *inside], [*inside, len(paragraph)], strict=True):
            pieces += [[]] if start else []
            pieces[-1].append(paragraph[start:end])
        done += len(paragraph)
        pieces += [[]] if done in edges else []
    return [
        [b.strip() for b in piece if b.strip()] for piece in pieces if any(map(str.strip, piece))
    ]


def _sentence_end(text: str, edge: int) -> int:
    """The last end of a sentence before an edge, or the edge."""
    return max(text.rfind(stop, 0, edge) for stop in "。！？") + 1 or edge


def make_pages(
    texts: Sequence[str], count: int, rng: random.Random, between: float = BETWEEN_SENTENCES
) -> list[SyntheticPage]:
    """Pages of 2 to 15 reports in 2 to 5 columns, half of them on like subjects.

    In a third of the pages punctuation is half-width, as some papers' web pages have it.
    """
    pages = []
    for _ in range(count):
        size = rng.randint(2, min(15, len(texts)))
        chosen = _alike(texts, size, rng) if rng.random() < 0.5 else rng.sample(texts, size)
        if rng.random() < 0.3:
            chosen = [text.translate(_HALF_WIDTH) for text in chosen]
        layout = rng.choice(LAYOUTS)
        pages.append(make_page(chosen, layout, rng.randint(2, 5), rng, between))
    return pages


def _alike(texts: Sequence[str], size: int, rng: random.Random) -> list[str]:
    """A text at random and those of a few hundred that share most pairs of characters with it."""
    pool = rng.sample(texts, min(len(texts), 250))
    seed = _pairs(pool[0])
    pool.sort(key=lambda text: -len(seed & _pairs(text)) / len(_pairs(text)) ** 0.5)
    return pool[:size]


def _pairs(text: str) -> set[str]:
    return {text[n : n + 2] for n in range(len(text) - 1)}


def shipped_texts() -> list[str]:
    """The reports of the page that comes with the program, without their credits."""
    sections = [section for _, _, section in load([SHIPPED]).sections()]
    texts = ["".join(paragraph.text for paragraph in s.paragraphs) for s in sections]
    pairs = zip(texts, sections, strict=True)
    return ["".join(text.removesuffix(f"（{s.credit}）").split()) for text, s in pairs]


def read_texts(paths: Sequence[Path]) -> list[str]:
    """The texts of JSON lines `{"text": …}`, without white space; short ones are left out."""
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    texts = ["".join(json.loads(line)["text"].split()) for line in lines]
    return [text for text in texts if len(text) >= MIN_TEXT]
