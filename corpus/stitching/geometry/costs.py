"""What each step from piece to piece counts for and against a reading of a page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Costs:
    """Scores in log-odds, set by hand on generated pages.

    Attributes:
        under: a piece right under a headline, at its left; `not_first` further right there.
        upright: a piece beside an upright headline.
        distance: for each body size between headline and piece.
        ruled: a rule between the two.
        below: right below in one column, nothing but pictures between; `past` with something else.
        next_column: at the head of the next column; `skip` for each column between.
        down_left: below and further left, as under a picture; `elsewhere` anything else.
        same_head, other_head, no_head: what stands above both columns.
        walled: a rule between two columns that begins above both.
        framed: one inside a frame, the other outside.
        reads_on, breaks: whether end and beginning agree: a sentence goes on, or a paragraph ends.
        words: the weight of the joins' model.
        opened, closed: words that begin a report, or end one, inside of one.
        headless: a piece without headline; `headless_open` where its words begin a report.
        end, end_cut, end_closed: a report ends with a sentence, in one, with its credit;
            `end_misread` in one, where OCR may have lost the stop.
        bare: a headline without text.
    """

    under: float = 7.0
    not_first: float = -3.5
    upright: float = 6.0
    distance: float = -0.08
    ruled: float = -4.5
    below: float = 4.0
    past: float = -5.0
    next_column: float = 3.0
    skip: float = -2.5
    down_left: float = -0.5
    elsewhere: float = -8.0
    same_head: float = 2.5
    other_head: float = -5.0
    no_head: float = 0.0
    walled: float = -1.5
    framed: float = -12.0
    reads_on: float = 3.0
    breaks: float = -4.0
    words: float = 0.5
    opened: float = -9.0
    closed: float = -9.0
    headless: float = -3.5
    headless_open: float = 6.0
    end: float = 0.0
    end_cut: float = -6.0
    end_misread: float = -3.0
    end_closed: float = 3.0
    bare: float = -5.0
