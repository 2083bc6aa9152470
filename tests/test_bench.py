"""The benchmark at tiny sizes, with the real engines."""

from itertools import chain
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from bot import cli
from bot.bench import corpus, measuring, sizes
from bot.bench.corpus import Asked, Maker, questions
from bot.bench.engines import ENGINES, OPENSEARCH
from corpus.errors import InputError, RunError
from retrieval.storage.keys import keys
from retrieval.text import dictionary
from retrieval.text.tokens import Tokenizer

# OpenSearch is a server; tests/opensearch has one.
HERE = [name for name in ENGINES if name != OPENSEARCH]

SIZE = 300


@pytest.fixture(scope="module")
def given() -> sizes.Workload:
    return sizes.shipped()


@pytest.fixture(scope="module")
def texts(given: sizes.Workload) -> list[str]:
    return [*given.texts, *chain.from_iterable(Maker(given.texts).passages(SIZE))]


@pytest.fixture(scope="module")
def folder(texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("streams")
    halves = [texts[: SIZE // 2], texts[SIZE // 2 :]]
    corpus.write(found, halves, questions(texts, 20), Tokenizer(dictionary.shared()))
    return found


def test_the_same_seed_makes_the_same_passages(given: sizes.Workload) -> None:
    one, two, other = (
        list(chain.from_iterable(Maker(given.texts, seed).passages(50))) for seed in (1, 1, 2)
    )
    assert one == two != other
    assert len(set(one)) == 50
    assert 150 < np.mean([len(text) for text in one]) < 250


def test_passages_are_made_in_pieces(
    given: sizes.Workload, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.bench.corpus.PIECE", 20)
    assert [len(piece) for piece in Maker(given.texts).passages(50)] == [20, 20, 10]


def test_a_question_is_a_piece_of_its_passage(texts: list[str]) -> None:
    for asked in questions(texts, 20):
        assert all(asked.question in texts[row] for row in asked.relevant)


def test_streams_hold_the_tokens(folder: Path, texts: list[str]) -> None:
    held = corpus.Streams(folder)
    assert held.documents == len(texts)
    numbered = list(corpus.Numbered(held))
    assert len(numbered) == len(texts)
    tokenizer = Tokenizer(dictionary.shared())
    for ids, text in zip(numbered, texts, strict=True):
        expected = keys(tokenizer.tokens(text))
        assert sorted(held.vocabulary[ids]) == sorted(expected)


@pytest.fixture(scope="module")
def found(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[int]]]:
    """The first ten of each engine for each question."""
    held, answers = corpus.Streams(folder), {}
    for name in HERE:
        kind = ENGINES[name]
        where = tmp_path_factory.mktemp(name)
        kind().build(held, where)
        engine = kind()
        engine.open(held, where)
        answers[name] = [list(engine.search(engine.prepare(tokens))) for tokens, _ in held.asked]
    return answers


@pytest.mark.parametrize("name", HERE)
def test_an_engine_finds_what_is_asked(
    name: str, found: dict[str, list[list[int]]], folder: Path
) -> None:
    asked = corpus.Streams(folder).asked
    hits = [rows[0] in relevant for rows, (_, relevant) in zip(found[name], asked, strict=True)]
    assert np.mean(hits) > 0.8


def test_we_rank_as_bm25s_does(found: dict[str, list[list[int]]]) -> None:
    """With its single precision, documents that score alike may change places."""
    pairs = zip(found["wencheng"], found["bm25s"], strict=True)
    assert np.mean([len(set(ours) & set(theirs)) for ours, theirs in pairs]) > 9.8


def test_an_engine_is_measured_in_its_own_processes(folder: Path) -> None:
    measured = measuring.measure("wencheng", folder)
    assert measured.title == "问城"
    assert 0 < measured.p50_ms <= measured.p99_ms
    assert measured.held_mb > 10
    assert measured.disk_mb > 0
    assert measured.hit > 0.8


def test_an_engine_that_fails_is_one_line(folder: Path) -> None:
    (folder / "vocabulary.npy").rename(folder / "away.npy")
    try:
        with pytest.raises(RunError, match=r"rank_bm25：FileNotFoundError.*vocabulary\.npy"):
            measuring.measure("rank_bm25", folder)
    finally:
        (folder / "away.npy").rename(folder / "vocabulary.npy")


def test_what_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert measuring.missing("bm25s", SIZE) is None
    monkeypatch.setattr(ENGINES["bm25s"], "package", "no_such_package")
    assert measuring.missing("bm25s", SIZE) == (
        "bm25s (numba)：没有安装（pip install -e '.[bench]'）"
    )


def test_what_memory_forbids_is_said() -> None:
    assert "略过" in (measuring.missing("rank_bm25", 10**9) or "")


def test_given_queries_are_asked_where_their_passages_are(tmp_path: Path) -> None:
    passages, queries = tmp_path / "p.jsonl", tmp_path / "q.jsonl"
    passages.write_text(
        '{"id": "a", "text": "职工之家"}\n{"id": "b", "text": "工会驿站"}\n', "utf-8"
    )
    queries.write_text('{"question": "驿站？", "relevant": ["b"]}\n', "utf-8")
    given = sizes.read(passages, queries)
    assert given.asked == [Asked("驿站?", frozenset([1]))]
    assert sizes._sample(given.asked, 1) == []
    queries.write_text('{"question": "驿站？", "relevant": ["c"]}\n', "utf-8")
    with pytest.raises(InputError, match=r"q\.jsonl:1：relevant：没有 id 是“c”的段落"):
        sizes.read(passages, queries)
    queries.write_text('{"relevant": ["a"]}\n', "utf-8")
    with pytest.raises(InputError, match=r"q\.jsonl:1：应有 question"):
        sizes.read(passages, queries)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--sizes", "10,x"], "--sizes：应是用逗号隔开的段落数，如 10000,100000，不是“10,x”"),
        (["--sizes", "0"], "--sizes：应是用逗号隔开的段落数，如 10000,100000，不是“0”"),
        (["--passages", "p.jsonl"], "--passages 和 --queries 要一起给"),
    ],
)
def test_a_wrong_argument_is_one_line(arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(cli.cli, ["bench", *arguments])
    assert isinstance(result.exception, InputError)
    assert str(result.exception) == message


def test_the_page_has_every_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring.start, "__defaults__", (1,))
    monkeypatch.setattr(
        measuring, "missing", lambda name, _: None if name == "wencheng" else f"没有 {name}"
    )
    page = tmp_path / "benchmarks.md"
    arguments = ["bench", "--rounds", "1", "--sizes", "200", "--start", "--write", str(page)]
    result = CliRunner().invoke(cli.cli, arguments, catch_exceptions=False)
    written = page.read_text("utf-8")
    for heading in ("# Benchmarks\n", "## Whole answers over ", "## Start\n", "## 200 passages\n"):
        assert heading in written
    assert "| 问城 |" in written
    assert "没有 tantivy" in written
    assert "没有 tantivy" in result.output
    assert "Python 3" in written
