"""The index: the passages and postings of a library, built once, opened, and searched."""
