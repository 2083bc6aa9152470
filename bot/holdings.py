"""How much a library holds, for the faces to say."""

from retrieval.snapshot import Snapshot


def reports(snapshot: Snapshot) -> int:
    """The reports on the library's pages."""
    return sum(len(held.page.sections) for held in snapshot.library.pages)


def imported(snapshot: Snapshot) -> int:
    """The passages that stand on no page."""
    sections = snapshot.library.sections()
    return len(snapshot.passages) - sum(len(section.paragraphs) for _, _, section in sections)
