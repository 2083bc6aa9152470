"""Where input or output is no terminal."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from bot.terminal import messages as say
from tests.cli.program import WENCHENG, run

QUESTION = "湖州的四大体系是什么"

pytestmark = pytest.mark.usefixtures("homes")


def shell(command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False
    )


def test_questions_line_by_line() -> None:
    lines = ["\ufeff" + QUESTION, "", "/cities", "  ", "湖州" * 50_000]
    ended = run("chat", given="\n".join(lines).encode())
    shown = ended.out
    assert (ended.code, ended.error) == (0, "")
    assert shown.startswith(say.QUESTION.format(question=QUESTION) + "\n")
    assert "\n《深化“四大体系”" in shown
    assert "杭州、宁波" in shown
    assert say.PROMPT not in shown
    assert "\x1b" not in shown


def test_lines_that_are_no_utf8() -> None:
    ended = run("chat", given="湖州\n".encode("gbk") + b"/cities\n/quit\n/help")
    shown = ended.out
    assert ended.code == 0
    assert shown.splitlines()[0] == say.NOT_UTF8.format(number=1)
    assert "杭州、宁波" in shown
    assert say.FOLLOW_UP.split("{")[0] not in shown


def test_passages_come_whole_and_bare() -> None:
    shown = run("ask", QUESTION).out
    paragraph = "深化“劳动激励”工作体系。通过广泛开展劳动竞赛活动，进一步发挥劳模示范引领作用，"
    assert paragraph in shown
    assert "\x1b" not in shown
    assert not any(line != line.strip() for line in shown.splitlines())


def test_a_lead_is_told_from_the_passage_that_it_is_from() -> None:
    lead, *whose, around, passage = run("ask", "宁波怎么提升职工安全感").out.splitlines()
    assert around == say.AROUND
    assert whose[0].startswith("宁波 · ")
    assert lead in passage


@pytest.mark.parametrize(("word", "said"), [("帮助", say.ASK_HELP), ("退出", say.ASK_QUIT)])
def test_a_word_that_is_no_question(word: str, said: str) -> None:
    assert run("ask", word).out == said + "\n"


def test_json_steers_no_terminal() -> None:
    hostile = "湖州\x1b[2J\x9b31m\u202e\x7f"
    printed = run("ask", "--json", hostile).out
    assert printed.removesuffix("\n").isprintable()
    assert json.loads(printed)["question"] == hostile


def test_several_questions_stand_above_their_answers() -> None:
    lines = run("ask", QUESTION, "那金华呢", "--limit", "1").out.splitlines()
    assert lines[0] == say.QUESTION.format(question=QUESTION)
    place = lines.index(say.QUESTION.format(question="那金华呢"))
    assert lines[place - 1] == ""
    assert any(line.startswith("还有") for line in lines)


def test_an_empty_library(homes: Path) -> None:
    (homes / "none.yaml").write_text("shipped: false\n")
    ended = run("ask", "湖州", "--config", str(homes / "none.yaml"))
    assert ended.out == say.EMPTY + "\n"
    assert ended.code == 0


@pytest.mark.parametrize("reader", ["head -1 | wc -l", "true"])
def test_a_reader_that_goes_away(reader: str) -> None:
    ended = shell(f"{WENCHENG} ask {QUESTION} 那金华呢 那绍兴呢 | {reader}")
    assert ended.stderr == ""
    assert ended.returncode == 0


@pytest.mark.parametrize("arguments", [["aks"], ["ask", "x", "--config", "/no"]])
def test_a_wrong_call_is_one_line_and_two(arguments: list[str]) -> None:
    ended = run(*arguments)
    assert ended.out == ""
    assert ended.complaint()


@pytest.mark.parametrize("command", [[], ["ask"], ["chat"], ["corpus"]])
def test_help_holds_no_english_sentence(command: list[str]) -> None:
    shown = run(*command, "--help").out
    assert "选项" in shown
    assert re.findall(r"[A-Za-z]+ [a-z]+ [a-z]+", shown) == []


def test_a_locale_without_chinese() -> None:
    ended = shell(f"LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 {WENCHENG} ask {QUESTION}")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "????" in ended.stdout


def test_gbk_is_written_in_gbk() -> None:
    command = f"PYTHONIOENCODING=gbk {WENCHENG} ask {QUESTION} | iconv -f gbk -t utf-8"
    assert "钟鸣" in shell(command).stdout
