"""The page that comes with the program."""

from pathlib import Path

SHIPPED = Path(__file__).parent / "pages"
"""Its folder; read-only."""
