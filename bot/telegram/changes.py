"""What a reload changed: reports that came, went or were mended."""

from dataclasses import dataclass

from corpus.section import Section
from retrieval.snapshot import Snapshot

Reports = dict[tuple[str | None, ...], Section]


@dataclass(frozen=True, slots=True)
class Changes:
    """Reports that only the new snapshot has, that differ in it, that only the old one had.

    `imports` are the names of those that came, changed or went.
    """

    added: tuple[Section, ...]
    changed: tuple[Section, ...]
    removed: tuple[Section, ...]
    imports: tuple[str, ...] = ()


def compare(old: Snapshot, new: Snapshot) -> Changes:
    """Compare the reports of two snapshots; a report is known by its page, city and headline."""
    before, after = _reports(old), _reports(new)
    imports = set(old.library.imports) ^ set(new.library.imports)
    return Changes(
        added=tuple(after[key] for key in after if key not in before),
        changed=tuple(after[k] for k in after if k in before and before[k] != after[k]),
        removed=tuple(before[key] for key in before if key not in after),
        imports=tuple(sorted({held.name for held in imports})),
    )


def _reports(snapshot: Snapshot) -> Reports:
    return {
        (page.name, section.city, section.author, section.headline): section
        for page, _, section in snapshot.library.sections()
    }
