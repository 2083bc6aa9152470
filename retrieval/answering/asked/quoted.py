"""Quoted: what a question takes from the texts as it is, a name of their own or a sentence."""

from retrieval.snapshot import Snapshot
from retrieval.text.fold import lazy, normal

_QUOTED = lazy('[“"「『]([^”"」』]{4,})[”"」』]', needs='“"「『')
_ASKS = lazy("谁|哪|什么|啥|怎么|咋|多少|几|吗|呢")
# What texts put in quotation marks is a name of their own from so many characters on.
NAME = 3


def said(snapshot: Snapshot, text: str) -> str:
    """What a question quotes of a text, normalised, where that itself asks: “谁是正式的”."""
    quoted = (normal(match[1]) for match in _QUOTED.finditer(text))
    return next((q for q in quoted if _ASKS.search(q) and snapshot.index.holds(q)), "")


def slogans(snapshot: Snapshot, theme: str) -> tuple[str, ...]:
    """The longest names of the library's own in a theme that the language has no word for."""
    held = [theme[start:end] for start, end in snapshot.lexicon.slogans_in(theme)]
    own = [w for w in held if len(w) >= NAME and not snapshot.tokenizer.knows(w)]
    return tuple(w for w in own if not any(w != other and w in other for other in own))
