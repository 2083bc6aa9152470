"""Logs on standard error, text or JSON, that hold neither the token nor what people write."""

import json
import logging
import re
import sys
from datetime import UTC, datetime
from urllib.parse import quote

HIDDEN = "<token>"
TEXT = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")


class Json(logging.Formatter):
    """Formats a record as a JSON object on a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Time (UTC), level, logger, message and, where there is one, the traceback."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class Redacted(logging.Formatter):
    """Has another formatter format a record, traceback and all, and blots the token out."""

    def __init__(self, token: str, form: logging.Formatter = TEXT) -> None:
        self._form = form
        secret = token.rpartition(":")[2]
        forms = {token, quote(token, safe=""), secret, quote(secret, safe="")}
        longest_first = sorted(filter(None, forms), key=len, reverse=True)
        self._forms = re.compile("|".join(map(re.escape, longest_first)))

    def format(self, record: logging.LogRecord) -> str:
        """The log line without the token."""
        return self._forms.sub(HIDDEN, self._form.format(record))


def configure(token: str, verbose: bool = False, as_json: bool = False) -> None:
    """Log to standard error; `verbose` adds every HTTP request, still without what people write."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacted(token, Json() if as_json else TEXT))
    logging.basicConfig(level=logging.DEBUG if verbose else logging.INFO, handlers=[handler])
    logging.captureWarnings(True)
    # python-telegram-bot logs whole updates and parameters; what matters is logged by this package.
    logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)
    # jieba has a way of its own to standard error.
    logging.getLogger("jieba").disabled = True
    for name in ("aiohttp", "asyncio"):
        logging.getLogger(name).setLevel(logging.DEBUG if verbose else logging.WARNING)
