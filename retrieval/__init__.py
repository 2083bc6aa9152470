"""A question becomes an Answer: text, passages, the index, answering, evaluation."""
