"""`wencheng source`: a picture of a passage in its place on the page."""

from pathlib import Path

import click

from bot import config
from bot.cli import opening, options
from corpus.errors import InputError
from corpus.files import write_atomic

PICTURES = (".png", ".jpg", ".jpeg")


@click.command("source")
@click.argument("passage", metavar="段落编号")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="写到这张图片（.png、.jpg）。",
)
@options.config
def command(passage: str, output: Path, config_path: Path | None) -> None:
    """画出一段在版面上的位置，段落编号见 ask --json 的 id。"""
    import PIL  # noqa: F401  what draws is missed before anything is read

    from bot.source import messages
    from bot.source.source import is_mended, page_of, source_of

    if output.suffix.lower() not in PICTURES:
        raise InputError(messages.NO_SUFFIX.format(path=output))
    snapshot = opening.live(config.load(config_path)).snapshot
    found = snapshot.passage(passage)
    if found is None:
        raise InputError(messages.NO_PASSAGE.format(id=passage))
    held = page_of(snapshot, found)
    made = source_of(held, found) if held else None
    if made is None:
        mended = is_mended(held, found)
        raise InputError(messages.MENDED_TEXT if mended else messages.NO_PICTURE)
    write_atomic(output, made.encoded(output.suffix))
    click.echo(messages.WRITTEN.format(path=output))
    click.echo(made.caption)
