"""Admins' pages: send a page, look at it, mend it, publish it; withdraw and take back."""

import asyncio
import logging
import secrets
from collections.abc import Callable
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.feedback import Complaint, Kind
from bot.web import context, messages, templating
from bot.web.admin import access, doubts, mending
from corpus.errors import WenchengError
from corpus.library import LibraryPage, dump, read_page
from corpus.publishing import editing
from corpus.publishing.drafts import Drafts
from corpus.section import Page
from retrieval.answer import Status
from retrieval.answering.answer import answer
from retrieval.live import Live
from retrieval.snapshot import Snapshot

log = logging.getLogger(__name__)

# Complaints that are asked again to see whether they still are some.
TRIED = 100


class Review:
    """The library as admins see it; one change at a time."""

    def __init__(self, at: context.Context) -> None:
        config = at.config
        self._at = at
        self._drafts = Drafts(config.library, config.folders, config.telegram.state)
        self._state = config.web.state
        self._changing = asyncio.Lock()

    async def overview(self, request: Request) -> Response:
        """GET /admin: pages that wait, the library, what went unanswered."""
        waiting = [(name, self._drafts.files(name)) for name in self._drafts.waiting()]
        values = await self._at.look(lambda snapshot: self._library(snapshot))
        found = {"waiting": waiting, "said": _said(request), "token": access.token(request)}
        return templating.page("admin.html", {**values, **found})

    def _library(self, snapshot: Snapshot) -> dict[str, Any]:
        complaints = self._at.feedback.complaints()[:TRIED]
        unanswered = [one for one in complaints if _still(snapshot, one)]
        return {"pages": snapshot.library.pages, "own": self._is_own, "unanswered": unanswered}

    def _is_own(self, held: LibraryPage) -> bool:
        return held.path.parent == self._at.config.library

    async def upload(self, request: Request) -> Response:
        """POST /admin/upload: a page; it is put together and waits."""
        file = (await access.form(request)).get("file")
        if not isinstance(file, UploadFile) or not file.filename:
            return _back(request, "/admin", messages.NO_FILE)
        name, data = file.filename, await file.read()
        try:
            draft = await asyncio.to_thread(self._drafts.draft, name, data)
        except WenchengError as error:
            return _back(request, "/admin", messages.REFUSED.format(reason=error))
        doubts.keep(self._state, draft.identity, draft.given.stitched)
        return RedirectResponse(f"/admin/drafts/{draft.identity}", 303)

    async def draft(self, request: Request) -> Response:
        """GET /admin/drafts/ID: a page that waits, its reports in colour, its doubtful joins."""
        pages = self._waiting(request)
        joins, leftover = doubts.held(self._state, request.path_params["id"])
        values = {
            "id": request.path_params["id"],
            "pages": pages,
            "doubts": joins,
            "leftover": leftover,
            "pieces": doubts.marked,
            "between": doubts.between,
            "replaces": any((self._at.config.library / p.path.name).is_file() for p in pages),
            "said": _said(request),
            "token": access.token(request),
        }
        return templating.page("draft.html", values)

    async def mend(self, request: Request) -> Response:
        """POST /admin/drafts/ID/mend: a head, or where a paragraph stands."""
        self._waiting(request)
        sent, identity = await access.form(request), request.path_params["id"]
        here = f"/admin/drafts/{identity}"
        try:
            at, change = _change(sent)
            await asyncio.to_thread(self._drafts.edit, identity, change, at)
        except (IndexError, ValueError, KeyError):
            return _back(request, here, messages.NO_SUCH_PLACE)
        except WenchengError as error:
            return _back(request, here, messages.REFUSED.format(reason=error))
        return RedirectResponse(f"{here}#report-{at}-{sent.get('report')}", 303)

    async def publish(self, request: Request) -> Response:
        """POST /admin/drafts/ID/publish."""
        identity = request.path_params["id"]
        self._waiting(request)
        made = await self._change(request, lambda: self._drafts.publish(identity))
        if made is None:
            return RedirectResponse(f"/admin/drafts/{identity}", 303)
        self._drafts.drop(identity)
        doubts.forget(self._state, identity)
        return _back(request, "/admin", messages.PUBLISHED, made)

    async def drop(self, request: Request) -> Response:
        """POST /admin/drafts/ID/drop."""
        self._waiting(request)
        self._drafts.drop(request.path_params["id"])
        doubts.forget(self._state, request.path_params["id"])
        return _back(request, "/admin", messages.DROPPED)

    async def reopen(self, request: Request) -> Response:
        """POST /admin/pages/NAME/mend: a page of the library, to be mended and published anew."""
        held = self._own(request)
        data = dump(held.page).encode()
        draft = await asyncio.to_thread(self._drafts.draft, held.path.name, data)
        return RedirectResponse(f"/admin/drafts/{draft.identity}", 303)

    async def withdraw(self, request: Request) -> Response:
        """POST /admin/pages/NAME/withdraw: a report."""
        held, number = self._own(request), (await access.form(request)).get("report")
        if not isinstance(number, str) or number not in map(
            str, range(1, len(held.page.sections) + 1)
        ):
            return _back(request, "/admin", messages.NO_SUCH_PLACE)
        change, place = secrets.token_hex(6), int(number)
        made = await self._change(request, lambda: self._drafts.withdraw(held, place, change))
        return _back(request, "/admin", messages.WITHDRAWN if made else "", made or "")

    async def take_back(self, request: Request) -> Response:
        """POST /admin/changes/ID/take-back."""
        change = request.path_params["id"]
        done = await self._change(request, lambda: self._drafts.take_back(change) and change)
        return _back(request, "/admin", messages.TAKEN_BACK if done else messages.TOO_LATE)

    def _waiting(self, request: Request) -> list[LibraryPage]:
        files = self._drafts.files(request.path_params["id"])
        if not files:
            raise HTTPException(404)
        return [*map(read_page, files)]

    def _own(self, request: Request) -> LibraryPage:
        name = request.path_params["name"]
        pages = self._at.live.snapshot.library.pages
        held = next((held for held in pages if held.name == name and self._is_own(held)), None)
        if held is None:
            raise HTTPException(404, messages.UNKNOWN_PAGE)
        return held

    async def _change(self, request: Request, work: Callable[[], str | bool | None]) -> str | None:
        """Change the library and load it; its refusal is said, and nothing is changed then."""
        async with self._changing:
            try:
                made = await asyncio.to_thread(_changed, self._drafts, self._at.live, work)
            except WenchengError as error:
                log.warning("the library was not changed: %s", error)
                request.session["said"] = messages.REFUSED.format(reason=error)[:120]
                return None
        return made or None


