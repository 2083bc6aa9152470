"""What the bot remembers: conversations, answers to edit, feedback; and whose ids it does not."""

import json
import multiprocessing
import sqlite3
import stat
from pathlib import Path

import pytest

from bot.feedback import Complaint, Feedback, FeedbackKind, question_set
from bot.id_hasher import IdHasher
from bot.telegram.state import (
    EDITABLE,
    SILENCE,
    Asker,
    Conversation,
    Conversations,
    Replied,
    locked,
)
from corpus.errors import RunError

CHAT, PERSON = 777_000_111, 777_000_222
WHO = Asker(CHAT, 0, PERSON)


class Clock:
    """Seconds, as a test wants them."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def test_a_conversation_is_one_persons_in_one_chat_and_outlives_a_restart(tmp_path: Path) -> None:
    kept = Conversations(tmp_path, IdHasher(tmp_path))
    kept.keep(WHO, Conversation("湖州的四大体系", "湖州"))
    again = Conversations(tmp_path, IdHasher(tmp_path))
    assert again.of(WHO) == Conversation("湖州的四大体系", "湖州")
    for other in (Asker(CHAT, 0, PERSON + 1), Asker(CHAT + 1, 0, PERSON), Asker(CHAT, 9, PERSON)):
        assert again.of(other) == Conversation()
    again.end(WHO)
    assert kept.of(WHO) == Conversation()


def test_silence_ends_a_conversation(tmp_path: Path) -> None:
    clock = Clock()
    kept = Conversations(tmp_path, IdHasher(tmp_path), clock)
    kept.keep(WHO, Conversation("问"))
    clock.now += SILENCE - 1
    assert kept.of(WHO) == Conversation("问")
    clock.now += 1
    assert kept.of(WHO) == Conversation()


def test_an_answer_can_be_edited_for_two_days(tmp_path: Path) -> None:
    clock = Clock()
    kept = Conversations(tmp_path, IdHasher(tmp_path), clock)
    kept.keep_reply(WHO, 5, [6, 7], "先前的问题")
    assert kept.replied(CHAT, 5) == Replied((6, 7), "先前的问题")
    clock.now += EDITABLE
    kept.keep_reply(WHO, 8, [9], "")
    assert kept.replied(CHAT, 5) is None


def test_what_is_too_old_leaves_the_disk(tmp_path: Path) -> None:
    clock = Clock()
    kept = Conversations(tmp_path, IdHasher(tmp_path), clock)
    kept.keep(WHO, Conversation("一"))
    kept.keep_reply(WHO, 5, [6], "先前的问题")
    clock.now += EDITABLE
    kept.keep(Asker(CHAT, 0, PERSON + 1), Conversation("二"))
    rows = sqlite3.connect(tmp_path / "conversations.sqlite")
    assert rows.execute("SELECT previous FROM conversations").fetchall() == [("二",)]
    assert rows.execute("SELECT * FROM replies").fetchall() == []
    rows.close()


def test_no_id_is_on_the_disk(tmp_path: Path) -> None:
    hasher = IdHasher(tmp_path)
    kept, feedback = Conversations(tmp_path, hasher), Feedback(tmp_path, 90)
    kept.keep(WHO, Conversation("问"))
    kept.keep_reply(WHO, 5, [6], "")
    feedback.add("问", hasher.hash(PERSON), FeedbackKind.USELESS)
    files = [path for path in tmp_path.iterdir() if path.is_file()]
    assert files
    for number in (CHAT, PERSON):
        assert not any(str(number).encode() in path.read_bytes() for path in files)
    assert stat.S_IMODE((tmp_path / "salt").stat().st_mode) == 0o600


def test_the_salt_is_the_folders_own(tmp_path: Path) -> None:
    one, other = IdHasher(tmp_path / "one"), IdHasher(tmp_path / "other")
    assert one.hash(PERSON) == IdHasher(tmp_path / "one").hash(PERSON) != other.hash(PERSON)
    assert stat.S_IMODE((tmp_path / "one").stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "feedback.sqlite").mkdir()
    with pytest.raises(RunError, match="file"):
        IdHasher(tmp_path / "file" / "state")
    with pytest.raises(RunError, match=r"feedback\.sqlite"):
        Feedback(tmp_path, 90)


def _hash(folder: Path) -> str:
    return IdHasher(folder).hash(PERSON)


def test_processes_that_start_together_have_one_salt(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        assert len(set(pool.map(_hash, [tmp_path] * 16))) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["salt"]


@pytest.mark.parametrize("salt", [b"", b"x" * 31, b"x" * 65])
def test_a_salt_that_is_none_is_refused(tmp_path: Path, salt: bytes) -> None:
    (tmp_path / "salt").write_bytes(salt)
    with pytest.raises(RunError, match="salt：应是 32 字节的盐"):
        IdHasher(tmp_path)


def test_everything_is_closed_whoever_could_read_it(tmp_path: Path) -> None:
    state = tmp_path / "state"
    (state / "drafts" / "x").mkdir(parents=True)
    for path in (state / "feedback.sqlite", state / "drafts" / "x" / "page.txt"):
        path.touch()
        path.chmod(0o666)
    (state / "elsewhere").symlink_to("/etc/hostname")
    for folder in (state, state / "drafts", state / "drafts" / "x"):
        folder.chmod(0o777)
    with locked(state):
        Feedback(state, 90)
        for path in state.rglob("*"):
            if not path.is_symlink():
                assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)
    assert stat.S_IMODE(state.stat().st_mode) == 0o700


def test_one_bot_a_folder(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(RunError, match="只能运行一个"), locked(tmp_path):
        pass
    with locked(tmp_path):
        pass


def test_what_is_kept_of_a_person_is_forgotten(tmp_path: Path) -> None:
    hasher = IdHasher(tmp_path)
    kept, feedback = Conversations(tmp_path, hasher), Feedback(tmp_path, 90)
    other = Asker(CHAT, 0, PERSON + 1)
    for who in (WHO, Asker(CHAT + 1, 3, PERSON), other):
        kept.keep(who, Conversation("问"))
        kept.keep_reply(who, who.person, [6], "")
        feedback.add("问", hasher.hash(who.person), FeedbackKind.USELESS)
    assert kept.forget(PERSON) == (2, 2)
    assert feedback.forget(hasher.hash(PERSON)) == 1
    assert kept.forget(PERSON) == (0, 0)
    assert kept.of(WHO) == Conversation()
    assert kept.of(other) == Conversation("问")
    assert feedback.counts()[FeedbackKind.USELESS] == 1


def test_a_conversation_goes_on_in_the_supergroup(tmp_path: Path) -> None:
    kept = Conversations(tmp_path, IdHasher(tmp_path))
    kept.keep(Asker(-5, 0, PERSON), Conversation("问"))
    kept.move(-5, -1005)
    assert kept.of(Asker(-1005, 0, PERSON)) == Conversation("问")
    assert kept.of(Asker(-5, 0, PERSON)) == Conversation()


def test_feedback_is_counted_by_people_and_forgotten_in_time(tmp_path: Path) -> None:
    clock = Clock()
    feedback = Feedback(tmp_path, 90, clock)
    feedback.add("旧", "甲", FeedbackKind.FOUND_NOTHING)
    clock.now += 90 * 24 * 3600
    feedback.add("一", "甲", FeedbackKind.FOUND_NOTHING)
    feedback.add("二", "甲", FeedbackKind.USELESS)
    feedback.add("二", "乙", FeedbackKind.USELESS)
    feedback.add("三", "甲", FeedbackKind.USELESS)
    feedback.add("三", "甲", FeedbackKind.USEFUL)
    assert feedback.complaints() == [
        Complaint("二", FeedbackKind.USELESS, 2),
        Complaint("一", FeedbackKind.FOUND_NOTHING, 1),
    ]
    assert feedback.counts() == {
        FeedbackKind.FOUND_NOTHING: 1,
        FeedbackKind.USELESS: 2,
        FeedbackKind.USEFUL: 1,
    }
    assert Feedback(tmp_path, 90, clock).counts() == feedback.counts()


def test_complaints_are_a_question_set() -> None:
    complaints = [
        Complaint("甲", FeedbackKind.FOUND_NOTHING, 1),
        Complaint("乙", FeedbackKind.USELESS, 2),
    ]
    first, second = question_set(complaints)
    assert json.loads(json.dumps(first)) == first
    assert (first["id"], first["kind"], first["turns"]) == ("f001", "abstain", ["甲"])
    assert (second["kind"], second["cities"], second["must"]) == ("single", [], [])
