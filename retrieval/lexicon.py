"""The names a library knows: its cities, and how people write them."""

from collections.abc import Iterable
from dataclasses import dataclass

from retrieval.passage import Passage
from retrieval.text import fold


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Folded names of the library's places, each with the city it stands for."""

    cities: tuple[str, ...]
    people: tuple[str, ...]

    def cities_in(self, question: str) -> tuple[str, ...]:
        """The cities a folded question names, in the order in which it names them."""
        found = [(question.find(fold(city)), city) for city in self.cities]
        return tuple(city for place, city in sorted(found) if place >= 0)

    def words(self) -> tuple[str, ...]:
        """Folded words that belong to this library and should not be cut."""
        return tuple(fold(name) for name in (*self.cities, *self.people))


def learn(passages: Iterable[Passage]) -> Lexicon:
    """Learn the names from the passages' attribution, in order of appearance."""
    known = list(passages)
    cities = dict.fromkeys(p.city for p in known if p.city)
    people = dict.fromkeys(p.author for p in known if p.author)
    return Lexicon(tuple(cities), tuple(people))
