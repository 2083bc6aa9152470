"""The soak, small enough for every run."""

from pathlib import Path

from tests.telegram import soak
from tests.telegram.process import TOKEN


def test_nothing_is_lost_in_bad_weather(tmp_path: Path) -> None:
    account, faults = soak.weather(
        tmp_path, questions=60, users=6, kills=1, hangs=0, pace=20, seed=1
    )
    assert account.flawless, account
    assert account.questions == 60
    assert faults["429"]
    assert faults["502"]
    for path in tmp_path.glob("log*"):
        assert TOKEN.partition(":")[2] not in path.read_text(encoding="utf-8")
