"""Commands that measure: the quality of retrieval, speed and memory."""
