"""A page of text that nobody can put together in time."""

import random

from corpus.measure.synthetic import shipped_texts


def pieces() -> str:
    """Forty head lines among nine hundred pieces of text that begin and end in mid-sentence."""
    chance, text = random.Random(3), "".join(shipped_texts()).replace("\n", "")
    heads = [
        f"某{chr(0x4E00 + 7 * n)}市委书记王{chr(0x4E10 + 11 * n)}：说的第{n}件事情"
        for n in range(40)
    ]
    pieces = [text[at : at + 330] for at in chance.choices(range(len(text) - 330), k=900)]
    return "\n\n".join(chance.sample(heads + pieces, 940))
