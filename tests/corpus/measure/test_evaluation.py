import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.measure import evaluation
from corpus.measure.evaluation import evaluate, main, reading_order
from corpus.measure.synthetic import make_page, make_pages, read_texts
from tests.corpus.stitching.cuttings import SHIPPED_TEXTS, rng


def texts_file(folder: Path) -> Path:
    path = folder / "texts.jsonl"
    # A page of fifteen reports wants more texts than the shipped page has.
    texts = SHIPPED_TEXTS + [text[200:] for text in SHIPPED_TEXTS]
    lines = [json.dumps({"text": text}, ensure_ascii=False) for text in [*texts, "短文"]]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_synthetic_pages_hold_their_reports() -> None:
    for page in make_pages(SHIPPED_TEXTS, 20, rng(3)):
        assert len({(r.city, r.author) for r in page.reports}) <= len(page.reports)
        for report, chain in zip(page.reports, page.chains, strict=True):
            assert "".join("".join(chain[1:]).split()) == "".join(report.text.split())
            assert all(block in page.text for block in chain)


def test_pages_are_the_same_for_the_same_seed() -> None:
    assert make_pages(SHIPPED_TEXTS, 3, rng(1)) == make_pages(SHIPPED_TEXTS, 3, rng(1))


def test_short_texts_are_left_out(tmp_path: Path) -> None:
    assert len(read_texts([texts_file(tmp_path)])) == 22


def test_reading_order_reads_on_to_the_next_head_line() -> None:
    page = make_page(SHIPPED_TEXTS[:3], "rows", 2, rng(1))
    reports = reading_order(page.text)
    assert len(reports) == 3
    assert sum(map(len, reports.values())) == sum(
        len("".join(r.text.split())) for r in page.reports
    )


def test_evaluation_counts_everything_once() -> None:
    pages = make_pages(SHIPPED_TEXTS, 4, rng(2))
    result = evaluate(pages)
    assert result.stitched["all"].reports == sum(len(page.reports) for page in pages)
    assert result.naive["all"].characters == result.stitched["all"].characters
    assert sum(bins.total() for bins in result.sections.values()) <= result.stitched["all"].reports


def test_the_command_prints_all_measures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluation, "SIZES", (evaluation.SIZES[0], evaluation.SIZES[-1]))
    result = CliRunner().invoke(main, [str(texts_file(tmp_path)), "--pages", "2"])
    assert result.exit_code == 0, result.output
    for words in ("all      sections exact", "reading order", "joins given ≥ 0.99"):
        assert words in result.output
    megabytes = [int(number) for number in re.findall(r"(\d+) MB", result.output)]
    assert len(megabytes) == 2
    # A page is put together in a process of its own, with a dictionary and numpy.
    assert 90 < min(megabytes) <= max(megabytes) < 300
