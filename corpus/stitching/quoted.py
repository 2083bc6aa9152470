"""Whom a report quotes with name and office: 义乌市总工会主席王建平说."""

import re
from collections.abc import Iterable, Iterator

from corpus.stitching.headline import Head, is_name, split_person
from corpus.stitching.place import place_of

_SAID = re.compile(
    r"(?:^|[，。；：！？“”（）()\s])据?(?P<who>[\u3400-\u9fff、]{5,30}?)"
    r"(?:介绍|表示|告诉|透露|坦言|指出|强调|认为|说|称)(?=[，。：:]|记者)"
)


def quoted_people(paragraphs: Iterable[str]) -> Iterator[Head]:
    """Who is quoted with an office that names a place; a person's every mention counts."""
    for paragraph in paragraphs:
        for match in _SAID.finditer(paragraph):
            person = split_person(match["who"].rpartition("的")[2])
            if person and is_name(person[1]) and (city := place_of(person[0])):
                yield Head(*person, city, None)
