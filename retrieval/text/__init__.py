"""Text: how words meet. Spellings are folded, text is cut into words and tokens."""
