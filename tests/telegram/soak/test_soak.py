"""The soak, small enough for every run."""

from pathlib import Path

from tests.telegram.soak import soak


def test_nothing_is_lost_in_bad_weather(tmp_path: Path) -> None:
    account, faults = soak.weather(
        tmp_path, questions=60, users=6, kills=1, hangs=0, pace=20, seed=1
    )
    assert account.flawless, account
    assert account.questions == 60
    assert account.log_lines
    for kind in ("429", "502", "slow", "cut after the message was stored"):
        assert faults.get(kind), kind
