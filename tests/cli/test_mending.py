"""From a question asked in vain to one that is answered: pins and words that mean the same."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feedback import Feedback, FeedbackKind
from bot.mending import QUOTES, unquoted
from corpus import pins
from corpus.section import Paragraph
from retrieval.snapshot import Snapshot, mended, opened
from tests.cli.program import run
from tests.corpus.pages import OTHER, PAGE, SECTION, write

QUESTION = "东海的春风行动花了多少钱"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    for name in ("library", "state"):
        (tmp_path / name).mkdir()
    texts = (Paragraph("今年开展春风行动，送出岗位三百个。"), Paragraph("明年办好职工夜校。"))
    section = replace(SECTION, paragraphs=texts)
    write(tmp_path / "library", replace(PAGE, sections=(section, OTHER)))
    Feedback(tmp_path / "state", 90).add(QUESTION, "someone", FeedbackKind.FOUND_NOTHING)
    path = tmp_path / "config.yaml"
    path.write_text("library: library\nshipped: false\ntelegram: {state: state}\n")
    return path


def _held(config: Path) -> Snapshot:
    return opened([config.parent / "library"])


def test_a_question_is_pinned_and_off_the_list(config: Path) -> None:
    assert QUESTION in run("feedback", "list", "--config", str(config)).out
    passage = _held(config).passages[0]
    words = passage.text[:6]
    done = run("feedback", "pin", "1", passage.id, "--words", words, "--config", str(config))
    assert done.code == 0
    assert QUESTION in done.out
    answered = run("ask", QUESTION + "？", "--config", str(config)).out
    assert "管理员" in answered
    assert words in answered.splitlines()[2]
    assert QUESTION not in run("feedback", "list", "--config", str(config)).out
    assert f"现在答得上了（1）：{QUESTION}" in done.out
    assert run("check", "--config", str(config)).code == 0
    assert run("corpus", "check", "--config", str(config)).code == 0


def test_a_pin_whose_passage_has_gone_is_reported_and_not_obeyed(config: Path) -> None:
    passage = _held(config).passages[0]
    run("feedback", "pin", QUESTION, passage.id, "--config", str(config))
    path = config.parent / "library" / pins.FILE
    path.write_text(path.read_text().replace(passage.id, "gone-gone"))
    checked = run("check", "--config", str(config))
    assert checked.code == 1
    assert "gone-gone" in checked.out
    assert "管理员" not in run("ask", QUESTION, "--config", str(config)).out
    assert run("feedback", "unpin", QUESTION, "--config", str(config)).code == 0
    assert run("feedback", "unpin", QUESTION, "--config", str(config)).code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("pin", QUESTION, "no-such-id"),
        ("pin", "9", "no-such-id"),
        ("term", "一个"),
    ],
)
def test_what_can_not_be(config: Path, arguments: tuple[str, ...]) -> None:
    done = run("feedback", *arguments, "--config", str(config))
    assert done.code == 2
    assert len(done.error.splitlines()) == 1


def test_quotation_marks_around_words_are_none_of_them(config: Path) -> None:
    passage = _held(config).passages[0]
    words = f"「{passage.text[:6]}」"
    arguments = (f"“{QUESTION}”", passage.id, "--words", words, "--also", "『花了多少』")
    done = run("feedback", "pin", *arguments, "--config", str(config))
    assert f"已保存：“{QUESTION}”用" in done.out
    (pin,) = pins.read([config.parent / "library"])
    assert pin == pins.Pin(QUESTION, passage.id, passage.text[:6], ("花了多少",))
    assert run("feedback", "unpin", f"「{QUESTION}」", "--config", str(config)).code == 0
    assert run("feedback", "term", "“暖风计划”", '"春风行动"', "--config", str(config)).code == 0
    assert (config.parent / "library" / pins.TERMS).read_text() == "暖风计划 春风行动\n"
    assert run("feedback", "settle", f"“{QUESTION}”", "--config", str(config)).code == 0
    assert QUESTION not in run("feedback", "list", "--config", str(config)).out


def test_words_that_mean_the_same_count_where_places_are_listed(config: Path) -> None:
    asked = "哪些城市提到暖阳工程"
    before = run("ask", asked, "--config", str(config)).out
    term = ("term", "暖阳工程", "春风行动", "--for", asked)
    assert "现在答得上了（1）" in run("feedback", *term, "--config", str(config)).out
    after = run("ask", asked, "--config", str(config)).out
    assert ("的只有东海" in before, "的只有东海" in after) == (False, True)


@given(st.text(), st.sampled_from(QUOTES))
def test_words_in_quotation_marks_are_unquoted(words: str, marks: tuple[str, str]) -> None:
    first, last = marks
    bare = words.replace(first, "").replace(last, "").strip()
    assert unquoted(f" {first}{bare}{last} ") == bare
    assert unquoted(f"{first}{bare}{last}和{first}{bare}{last}").startswith(first)


def test_words_that_mean_the_same(config: Path) -> None:
    assert run("feedback", "term", "暖风计划", "春风行动", "--config", str(config)).code == 0
    kept = (config.parent / "library" / pins.TERMS).read_text()
    assert kept == "暖风计划 春风行动\n"
    snapshot = _held(config)
    assert ("暖风计划", "春风行动") in snapshot.index.terms("暖风计划").meanings
    assert mended(snapshot, (), snapshot.terms) is snapshot
    asked = run("ask", "东海的暖风计划", "--config", str(config)).out
    assert "“暖风计划”在报道里是“春风行动”" in asked
    assert run("feedback", "term", "春风行动", "暖风计划", "x", "--config", str(config)).code == 0
    assert run("feedback", "unterm", "暖风计划", "春风行动", "--config", str(config)).code == 0
    assert (config.parent / "library" / pins.TERMS).read_text() == "春风行动 暖风计划 x\n"
    assert run("feedback", "unterm", "暖风计划", "春风行动", "--config", str(config)).code == 2
    assert run("corpus", "undo", "--config", str(config)).code == 0
    assert "暖风计划 春风行动\n" in (config.parent / "library" / pins.TERMS).read_text()


def test_a_change_made_again_after_its_reverse_is_taken_back_all_the_same(config: Path) -> None:
    for command, *words in (
        ("term", "看病", "医疗"),
        ("term", "工钱", "工资"),
        ("unterm", "工钱", "工资"),
    ):
        assert run("feedback", command, *words, "--config", str(config)).code == 0
    undone = [run("corpus", "undo", "--config", str(config)) for _ in range(3)]
    told = [one.out.partition("（")[0] for one in undone]
    assert told == [
        "已撤销：删同义词 工钱 工资",
        "已撤销：添同义词 工钱 工资",
        "已撤销：添同义词 看病 医疗",
    ]
    assert not (config.parent / "library" / pins.TERMS).exists()


def test_what_a_question_loses_or_still_lacks_is_told(config: Path) -> None:
    asked = "东海的地铁有几条"
    terms = config.parent / "library" / pins.TERMS
    tried = ("term", "地铁", "轻轨", "--for", asked)
    refused = run("feedback", *tried, "--config", str(config))
    assert (refused.code, terms.exists()) == (1, False)
    assert f"还是没有答上（1）：{asked}" in refused.out
    assert "--force" in refused.error
    assert run("feedback", *tried, "--force", "--config", str(config)).code == 0
    helped = ("term", "暖风计划", "春风行动", "--for", "东海的暖风计划")
    assert run("feedback", *helped, "--config", str(config)).code == 0
    back = run("feedback", "unterm", "暖风计划", "春风行动", "--config", str(config))
    assert (back.code, "现在答不上了（1）：东海的暖风计划" in back.out) == (1, True)
    identity = _held(config).passages[0].id
    pinned = run("feedback", "pin", asked, identity, "--config", str(config))
    assert pinned.out.rstrip().endswith(f"feedback unpin '{asked}'")
    assert "东海 · 王一：今年开展春风行动" in run("feedback", "kept", "--config", str(config)).out
    freed = run("feedback", "unpin", asked, "--config", str(config))
    assert (freed.code, f"撤掉以后没有答上（1）：{asked}" in freed.out) == (0, True)


def test_what_is_looked_for_is_shown(config: Path) -> None:
    long = Paragraph("头一句话说的是别的。" * 10 + "末了办起了职工夜校一百所。")
    placeless = replace(SECTION, city=None, author=None, office=None, paragraphs=(long,))
    write(config.parent / "library", replace(PAGE, sections=(placeless, OTHER)))
    shown = run("feedback", "near", "1", "--find", "夜校", "--config", str(config)).out
    line = next(line for line in shown.splitlines() if "夜校一百所" in line)
    assert line.split()[1].startswith("……")
    assert "：" not in line


def test_what_would_silence_another_question_is_kept_only_where_forced(config: Path) -> None:
    held = config.parent / "library" / pins.TERMS
    held.write_text("# ours\n暖风计划 春风行动\n")
    Feedback(config.parent / "state", 90).add("东海的暖风计划", "x", FeedbackKind.USELESS)
    refused = run("feedback", "unterm", "暖风计划", "春风行动", "--config", str(config))
    assert refused.code == 1
    assert "现在答不上了（1）：东海的暖风计划" in refused.out
    assert "--force" in refused.error
    assert "暖风计划" in held.read_text()
    forced = run("feedback", "unterm", "暖风计划", "春风行动", "--force", "--config", str(config))
    assert forced.code == 0
    assert held.read_text() == "# ours\n"


def test_a_question_is_tied_to_what_is_near_it_and_freed(config: Path) -> None:
    near = run("feedback", "near", "1", "--config", str(config)).out.splitlines()
    assert near[0] == QUESTION
    identity = near[1].split()[0]
    assert _held(config).passage(identity) is not None
    also = ("--also", "春风行动的花费")
    run("feedback", "pin", "1", identity, *also, "--config", str(config))
    assert "管理员" in run("ask", "春风行动的花费", "--config", str(config)).out
    assert f"指定：{QUESTION}" in run("feedback", "kept", "--config", str(config)).out
    assert run("feedback", "unpin", QUESTION + "？", "--config", str(config)).code == 0
    assert QUESTION in run("feedback", "list", "--config", str(config)).out
    assert run("feedback", "settle", "1", "--config", str(config)).code == 0
    assert QUESTION not in run("feedback", "list", "--config", str(config)).out


def test_why(config: Path) -> None:
    shown = run("ask", "--why", "東海的春風行動", "--config", str(config)).out
    assert "按“东海的春风行动”理解" in shown
    assert "把握" in shown
    refused = run("ask", "--why", "东海的地铁", "--config", str(config)).out
    assert "为什么：" in refused


def test_words_of_strangers_steer_no_terminal(config: Path) -> None:
    Feedback(config.parent / "state", 90).add("东海的\x1b[2J地铁", "x", FeedbackKind.USELESS)
    assert "\x1b" not in run("feedback", "list", "--config", str(config)).out


def test_each_library_is_compared_with_itself(config: Path, tmp_path: Path) -> None:
    assert run("check", "--config", str(config)).code == 0
    other = tmp_path / "other.yaml"
    (tmp_path / "empty").mkdir()
    other.write_text("library: empty\nshipped: false\ntelegram: {state: state2}\n")
    assert run("check", "--config", str(other)).code == 0


def test_a_page_is_tried_before_it_is_added(config: Path, tmp_path: Path) -> None:
    question = "南岭的职工书屋"
    Feedback(config.parent / "state", 90).add(question, "x", FeedbackKind.FOUND_NOTHING)
    paper = tmp_path / "nanling.txt"
    paper.write_text("南岭市总工会主席王明：**建好书屋**\n\n南岭今年建好职工书屋一百处。\n")
    shown = run("corpus", "add", str(paper), "--dry-run", "--config", str(config)).out
    assert f"现在答得上了（1）：{question}" in shown
    added = run("corpus", "add", str(paper), "--yes", "--config", str(config))
    assert (added.code, f"现在答得上了（1）：{question}" in added.out) == (0, True)
    assert question not in run("feedback", "list", "--config", str(config)).out
    emptied = replace(PAGE, sections=(OTHER,))
    given = write(tmp_path, emptied, "nanling.yaml")
    refused = run("corpus", "add", str(given), "--replace", "--config", str(config))
    assert refused.code in (1, 2)
    changed = run("corpus", "undo", "--config", str(config)).out
    assert changed.startswith("已撤销：添加 nanling（")


def test_a_page_that_would_silence_questions_is_not_added(config: Path, tmp_path: Path) -> None:
    held = config.parent / "library" / "page.yaml"
    Feedback(config.parent / "state", 90).add("东海的春风行动", "x", FeedbackKind.USELESS)
    given = write(tmp_path, replace(PAGE, sections=(OTHER,)), "page.yaml")
    before = held.read_bytes()
    refused = run("corpus", "add", str(given), "--replace", "--config", str(config))
    assert refused.code == 1
    assert "现在答不上了" in refused.out
    assert "东海的春风行动" in refused.out
    assert "加 --yes" in refused.error
    assert held.read_bytes() == before
    assert run("corpus", "add", str(given), "--replace", "--yes", "--config", str(config)).code == 0
    assert run("corpus", "undo", "--config", str(config)).out.startswith("已撤销：换 page（")
