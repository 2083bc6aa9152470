"""The weights are what one command fits on recorded examples, to the byte."""

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from retrieval import weights
from retrieval.measure import examples, fit
from tests.retrieval.answering import scoring

PASSAGES = {
    "wall": "长城是军事防御工事。它绵延万里，始建于西周。",
    "lake": "西湖的苏堤很有名。苏堤是苏轼任知州时修的。",
    "tea": "龙井茶产于西湖的山间。清明前采摘的最好。",
    "bridge": "赵州桥是石拱桥。它由工匠李春设计。",
}
QUERIES = [
    ("长城始建于什么时候", "wall", "西周"),
    ("苏堤是谁修的", "lake", "苏轼"),
    ("龙井茶什么时候采摘的最好", "tea", "清明"),
    ("赵州桥是谁设计的", "bridge", "李春"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A set of questions."""
    passages: list[dict[str, Any]] = [{"id": key, "text": text} for key, text in PASSAGES.items()]
    queries: list[dict[str, Any]] = [
        {"id": number, "question": question, "relevant": [key], "answers": [answer]}
        for number, (question, key, answer) in enumerate(QUERIES)
    ]
    queries.append({"id": 9, "question": "桥有多长", "relevant": [], "answers": []})
    for name, records in (("passages", passages), ("queries", queries)):
        lines = "\n".join(json.dumps(record) for record in records)
        (tmp_path / f"{name}.jsonl").write_text(lines, "utf-8")
    return tmp_path


def test_choices_are_made_within_their_group() -> None:
    features = np.array([[0.2, 0.5], [0.1, 0.9], [0.9, 0.1], [0.8, 0.8]])
    right = np.array([1.0, 0.0, 1.0, 0.0])
    telling, _ = fit.chosen(features, right, np.array([0, 2]), np.full(2, 0.5))
    assert telling > 0


def test_the_committed_weights_are_what_the_committed_examples_give() -> None:
    assert fit.written(fit.EXAMPLES) == weights.FILE.read_text("utf-8")


def test_examples_are_gathered_kept_and_fitted_alike_each_time(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = shutil.copy(fit.EXAMPLES, folder / "examples.npz")
    monkeypatch.setattr(fit, "EXAMPLES", kept)
    monkeypatch.setattr(weights, "FILE", folder / "weights.json")
    fit.main([folder])
    first = (folder / "examples.npz").read_bytes(), (folder / "weights.json").read_bytes()
    fit.main([folder])
    assert ((folder / "examples.npz").read_bytes(), (folder / "weights.json").read_bytes()) == first
    fit.main([])
    assert (folder / "weights.json").read_bytes() == first[1]
    found = json.loads(first[1])
    digest = hashlib.sha256((folder / "queries.jsonl").read_bytes()).hexdigest()
    assert found["inputs"]["sets"][folder.name]["queries.jsonl"] == digest


def test_other_examples_give_other_weights(folder: Path) -> None:
    held, sets = examples.read(fit.EXAMPLES)
    other = replace(held, answers=replace(held.answers, right=1 - held.answers.right))
    examples.write(folder / "other.npz", other, sets)
    assert fit.written(folder / "other.npz") != weights.FILE.read_text("utf-8")


def test_what_people_ask_of_a_library_is_fitted_beside_the_rest(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fit, "EXAMPLES", shutil.copy(fit.EXAMPLES, folder / "examples.npz"))
    before, sets = examples.read(fit.EXAMPLES)
    asked = scoring.QUESTIONS / "town"
    held, known = fit.gathered([asked])
    assert held.decision.names == before.decision.names
    assert 0 < held.decision.right.mean() < 1
    assert held.decision.shares.sum() == pytest.approx(1.0)
    assert (held.rank.features == before.rank.features).all()
    assert "questions.jsonl" in known["town"]
    assert {name for name, of in sets.items() if "queries.jsonl" in of} <= {*known}
