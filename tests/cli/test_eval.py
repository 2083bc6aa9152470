"""`wencheng eval`: figures for people and for programs."""

import json
from pathlib import Path

import pytest

from tests.cli.program import Ended, run

pytestmark = pytest.mark.usefixtures("homes")

KEYS = [
    *("hit@1", "mrr@10", "recall@10", "qps", "p50_ms", "p99_ms", "index_s", "peak_mb"),
    *("refused", "wrongly_refused", "auc"),
]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Two passages, and a question that one of them answers beside one that none does."""
    passages, queries = tmp_path / "passages.jsonl", tmp_path / "queries.jsonl"
    texts = {"a": "长城是古代的军事防御工事。", "b": "杭州西湖的苏堤是苏轼修的。"}
    write(passages, [{"id": key, "title": "题", "text": text} for key, text in texts.items()])
    asked = {"id": 1, "question": "苏堤是谁修的", "relevant": ["b"]}
    unanswered = {"id": 2, "question": "火星上有多少人", "relevant": []}
    write(queries, [asked, unanswered])
    return passages, queries


def write(path: Path, records: list[dict[str, object]]) -> None:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")


def evaluated(files: tuple[Path, Path], *options: str) -> Ended:
    passages, queries = map(str, files)
    return run("eval", "--passages", passages, "--queries", queries, *options)


def test_json(files: tuple[Path, Path]) -> None:
    ended = evaluated(files, "--json")
    assert (ended.code, ended.error) == (0, "")
    (figures,) = ended.records()
    assert list(figures) == KEYS
    assert (figures["hit@1"], figures["mrr@10"], figures["recall@10"]) == (1, 1, 1)
    assert (figures["refused"], figures["auc"]) == (1, 1)
    assert all(figures[key] > 0 for key in ("qps", "p50_ms", "p99_ms", "index_s", "peak_mb"))


def test_for_people(files: tuple[Path, Path]) -> None:
    files[1].write_text("")
    ended = evaluated(files)
    assert (ended.code, ended.error) == (0, "")
    assert [line.split()[0] for line in ended.out.splitlines()] == KEYS
    assert "首位命中率" in ended.out
    assert ended.out.count("—") == len(KEYS) - 2, "figures that nothing gives"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("queries", '{"id": 1, "question": "x", "relevant": ["z"]}', "queries.jsonl:1：relevant"),
        ("queries", "{", "queries.jsonl:1："),
        ("passages", '{"id": "a"}', "passages.jsonl:1：text"),
        ("passages", '\n{"id": "a", "text": "x"}\n' * 2, "passages.jsonl:4：id"),
    ],
)
def test_bad_files(files: tuple[Path, Path], name: str, content: str, said: str) -> None:
    files[0].with_name(f"{name}.jsonl").write_text(content)
    ended = evaluated(files)
    assert said in ended.complaint()
    assert ended.out == ""


def test_missing_files_and_options(files: tuple[Path, Path]) -> None:
    files[0].unlink()
    assert "passages.jsonl" in evaluated(files).complaint()
    assert "--passages" in run("eval").complaint()
