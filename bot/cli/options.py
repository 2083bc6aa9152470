"""The options that several commands share."""

from pathlib import Path

import click

config = click.option(
    "--config",
    "config_path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="配置文件；不给则用默认设置。",
)

limit = click.option(
    "--limit",
    type=click.IntRange(1, 50),
    metavar="N",
    default=5,
    show_default=True,
    help="一次最多几段。",
)

city = click.option("--city", metavar="CITY", help="只在这个城市的报道里找。")

listen = click.option("--listen", metavar="地址:端口", help="代替配置里的 web.listen。")
