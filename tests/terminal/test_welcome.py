from dataclasses import replace
from pathlib import Path

from rich.cells import cell_len

from bot.terminal import messages as say
from bot.terminal.library import example, welcome
from retrieval.answering.answer import answer
from retrieval.live import Live
from tests.corpus.imports.records import lines, write
from tests.corpus.pages import write as write_page
from tests.terminal.library import FIRST, IMPORTED, OTHER, SECOND, snapshot

ONLY = replace(OTHER, text="西山有“百日大练兵”。")


def test_three_lines(tmp_path: Path) -> None:
    write_page(tmp_path)
    held = Live([tmp_path]).snapshot
    assert welcome(held, 80) == [
        say.WELCOME.format(holdings="2 篇报道"),
        say.WELCOME_CITIES.format(cities="东海、西山"),
        say.WELCOME_EXAMPLE.format(question=example(held)),
    ]
    write(tmp_path / "a.jsonl", lines(3))
    first, *_ = welcome(Live([tmp_path]).snapshot, 80)
    assert first == say.WELCOME.format(holdings="2 篇报道和 3 段导入的文字")


def test_imports_alone() -> None:
    held = snapshot(IMPORTED)
    assert welcome(held, 80) == [
        say.WELCOME.format(holdings="1 段导入的文字"),
        say.WELCOME_EXAMPLE.format(question=example(held)),
    ]


def test_many_cities_stay_on_one_line() -> None:
    held = snapshot(*(replace(FIRST, id=f"{n}", city=f"第{n}市", section=n) for n in range(50)))
    line = welcome(held, 40)[1]
    assert cell_len(line) <= 40
    assert line.endswith(say.AND_OTHERS.format(count=50))
    assert say.AND_OTHERS.format(count=50) in welcome(held, 4)[1]


def test_the_example_works() -> None:
    for held in (snapshot(FIRST, SECOND, ONLY), snapshot(IMPORTED), snapshot(FIRST, SECOND)):
        question = example(held)
        assert question is not None
        assert answer(held, question).hits


def test_no_words_no_example() -> None:
    held = snapshot(replace(IMPORTED, text="……"))
    assert example(held) is None
    assert len(welcome(held, 80)) == 1


def test_an_example_that_finds_another_passage_is_not_given() -> None:
    assert example(snapshot(replace(IMPORTED, text="的 是"))) is None


def test_an_empty_library_says_how_to_fill_it() -> None:
    assert welcome(snapshot(), 80) == [say.EMPTY]
