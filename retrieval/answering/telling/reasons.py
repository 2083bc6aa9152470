"""Why an answer is what it is, in words: what met, how sure that makes, and what was next."""

from collections.abc import Iterator

from retrieval.answer import Answer, Status
from retrieval.answering.why import Seen, explain
from retrieval.snapshot import Snapshot

READ = "“{typed}”按“{read}”理解。"
PINNED = "这个问题的答案是管理员选定的（pins.yaml）。"
NOTHING = "问题里没有可以拿来找原文的词；问谁说的、谁写的，是按署名回答的。"
FIRST = "排第一的{of}："
NEAREST = "最接近的{of}："
NEXT = "其次是{of}："
HELD = "有“{words}”"
OTHER = "“{word}”对上了意思相同的“{other}”"
LACKING = "没有“{words}”"
SURE = "把握 {percent}%"
ALL, JOIN, WORDS_JOIN = "{parts}。", "，", "、"
BEGINS = "“{words}……”"
# Code points of a passage that name it, and of a question as it was typed.
NAMED, TYPED = 20, 60


def reasons(snapshot: Snapshot, answer: Answer) -> Iterator[str]:
    """The lines that say which words met in the first passages, how sure that makes, and what was
    next; of a refusal, what was nearest and what it lacked."""
    why = explain(snapshot, answer)
    for typed, read in why.spellings:
        yield READ.format(typed=typed[:TYPED], read=read[:TYPED])
    if why.pinned:
        yield PINNED
    if not why.seen:
        yield NOTHING
    first = FIRST if answer.status is Status.ANSWERED else NEAREST
    for place, seen in enumerate(why.seen):
        yield (NEXT if place else first).format(of=_named(seen)) + _met(seen)


def _named(seen: Seen) -> str:
    passage = seen.passage
    words = BEGINS.format(words=passage.text[:NAMED])
    return "".join(filter(None, (passage.city, passage.author, words)))


def _met(seen: Seen) -> str:
    parts = [HELD.format(words=WORDS_JOIN.join(seen.held))] if seen.held else []
    parts += [OTHER.format(word=word, other=other) for word, other in seen.others]
    if seen.lacking:
        parts.append(LACKING.format(words=WORDS_JOIN.join(seen.lacking)))
    parts.append(SURE.format(percent=round(100 * seen.confidence)))
    return ALL.format(parts=JOIN.join(parts))
