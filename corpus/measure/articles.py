"""Score ordinary pages put together by geometry against their gold, by layout order."""

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import InputError
from corpus.measure.papers.composing import GoldArticle
from corpus.measure.papers.newspaper import NewspaperPage
from corpus.reading.document import document_of
from corpus.stitching.result import Stitched, StitchedSection
from corpus.stitching.stitch import stitch_document

WHOLE = 0.98
SHINGLE = 8
EDGE = 6
SURE = 0.9


@dataclass(slots=True)
class ArticleScore:
    """Sums over pages: articles, those whole, their headlines and reporters, and joins.

    `aligned`, `wanted` and `given` are characters, for recall and precision; `joins` counts right
    and wrong ones by confidence in tenths.
    """

    articles: int = 0
    whole: int = 0
    headlines: int = 0
    reporters: int = 0
    named: int = 0
    speakers: int = 0
    aligned: int = 0
    wanted: int = 0
    given: int = 0
    joins: dict[int, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))

    def lines(self) -> Iterable[str]:
        """What is printed."""
        yield (
            f"articles {self.articles}  whole {self.whole / self.articles:.3f}  headlines "
            f"{self.headlines / self.articles:.3f}  reporters {self.named / self.reporters:.3f}  "
            f"recall {self.aligned / self.wanted:.3f}  precision {self.aligned / self.given:.3f}  "
            f"speakers made up {self.speakers}"
        )
        for tenth, counts in sorted(self.joins.items()):
            share = counts[True] / counts.total()
            yield f"joins given ≥ 0.{tenth}: {share:.3f} of {counts.total()} right"


def score_pages(pages: Iterable[NewspaperPage]) -> ArticleScore:
    """Put pages together and compare them with their gold."""
    score = ArticleScore()
    for page in pages:
        try:
            stitched = stitch_document(document_of(page.pdf, Path("page.pdf")))
        except InputError:
            stitched = []
        sections = [section for one in stitched for section in one.sections]
        for article in page.articles:
            _add(score, article, _best(article, sections))
        for one in stitched:
            _add_joins(score, page, one)
    return score


def _best(article: GoldArticle, sections: Sequence[StitchedSection]) -> StitchedSection | None:
    """The section that shares most with an article."""
    want = _shingles(bare(article.body))
    return max(sections, key=lambda one: len(want & _shingles(_body(one))), default=None)


def _add(score: ArticleScore, article: GoldArticle, found: StitchedSection | None) -> None:
    want, have = bare(article.body), _body(found) if found else ""
    matcher = difflib.SequenceMatcher(None, have, want, autojunk=False)
    score.articles += 1
    score.whole += have == want or matcher.ratio() > WHOLE
    score.aligned += sum(block.size for block in matcher.get_matching_blocks() if block.size > 1)
    score.wanted += len(want)
    score.given += len(have)
    score.reporters += len(article.reporters)
    if found is not None:
        section = found.section
        score.headlines += bare(section.headline or "") == bare(article.headline)
        score.named += sum(name in bare(section.credit or "") for name in article.reporters)
        score.speakers += section.author is not None


def _add_joins(score: ArticleScore, page: NewspaperPage, stitched: Stitched) -> None:
    for join in stitched.joins:
        before, after = (stitched.text[slice(*span)] for span in (join.before, join.after))
        score.joins[min(int(join.confidence * 10), 9)][follows(page, before, after)] += 1


def follows(page: NewspaperPage, before: str, after: str) -> bool:
    """Whether a line, or piece, truly stands right behind another in an article."""
    before, after = bare(before), bare(after)
    edge = before[-EDGE:] + after[:EDGE]
    return any(edge in bare(a.body) or after in a.subheads for a in page.articles)


def _body(found: StitchedSection) -> str:
    return bare("".join(p.text for p in found.section.paragraphs if not p.subhead))


def _shingles(text: str) -> set[str]:
    return {text[n : n + SHINGLE] for n in range(max(len(text) - SHINGLE + 1, 1))}


def bare(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())
