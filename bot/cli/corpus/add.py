"""`wencheng corpus add`: a page, stitched or written by hand, into the library."""

from pathlib import Path

import click

from bot import config
from bot.cli import options, stitch
from corpus import library
from corpus.section import Page
from corpus.stitching.stitch import stitch_file


@click.command("add")
@click.argument("page", type=click.Path(path_type=Path))
@options.config
def command(page: Path, config_path: Path | None) -> None:
    """拼好一版报纸，收进语料库；也收已经写好的 YAML。"""
    settings = config.load(config_path)
    held = library.load(settings.folders)
    target = settings.library / f"{page.stem}.yaml"
    if page.suffix == ".yaml":
        stitch.write(*_written(page), target, held)
        return
    stitched, raw = stitch_file(page, held)
    stitch.show(stitched)
    stitch.write(stitched.page(raw), page, target, held)


def _written(path: Path) -> tuple[Page, Path | None]:
    """A library file made elsewhere, and the raw page that lies beside it."""
    held = library.read_page(path)
    raw = path.parent / held.page.raw.file if held.page.raw and held.raw_text is not None else None
    return held.page, raw
