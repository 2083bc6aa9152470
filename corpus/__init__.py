"""A newspaper page becomes attributed sections: page text, stitching, the library on disk."""
