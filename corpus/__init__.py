"""A newspaper page becomes attributed sections: reading, stitching, and the library on disk."""

from pathlib import Path

SHIPPED = Path(__file__).parent / "pages"
"""The library folder that comes with the program."""
