"""Ranking: passages scored for a question by BM25 and evidence, and when none of them answers."""
