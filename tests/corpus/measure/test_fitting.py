"""The weights of joins are what one command fits on recorded pairs, to the byte."""

import json
from dataclasses import fields, replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from corpus.measure import fitting, pairs
from corpus.measure.regression import logistic
from corpus.measure.synthetic import make_pages
from corpus.stitching.weights import COSTS, JOINS, Places, Rows, TrustLimits, weights
from tests.corpus.stitching.cuttings import SHIPPED_TEXTS, rng


def test_regression_finds_what_tells_the_cases_apart() -> None:
    features = np.array([[1.0, 0.2], [0.9, 0.8], [0.1, 0.3], [0.0, 0.7]])
    answers = np.array([1.0, 1.0, 0.0, 0.0])
    telling, other, bias = logistic(features, answers, np.full(4, 0.25), 1e-4)
    assert telling > abs(other)
    assert ((features @ [telling, other] + bias > 0) == (answers > 0)).all()


def test_the_committed_weights_are_what_the_committed_pairs_give() -> None:
    assert fitting.written(fitting.PAIRS) == JOINS.read_text("utf-8")


def test_weights_say_what_reads_on() -> None:
    found = fitting.fitted(pairs.gather(make_pages(SHIPPED_TEXTS, 8, rng(1)), rng(2)))
    assert found["word"] > 0
    assert found["topic"] > 0


def test_pairs_are_gathered_kept_and_fitted_alike_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = tmp_path / "texts.jsonl"
    texts.write_text("\n".join(json.dumps({"text": text}) for text in SHIPPED_TEXTS), "utf-8")
    monkeypatch.setattr(fitting, "PAIRS", tmp_path / "pairs.npz")
    monkeypatch.setattr(fitting, "JOINS", tmp_path / "joins.json")
    results = []
    for given in ([str(texts), "--pages", "3"], [str(texts), "--pages", "3"], []):
        run = CliRunner().invoke(fitting.main, given)
        assert run.exit_code == 0, run.output
        results.append([(tmp_path / name).read_bytes() for name in ("pairs.npz", "joins.json")])
    assert results[0] == results[1] == results[2]
    inputs = json.loads(results[0][1])["inputs"]
    assert inputs["pairs"] == sha256(results[0][0]).hexdigest()
    assert inputs["texts"] == {"texts.jsonl": sha256(texts.read_bytes()).hexdigest()}
    assert (inputs["pages"], inputs["seed"]) == (3, 1)


def test_other_pairs_give_other_weights(tmp_path: Path) -> None:
    found = pairs.gather(make_pages(SHIPPED_TEXTS, 3, rng(1)), rng(2))
    pairs.write(tmp_path / "pairs.npz", found, {})
    kept, _ = pairs.read(tmp_path / "pairs.npz")
    assert np.array_equal(kept.features, found.features)
    assert fitting.fitted(kept) == fitting.fitted(found)
    assert fitting.fitted(replace(found, joined=1 - found.joined)) != fitting.fitted(found)


def test_each_cost_says_why() -> None:
    lines = [line for line in COSTS.read_text("utf-8").splitlines() if "=" in line]
    numbers = [line for line in lines if not line.startswith("#")]
    assert len(numbers) == sum(len(fields(record)) for record in (Rows, Places, TrustLimits))
    assert [line for line in numbers if len(line.partition("#")[2]) < 10] == []


def test_weights_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        weights().rows.stay = 1.0  # type: ignore[misc]
