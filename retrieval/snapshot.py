"""A snapshot: library, passages, lexicon and index that answer together, and never change."""

from dataclasses import dataclass
from functools import cached_property

from corpus.library import Library
from retrieval.index import Index
from retrieval.lexicon import Lexicon, learn
from retrieval.passage import Passage, passages
from retrieval.tokens import Tokenizer


@dataclass(frozen=True)
class Snapshot:
    """Everything one answer needs. A reload builds another and puts it in this one's place."""

    library: Library
    passages: tuple[Passage, ...]
    lexicon: Lexicon
    tokenizer: Tokenizer
    index: Index

    @property
    def cities(self) -> tuple[str, ...]:
        """The cities that have reports, in the order in which the library names them."""
        return self.lexicon.cities

    def passage(self, identity: str) -> Passage | None:
        """The passage with this id, None where the library no longer holds it."""
        return self._by_id.get(identity)

    def section_of(self, passage: Passage) -> tuple[Passage, ...]:
        """The whole report a passage stands in; the passage alone where it was imported."""
        if passage.section is None:
            return (passage,)
        return self._by_section[passage.page, passage.section]

    @cached_property
    def _by_id(self) -> dict[str, Passage]:
        return {passage.id: passage for passage in self.passages}

    @cached_property
    def _by_section(self) -> dict[tuple[str | None, int | None], tuple[Passage, ...]]:
        groups: dict[tuple[str | None, int | None], list[Passage]] = {}
        for passage in self.passages:
            groups.setdefault((passage.page, passage.section), []).append(passage)
        return {key: tuple(group) for key, group in groups.items()}


def build(library: Library) -> Snapshot:
    """Read the library into a snapshot; a library of no passages gives one that knows nothing."""
    return of(library, passages(library))


def of(library: Library, held: tuple[Passage, ...]) -> Snapshot:
    """A snapshot of the passages as they are."""
    lexicon = learn(held)
    tokenizer = Tokenizer(lexicon.words())
    return Snapshot(library, held, lexicon, tokenizer, Index(held, tokenizer))
