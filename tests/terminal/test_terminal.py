"""The chat as a person at a terminal has it."""

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from bot.terminal import messages as say
from bot.terminal.typeset import NO_END, NO_START
from tests.cli.program import run
from tests.terminal.conftest import Open

UP, LEFT, HOME, END, BACKSPACE, TAB = "\x1b[A", "\x1b[D", "\x01", "\x05", "\x7f", "\t"
CTRL_C, CTRL_D = "\x03", "\x04"
QUESTION = "湖州的四大体系是什么"
PROMPT = say.PROMPT.strip()


PAGE = """\
title: [乡村报]
date: 2016-01-20
publication: null
raw: null
sections:
- {city: null, author: null, office: null, headline: 秋收, credit: null, paragraphs: [
    {text: 春天定下“秋收计划”。, spans: []},
    {text: 夏天看好“秋收计划”。, spans: []},
    {text: 冬天总结“秋收计划”。, spans: []}]}
captions: []
"""


def test_a_conversation(open_terminal: Open, homes: Path) -> None:
    (homes / "library").mkdir()
    (homes / "library" / "page.yaml").write_text(PAGE)
    (homes / "more.yaml").write_text("library: library\n")
    terminal = open_terminal("chat", "--limit", "2", "--config", str(homes / "more.yaml"))
    terminal.ready()
    assert len(terminal.text.splitlines()) == 5
    assert "12 篇" in terminal.text
    assert any(line.startswith("湖州 · 钟鸣（") for line in terminal.ask(QUESTION))
    assert terminal.ask("秋收计划")[-1] == say.MORE_IN_CHAT.format(more=1)
    page = terminal.ask("更多")
    assert [line[:4] for line in page] == ["《秋收》", "[3] "]
    assert terminal.ask("/full 3")[:3] == ["2016-01-20 乡村报", "", "秋收"]
    assert terminal.ask("/city 绍兴") == [say.CITY_SET.format(city="绍兴")]
    assert terminal.current == "绍兴>"
    terminal.ask("/city")
    assert terminal.current == PROMPT
    terminal.type(CTRL_D)
    assert terminal.leave() == 0
    assert terminal.text.endswith(say.GOODBYE)


def test_a_reply_longer_than_the_screen_stops_at_a_screenful(open_terminal: Open) -> None:
    terminal = open_terminal("chat", columns=40)
    terminal.ready()
    first = terminal.ask(QUESTION)
    shown = terminal.lines[len(terminal.screen.history.top) :]
    assert shown[0] == PROMPT + " " + QUESTION
    assert shown[2] == first[0]
    left = int(re.findall(r"还有 (\d+) 行", first[-1])[0])
    rest = terminal.ask("更多")
    assert len(rest) == left
    assert any("整理）" in line for line in rest)
    terminal.ask(QUESTION)
    assert terminal.ask("")[0] == rest[0]


@pytest.mark.parametrize(("key", "goes_on"), [("\r", True), ("q\r", False)])
def test_ask_stops_at_a_screenful(open_terminal: Open, key: str, goes_on: bool) -> None:
    terminal = open_terminal("ask", QUESTION, columns=40)
    terminal.see("q 离开")
    assert terminal.lines[0].startswith("原文讲了 4 项")
    terminal.type(key)
    assert terminal.leave() == 0
    assert ("激发基层活力" in terminal.text) == goes_on


def test_two_lines_pasted_are_two_questions(open_terminal: Open) -> None:
    terminal = open_terminal("chat", rows=60)
    terminal.ready()
    shown = terminal.ask(f"\x1b[200~{QUESTION}\n那绍兴呢\x1b[201~")
    assert [line for line in shown if line.startswith("问：")] == [
        say.QUESTION.format(question=QUESTION),
        say.QUESTION.format(question="那绍兴呢"),
    ]


def test_a_city_to_keep_to(open_terminal: Open) -> None:
    terminal = open_terminal("chat", "--city", "绍兴市")
    terminal.wait(lambda: terminal.current == "绍兴>")
    terminal.ask("/city 全部")
    assert terminal.current == PROMPT
    assert terminal.end() == 0
    assert open_terminal("chat", "--city", "南岭").leave() == 2


def test_the_lead_stands_out_and_the_rest_of_the_passage_steps_back(open_terminal: Open) -> None:
    question = "哪些城市提到工资集体协商"
    (given,) = run("ask", "--json", question).records()
    texts = {passage["id"]: passage["text"] for passage in given["passages"]}
    start = given["lead"][0]["span"][0]
    words = texts[given["lead"][0]["id"]][start : start + 2]
    terminal = open_terminal("ask", question, rows=100)
    assert terminal.leave() == 0
    before, after = terminal.raw.decode().split("吴国成")
    assert f"\x1b[1m{words}" in before
    assert "\x1b[2m" in after


