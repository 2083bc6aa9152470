"""What the bot remembers: conversations, answers to edit, feedback; and whose ids it does not."""

import json
import multiprocessing
import sqlite3
import stat
from pathlib import Path

import pytest

from bot.feedback import Complaint, Feedback, Kind, question_set
from bot.telegram.state import EDITABLE, SILENCE, Conversations, Masks, Replied, Talk
from corpus.errors import RunError

CHAT, PERSON = 777_000_111, 777_000_222


class Clock:
    """Seconds, as a test wants them."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def test_a_conversation_is_one_persons_in_one_chat_and_outlives_a_restart(tmp_path: Path) -> None:
    kept = Conversations(tmp_path, Masks(tmp_path))
    kept.keep(CHAT, PERSON, Talk("湖州的四大体系", "湖州"))
    again = Conversations(tmp_path, Masks(tmp_path))
    assert again.of(CHAT, PERSON) == Talk("湖州的四大体系", "湖州")
    assert again.of(CHAT, PERSON + 1) == again.of(CHAT + 1, PERSON) == Talk()
    again.end(CHAT, PERSON)
    assert kept.of(CHAT, PERSON) == Talk()


def test_silence_ends_a_conversation(tmp_path: Path) -> None:
    clock = Clock()
    kept = Conversations(tmp_path, Masks(tmp_path), clock)
    kept.keep(CHAT, PERSON, Talk("问"))
    clock.now += SILENCE - 1
    assert kept.of(CHAT, PERSON) == Talk("问")
    clock.now += 1
    assert kept.of(CHAT, PERSON) == Talk()


def test_an_answer_can_be_edited_for_two_days(tmp_path: Path) -> None:
    clock = Clock()
    kept = Conversations(tmp_path, Masks(tmp_path), clock)
    kept.keep_reply(CHAT, 5, [6, 7], "先前的问题")
    assert kept.replied(CHAT, 5) == Replied((6, 7), "先前的问题")
    clock.now += EDITABLE
    kept.keep_reply(CHAT, 8, [9], "")
    assert kept.replied(CHAT, 5) is None


def test_what_is_too_old_leaves_the_disk(tmp_path: Path) -> None:
    clock = Clock()
    kept = Conversations(tmp_path, Masks(tmp_path), clock)
    kept.keep(CHAT, PERSON, Talk("一"))
    kept.keep_reply(CHAT, 5, [6], "先前的问题")
    clock.now += EDITABLE
    kept.keep(CHAT, PERSON + 1, Talk("二"))
    rows = sqlite3.connect(tmp_path / "conversations.sqlite")
    assert rows.execute("SELECT previous FROM conversations").fetchall() == [("二",)]
    assert rows.execute("SELECT * FROM replies").fetchall() == []
    rows.close()


def test_no_id_is_on_the_disk(tmp_path: Path) -> None:
    masks = Masks(tmp_path)
    kept, feedback = Conversations(tmp_path, masks), Feedback(tmp_path, 90)
    kept.keep(CHAT, PERSON, Talk("问"))
    kept.keep_reply(CHAT, 5, [6], "")
    feedback.add("问", masks.mask(PERSON), Kind.USELESS)
    files = [path for path in tmp_path.iterdir() if path.is_file()]
    assert files
    for number in (CHAT, PERSON):
        assert not any(str(number).encode() in path.read_bytes() for path in files)
    assert stat.S_IMODE((tmp_path / "salt").stat().st_mode) == 0o600


def test_the_salt_is_the_folders_own(tmp_path: Path) -> None:
    one, other = Masks(tmp_path / "one"), Masks(tmp_path / "other")
    assert one.mask(PERSON) == Masks(tmp_path / "one").mask(PERSON) != other.mask(PERSON)
    assert stat.S_IMODE((tmp_path / "one").stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "feedback.sqlite").mkdir()
    with pytest.raises(RunError, match="file"):
        Masks(tmp_path / "file" / "state")
    with pytest.raises(RunError, match=r"feedback\.sqlite"):
        Feedback(tmp_path, 90)


def _mask(folder: Path) -> str:
    return Masks(folder).mask(PERSON)


def test_processes_that_start_together_have_one_salt(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        assert len(set(pool.map(_mask, [tmp_path] * 16))) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["salt"]


def test_feedback_is_counted_by_people_and_forgotten_in_time(tmp_path: Path) -> None:
    clock = Clock()
    feedback = Feedback(tmp_path, 90, clock)
    feedback.add("旧", "甲", Kind.FOUND_NOTHING)
    clock.now += 90 * 24 * 3600
    feedback.add("一", "甲", Kind.FOUND_NOTHING)
    feedback.add("二", "甲", Kind.USELESS)
    feedback.add("二", "乙", Kind.USELESS)
    feedback.add("三", "甲", Kind.USELESS)
    feedback.add("三", "甲", Kind.USEFUL)
    assert feedback.complaints() == [
        Complaint("二", Kind.USELESS, 2),
        Complaint("一", Kind.FOUND_NOTHING, 1),
    ]
    assert feedback.counts() == {Kind.FOUND_NOTHING: 1, Kind.USELESS: 2, Kind.USEFUL: 1}
    assert Feedback(tmp_path, 90, clock).counts() == feedback.counts()


def test_complaints_are_a_question_set() -> None:
    complaints = [Complaint("甲", Kind.FOUND_NOTHING, 1), Complaint("乙", Kind.USELESS, 2)]
    first, second = question_set(complaints)
    assert json.loads(json.dumps(first)) == first
    assert (first["id"], first["kind"], first["turns"]) == ("f001", "abstain", ["甲"])
    assert (second["kind"], second["cities"], second["must"]) == ("single", [], [])
