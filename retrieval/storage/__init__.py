"""Storage: named arrays in one file, where such files lie, and the loops compiled over them."""
