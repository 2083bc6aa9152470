"""The words of made-up newspaper pages: headlines and such from a text, and who wrote it."""

import random
import re
from collections.abc import Sequence

from corpus.measure.synthetic import PLACES, make_name


def headline(text: str, rng: random.Random) -> str:
    """A clause of a text."""
    clauses = [c for c in re.split(r"[，。；：！？、“”《》（）]", text) if 6 <= len(c) <= 22]
    return rng.choice(clauses) if clauses else text[:10]


def phrase(text: str, n: int, rng: random.Random) -> str:
    """A shorter clause, another for another number."""
    clauses = [c for c in re.split(r"[，。；：！？、“”《》（）]", text) if 5 <= len(c) <= 14]
    return clauses[(n * 3 + rng.randint(0, 5)) % len(clauses)] if clauses else text[n : n + 8]


def paragraphs(sentences: Sequence[str], rng: random.Random) -> list[str]:
    """Sentences in paragraphs of one to three."""
    paragraphs, rest = [], list(sentences)
    while rest:
        size = rng.randint(1, 3)
        paragraphs.append("".join(rest[:size]))
        rest = rest[size:]
    return paragraphs


def credit_forms(rng: random.Random) -> tuple[tuple[str, ...], str, str, str | None, str]:
    """Names, and how they are told: a byline, an opening with a place or without, a closing."""
    first, second = make_name(rng), make_name(rng)
    place = rng.choice([p for p in PLACES if p.endswith("市")]).removesuffix("市")
    kind = rng.randrange(9)
    if kind < 4:
        forms = (
            (f"本报记者　{first}", (first,)),
            (f"文/{first}", (first,)),
            (f"□　本报记者　{first}　{second}", (first, second)),
            (f"{first}　{second}", (first, second)),
        )
        byline, names = forms[kind]
        return names, byline, "", None, ""
    if kind == 4:
        return (first,), "", f"本报讯（记者　{first}）", None, ""
    if kind == 5:
        return (first, second), "", f"本报{place}3月5日讯（记者{first}　通讯员{second}）", place, ""
    if kind == 6:
        return (first,), "", f"新华社{place}3月5日电（记者{first}）", place, ""
    if kind == 7:
        return (first,), "", "", None, f"（记者{first}整理）"
    return (), "", "", None, ""
