"""Words that mean the same: how they are read, looked up and told of."""

from corpus.library import Library
from retrieval.passages import Passage
from retrieval.snapshot import in_memory
from retrieval.text import synonyms
from retrieval.text.fold import normal
from retrieval.text.synonyms import Synonyms
from tests.retrieval.asking import ask


def test_a_group_a_line() -> None:
    assert list(synonyms.read(["# 工作", "", "工资 薪水  工钱 # 钱", "早 晚"])) == [
        ("工资", "薪水", "工钱"),
        ("早", "晚"),
    ]


def test_words_and_words_together_have_others() -> None:
    held = Synonyms([("欠薪", "不发工钱"), ("工资", "工钱", "薪"), ("工钱", "薪水")])
    assert list(held.of(["老板", "不发", "工钱"])) == [
        ("不发工钱", "欠薪"),
        ("工钱", "工资"),
        ("工钱", "薪水"),
    ]
    assert list(held.of([])) == []


def test_every_group_that_comes_with_the_program_has_words_to_look_for() -> None:
    lines = synonyms._FILE.read_text("utf-8").splitlines()
    groups = list(synonyms.read(lines))
    assert len(groups) > 300
    for group in groups:
        assert len(group) > 1, group
        assert list(group) == list(map(normal, group)), "as texts are looked through"
        assert any(len(word) > 1 for word in group), group


def test_everyday_words_find_official_ones_and_less_than_the_words_themselves() -> None:
    passages = [
        Passage("official", "县里要求按月足额发放薪酬，严查拖欠。"),
        Passage("other", "县里要求按月清扫街道，严查乱停。"),
        Passage("own", "县里要求按月足额发放工钱，严查拖欠。"),
    ]
    found = ask(in_memory(Library(), passages), "按月发工钱").hits
    assert [hit.passage.id for hit in found[:2]] == ["own", "official"]