def _changed(drafts: Drafts, live: Live, work: Callable[[], str | bool | None]) -> str:
    """Do it and load the library; one that can't be loaded with it is put back as it was."""
    made = work()
    if not made:
        return ""
    try:
        live.reload()
    except WenchengError:
        drafts.take_back(str(made))
        raise
    return str(made)


def _change(sent: FormData) -> tuple[int, Callable[[Page], Page]]:
    """The page (from 0) and its change as a form has them; ValueError, KeyError for no such."""
    fields = {name: value for name, value in sent.items() if isinstance(value, str)}
    report, act = int(fields["report"]), fields["act"]
    changes: dict[str, Callable[[Page], Page]] = {
        "head": lambda page: mending.headed(page, report, fields),
        "drop": lambda page: editing.drop(page, report),
        "append": lambda page: editing.join(page, report, report + 1),
        "split": lambda page: editing.cut(page, report, int(fields["paragraph"])),
        "up": lambda page: mending.shifted(page, report, int(fields["paragraph"]), -1),
        "down": lambda page: mending.shifted(page, report, int(fields["paragraph"]), 1),
        "join": lambda page: mending.joined(page, report, int(fields["paragraph"])),
        "cut": lambda page: mending.cut(page, report, int(fields["paragraph"]), int(fields["at"])),
        "move": lambda page: mending.moved(
            page, report, int(fields["paragraph"]), int(fields["to"])
        ),
    }
    return int(fields.get("page", "0")), changes[act]


def _still(snapshot: Snapshot, complaint: Complaint) -> bool:
    """Whether a question still finds nothing, or people said its answer was no use."""
    if complaint.kind is Kind.USELESS:
        return True
    return answer(snapshot, complaint.question, limit=1).status is Status.NOT_FOUND


def _back(request: Request, address: str, said: str, change: str = "") -> Response:
    """Go there, and say it once."""
    if said:
        request.session["said"] = said[:120]
        request.session["change"] = change
    return RedirectResponse(address, 303)


def _said(request: Request) -> dict[str, str]:
    return {name: request.session.pop(name, "") for name in ("said", "change")}
