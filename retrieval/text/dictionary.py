"""What the language knows, as arrays: jieba's words and model, and how characters are read."""

import functools
import math
import unicodedata
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import RunError
from retrieval.storage import cache, keys, tables
from retrieval.storage.blocks import Array
from retrieval.storage.cache import program
from retrieval.storage.compiler import compiled, pays
from retrieval.storage.tables import File, Tables, read_only

# The characters that jieba's model of unknown words reads.
FIRST_CHARACTER, LAST_CHARACTER = 0x4E00, 0x9FD5
# The states of that model: a character begins a word, ends it, stands within it, or is one.
STATES = "BEMS"
_SHIFT, _ONE = np.uint64(48), np.uint64(1)
PLACE, PERSON, LIGHT = 1, 2, 4


# Words whose places are remembered.
KNOWN = 16384
# Where the characters in everyday use stand in Unicode.
_FIRST_COMMON, _LAST_COMMON = 0x4E00, 0xA000


class Dictionary:
    """Looks words and characters up in the arrays that `compile` makes.

    Attributes:
        entries: the keys of the words and of all their beginnings, sorted, shape (n,).
        logs: the natural logarithm of each one's probability, −∞ for what is no word, shape (n,).
        unknown: that of a character that is no word, shape (1,).
        start, move, emit: logarithms of the model of unknown words, by `STATES`: shapes (4,),
            (4, 4) from and to, and (characters, 4) from `FIRST_CHARACTER` on.
    """

    def __init__(self, held: Tables) -> None:
        """Take the arrays as they are; they are never written to."""
        held = {name: read_only(array) for name, array in held.items()}
        self.entries: keys.Keys = held["entries"]
        self.logs, self.unknown = held["logs"], held["unknown"]
        self.start = held["start"]
        self.move, self.emit = (held[name].reshape(-1, len(STATES)) for name in ("move", "emit"))
        self._kinds: NDArray[np.uint8] = held["kinds"]
        self._spelt: keys.Codes = held["spelt"]
        self._known: dict[str, int | None] = {}
        self._syllables: NDArray[np.uint8] = held["syllables"].reshape(len(self._spelt), -1)

    def rows(self, wanted: keys.Keys) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """The rows of entries by their keys, and whether each is an entry at all."""
        if not pays(len(wanted)):
            rows = self.entries.searchsorted(wanted)
        else:
            rows = np.empty(len(wanted), np.intp)
            compiled(_find)(wanted, self.entries, self._shelves, rows)
        rows = np.minimum(rows, len(self.entries) - 1)
        return rows, self.entries[rows] == wanted

    def log(self, word: str) -> float:
        """The logarithm of a folded word's probability; −∞ where it is no word."""
        row = self._row(word)
        return float("-inf") if row is None else float(self.logs[row])

    def knows(self, word: str) -> bool:
        """Whether this folded string is a word."""
        return self.log(word) > float("-inf")

    def is_place(self, word: str) -> bool:
        """Whether this folded string is the name of a place."""
        return self._is(word, PLACE)

    def is_person(self, word: str) -> bool:
        """Whether this folded string is the full name of somebody."""
        return self._is(word, PERSON)

    def is_light(self, word: str) -> bool:
        """Whether this folded word is anything but a noun: a text may well answer a question
        without the very verb or adjective it is asked with."""
        return self._is(word, LIGHT)

    def syllable(self, character: str) -> str:
        """How a character is read, in pinyin without tones; what has no reading stays itself."""
        code = ord(character)
        row = int(self._spelt.searchsorted(np.uint32(code)))
        if row == len(self._spelt) or self._spelt[row] != code:
            return character
        letters: bytes = self._syllables[row].tobytes()
        return letters.rstrip(b"\0").decode("ascii")

    def homophones(self, character: str) -> list[str]:
        """The other characters that are read alike, tones aside."""
        return [*self._read_alike.get(self.syllable(character), "")]

    @functools.cached_property
    def _read_alike(self) -> dict[str, str]:
        """The characters of the first Chinese block by their syllables."""
        common = (self._spelt >= _FIRST_COMMON) & (self._spelt < _LAST_COMMON)
        letters = self._syllables[common]
        syllables = letters.view(f"S{letters.shape[1]}").ravel().tolist()
        found: dict[str, list[str]] = {}
        for code, syllable in zip(self._spelt[common].tolist(), syllables, strict=True):
            found.setdefault(syllable.decode("ascii"), []).append(chr(code))
        return {syllable: "".join(alike) for syllable, alike in found.items()}

    @functools.cached_property
    def _shelves(self) -> NDArray[np.intp]:
        """Where the entries begin whose first 16 bits are 0, 1, …, 65536: shape (65537,)."""
        bits = np.arange(2**16, dtype=np.uint64) << _SHIFT
        return np.append(self.entries.searchsorted(bits), len(self.entries))

    def _is(self, word: str, kind: int) -> bool:
        row = self._row(word)
        return row is not None and bool(self._kinds[row] & kind)

    def _row(self, word: str) -> int | None:
        known = self._known
        if len(known) > KNOWN:  # threads share it: what one lets go of, another still holds
            known = self._known = {}
        if word not in known:
            known[word] = self._row_of(word)
        return known[word]

    def _row_of(self, word: str) -> int | None:
        wanted = np.uint64(keys.key(word))
        row = int(self.entries.searchsorted(wanted))
        return row if row < len(self.entries) and self.entries[row] == wanted else None


