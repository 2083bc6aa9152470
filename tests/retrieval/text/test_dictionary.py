"""The dictionary holds what jieba and pypinyin know."""

import math
import pickle
from pathlib import Path

import jieba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from retrieval.storage import keys
from retrieval.text.dictionary import Dictionary, pack, shared


@pytest.fixture(scope="module")
def counts() -> tuple[dict[str, int], int]:
    with jieba.get_dict_file() as lines:
        frequencies, total = jieba.Tokenizer.gen_pfdict(lines)
    return frequencies, total


def test_every_word_and_its_logarithm(counts: tuple[dict[str, int], int]) -> None:
    frequencies, total = counts
    rows, held = shared().rows(keys.keys(list(frequencies)))
    assert held.all()
    assert len(np.unique(rows)) == len(frequencies) == len(shared().entries)
    assert np.exp(shared().logs[rows]) * total == pytest.approx(list(frequencies.values()))


def test_strings_that_are_no_entries() -> None:
    _, held = shared().rows(keys.keys(["", "湖洲市人", "\U0010ffff" * 3]))
    assert not held.any()


def test_a_word_a_beginning_and_neither() -> None:
    dictionary = shared()
    assert dictionary.knows("工会")
    assert not dictionary.knows("AT&")
    assert not dictionary.knows("湖洲")
    assert dictionary.log("AT&") == dictionary.log("湖洲") == -math.inf


def test_kinds_of_words() -> None:
    dictionary = shared()
    assert dictionary.is_place("上海")
    assert not dictionary.is_place("工会")
    assert dictionary.is_light("改革") == dictionary.is_light("没有这个词") is False
    assert dictionary.is_light("非常")
    assert dictionary.is_person("邓小平")
    assert not any(map(dictionary.is_person, ("上海", "非常", "工会", "没有这个词")))


@given(
    character=st.one_of(st.characters(), st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF))
)
def test_syllables_are_those_of_pypinyin(character: str) -> None:
    assert shared().syllable(character) == "".join(lazy_pinyin(character))


def test_tables_may_be_mapped_from_files(tmp_path: Path) -> None:
    tables = {}
    for name, array in pack().items():
        np.save(tmp_path / f"{name}.npy", array)
        tables[name] = np.load(tmp_path / f"{name}.npy", mmap_mode="r")
    dictionary = Dictionary(tables)
    assert dictionary.log("工会") == shared().log("工会")
    assert dictionary.syllable("湖") == "hu"
    assert not dictionary.entries.flags.writeable


def test_a_dictionary_of_another_process_is_its_own() -> None:
    assert pickle.loads(pickle.dumps(shared())).log("工会") == shared().log("工会")
