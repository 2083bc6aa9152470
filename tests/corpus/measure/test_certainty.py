"""How sure joins on paper are is what one command fits on recorded joins, to the byte."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.measure import certainty, pairs
from corpus.measure.papers.newspaper import KINDS
from corpus.stitching.weights import CERTAINTY
from tests.corpus.stitching.cuttings import SHIPPED_TEXTS


def test_the_committed_weights_are_what_the_committed_joins_give() -> None:
    assert certainty.written(certainty.JOINS) == CERTAINTY.read_text("utf-8")


def test_sure_joins_are_right_on_kinds_of_pages_that_were_left_out() -> None:
    found, inputs = pairs.read(certainty.JOINS)
    counts: dict[str, int] = inputs["joins"]  # type: ignore[assignment]
    told = certainty.left_out(found, counts, 0.0)
    assert list(told) == list(KINDS)
    assert all(sure > 100 and right >= 0.97 for sure, right in told.values())


def test_joins_are_gathered_kept_and_fitted_alike_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = tmp_path / "texts.jsonl"
    lines = [json.dumps({"text": text}) for text in SHIPPED_TEXTS]
    texts.write_text("\n".join(lines * 4), "utf-8")
    monkeypatch.setattr(certainty, "JOINS", tmp_path / "joins.npz")
    monkeypatch.setattr(certainty, "CERTAINTY", tmp_path / "certainty.json")
    results = []
    for given in ([str(texts), "--pages", "1"], [str(texts), "--pages", "1"], []):
        run = CliRunner().invoke(certainty.main, given)
        assert run.exit_code == 0, run.output
        results.append([(tmp_path / n).read_bytes() for n in ("joins.npz", "certainty.json")])
    assert results[0] == results[1] == results[2]
    assert json.loads(results[0][1])["inputs"]["seed"] == 1
