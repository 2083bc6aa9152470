"""Opening the library; where that takes long, a bar on standard error says how far it is."""

from bot.cli import messages
from bot.config import Config
from retrieval.live import Live

# Bytes of imports: fewer are indexed before anybody would have read the words.
SOON_DONE = 1_000_000
# Reading and cutting into words, of all that building an index takes.
SHARE = 0.9


def live(config: Config) -> Live:
    """The library of a configuration.

    Raises:
        InputError: a library file is bad.
    """
    files = (file for folder in config.folders for file in folder.glob("*.jsonl"))
    total = sum(file.stat().st_size for file in files)
    if total < SOON_DONE:
        return Live(config.folders)
    from bot import progress  # its import takes as long as an answer

    with progress.bar(messages.INDEXING, int(total / SHARE)) as told:
        return Live(config.folders, told)
