"""Evaluation: the figures on small files, and what is wrong with bad ones."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import InputError
from corpus.library import Library
from retrieval.measure import evaluate
from retrieval.measure.evaluate import auc
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot, in_memory

TEXTS = {
    "wall": "长城是古代的军事防御工事，绵延万里。",
    "lake": "西湖的苏堤是苏轼任杭州知州时修的。",
    "tea": "龙井茶产于西湖的山间，清明前采摘的最好。",
    "bridge": "赵州桥由工匠李春设计，是石拱桥。",
}
KEYS = {
    *("hit@1", "mrr@10", "recall@10", "qps", "p50_ms", "p99_ms", "index_s", "peak_mb"),
    *("refused", "wrongly_refused", "auc"),
}
CONFIDENCES = st.lists(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.9]) | st.floats(0, 1), max_size=20)

Asked = Sequence[tuple[str, Sequence[str]]]


def measured(folder: Path, asked: Asked) -> dict[str, float | None]:
    """The figures of these questions, each with the ids of its relevant passages."""
    passages = [{"id": key, "text": text} for key, text in TEXTS.items()]
    queries = [
        {"id": number, "question": question, "relevant": list(relevant)}
        for number, (question, relevant) in enumerate(asked)
    ]
    return evaluate.evaluate(
        write(folder / "passages.jsonl", passages), write(folder / "queries.jsonl", queries)
    )


def held() -> Snapshot:
    return in_memory(Library(), [Passage(name, text) for name, text in TEXTS.items()])


def write(path: Path, records: Sequence[object]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


def naive_auc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Every pair looked at."""
    won = sum((p > n) + (p == n) / 2 for p in positive for n in negative)
    return won / (len(positive) * len(negative))


@given(CONFIDENCES.filter(bool), CONFIDENCES.filter(bool))
def test_auc_counts_every_pair(positive: list[float], negative: list[float]) -> None:
    assert auc(positive, negative) == pytest.approx(naive_auc(positive, negative), abs=1e-12)


def test_auc_by_hand() -> None:
    assert auc([0.9, 0.5], [0.1]) == 1
    assert auc([0.1], [0.9]) == 0
    assert auc([0.5], [0.5, 0.5]) == 0.5
    assert auc([0.2, 0.8], [0.5, 0.8]) == pytest.approx(0.375)
    assert auc([], [0.5]) is None
    assert auc([0.5], []) is None


def test_questions_that_find_their_passages(tmp_path: Path) -> None:
    figures = measured(tmp_path, [("苏堤是谁修的", ["lake"]), ("赵州桥是谁设计的", ["bridge"])])
    assert set(figures) == KEYS
    assert (figures["hit@1"], figures["mrr@10"], figures["recall@10"]) == (1, 1, 1)
    assert figures["wrongly_refused"] == 0
    assert figures["refused"] is None
    assert figures["auc"] is None


def test_a_second_place_and_a_miss(tmp_path: Path) -> None:
    asked = [("西湖的苏堤", ["tea"]), ("赵州桥", ["wall"])]
    figures = measured(tmp_path, asked)
    assert figures["hit@1"] == 0
    assert figures["mrr@10"] == pytest.approx((1 / 2 + 0) / 2)
    assert figures["recall@10"] == 0.5


def test_the_best_of_several_relevant_counts_and_all_are_recalled(tmp_path: Path) -> None:
    figures = measured(tmp_path, [("西湖的苏堤", ["tea", "lake", "wall"])])
    assert (figures["hit@1"], figures["mrr@10"]) == (1, 1)
    assert figures["recall@10"] == pytest.approx(2 / 3)


def test_questions_without_an_answer(tmp_path: Path) -> None:
    asked = [("苏堤是谁修的", ["lake"]), ("火星登陆", []), ("苏堤是谁修的", [])]
    figures = measured(tmp_path, asked)
    assert figures["hit@1"] == 1
    assert figures["refused"] == 0.5
    assert figures["wrongly_refused"] == 0
    assert figures["auc"] == 0.75


def test_neither_passages_nor_questions_with_an_answer(tmp_path: Path) -> None:
    queries = write(tmp_path / "q.jsonl", [{"id": 1, "question": "苏堤", "relevant": []}])
    figures = evaluate.evaluate(write(tmp_path / "p.jsonl", []), queries)
    for key in ("hit@1", "mrr@10", "recall@10", "wrongly_refused", "auc"):
        assert figures[key] is None
    assert figures["refused"] == 1


def test_the_ranking_is_taken_before_any_refusal(tmp_path: Path) -> None:
    figures = measured(tmp_path, [("工事在火星上有多少航天飞机和空间站的宇航员", ["wall"])])
    assert figures["hit@1"] == 1
    assert figures["wrongly_refused"] == 1


def test_titles_are_searched(tmp_path: Path) -> None:
    passages = [
        {"id": "a", "title": "赵州桥", "text": "由工匠李春设计。"},
        {"id": "b", "title": "卢沟桥", "text": "由工匠设计，有狮子。"},
    ]
    queries = [{"id": 1, "question": "赵州桥的工匠是谁", "relevant": ["a"]}]
    figures = evaluate.evaluate(
        write(tmp_path / "p.jsonl", passages), write(tmp_path / "q.jsonl", queries)
    )
    assert figures["hit@1"] == 1


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"id": 1, "question": "x", "relevant": ["lake", "none"]}, "relevant：没有 id 是“none”"),
        ({"id": 1, "question": "x"}, "relevant：应是段落 id 的列表"),
        ({"id": 1, "question": "x", "relevant": "lake"}, "relevant：应是段落 id 的列表"),
        ({"id": 1, "question": "x", "relevant": [1]}, "relevant：应是段落 id 的列表"),
        ({"id": 1, "relevant": []}, "question：缺少，或不是文字"),
        ({"id": 1, "question": 5, "relevant": []}, "question：缺少，或不是文字"),
        ({"id": 1, "question": "x", "relevant": [], "answers": "y"}, "answers：应是文字的列表"),
        ([], "应是一个 JSON 对象"),
    ],
)
def test_bad_queries(tmp_path: Path, record: object, said: str) -> None:
    good = {"id": 0, "question": "x", "relevant": []}
    path = write(tmp_path / "q.jsonl", [good, record])
    with pytest.raises(InputError) as error:
        evaluate.read_queries(path, held())
    assert str(error.value).startswith(f"{path}:2：{said}")


def test_queries_without_an_id_are_told_by_their_line(tmp_path: Path) -> None:
    path = write(tmp_path / "q.jsonl", [{"question": "x", "relevant": ["lake"]}])
    (query,) = evaluate.read_queries(path, held())
    assert (query.id, query.relevant) == ("1", frozenset({"lake"}))


def test_leads_that_hold_an_answer_and_that_do_not(tmp_path: Path) -> None:
    passages = [{"id": "a", "text": "苏堤很长。苏堤是苏轼、在任时修的！"}]
    records = [
        {"id": 1, "question": "苏堤是谁修的", "relevant": ["a"], "answers": ["苏軾在任"]},
        {"id": 2, "question": "苏堤是谁修的", "relevant": ["a"], "answers": ["李春"]},
        {"id": 3, "question": "苏堤是谁修的", "relevant": []},
    ]
    files = write(tmp_path / "p.jsonl", passages), write(tmp_path / "q.jsonl", records)
    assert evaluate.evaluate(*files)["quote@1"] == 0.5
