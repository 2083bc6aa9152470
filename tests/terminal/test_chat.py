"""What is said to each line, with output that goes to no terminal."""

from collections.abc import Callable
from dataclasses import replace
from unittest.mock import patch

import pytest

from bot.terminal import messages as say
from bot.terminal import terminal
from bot.terminal.chat import Chat
from bot.terminal.screen import Screen
from retrieval.answer import Answer, Hit, Quote, Status
from tests.terminal.library import FIRST, IMPORTED, OTHER, SECOND, snapshot

Say = Callable[[str], str]


def conversation(capsys: pytest.CaptureFixture[str], chat: Chat) -> Say:
    def tell(line: str) -> str:
        assert chat.say(line)
        return capsys.readouterr().out.rstrip("\n")

    return tell


@pytest.fixture
def chat() -> Chat:
    return Chat(snapshot(FIRST, SECOND, OTHER, IMPORTED), Screen(), limit=2)


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str], chat: Chat) -> Say:
    return conversation(capsys, chat)


def test_passages_of_one_report_share_their_attribution(tell: Say) -> None:
    first, *attribution, second = tell("东海的春风行动").splitlines()
    assert attribution == ["东海 · 王一（东海市总工会主席）", "《春风又绿》 记者李二整理"]
    assert (first[:4], second[:4]) == ("[1] ", "[2] ")
    assert {first[4:], second[4:]} == {FIRST.text, SECOND.text}


def test_the_lead_comes_before_whose_words_it_is(tell: Say) -> None:
    long = replace(OTHER, text=OTHER.text + "后来又说了许多别的，说得很长很长。" * 5)
    lead = (Quote(long.id, (0, len(OTHER.text))),)
    found = Answer("x", "x", Status.ANSWERED, "", hits=(Hit(1, long, 1.0, ()),), lead=lead)
    with patch("bot.terminal.chat.answer", return_value=found):
        shown = tell("x")
    assert shown.splitlines() == [
        OTHER.text,
        "西山 · 赵三",
        "《春风又绿》 记者李二整理",
        say.AROUND,
        f"[1] {long.text}",
    ]


def test_nearest_passages_are_said_to_be_no_answer(tell: Say) -> None:
    hit = Hit(1, OTHER, 0.1, ())
    missing = Answer(
        "x", "x", Status.NOT_FOUND, "没有。", nearest=(hit,), suggestions=("东海的春风行动",)
    )
    with patch("bot.terminal.chat.answer", return_value=missing):
        shown = tell("x").splitlines()
    assert shown[:3] == ["没有。", "", say.NEAREST]
    assert f"[1] {OTHER.text}" in shown
    assert shown[-1] == "2. 东海的春风行动"
    assert OTHER.text in tell("1")
    assert FIRST.text in tell("2")


def test_many_choices_stand_alone(tell: Say) -> None:
    hits = tuple(Hit(n, replace(OTHER, id=f"d{n}"), 1.0, ()) for n in range(1, 5))
    choices = tuple(f"第{n}个" for n in range(1, 5))
    unclear = Answer("x", "x", Status.CLARIFY, "哪里？", hits=hits, suggestions=choices)
    with patch("bot.terminal.chat.answer", return_value=unclear):
        assert OTHER.text not in tell("x")
    few = replace(unclear, hits=hits[:2], suggestions=choices[:2])
    with patch("bot.terminal.chat.answer", return_value=few):
        assert tell("x").index("2. 第2个") < tell("x").index(OTHER.text)


def test_an_imported_passage_stands_alone(tell: Say) -> None:
    assert tell("秋收计划") == f"[1] {IMPORTED.text}"


def test_more_pages_to_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    held = snapshot(*(replace(IMPORTED, id=f"c{n}") for n in range(3)))
    tell = conversation(capsys, Chat(held, Screen(), limit=2))
    assert tell("更多") == say.NOTHING_YET
    first = tell("秋收计划")
    assert first.count(IMPORTED.text) == 2
    assert first.endswith(say.MORE_IN_CHAT.format(more=1))
    assert tell("更多") == f"[3] {IMPORTED.text}"
    assert tell("/more") == say.NO_MORE
    assert tell("3") == IMPORTED.text


def test_full_shows_the_whole_report(tell: Say) -> None:
    assert tell("/full") == say.NOTHING_YET
    tell("东海的春风行动")
    whole = tell("/full 2")
    assert FIRST.text in whole
    assert SECOND.text in whole
    assert "[1]" not in whole
    assert tell("/full2") == tell("2") == tell("/全文 ２") == whole
    assert tell("/full") == whole


def test_full_of_what_is_not_there(tell: Say) -> None:
    tell("秋收计划")
    assert tell("/full 7") == say.NO_SUCH_PASSAGE.format(number=7, last=1)
    assert tell("/full 七") == tell("/full 0") == tell("/full " + "9" * 5000) == say.NOT_A_NUMBER
    tell("xyz")
    assert tell("/full") == say.NO_PASSAGES


def test_a_number_where_nothing_was_offered_is_a_question(tell: Say) -> None:
    with patch(
        "bot.terminal.chat.answer", return_value=Answer("7", "7", Status.NOT_FOUND, "没有")
    ) as asked:
        assert tell("7") == "没有"
    assert asked.call_args.args[1] == "7"


