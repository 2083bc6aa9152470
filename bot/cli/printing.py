"""JSON as commands print it: for programs, and harmless where a terminal shows it."""

import json
import sys
from typing import Any

from corpus.printable import escaped


def print_json(value: Any) -> None:
    """One line of UTF-8 whatever the locale; what could steer a terminal is escaped."""
    text = escaped(json.dumps(value, ensure_ascii=False))
    sys.stdout.buffer.write(text.encode() + b"\n")
    sys.stdout.buffer.flush()