@pytest.mark.parametrize(("columns", "measure"), [(17, 17), (40, 40), (200, 80)])
def test_every_line_fits_and_breaks_well(open_terminal: Open, columns: int, measure: int) -> None:
    terminal = open_terminal("ask", "--full", QUESTION, columns=columns, rows=200)
    assert terminal.leave() == 0
    assert max(map(cell_len, terminal.lines)) in range(measure - 3, measure + 1)
    text = [line.removeprefix("    ") for line in terminal.lines if line]
    assert not any(line[0] in NO_START or line[-1] in NO_END for line in text)
    words = "".join(text).replace(" ", "")
    assert "深化“劳动激励”工作体系。通过广泛开展劳动竞赛活动，进一步发挥劳模" in words
    assert b"\x1b[1;31m" in terminal.raw


def test_the_measure_follows_the_terminal(open_terminal: Open) -> None:
    terminal = open_terminal("chat")
    terminal.ready()
    terminal.resize(40, 60)
    assert max(map(cell_len, terminal.ask(QUESTION))) in range(37, 41)
    assert terminal.end() == 0


def test_editing_and_history(open_terminal: Open, homes: Path) -> None:
    with open_terminal("chat") as terminal:
        terminal.ready()
        terminal.type("四大体系")
        terminal.type(HOME + "湖洲" + BACKSPACE + "州的" + END + "x" + BACKSPACE)
        terminal.see(PROMPT + " 湖州的四大体系")
        assert any("钟鸣" in line for line in terminal.ask(""))
        terminal.ask("/cities")
        terminal.type(UP + UP)
        terminal.wait(lambda: terminal.current == PROMPT + " 湖州的四大体系")
        assert terminal.end() == 0
    history = homes / "wencheng" / "history"
    assert history.read_text().count("湖州的四大体系") == 1
    assert history.stat().st_mode & 0o777 == 0o600
    with open_terminal("chat") as again:
        again.ready()
        again.type(UP)
        again.wait(lambda: again.current == PROMPT + " /cities")


def test_completion(open_terminal: Open) -> None:
    terminal = open_terminal("chat")
    terminal.ready()
    terminal.type("/ci")
    terminal.see("/cities")
    terminal.type(TAB + TAB)
    terminal.wait(lambda: terminal.current == PROMPT + " /cities")
    terminal.type(CTRL_C)
    terminal.wait(lambda: terminal.current == PROMPT)
    terminal.type("/city 绍")
    terminal.see("  绍兴")
    terminal.type(TAB)
    terminal.wait(lambda: terminal.current == PROMPT + " /city 绍兴")
    terminal.type(CTRL_C)
    terminal.wait(lambda: terminal.current == PROMPT)
    terminal.type("请问丽" + TAB)
    terminal.wait(lambda: terminal.current == PROMPT + " 请问丽水")
    assert terminal.end() == 0


def test_control_c(open_terminal: Open) -> None:
    terminal = open_terminal("chat")
    terminal.ready()
    terminal.type("半句")
    terminal.see("半句")
    terminal.type(CTRL_C)
    terminal.wait(lambda: terminal.current == PROMPT)
    assert say.LEAVE_HINT not in terminal.text
    terminal.type(CTRL_C)
    terminal.see(say.LEAVE_HINT)
    terminal.ready()
    assert terminal.ask(" ") == []
    terminal.type(b"\xff\xfe\r")
    terminal.ready()
    assert terminal.ask("/cities")
    terminal.type("退出\r")
    assert terminal.leave() == 0
    assert terminal.text.endswith(say.GOODBYE)


def test_no_colour_underlines_what_matches(open_terminal: Open) -> None:
    terminal = open_terminal("ask", QUESTION, columns=60, rows=200, NO_COLOR="1")
    assert terminal.leave() == 0
    assert b"\x1b[1;4m" in terminal.raw
    assert b"\x1b[1;31m" not in terminal.raw
    assert max(map(cell_len, terminal.lines)) <= 60


def test_a_dumb_terminal(open_terminal: Open) -> None:
    terminal = open_terminal("chat", TERM="dumb")
    terminal.ready()
    terminal.type(CTRL_C)
    terminal.see(say.LEAVE_HINT)
    terminal.ready()
    terminal.type(b"\xff\xfe\r")
    terminal.ready()
    terminal.type(QUESTION + "\r")
    terminal.see("钟鸣")
    assert terminal.end() == 0
    assert b"\x1b" not in terminal.raw


def test_a_home_that_can_not_be_written(open_terminal: Open, homes: Path) -> None:
    (homes / "file").touch()
    terminal = open_terminal("chat", XDG_STATE_HOME=str(homes / "file"))
    terminal.ready()
    assert terminal.ask("/cities")
    terminal.type(UP)
    terminal.wait(lambda: terminal.current == PROMPT + " /cities")
    assert terminal.end() == 0


def test_a_history_that_can_not_be_read(open_terminal: Open, homes: Path) -> None:
    (homes / "wencheng" / "history").mkdir(parents=True)
    terminal = open_terminal("chat")
    terminal.ready()
    assert terminal.ask("/cities")
    assert terminal.ask("/help")
    assert terminal.end() == 0
