"""How a library changes: pages that come in, wait, are mended, compared, written, taken back."""