def _find(
    wanted: keys.Keys, entries: keys.Keys, shelves: NDArray[np.intp], rows: NDArray[np.intp]
) -> None:
    """`entries.searchsorted(wanted)` into `rows`, some times quicker for knowing where to look."""
    for i in range(len(wanted)):
        shelf = wanted[i] >> _SHIFT
        low, high = shelves[shelf], shelves[shelf + _ONE]
        while low < high:
            middle = (low + high) >> 1
            if entries[middle] < wanted[i]:
                low = middle + 1
            else:
                high = middle
        rows[i] = low


def pack() -> dict[str, Array]:
    """The arrays that `Dictionary` reads, from the files of jieba and pypinyin."""
    return {**_words(), **_model(), **_spellings()}


@functools.cache
def shared() -> Dictionary:
    """The dictionary of this process, read from the cache folder or put there."""
    path = cache.folder() / f"dictionary-{program()}.tables"
    return Dictionary(cache.read(path, _is_whole) or _made(path))


def _is_whole(held: File) -> bool:
    """Make sure of all of it: nobody who looks up a word has another dictionary to turn to."""
    held.check()
    return True


def _made(path: Path) -> Tables:
    with cache.locked(path):
        if held := cache.read(path, _is_whole):
            return held
        made = pack()
        try:
            tables.write(path, made)
        except RunError:
            return made
        return tables.read(path)


def _words() -> dict[str, Array]:
    """jieba's words and their beginnings, as its `gen_pfdict` counts them.

    Its logarithms are Python's, whose last digit NumPy's may not share.
    """
    from corpus.stitching.words import entries as jieba_entries

    words, counts, tags = jieba_entries()
    log_total = math.log(sum(counts))
    begun, whole = _begun(words)
    entries = keys.distinct(begun)
    rows = np.searchsorted(entries, whole)
    logs = np.full(len(entries), -math.inf)
    of_count = {count: math.log(count) - log_total for count in set(counts)}
    logs[rows] = [of_count[count] for count in counts]
    kinds = np.zeros(len(entries), np.uint8)
    np.bitwise_or.at(kinds, rows, _kinds(words, tags))
    unknown = np.array([math.log(1) - log_total])
    return {"entries": entries, "logs": logs, "kinds": kinds, "unknown": unknown}


def _begun(words: list[str]) -> tuple[keys.Keys, keys.Keys]:
    """The keys of all that words begin with, of themselves too; and of the words alone."""
    sizes = np.fromiter(map(len, words), np.intp, len(words))
    starts = np.cumsum(sizes) - sizes
    stops = np.arange(sizes.sum()) + 1
    found = keys.spans(keys.codes("".join(words)), np.repeat(starts, sizes), stops)
    return found, found[starts + sizes - 1]


def _kinds(words: list[str], tags: list[str]) -> NDArray[np.uint8]:
    from corpus.stitching.headline import is_name

    def kind(word: str, tag: str) -> int:
        if len(word) < 2:
            return 0
        if tag == "ns":
            return PLACE
        if tag.startswith("nr") and len(word) == 3:
            return PERSON * is_name(word)
        return 0 if tag[0] in "nijste" or tag == "vn" else LIGHT

    return np.fromiter(map(kind, words, tags), np.uint8, len(words))


def _model() -> dict[str, Array]:
    """jieba's hidden Markov model; what it never saw is as unlikely as it says."""
    from jieba import finalseg

    never: float = finalseg.MIN_FLOAT
    start, moves, emits = finalseg.start_P, finalseg.trans_P, finalseg.emit_P
    characters = [chr(code) for code in range(FIRST_CHARACTER, LAST_CHARACTER + 1)]
    return {
        "start": np.array([start[state] for state in STATES]),
        "move": np.array([moves[a].get(b, never) for a in STATES for b in STATES]),
        "emit": np.array([emits[s].get(c, never) for c in characters for s in STATES]),
    }


def _spellings() -> dict[str, Array]:
    """Characters with a reading, sorted, and their syllables in ASCII padded with zeros.

    The first reading of each without its tone, as `pypinyin.lazy_pinyin` gives it.
    """
    from pypinyin.constants import PINYIN_DICT

    codes = sorted(PINYIN_DICT)
    syllables = np.array([_toneless(PINYIN_DICT[code].partition(",")[0]) for code in codes], "S")
    letters = np.frombuffer(syllables.tobytes(), np.uint8)
    return {"spelt": np.array(codes, np.uint32), "syllables": letters}


@functools.cache
def _toneless(syllable: str) -> str:
    """`lǜ` as `lv`, `zhōng` as `zhong`."""
    bare = unicodedata.normalize("NFD", syllable.replace("ê", "e"))
    return "".join(c for c in bare.replace("u\u0308", "v") if c.isascii())
