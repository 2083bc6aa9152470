"""Answering: a question is understood, what answers it is found, or that nothing does."""
