"""Answers for the terminal."""

from rich.console import Console

from retrieval.answer import Answer


def print_answer(answer: Answer) -> None:
    """Print one answer to standard output."""
    console = Console()
    for hit in answer.hits:
        console.print(hit.passage.city, hit.passage.text)
