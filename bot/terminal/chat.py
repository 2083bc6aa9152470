"""A conversation in the terminal: questions are answered, /commands obeyed."""

import re
from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches
from functools import partial

from rich.cells import set_cell_size

from bot.failures import bounded
from bot.terminal import messages as say
from bot.terminal.library import page_title
from bot.terminal.render import (
    IN_CHAT,
    QUIET,
    offered,
    print_answer,
    print_link,
    print_question,
    print_report,
    shortened,
)
from bot.terminal.screen import Screen
from bot.terminal.why import print_why
from corpus.errors import InputError, RunError
from corpus.printable import printable
from retrieval.answer import Answer, Hit
from retrieval.answering.answer import answer
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot
from retrieval.text.fold import fold

NAMES = {word: name for name, (_, _, words) in say.COMMANDS.items() for word in (name, *words)}
# `/city湖州` and `/full2` are understood without the blank.
_COMMAND = re.compile(r"(/[a-z]+|/\S*)\s*(.*)", re.DOTALL)
_USAGE_CELLS = 14
_DIGITS = 4
# More than is ever offered; larger numbers are asked about: years, slogans that are called by one.
_MAX_OFFERED = 99


class Chat:
    """One person's conversation: what was asked last, what was shown, the city they keep to."""

    def __init__(
        self,
        snapshot: Snapshot,
        screen: Screen,
        limit: int = 5,
        *,
        echo: bool = False,
        follow: Callable[[], Snapshot] | None = None,
        url: str | None = None,
    ) -> None:
        """`echo` repeats each question above its answer, for a transcript.

        `follow` gives the snapshot that is to answer next, where that may change; `url` is where
        the web face is read.
        """
        self.snapshot = snapshot
        self._follow = follow or (lambda: snapshot)
        self.screen = screen
        self._url = url
        self.city: str | None = None
        self._limit = limit
        self._echo = echo
        self._ask: Callable[..., Answer] | None = None
        self._last: Answer | None = None
        self._hits: list[Hit] = []
        self._offered: tuple[Hit | str, ...] = ()
        self._commands: dict[str, Callable[[str], None]] = {
            "/more": self._more,
            "/full": self._full,
            "/city": self._set_city,
            "/cities": self._cities,
            "/why": self._why,
            "/help": self._help,
        }

    def say(self, lines: str) -> bool:
        """Reply to lines that are not blank, each by itself; False where one takes leave."""
        said = [line.strip() for line in printable(lines).splitlines() if line.strip()]
        if _split(fold(said[0]))[0] == "/more" and self.turn():
            return True
        with self.screen.screenful():
            for number, line in enumerate(said):
                if number:
                    self.screen.line()
                if not self._say(line, echo=self._echo or len(said) > 1):
                    return False
        self._tell_what_is_left()
        return True

    def turn(self) -> bool:
        """Go on with a reply that is longer than the screen; False where none is."""
        if not self.screen.left:
            return False
        self.screen.turn()
        self._tell_what_is_left()
        return True

    def keep_to(self, city: str) -> None:
        """Answer from this city's reports alone.

        Raises:
            InputError: no reports are of such a city; the message names those there are.
        """
        named = self._cities_in(city)
        if len(named) != 1:
            unknown = say.UNKNOWN_CITY.format(name=shortened(city))
            raise InputError(unknown + self._listed_cities())
        self.city = named.pop()

    def _say(self, words: str, *, echo: bool) -> bool:
        name, argument = _split(fold(words))
        if name == "/quit":
            return False
        try:
            self.snapshot = self._follow()
            bounded(lambda: self._reply(words, name, argument, echo=echo))
        except RunError as error:
            self._tell(str(error))
        return True

    def _tell_what_is_left(self) -> None:
        if self.screen.left:
            self.screen.line(say.LEFT_IN_CHAT.format(lines=self.screen.left), QUIET)

    def _reply(self, words: str, name: str, argument: str, *, echo: bool) -> None:
        if name in self._commands:
            self._commands[name](argument)
        elif name.startswith("/"):
            self._unknown(name)
        elif self._offered and (number := _number(words)) and number <= _MAX_OFFERED:
            self._choose(number)
        else:
            self._question(words, echo=echo)

    def _question(self, words: str, *, echo: bool) -> None:
        if echo:
            print_question(self.screen, words)
        if not self.snapshot.passages:
            return self._tell(say.EMPTY)
        if self.city and self._cities_in(words) - {self.city}:
            self._tell(say.CITY_KEPT.format(city=self.city))
        ask = partial(answer, self.snapshot, words, self._last or "", self.city, self._limit)
        self._last, self._ask = ask(), ask
        self._hits = list(self._last.hits or self._last.nearest)
        self._offered = offered(self._last)
        print_answer(self.screen, self._last, IN_CHAT)
        return print_link(self.screen, self._last, self._url)

    def _more(self, _: str) -> None:
        if self._ask is None or self._last is None:
            return self._tell(say.NOTHING_YET)
        if not self._last.more:
            return self._tell(say.NO_MORE)
        page = self._ask(skip=len(self._hits))
        self._last = replace(self._last, more=page.more)
        self._hits.extend(page.hits)
        self._offered = tuple(self._hits)
        bare = replace(page, message="", lead=(), suggestions=())
        return print_answer(self.screen, bare, IN_CHAT)

    def _full(self, argument: str) -> None:
        number = _number(argument or "1")
        if number is None:
            return self._tell(say.NOT_A_NUMBER)
        if not self._hits:
            return self._tell(say.NO_PASSAGES if self._last else say.NOTHING_YET)
        if number > len(self._hits):
            return self._tell(say.NO_SUCH_PASSAGE.format(number=number, last=len(self._hits)))
        return self._report(self._hits[number - 1])

    def _choose(self, number: int) -> None:
        last = len(self._offered)
        if number > last:
            return self._tell(say.NO_SUCH_NUMBER.format(number=number, last=last))
        return self._open(self._offered[number - 1])

    def _open(self, offer: Hit | str) -> None:
        """What a bare number stands for: a question to ask, or a passage's report to read."""
        if isinstance(offer, str):
            self._question(offer, echo=True)
        else:
            self._report(offer)

    def _report(self, hit: Hit) -> None:
        report = self.snapshot.section_of(hit.passage)
        print_report(self.screen, self._page_title(hit.passage), report, hit)

    def _page_title(self, passage: Passage) -> str:
        held = self.snapshot.pages.named(passage.page) if passage.page else None
        return page_title(held) if held else ""

    def _set_city(self, argument: str) -> None:
        if not argument or argument in say.EVERYWHERE:
            self._tell(say.CITY_CLEARED if self.city else say.CITY_NOT_SET)
            self.city = None
            return
        try:
            self.keep_to(argument)
        except InputError as error:
            self._tell(str(error))
        else:
            self._tell(say.CITY_SET.format(city=self.city))

    def _cities_in(self, words: str) -> set[str]:
        return {place.city for place in self.snapshot.lexicon.places(fold(words))}

    def _cities(self, _: str) -> None:
        self._tell(self._listed_cities())

    def _listed_cities(self) -> str:
        cities = say.LIST_JOIN.join(self.snapshot.cities)
        return say.CITIES.format(cities=cities) if cities else say.NO_CITIES

    def _why(self, _: str) -> None:
        if self._last is None:
            return self._tell(say.NOTHING_YET)
        return print_why(self.screen, self.snapshot, self._last)

    def _help(self, _: str) -> None:
        city = next(iter(self.snapshot.cities), None)
        self._tell(say.HELP_INTRO + (say.FOLLOW_UP.format(city=city) if city else ""))
        for usage, does, _words in say.COMMANDS.values():
            if city or "{city}" not in usage:
                first = set_cell_size(usage.format(city=city), _USAGE_CELLS)
                self.screen.line(does.format(city=city), first=first)

    def _unknown(self, name: str) -> None:
        close = get_close_matches(name, say.COMMANDS, 1)
        hint = say.DID_YOU_MEAN if close else say.UNKNOWN_COMMAND
        self._tell(hint.format(name=shortened(name), close="".join(close)))

    def _tell(self, words: str) -> None:
        self.screen.line(words)


def _number(words: str) -> int | None:
    """The number of a passage or a choice, from 1; None where the words are something else."""
    return int(words) or None if words.isdecimal() and len(words) <= _DIGITS else None


def _split(words: str) -> tuple[str, str]:
    """The command a line gives, with its argument; lines that give none come out unsplit."""
    if words in NAMES:
        return NAMES[words], ""
    if not words.startswith("/"):
        return words, ""
    name, argument = _COMMAND.findall(words)[0]
    return NAMES.get(name, name), argument
