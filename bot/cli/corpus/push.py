"""`wencheng corpus push`: the library into an OpenSearch cluster."""

from pathlib import Path

import click

from bot import config, progress
from bot.cli import opening, options

PUSHING = "存入 OpenSearch"
PUSHED = "已存入 OpenSearch：{alias} → {index}，{passages} 段。"
MENDED = "指定的答案和意思相同的词也已存入。"
WAS_THERE = "OpenSearch 里的 {alias} 已是这份语料（{index}，{passages} 段）。"


@click.command("push")
@options.config
def command(config_path: Path | None) -> None:
    """把语料库存入 OpenSearch，换下原来的；正在回答的问题不受影响。"""
    # Imported late: it takes half a second, and other subcommands do without.
    from retrieval.opensearch import mended
    from retrieval.opensearch.cluster import Cluster
    from retrieval.opensearch.pushing import push

    settings = config.load(config_path)
    cluster = Cluster(settings.opensearch)
    held, own = opening.arrays(settings), mended.of(settings.folders)
    total = len(held["id_rows"])
    with progress.bar(PUSHING, total, of_bytes=False) as advance:
        pushed = push(held, cluster, advance, own=own)
    said = WAS_THERE if pushed.was_there else PUSHED
    click.echo(
        said.format(alias=settings.opensearch.alias, index=pushed.index, passages=pushed.passages)
    )
    if pushed.is_mended:
        click.echo(MENDED)
