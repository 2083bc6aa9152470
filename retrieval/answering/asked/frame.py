"""The frame of a question: who asks, for what and how politely; and several questions in one."""

import re
from collections.abc import Iterable

from corpus.section import Span
from retrieval.text.fold import HAN, fold, lazy
from retrieval.text.phrases import pattern

# What is read of a question; the rest of a pasted page adds nothing but time.
MAX_LENGTH = 1000

# Whom the question is from and what it is for: 我是晚报的, 想做个劳模专题, 老师布置的作业.
_ASKER = pattern(
    rf"(?:<self>)(?:是|在|来自)(?:{HAN}{{0,4}}?)(?:<trade>){HAN}{{0,2}}的?(?=[,，。;；!！ ]|$)",
    needs="我咱俺本",
)
_PURPOSE = pattern(
    rf"(?:<self>)?(?:<intent>)*(?:<make>)(?:一)?[个篇份点期次](?:关于)?({HAN}{{0,10}}?)的?(?:<work>)(?:用)?",
    needs="做写准搞整策编",
)
_TASK = pattern(r"(?:<task>)[是说:：]?|(?:<source>)")
_POLITE = pattern(r"<polite>|(?:<for>)我(?=<look>)|(?:<look>)(?:一下|一(?:<look>)|(?:<look>))")
_ASKING = pattern(r"[?？]|<asking>|几[个项条种类点位月号天岁]")
_PARTS = lazy(r"[^?？;；。!！\n]*[?？;；。!！\n]+|[^?？;；。!！\n]+")
_CLAUSES = lazy(r"[^?？;；。!！，,\n]+")
# So many questions of one message are answered.
MOST_QUESTIONS = 3


def questions(text: str) -> list[str]:
    """The questions of one message, each with what is told before it; few at most."""
    found: list[str] = []
    told = ""
    for part in _PARTS.findall(text[:MAX_LENGTH]):
        told += part
        if _ASKING.search(fold(part)) and HAS_WORDS.search(part):
            found.append(told)
            told = ""
    if told and found:
        found[-1] += told
    return found[:MOST_QUESTIONS] if len(found) > 1 else [text]


def asking(text: str) -> list[str]:
    """The clauses of a question that ask, where it has others: who asks, for what, or another
    thing that is asked; few at most."""
    parts = _CLAUSES.findall(text[:MAX_LENGTH])
    found = [part for part in parts if _ASKING.search(fold(part)) and HAS_WORDS.search(part)]
    return found[:MOST_QUESTIONS] if len(parts) > 1 else []


HAS_WORDS = lazy(r"\w{2}")


def without_frame(folded: str) -> str:
    """What is asked, without who asks, for what, and how politely."""
    purpose = [span for m in _PURPOSE.finditer(folded) for span in _around(m)]
    bare = _blanked(_TASK, _blanked(_ASKER, without(folded, purpose)))
    return _blanked(_POLITE, bare if HAS_WORDS.search(bare) else folded)


def _blanked(phrase: re.Pattern[str], text: str) -> str:
    """The text with as many blanks in the place of each phrase, so that offsets stay."""
    return without(text, [match.span() for match in phrase.finditer(text)])


def _around(match: re.Match[str]) -> list[Span]:
    """What a match holds beside its group."""
    return [(match.start(), match.start(1)), (match.end(1), match.end())]


def without(text: str, spans: Iterable[Span]) -> str:
    """The text with a blank for each of the characters at the spans."""
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text
