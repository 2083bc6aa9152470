from hypothesis import given
from hypothesis import strategies as st

from bot.terminal.excerpt import LONG, excerpt

SENTENCE = "这一句说的是春天的事情。"


def test_short_passages_stay_whole() -> None:
    assert excerpt(SENTENCE, (0, 2)) == (0, len(SENTENCE))


def test_a_long_passage_keeps_the_sentences_around() -> None:
    text = SENTENCE * 40
    start, end = excerpt(text, (240, 245))
    assert start <= 240 < 245 <= end
    assert start % len(SENTENCE) == end % len(SENTENCE) == 0
    assert end - start <= LONG


@given(st.text("春。；x", max_size=900), st.data())
def test_the_words_that_matter_are_never_left_out(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = excerpt(text, (start, end))
    assert 0 <= first <= last <= len(text)
    if start < end:
        assert first <= start
        assert end <= last
