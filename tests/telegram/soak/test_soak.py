"""The soak, small enough for every run."""

from pathlib import Path

from tests.telegram.soak.weather import Plan, weather


def test_nothing_is_lost_in_bad_weather(tmp_path: Path) -> None:
    plan = Plan(questions=60, users=6, pace=20, seed=1, kills=1, full=1, damaged=1, deleted=1)
    account, faults = weather(tmp_path, plan)
    assert account.flawless, account
    assert account.questions == 60
    assert account.log_lines
    for kind in ("429", "502", "slow", "cut after the message was stored"):
        assert faults.get(kind), kind