def test_a_number_past_the_last_is_told(tell: Say) -> None:
    tell("东海的春风行动")
    assert tell("7") == tell("７") == say.NO_SUCH_NUMBER.format(number=7, last=2)
    with patch(
        "bot.terminal.chat.answer", return_value=Answer("2016", "2016", Status.NOT_FOUND, "没有")
    ):
        assert tell("2016") == "没有"


def test_choices_are_chosen_by_number(tell: Say) -> None:
    choices = ("东海的春风行动", "西山的春风行动")
    unclear = Answer("春风", "春风", Status.CLARIFY, "问的是哪里？", suggestions=choices)
    with patch("bot.terminal.chat.answer", return_value=unclear):
        shown = tell("春风")
    assert shown.splitlines() == ["问的是哪里？", "", say.CHOICES, *_numbered(choices)]
    assert "西山 · 赵三" in tell("2")


def test_suggestions_stand_last(tell: Say) -> None:
    found = Answer("x", "x", Status.ANSWERED, "", suggestions=("西山的春风行动",))
    with patch("bot.terminal.chat.answer", return_value=found):
        assert tell("x").splitlines() == [say.SUGGESTIONS, "· 西山的春风行动"]
    missing = replace(found, status=Status.NOT_FOUND, message="没有")
    with patch("bot.terminal.chat.answer", return_value=missing):
        assert tell("x").splitlines()[-2:] == [say.SUGGESTIONS, "1. 西山的春风行动"]


def test_a_follow_up_carries_the_question_before(tell: Say) -> None:
    tell("东海的春风行动")
    with patch(
        "bot.terminal.chat.answer", return_value=Answer("", "", Status.NOT_FOUND, "")
    ) as asked:
        tell("那西山呢")
    assert asked.call_args.args[2].understood == "东海的春风行动"


def test_cities(tell: Say) -> None:
    assert tell("/cities") == say.CITIES.format(cities="东海、西山")


def test_city_keeps_to_one_city(tell: Say, chat: Chat) -> None:
    assert tell("/city") == say.CITY_NOT_SET
    assert tell("/city 西山") == say.CITY_SET.format(city="西山")
    assert "东海" not in tell("春风行动")
    assert tell("东海的春风行动").splitlines()[0] == say.CITY_KEPT.format(city="西山")
    assert tell("/city 全部") == say.CITY_CLEARED
    assert chat.city is None
    assert "东海" in tell("春风行动")


def test_an_unknown_city_is_told_with_those_that_are_known(tell: Say, chat: Chat) -> None:
    listed = say.CITIES.format(cities="东海、西山")
    assert tell("/city 南岭") == say.UNKNOWN_CITY.format(name="南岭") + listed
    assert chat.city is None


def test_help_names_every_command(tell: Say) -> None:
    assert tell("/help") == tell("帮助") == tell("help")
    assert all(name in tell("/help") for name in say.COMMANDS)


@pytest.mark.parametrize("line", ["/quit", "退出", "exit", " QUIT "])
def test_leaving(chat: Chat, line: str) -> None:
    assert not chat.say(line)


def test_unknown_commands_get_a_hint(tell: Say) -> None:
    assert tell("/hepl") == say.DID_YOU_MEAN.format(name="/hepl", close="/help")
    assert tell("/湖州") == say.UNKNOWN_COMMAND.format(name="/湖州")
    assert tell("/") == say.UNKNOWN_COMMAND.format(name="/")


def test_nothing_typed_or_quoted_steers_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    hostile = replace(FIRST, text="“春风行动”\x1b[31m红\x07", headline="\x1b]0;题\x07")
    tell = conversation(capsys, Chat(snapshot(hostile), Screen(), echo=True))
    shown = tell("春风行动\x1b[2J\udcff")
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "春风行动\ufffd[2J" in shown


def test_without_cities_and_without_anything(capsys: pytest.CaptureFixture[str]) -> None:
    tell = conversation(capsys, Chat(snapshot(IMPORTED), Screen()))
    assert tell("/cities") == say.NO_CITIES
    assert "/city " not in tell("/help")
    nothing = conversation(capsys, Chat(snapshot(), Screen()))
    assert nothing("春风行动") == say.EMPTY


def test_long_questions_are_echoed_short(capsys: pytest.CaptureFixture[str]) -> None:
    tell = conversation(capsys, Chat(snapshot(FIRST), Screen(), echo=True))
    assert len(tell("春" * 5000).splitlines()[0]) < 120


def test_control_c_stops_a_reply_and_not_the_chat(
    capsys: pytest.CaptureFixture[str], chat: Chat
) -> None:
    with (
        patch("bot.terminal.terminal.is_dumb_terminal", return_value=True),
        patch("builtins.input", side_effect=["春风行动", "/cities", EOFError]),
        patch.object(chat, "_question", side_effect=KeyboardInterrupt),
    ):
        terminal.talk(chat)
    shown = capsys.readouterr().out.splitlines()
    assert say.INTERRUPTED in shown
    assert say.CITIES.format(cities="东海、西山") in shown
    assert shown[-1] == say.GOODBYE


def _numbered(choices: tuple[str, ...]) -> list[str]:
    return [f"{number}. {choice}" for number, choice in enumerate(choices, 1)]
