"""`wencheng corpus push`: the library into an OpenSearch cluster."""

from pathlib import Path

import click

from bot import config
from bot.cli import messages, opening, options, progress


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
    with progress.bar(messages.PUSHING, total, of_bytes=False) as advance:
        pushed = push(held, cluster, advance, own=own)
    said = messages.WAS_THERE if pushed.was_there else messages.PUSHED
    click.echo(
        said.format(alias=settings.opensearch.alias, index=pushed.index, passages=pushed.passages)
    )
    if pushed.is_mended:
        click.echo(messages.PUSHED_MENDED)
