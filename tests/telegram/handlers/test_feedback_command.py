"""`wencheng feedback export` writes what went unanswered as questions for an evaluation."""

import json
import subprocess
from pathlib import Path

from bot.feedback import Feedback, FeedbackKind
from tests.telegram.process import COMMAND, environment


def export(tmp_path: Path) -> list[dict[str, object]]:
    config = tmp_path / "config.yaml"
    config.write_text("telegram: {state: state}", encoding="utf-8")
    done = subprocess.run(
        [COMMAND, "feedback", "export", "--config", config],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_nothing_yet(tmp_path: Path) -> None:
    assert export(tmp_path) == []


def test_what_went_unanswered(tmp_path: Path) -> None:
    kept = Feedback(tmp_path / "state", 90)
    kept.add("上海的地铁", "甲", FeedbackKind.FOUND_NOTHING)
    kept.add("湖州的四大体系", "甲", FeedbackKind.USEFUL)
    assert export(tmp_path) == [
        {
            "id": "f001",
            "kind": "abstain",
            "turns": ["上海的地铁"],
            "cities": [],
            "optional_cities": [],
            "must": [],
        }
    ]
