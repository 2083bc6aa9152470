"""`wencheng feedback`: what the Telegram bot's users found wanting."""

from pathlib import Path

import click

from bot import config
from bot.cli import options
from bot.cli.printing import print_json
from bot.feedback import Feedback, question_set


@click.group("feedback")
def command() -> None:
    """看机器人没答上的问题。"""


@command.command("export")
@options.config
def export(config_path: Path | None) -> None:
    """把没答上的问题写成题目，每行一个 JSON，供补上城市和要点后评测。"""
    telegram = config.load(config_path).telegram
    complaints = Feedback(telegram.state, telegram.feedback_days).complaints()
    for question in question_set(complaints):
        print_json(question)
