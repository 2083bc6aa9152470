"""Templates: Jinja2 with what every page needs at hand."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from bot import addresses
from bot.web import messages
from corpus.section import Span

STATIC = Path(__file__).parent / "static"
# A library's report has more neighbours than there are colours that can be told apart.
TONES = 12


@cache
def environment() -> Environment:
    """The templates of this face; a name that is not there is an error."""
    made = Environment(
        loader=PackageLoader("bot.web"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(say=messages, at=addresses, tone=tone)
    made.filters.update(marked=marked)
    return made


def prepare() -> None:
    """Read all templates, for the first reader to wait for none."""
    for name in environment().list_templates():
        environment().get_template(name)


def page(name: str, values: Mapping[str, Any], status: int = 200) -> HTMLResponse:
    """A page made of a template."""
    return HTMLResponse(environment().get_template(name).render(values), status)


def tone(number: int) -> str:
    """The class of the colour of a page's report, counted from 1."""
    return f"tone-{(number - 1) % TONES + 1}"


def marked(text: str, spans: Sequence[Span]) -> Markup:
    """The text with the spans marked: code points, in order, apart."""
    parts, start = [], 0
    for first, last in spans:
        parts += [escape(text[start:first]), Markup("<mark>%s</mark>") % text[first:last]]
        start = last
    return Markup("").join([*parts, escape(text[start:])])
