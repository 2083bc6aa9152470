"""The soak: bad weather and kills, then speed and memory; `make soak` prints the figures."""

import sys
import tempfile
from pathlib import Path

import click

from tests.telegram.soak import speed
from tests.telegram.soak.weather import Plan, weather


@click.command()
@click.option("--questions", default=2000)
@click.option("--users", default=200)
@click.option("--pace", default=20.0, help="Questions a second in bad weather.")
@click.option("--kills", default=5)
@click.option("--full", default=3, help="Times that the disk is full for a while.")
@click.option("--damaged", default=3, help="Times that databases are damaged under the bot.")
@click.option("--deleted", default=2, help="Times that the inbox is deleted under the bot.")
@click.option("--hangs", default=2, help="Polls that are never answered.")
@click.option("--seed", default=1)
def main(**plan: int) -> None:
    """Print what is lost in bad weather, and how fast and how large the bot is in good."""
    with tempfile.TemporaryDirectory() as name:
        account, faults = weather(Path(name), Plan(**plan))
        click.echo(f"plan: {plan}; faults: {faults}")
        click.echo(account)
        speed.report(Path(name))
    sys.exit(not account.flawless)


if __name__ == "__main__":
    main()
