"""The segmenter cuts as jieba does, which is asked itself."""

import random
import subprocess
import sys
from pathlib import Path

import jieba
import numpy as np
import pytest
from hypothesis import given

from retrieval.storage import keys
from retrieval.storage.compiler import LARGE
from retrieval.text.dictionary import pack, shared
from retrieval.text.segmenter import Segmenter
from tests.retrieval.index.generated import page, texts


@pytest.fixture(scope="module")
def oracle(tmp_path_factory: pytest.TempPathFactory) -> jieba.Tokenizer:
    jieba.setLogLevel(60)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(tmp_path_factory.mktemp("jieba"))
    return tokenizer


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Segmenter(shared())


@given(text=texts())
def test_words_are_those_of_jieba(text: str, segmenter: Segmenter, oracle: jieba.Tokenizer) -> None:
    assert segmenter.cut(text) == oracle.lcut(text)
    assert segmenter.cut_for_search(text) == oracle.lcut_for_search(text)


@pytest.mark.parametrize("text", ["脚臭脚", "交回交", "烤烤烤", "郑鈂轜萈", "蒢跥瀪劔禠"])
def test_of_equally_likely_words_jieba_has_its_own(
    text: str, segmenter: Segmenter, oracle: jieba.Tokenizer
) -> None:
    assert segmenter.cut(text) == oracle.lcut(text)


def test_the_words_of_a_page_are_those_of_jieba(
    segmenter: Segmenter, oracle: jieba.Tokenizer
) -> None:
    for text in (page(), *page().split("\n")):
        assert segmenter.cut(text) == oracle.lcut(text)
        assert segmenter.cut_for_search(text) == oracle.lcut_for_search(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("\r\n\r", ["\r\n", "\r"]),
        ("囧囧", ["囧", "囧"]),
        ("涨了3.5%以上", ["涨", "了", "3.5%", "以上"]),
        ("用c++写", ["用", "c++", "写"]),
        ("乐视网黄勤杰", ["乐", "视网", "黄勤杰"]),
    ],
)
def test_words(text: str, words: list[str], segmenter: Segmenter) -> None:
    assert segmenter.cut(text) == words


def test_compiled_loops_cut_as_interpreted_ones_do(segmenter: Segmenter) -> None:
    chosen = random.Random(7)
    lines = page().split("\n")
    mixed = "".join(line + "3.14abc%%囧龟AT&T\r" for line in lines)
    while sum(map(len, lines)) < LARGE:
        lines.append("".join(chosen.choices(mixed, k=chosen.randrange(200))))
    assert (
        segmenter.cut("，".join(lines))
        == [word for line in lines for word in ("，", *segmenter.cut(line))][1:]
    )


def test_what_is_remembered_is_not_handed_out(segmenter: Segmenter) -> None:
    segmenter.cut("工会改革").clear()
    assert segmenter.cut("工会改革") == ["工会", "改革"]


def test_texts_beyond_what_is_remembered(
    segmenter: Segmenter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.text.segmenter.KNOWN", 2)
    for text in ("工会", "改革", "工会改革", "工会"):
        assert "".join(segmenter.cut(text)) == text
    assert len(segmenter._known) <= 2


def test_spans_of_a_text() -> None:
    cut = Segmenter(shared()).cut_codes(keys.codes("工会，改革"))
    assert cut.starts.tolist() == [0, 2, 3]
    assert cut.stops.tolist() == [2, 3, 5]


def test_neither_jieba_nor_the_compiler_is_needed(tmp_path: Path) -> None:
    tables = tmp_path / "tables.npz"
    np.savez(tables, allow_pickle=False, **pack())
    code = f"""
import sys, numpy
from retrieval.text.dictionary import Dictionary, pack
from retrieval.text.tokens import Tokenizer
tokenizer = Tokenizer(Dictionary(numpy.load({str(tables)!r})))
assert "工会" in tokenizer.question_tokens("工会的四大体系是什么")
assert not {{"jieba", "numba", "pypinyin"}} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True)
