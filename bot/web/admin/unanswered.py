"""What went unanswered, mended in the browser: a passage for it, words that mean the same."""

import asyncio

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot import addresses, mending
from bot.mending import Mending, Proposal
from bot.outcomes import Effect
from bot.web import context, messages, templating
from bot.web.admin import access
from bot.web.admin.changing import Changing, back, said_once
from corpus.errors import WenchengError
from retrieval.snapshot import Snapshot

Fields = dict[str, str]


class Unanswered:
    """One question after another, until it is answered or let be."""

    def __init__(self, at: context.WebContext, changing: Changing) -> None:
        self._at = at
        self._changing = changing
        self._mending = Mending(at.config, at.feedback)

    async def question(self, request: Request) -> Response:
        """GET /admin/mend?q=: what can be done about a question; `find` looks for other words."""
        question = request.query_params.get("q", "").strip()
        if not question:
            return RedirectResponse("/admin", 303)
        return await self._page(request, {"q": question})

    async def mend(self, request: Request) -> Response:
        """POST /admin/mend: what is to be done; it is tried, and kept where it is not doubtful."""
        sent = await access.form(request)
        fields = {name: value for name, value in sent.items() if isinstance(value, str)}
        question = fields.get("q", "")
        here = addresses.mending(question) if question else "/admin"
        if fields.get("act") == "settle":
            self._mending.settle(question)
            return back(request, "/admin", messages.SETTLED)
        try:
            proposal, change = await asyncio.to_thread(self._tried, fields)
            if change.is_doubtful and not fields.get("sure"):
                return await self._page(request, fields, tuple(change))
            made = await self._changing.made(lambda: self._mending.keep(proposal, change))
        except WenchengError as error:
            return back(request, here, messages.REFUSED.format(reason=error))
        said = messages.MENDED.format(what="".join(change))
        return back(request, here, said, made)

    def _tried(self, fields: Fields) -> tuple[Proposal, Effect]:
        snapshot = self._at.live.snapshot
        proposal = self._proposal(snapshot, fields)
        return proposal, self._mending.tried(snapshot, proposal)

    def _proposal(self, snapshot: Snapshot, fields: Fields) -> Proposal:
        question, act = fields.get("q", ""), fields.get("act", "")
        if act == "unpin":
            return self._mending.unpinning(fields.get("pinned", ""))
        if act == "unterm":
            return self._mending.ungrouping(fields.get("terms", ""))
        if act == "term":
            return self._mending.grouping(fields.get("terms", ""), question)
        also = [line.strip() for line in fields.get("also", "").splitlines() if line.strip()]
        words, passage = fields.get("words", "").strip(), fields.get("passage", "")
        return self._mending.pinning(snapshot, question, passage, words, also)

    async def _page(
        self, request: Request, fields: Fields, worse: tuple[str, ...] = ()
    ) -> Response:
        question = fields.get("q", "")
        find = request.query_params.get("find", "").strip()
        offered = await self._at.look(lambda held: mending.offered(held, find or question))
        pinned = (pin for pin in self._mending.pins() if pin.question == question)
        values = {
            "offered": offered,
            "question": question,
            "pin": next(pinned, None),
            "find": find,
            "fields": fields,
            "worse": worse,
            "said": said_once(request),
            "token": access.token(request),
        }
        return templating.page("mend.html", values)
