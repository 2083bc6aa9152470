"""Logs on standard error that hold neither the token nor what people write."""

import logging
import re
import sys
from urllib.parse import quote

HIDDEN = "<token>"
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class Redacted(logging.Formatter):
    """Formats a record, traceback and all, and blots the token out."""

    def __init__(self, token: str) -> None:
        super().__init__(FORMAT)
        secret = token.rpartition(":")[2]
        forms = {token, quote(token, safe=""), secret, quote(secret, safe="")}
        longest_first = sorted(filter(None, forms), key=len, reverse=True)
        self._forms = re.compile("|".join(map(re.escape, longest_first)))

    def format(self, record: logging.LogRecord) -> str:
        """The log line without the token."""
        return self._forms.sub(HIDDEN, super().format(record))


def configure(token: str, verbose: bool = False) -> None:
    """Log to standard error; `verbose` adds every HTTP request, still without what people write."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacted(token))
    logging.basicConfig(level=logging.DEBUG if verbose else logging.INFO, handlers=[handler])
    logging.captureWarnings(True)
    # python-telegram-bot logs whole updates and parameters; what matters is logged by this package.
    logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)
    for name in ("httpx", "httpcore", "jieba", "asyncio"):
        logging.getLogger(name).setLevel(logging.DEBUG if verbose else logging.WARNING)
