"""Opening the library; where that takes long, a bar on standard error says how far it is."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

import click

from bot.cli import messages
from bot.config import Config
from corpus.files import Progress, regular
from corpus.imports.survey import SUFFIX
from retrieval.index.open import arrays as of_folders
from retrieval.live import Live
from retrieval.storage.tables import Tables

T = TypeVar("T")

# Bytes of imports: fewer are indexed before anybody would have read the words.
SOON_DONE = 1_000_000
# Reading and cutting into words, of all that building an index takes.
SHARE = 0.9


def live(config: Config) -> Live:
    """The library of a configuration; what of it is bad is told, and left out.

    Raises:
        RunError: the cluster of the configuration is away, or has no index.
    """
    if config.index == "opensearch":
        from retrieval.opensearch.live import LiveRemote  # its imports take half a second

        return LiveRemote(config.opensearch)
    opened = _with_bar(config, partial(Live, config.folders))
    for left in opened.snapshot.left_out:
        click.echo(messages.LEFT_OUT.format(reason=left.reason), err=True)
    return opened


def arrays(config: Config) -> Tables:
    """The compiled library of this machine, whatever answers.

    Raises:
        InputError: a library file is bad.
    """
    return _with_bar(config, partial(of_folders, config.folders))


def _with_bar(config: Config, work: Callable[[Progress], T]) -> T:
    held = (file for folder in config.folders for file in regular(folder))
    total = sum(file.stat().st_size for file in held if file.suffix == SUFFIX)
    if total < SOON_DONE:
        return work(lambda _: None)
    from bot.cli import progress  # its import takes as long as an answer

    with progress.bar(messages.INDEXING, int(total / SHARE)) as advance:
        return work(advance)
