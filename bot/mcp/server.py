"""The tools: they read the library and change nothing."""

from collections.abc import Callable
from typing import Any, TypeVar

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from bot.failures import bounded
from bot.mcp import messages
from bot.records import (
    page_record,
    passage_record,
    report_record,
    sections_record,
)
from corpus.errors import InputError, WenchengError
from retrieval.answering.answer import converse
from retrieval.live import Live
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot

T = TypeVar("T")
Record = dict[str, Any]

READ_ONLY = ToolAnnotations(read_only_hint=True, open_world_hint=False)
MOST_PASSAGES = 50
# Earlier questions of a conversation that are gone through, the latest.
MOST_TURNS = 50


class Tools:
    """What assistants may call; every answer is quotations, with their places."""

    def __init__(self, live: Live) -> None:
        self._live = live

    def ask(
        self,
        question: str,
        before: list[str] | None = None,
        city: str | None = None,
        limit: int = 5,
    ) -> Record:
        """The answer to a question, after the questions `before` it in the conversation."""
        most = min(max(limit, 1), MOST_PASSAGES)
        turns = [*(before or ())[-MOST_TURNS:], question]
        *_, last = self._look(lambda held: list(converse(held, turns, city or None, most)))
        return last.to_dict()

    def passage(self, id: str) -> Record:  # noqa: A002
        """One passage."""
        return self._look(lambda held: passage_record(_known(held, id)))

    def report(self, id: str) -> Record:  # noqa: A002
        """The whole report that a passage stands in."""
        return self._look(lambda held: report_record(held.section_of(_known(held, id))))

    def list(self) -> Record:
        """The cities, and the pages with the heads of their reports."""

        def work(snapshot: Snapshot) -> Record:
            pages = [
                {**page_record(held), "sections": sections_record(held)}
                for held in snapshot.library.pages
            ]
            imported = snapshot.census.imported
            return {"cities": [*snapshot.cities], "pages": pages, "imported": imported}

        return self._look(work)

    def _look(self, work: Callable[[Snapshot], T]) -> T:
        """What some work makes of the library.

        Raises:
            ToolError: it failed; what is said of it holds nothing of an error's own words.
        """
        try:
            return bounded(lambda: self._live.on(work))
        except WenchengError as error:
            raise ToolError(str(error)) from None


def build(live: Live) -> "MCPServer[Any]":
    """The server with its tools."""
    server: MCPServer[Any] = MCPServer("wencheng", instructions=messages.INSTRUCTIONS)
    tools = Tools(live)
    described: dict[str, tuple[Callable[..., Record], str]] = {
        "ask": (tools.ask, messages.ASK),
        "passage": (tools.passage, messages.PASSAGE),
        "report": (tools.report, messages.REPORT),
        "list": (tools.list, messages.LIST),
    }
    for name, (work, description) in described.items():
        server.tool(name, description=description, annotations=READ_ONLY)(work)
    return server


def _known(snapshot: Snapshot, identity: str) -> Passage:
    found = snapshot.passage(identity)
    if found is None:
        raise InputError(messages.UNKNOWN.format(id=identity))
    return found
