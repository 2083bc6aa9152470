"""Identifiers: numbers, codes and names in Latin letters that an answer has to hold as they are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus import numerals
from corpus.numerals import UP_TO_TEN
from retrieval.text.fold import HAN, fold, lazy
from retrieval.text.phrases import pattern, words

# What any of them has.
_ANY = lazy(r"[A-Za-zＡ-Ｚａ-ｚ\d届]")
# A code with a capital or a digit among letters: PPR-9999, 6G, C#, Java.
_CODE = lazy(r"[A-Za-z0-9]+(?:[-/_ ]?[A-Za-z0-9]+)*[+#]*")
_BRACKETED = lazy(r"[〔\[【（(](\d{4})[〕\]】）)] ?第?(\d+)号?")
_NUMBER = lazy(r"(?<![\d.A-Za-z第-])\d+(?:\.\d+)*%?(?![\d.A-Za-z-])")
# Which of a row of meetings: 十四届六次.
_SESSION = lazy(f"[{UP_TO_TEN}百]+届(?:[{UP_TO_TEN}]+次)?")
# Numbers of things that are counted, not named: 10大, 5个.
_COUNTED = lazy(r"[大个项条种类点位名件座句步]")
# How old somebody is, which who asks tells of himself: 我妈92了, 孩子11岁.
_AGE = lazy(r"多?周?岁|了")
# What a number of one or two digits may number: 5号楼, 3期.
_NUMBERED = lazy(rf"[号级座期版楼栋幢组班](?:{HAN}(?={HAN}))?")
# 骑手驿站24小时: a number with a measure names nothing before it.
_MEASURED = pattern(r"<units>")


@dataclass(frozen=True, slots=True)
class Identifier:
    """`whole` has to be found in a text; where `other` is found, it has to be found there."""

    whole: str
    there: str = ""
    other: str = ""


def of(text: str) -> tuple[Identifier, ...]:
    """The identifiers of a question as typed."""
    if _ANY.search(text) is None:
        return ()
    narrow = _narrow(text)
    found: list[Identifier] = []
    for match in _BRACKETED.finditer(narrow):
        found.append(Identifier(rf"{match[1]}\W{{0,2}}第?{match[2]}(?!\d)"))
    found += [Identifier(re.escape(fold(match[0]))) for match in _SESSION.finditer(narrow)]
    narrow = _BRACKETED.sub(" ", narrow)
    return (*found, *_codes(narrow), *_numbers(narrow))


def held(identifiers: Sequence[Identifier], text: str) -> bool:
    """Whether a text holds each identifier whole, and no other in the place of one."""
    return all(_holds(identifier, _folded(text)) for identifier in identifiers)


@lru_cache(1024)
def _folded(text: str) -> str:
    return fold(_narrow(text))


def _holds(identifier: Identifier, text: str) -> bool:
    if re.search(identifier.whole, text) is None:
        return False
    if identifier.other and re.search(identifier.other, text):
        return re.search(identifier.there, text) is not None
    return True


def _codes(text: str) -> Iterator[Identifier]:
    for match in _CODE.finditer(text):
        for code in _worth(match[0]):
            loose = r"[-\s/_]?".join(map(re.escape, re.split(r"[-\s/_]", code.lower())))
            end = r"(?![0-9])" if code[-1].isdigit() else r"(?![a-z0-9+#])"
            yield Identifier(rf"(?<![a-z0-9]){loose}{end}")


def _worth(code: str) -> Iterator[str]:
    """The parts of a run of Latin letters and digits that name something."""
    parts = code.split(" ")
    for part in parts:
        named = re.search("[A-Z]", part) is not None or (part[-1] in "+#")
        if named and re.search("[A-Za-z]", part) and part.lower() not in words("english"):
            yield part


def _numbers(text: str) -> Iterator[Identifier]:
    for match in _NUMBER.finditer(text):
        after, before = text[match.end() :], text[: match.start()]
        if _COUNTED.match(after) or _AGE.match(after) or len(match[0]) > 12:
            continue
        forms = "|".join(_forms(match[0]) + _years(match[0], after))
        whole = rf"(?<![\d.])(?:{forms})(?!\d|\.\d)"
        if numbered := _NUMBERED.match(after):
            unit = re.escape(numbered[0])
            yield Identifier(whole, whole + unit, rf"\d{unit}")
        elif not _MEASURED.match(after) and (named := re.search(rf"{HAN}{{2}}$", fold(before))):
            yield Identifier(whole, named[0] + whole, rf"{named[0]}\d")
        else:
            yield Identifier(whole)


def _forms(number: str) -> list[str]:
    """A number in digits, and a small whole one in Chinese."""
    written = [numerals.chinese(int(number))] if number.isdigit() and len(number) < 9 else []
    # 每千人 for 每1000人.
    of_each = [f"(?<=每){form[1:]}" for form in written if form in ("一百", "一千", "一万")]
    return [re.escape(number), *written, *of_each]


def _years(number: str, after: str) -> list[str]:
    """The whole number of a year that is told by its end: 98年."""
    return [f"(?:19|20){number}"] if len(number) == 2 and after.startswith("年") else []


def _narrow(text: str) -> str:
    """Full-width letters, digits and points made ordinary, capitals kept."""
    return text.translate(_ORDINARY)


_ORDINARY = {code: code - 0xFEE0 for code in range(ord("！"), ord("～") + 1)}
_ORDINARY |= {ord("·"): ord("."), ord("．"): ord(".")}
