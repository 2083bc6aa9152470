"""The weights of stitching: one frozen record, read once from two data files.

`data/joins.json` and `data/certainty.json` are fitted (`python -m corpus.measure.fitting`, then
`python -m corpus.measure.certainty`); `data/costs.toml` is set by hand, and says why beside each
number.
"""

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

JOINS = Path(__file__).parents[1] / "data" / "joins.json"
CERTAINTY = Path(__file__).parents[1] / "data" / "certainty.json"
COSTS = Path(__file__).parents[1] / "data" / "costs.toml"


@dataclass(frozen=True, slots=True)
class Rows:
    """Log-probabilities of what a page of text may do.

    Attributes:
        trust: the weight of a join's log-odds.
        stay: another paragraph in the same piece.
        whole_cut: a report that began behind the first rows goes on in mid-sentence, being whole.
        stay_cut: another report's first piece does.
        column_cut: a later piece does.
        move: the next report's next piece.
        end: a report ends with a sentence, without a credit.
        end_cut: a report ends in mid-sentence.
        resume: a report that was passed over goes on after all.
        band: a head line after the first rows, where whole reports begin.
        early_head: a head line before its row is over.
        furniture, line, text: a line worded like none of a report's, any other line, or a block of
            text belongs to no report.
        whole_left: the reading leaves a report that began behind the first rows in mid-sentence.
        next_step, odd_step: an ordinal follows the one before it, or some other text.
        uneven: a report ends in a row that is not the last.
        short: the length in characters from which on a whole paragraph is not odd.
        even: the share of reports whose columns are cut to equal lengths.
        spread_even, spread: standard deviation of the log of a piece's length by the length of the
            report's first piece, for those reports and for the others.
        odd_length: what is left for lengths that are far from even.
    """

    trust: float
    stay: float
    whole_cut: float
    stay_cut: float
    column_cut: float
    move: float
    end: float
    end_cut: float
    resume: float
    band: float
    early_head: float
    furniture: float
    line: float
    text: float
    whole_left: float
    next_step: float
    odd_step: float
    uneven: float
    short: float
    even: float
    spread_even: float
    spread: float
    odd_length: float


@dataclass(frozen=True, slots=True)
class Places:
    """What each step from piece to piece counts for and against a reading, in log-odds.

    Attributes:
        under: a piece right under a headline, at its left; `not_first` further right there.
        rising: a piece right of a level headline that has nothing below it; `rising_left` one left
            of a headline over the columns that follow.
        upright: a piece beside an upright headline; `upright_left` at its left, `upright_gap` for
            each body size beside it, `upright_level` for each above or below its top.
        distance: for each body size between headline and piece.
        ruled: a rule between the two.
        below: right below in one column, nothing but pictures between; `past` with something else.
        next_column: at the head of the next column; `skip` for each column between, `far` for each
            body size of blank beyond a gap between columns; `lower`, `higher` for one that begins
            below the other's end or ends above its beginning; `under_text` for one under text.
        down_left: below and further left, as under a picture; `elsewhere` anything else.
        same_head, other_head, no_head: what stands above both columns.
        walled: a rule between two columns that begins above both.
        framed: one inside a frame, the other outside.
        reads_on, breaks: whether end and beginning agree: a sentence goes on, or a paragraph ends;
            `paragraph` where one ends and the next begins.
        words: the weight of the joins' model; `most_words` the most its log-odds count, either way.
        opens, continued, indented, flush: how a report's first piece begins: with the words of a
            beginning, with those that go on from another page, with an indent or without.
        opened, closed: words that begin a report, or end one, inside of one.
        headless: a piece without headline; `headless_open` where its words go on from elsewhere.
        end, end_cut, end_closed: a report ends with a sentence, in one, with its credit;
            `end_misread` in one, where OCR may have lost the stop.
        bare: a headline without text.
    """

    under: float
    not_first: float
    rising: float
    rising_left: float
    upright: float
    upright_left: float
    upright_gap: float
    upright_level: float
    distance: float
    ruled: float
    below: float
    past: float
    next_column: float
    skip: float
    far: float
    lower: float
    higher: float
    under_text: float
    down_left: float
    elsewhere: float
    same_head: float
    other_head: float
    no_head: float
    walled: float
    framed: float
    reads_on: float
    breaks: float
    paragraph: float
    words: float
    most_words: float
    opens: float
    continued: float
    indented: float
    flush: float
    opened: float
    closed: float
    headless: float
    headless_open: float
    end: float
    end_cut: float
    end_misread: float
    end_closed: float
    bare: float


@dataclass(frozen=True, slots=True)
class TrustLimits:
    """When a page's posterior is believed.

    Attributes:
        min_cut: the share of joins over columns that are cut in mid-sentence.
        max_strained: the share of cuts that read badly; `min_strained` cuts have to be there.
        min_shown: the cuts that show how columns run, whatever one of them says.
        adjacent: log-odds that two blocks of one report follow each other, one behind the other.
        min_closed: the share of reports that end with a credit right before the next head line.
        max_left: the share of the text that is left over.
        max_ratio: the longest report by the median one.
        caution: taken off the words' log-odds where they are all there is.
        shown: added to the words' log-odds of a join inside a sentence where columns show so well.
        min_mixed, mixed: how many cuts, and what share, of a report of two read badly.
        suspect: the most that a join of such a report has, or one beside what looks like a head
            line.
        left, head_left, uneven: what is kept of any confidence where text is left over, a head line
            has no text, or reports are of wild length.
    """

    min_cut: float
    max_strained: float
    min_strained: float
    min_shown: float
    adjacent: float
    min_closed: float
    max_left: float
    max_ratio: float
    caution: float
    shown: float
    min_mixed: float
    mixed: float
    suspect: float
    left: float
    head_left: float
    uneven: float


@dataclass(frozen=True, slots=True)
class StitchingWeights:
    """All of them; `joins` and `certainty` are log-odds by the names of features, with a `bias`."""

    joins: dict[str, float]
    certainty: dict[str, float]
    rows: Rows
    places: Places
    trust: TrustLimits


@cache
def weights() -> StitchingWeights:
    """The weights that come with the program."""
    joins, certainty = (
        json.loads(path.read_text("utf-8"))["weights"] for path in (JOINS, CERTAINTY)
    )
    held = tomllib.loads(COSTS.read_text("utf-8"))
    return StitchingWeights(
        joins,
        certainty,
        Rows(**held["rows"]),
        Places(**held["places"]),
        TrustLimits(**held["trust"]),
    )
