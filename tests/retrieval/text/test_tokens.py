"""Tokens: words, single characters and bigrams in one stream."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.storage import keys
from retrieval.storage.compiler import LARGE
from retrieval.text.dictionary import shared
from retrieval.text.tokens import Tokenizer, question_words
from tests.retrieval.index.generated import page, texts


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer(shared())


@pytest.fixture(scope="module")
def taught() -> Tokenizer:
    return Tokenizer(shared(), keys.distinct(keys.keys(["四大体系", "体系建设"])))


def test_words_characters_and_bigrams(tokenizer: Tokenizer) -> None:
    assert sorted(tokenizer.tokens("工会改革")) == sorted(
        ["工会", "改革", "工", "会", "改", "革", "工|会", "会|改", "改|革"]
    )


def test_letters_and_digits_stay_together(tokenizer: Tokenizer) -> None:
    tokens = tokenizer.tokens("g20峰会2016")
    assert {"g20", "2016", "峰会", "峰|会"} <= set(tokens)
    assert not any("|" in token and token[0].isascii() for token in tokens)


@pytest.mark.parametrize("text", ["", "，。！？“”", " \n\t", "😀👍", "___"])
def test_no_tokens(tokenizer: Tokenizer, text: str) -> None:
    assert tokenizer.tokens(text) == []


def test_punctuation_parts_bigrams(tokenizer: Tokenizer) -> None:
    assert "工|职" not in tokenizer.tokens("工,职")


def test_rare_characters_are_chinese(tokenizer: Tokenizer) -> None:
    assert tokenizer.tokens("𠮷野")[-3:] == ["𠮷", "野", "𠮷|野"]


def test_question_words_are_left_out_and_nothing_spans_them(tokenizer: Tokenizer) -> None:
    tokens = tokenizer.question_tokens("工会是什么改革")
    assert "工会" in tokens
    assert "改革" in tokens
    assert not {"是", "什么", "会|是", "会|改"} & set(tokens)


def test_the_corpus_own_words_stay_whole(tokenizer: Tokenizer, taught: Tokenizer) -> None:
    assert "四大体系" not in tokenizer.content_words("深化四大体系")
    assert taught.content_words("深化四大体系") == ("深化", "四大体系")
    assert taught.content_words("深化四大体系建设") == ("深化", "四大体系", "建设")
    assert taught.content_words("四大体系四大体系") == ("四大体系", "四大体系")


def test_the_corpus_own_words_do_not_change_how_passages_are_cut(
    tokenizer: Tokenizer, taught: Tokenizer
) -> None:
    assert taught.tokens("深化四大体系") == tokenizer.tokens("深化四大体系")


def test_single_characters_count_where_there_is_nothing_else(tokenizer: Tokenizer) -> None:
    assert tokenizer.content_words("茶") == ("茶",)
    assert tokenizer.content_words("、。") == ()


def test_rarity_is_a_share(tokenizer: Tokenizer) -> None:
    rarities = {word: tokenizer.rarity(word) for word in ("的", "工作", "航班", "没有这个词呢")}
    assert all(0 < rarity <= 1 for rarity in rarities.values())
    assert rarities["航班"] > rarities["工作"]


def test_what_the_language_knows(tokenizer: Tokenizer) -> None:
    assert tokenizer.places_in("上海和工会") == ["上海"]
    assert tokenizer.people_in("工会的邓小平和上海") == ["邓小平"]


def test_question_words_come_without_their_comments() -> None:
    assert {"什么", "请问", "的"} <= question_words()
    assert not any("#" in word for word in question_words())


def test_names_in_a_question_are_tokens_too(taught: Tokenizer) -> None:
    assert taught.question_tokens("四大体系是什么").count("四大体系") == 1
    assert taught.rarity("四大体系") == 1.0


@given(held=st.lists(texts(), max_size=5))
def test_a_stream_holds_the_tokens_of_each_text(held: list[str]) -> None:
    tokenizer = Tokenizer(shared())
    owners, found = tokenizer.stream(held)
    assert owners.dtype == np.int32
    assert found.dtype == np.uint64
    assert Counter(zip(owners.tolist(), found.tolist(), strict=True)) == Counter(
        (owner, keys.key(token))
        for owner, text in enumerate(held)
        for token in tokenizer.tokens(text)
    )


@given(held=st.lists(texts(), max_size=5))
def test_many_texts_have_the_tokens_of_each(held: list[str]) -> None:
    tokenizer = Tokenizer(shared())
    found = tokenizer.tokens_of(held)
    assert [sorted(tokens) for tokens in found] == [sorted(tokenizer.tokens(t)) for t in held]


def test_a_large_stream(tokenizer: Tokenizer) -> None:
    lines = page().split("\n")
    lines *= LARGE // len(page()) + 1
    owners, found = tokenizer.stream(lines)
    for owner in (0, len(lines) // 2, len(lines) - 1):
        expected = Counter(map(keys.key, tokenizer.tokens(lines[owner])))
        assert Counter(found[owners == owner].tolist()) == expected
