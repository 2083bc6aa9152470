"""Conversations made up at random, which no face may end at.

`python -m tests.retrieval.answering.conversations [COUNT [SEED]]` tries so many.
"""

import random
import sys
from collections.abc import Sequence

from opencc import OpenCC

from retrieval.snapshot import Snapshot

FOLLOWING = (
    *("呢", "吗", "谁", "那", "他们", "第一个", "第二点详细说说", "第四个呢", "第九十九个"),
    *(
        "最后一个",
        "第0个",
        "第100条",
        "还有哪个城市",
        "还有哪些",
        "为什么",
        "具体怎么做",
        "他还说了什么",
        "谁说的",
    ),
    *("谁整理的", "原话", "有什么不同", "一共几个", "什么时候", "在哪里", "多少", "不是", "是"),
    *("除了", "谢谢", "你好", "你是谁", "好的", "下一个", "上一个", "这篇", "那篇的标题"),
    *("展开说说", "后面那个", "前者", "第三个是什么", "几点", "hello"),
)
FRAMES = (
    "{}",
    "{}呢",
    "那{}呢",
    "{}是什么",
    "{}是谁",
    "{}和{}有什么不同",
    "除了{}还有哪些城市提到{}",
    "不是{}，是{}",
    "哪些城市没有提到{}",
    "{}第三个是什么",
    "请问{}，谢谢",
    "{}整理了哪几篇",
    "{}有多少{}",
    "{}？{}？",
    "跟{}一样讲{}的还有哪个",
    "{}的{}是什么时候",
    "还有哪个城市讲{}",
)
ODD = (
    *(
        "",
        " ",
        "\n",
        "\0",
        "\ud800",
        "\udfff湖",
        "？？？",
        "。",
        "😀",
        "𠮷",
        "\u202e",
        "ﷺ",
        "İ",
        "ß",
    ),
    *("一" * 80, "第" * 40, "9" * 300, "的" * 1200, "((([[[", "\\", "a|b", "%s{}", "NaN", "-1"),
    *(
        "第十十个",
        "第百个",
        "第〇个",
        "十二十个",
        "两两个",
        "第１２个",
        "三五个",
        "百分之",
        "〔2016〕",
        "5.3%",
    ),
)
_TRADITIONAL = OpenCC("s2t").convert


class Generator:
    """Makes conversations up of a library's names, words that follow up, numbers and oddities."""

    def __init__(self, snapshot: Snapshot, seed: int) -> None:
        self._random = random.Random(seed)
        passages = [snapshot.passages[section[0]] for section in snapshot.sections()]
        named = (field for p in passages for field in (p.city, p.author, p.office, p.credit))
        self._names: Sequence[str] = [
            *filter(None, named),
            *snapshot.lexicon.people,
            "上海",
            "张三",
        ]
        self._texts = [p.text for p in passages] or [""]

    def conversation(self) -> list[str]:
        """One to five turns."""
        return [self._turn() for _ in range(self._random.randint(1, 5))]

    def _turn(self) -> str:
        pick = self._random
        frame = pick.choice(FRAMES)
        turn = frame.format(*(self._words() for _ in range(frame.count("{}"))))
        if pick.random() < 0.4:
            turn = pick.choice(FOLLOWING)
        if pick.random() < 0.1:
            turn = pick.choice(ODD)
        if pick.random() < 0.1:
            turn = _TRADITIONAL(turn.encode("utf-8", "replace").decode())
        return turn

    def _words(self) -> str:
        pick = self._random
        text = pick.choice(self._texts)
        start = pick.randrange(max(1, len(text)))
        snippet = text[start : start + pick.randint(1, 9)]
        number = pick.choice(["三大", "4个", "五条", "十二", "第7", "100", "一"])
        return pick.choice([pick.choice(self._names), snippet, number, pick.choice(ODD)])


def failures(snapshot: Snapshot, count: int, seed: int) -> list[tuple[list[str], Exception]]:
    """The conversations, out of `count`, at which the program fails, each with how."""
    from retrieval.answering.answer import converse

    made = Generator(snapshot, seed)
    found: list[tuple[list[str], Exception]] = []
    for _ in range(count):
        turns = made.conversation()
        try:
            for given in converse(snapshot, turns):
                given.to_dict()
        except Exception as error:
            found.append((turns, error))
    return found


def main(count: int = 2000, seed: int = 1) -> None:
    """Try so many conversations with the shipped page, and tell which fail."""
    from corpus import SHIPPED
    from retrieval.snapshot import opened

    failed = failures(opened([SHIPPED]), count, seed)
    for turns, error in failed[:20]:
        print(ascii(turns), repr(error))
    print(f"{count} conversations, {len(failed)} failures")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
