"""A stretch of text."""

Span = tuple[int, int]
"""Half-open range of code points, of the decoded raw page where it says where a text stands there:
no byte-order mark, line ends kept."""
