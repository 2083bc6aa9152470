"""The script that fits the weights of the confidence."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from retrieval.measure import fit

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
def files(tmp_path: Path) -> tuple[Path, Path]:
    passages: list[dict[str, Any]] = [{"id": key, "text": text} for key, text in PASSAGES.items()]
    queries: list[dict[str, Any]] = [
        {"id": number, "question": question, "relevant": [key], "answers": [answer]}
        for number, (question, key, answer) in enumerate(QUERIES)
    ]
    written = tmp_path / "passages.jsonl", tmp_path / "queries.jsonl"
    for path, records in zip(written, (passages, queries), strict=True):
        path.write_text("\n".join(json.dumps(record) for record in records), "utf-8")
    return written


def test_regression_finds_what_tells_the_cases_apart() -> None:
    features = np.array([[1.0, 0.2], [0.9, 0.8], [0.1, 0.3], [0.0, 0.7]])
    answers = np.array([True, True, False, False])
    telling, other, bias = fit.fit(features, answers)
    assert telling > abs(other)
    assert ((features @ [telling, other] + bias > 0) == answers).all()


def test_the_weights_are_printed_as_they_are_written(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    fit.main(*files)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("WEIGHTS = Evidence(passage=")
    assert lines[1].startswith("BIAS = ")
    assert [line.split(":")[0] for line in lines[2:]] == [
        "AUC, full against out",
        "AUC, full against near",
    ]
