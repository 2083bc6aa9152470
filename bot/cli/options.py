"""The options that several commands share."""

from pathlib import Path

import click

from bot.cli import messages


class Between(click.IntRange):
    """A whole number within bounds, which errors and the help give in Chinese."""

    def _describe_range(self) -> str:
        if self.max is None:
            return messages.AT_LEAST.format(least=self.min)
        return messages.BETWEEN.format(least=self.min, most=self.max)


config = click.option(
    "--config",
    "config_path",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="配置文件；不给则用默认设置。",
)

limit = click.option(
    "--limit",
    type=Between(1, 50),
    metavar="N",
    default=5,
    show_default=True,
    help="一次最多几段。",
)

city = click.option("--city", metavar="城市", help="只在这个城市的报道里找。")

listen = click.option("--listen", metavar="地址:端口", help="代替配置里的 web.listen。")
