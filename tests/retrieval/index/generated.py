"""Generated texts, with all that parts and joins words in them."""

from functools import cache

from hypothesis import strategies as st

from corpus import SHIPPED, library
from retrieval.passages import passages

_ODD = [
    *"囧夔魍魉饕餮龥鿕鿖㐀豈\U00020bb7\ud800😀ñγ，。、“” \t\n\r\u3000\0",
    *"+#&._%-aTC09",
    *(
        "\r\n",
        "3.14",
        "3.14abc",
        "1.2.3",
        "34.5%",
        "5%%",
        "AT&T",
        "c++",
        "T恤",
        "江南style",
        "한국",
        "x한",
    ),
]


@cache
def page() -> str:
    """The words of the page that comes with the program."""
    return "\n".join(passage.text for passage in passages(library.load([SHIPPED])))


def texts() -> st.SearchStrategy[str]:
    """Texts of some thirty characters: of the page, of any Chinese, and of what is neither."""
    chinese = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
    part = st.one_of(
        st.sampled_from(_ODD),
        chinese,
        st.sampled_from(page()),
        st.integers(0, len(page()) - 1).map(lambda at: page()[at : at + 8]),
    )
    return st.lists(part, max_size=20).map("".join)
