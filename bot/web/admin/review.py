"""Admins' pages: send a page, look at it, mend it, publish it; withdraw and take back."""

import asyncio
import secrets
from collections.abc import Callable
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.mending import Mending
from bot.outcomes import Effect
from bot.web import context, messages, templating
from bot.web.admin import access, pieces
from bot.web.admin.changing import SAID, Changing, Work, back, said_once
from bot.web.admin.draft import shown
from bot.web.admin.reading import DraftReader
from bot.web.admin.uploads import UploadStore
from bot.web.library.pages import sheet_picture
from corpus.errors import InputError, WenchengError
from corpus.library import LibraryPage, dump, read_page
from corpus.publishing import editing
from corpus.publishing.drafts import Draft, Drafts
from corpus.section import Page
from retrieval.snapshot import Snapshot

# Seconds that a browser waits for a file to be read before it is shown how far that is.
PATIENCE = 1.0


class Review:
    """The library as admins see it; one change at a time."""

    def __init__(self, at: context.WebContext, changing: Changing) -> None:
        config = at.config
        self._at = at
        self._drafts = Drafts(config.library, config.folders, config.telegram.state)
        self.files = DraftReader(self._drafts, UploadStore(config.web.state))
        self._changing = changing
        self._mending = Mending(config, at.feedback)

    async def overview(self, request: Request) -> Response:
        """GET /admin: pages that wait, the library, what went unanswered."""
        waiting = [(name, self._drafts.files(name)) for name in self._drafts.waiting()]
        values = await self._at.look(lambda snapshot: self._library(snapshot))
        found = {
            "waiting": waiting,
            "reading": self.files.under_way(),
            "said": said_once(request),
            "token": access.token(request),
        }
        return templating.page("admin.html", {**values, **found})

    def _library(self, snapshot: Snapshot) -> dict[str, Any]:
        return {
            "pages": snapshot.library.pages,
            "own": self._is_own,
            "unanswered": self._mending.complaints(snapshot),
            **self._kept(snapshot),
        }

    def _kept(self, snapshot: Snapshot) -> dict[str, Any]:
        """What admins tied to questions, and what is wrong with the library's files."""
        amiss = [left.reason for left in snapshot.left_out]
        try:
            return {"pins": self._mending.pins(), "terms": self._mending.terms(), "amiss": amiss}
        except InputError as error:
            return {"pins": (), "terms": (), "amiss": [*dict.fromkeys([*amiss, str(error)])]}

    def _is_own(self, held: LibraryPage) -> bool:
        return held.path.parent == self._at.config.library

    async def upload(self, request: Request) -> Response:
        """POST /admin/upload: a page; it is put together and waits."""
        file = (await access.form(request)).get("file")
        if self._at.live.is_elsewhere:
            return back(request, "/admin", messages.LIBRARY_ELSEWHERE)
        if not isinstance(file, UploadFile) or not file.filename:
            return back(request, "/admin", messages.NO_FILE)
        identity = secrets.token_hex(6)
        try:
            await self.files.begin(identity, file.filename, await file.read(), PATIENCE)
        except WenchengError as error:
            return back(request, "/admin", messages.REFUSED.format(reason=error))
        return await self._read(request, identity)

    async def reading(self, request: Request) -> Response:
        """GET /admin/reading/ID: how far a file is; where it waits, once it was read."""
        return await self._read(request, request.path_params["id"])

    async def _read(self, request: Request, identity: str) -> Response:
        job = self.files.job(identity)
        if job is None:
            raise HTTPException(404)
        if job.draft is not None:
            return RedirectResponse(f"/admin/drafts/{job.draft.identity}", 303)
        if job.refused:
            return back(request, "/admin", messages.REFUSED.format(reason=job.refused))
        here = f"/admin/reading/{identity}"
        if request.method == "POST":
            return RedirectResponse(here, 303)
        values = {"job": job, "here": here, "token": access.token(request)}
        return templating.page("reading.html", values)

    async def draft(self, request: Request) -> Response:
        """GET /admin/drafts/ID: a page that waits, its reports in colour, its doubtful joins.

        With `try`, what publishing it would do to the questions.
        """
        pages = self._waiting(request)
        draft = await asyncio.to_thread(self._drafts.look, request.path_params["id"])
        change = await self._tried(draft) if request.query_params.get("try") else None
        values = {
            "draft": draft,
            "pages": await asyncio.to_thread(shown, draft, pages),
            "warnings": (*draft.given.warnings, *draft.warnings),
            "tried": None if change is None else tuple(change),
            "worse": bool(change and change.worse),
            "said": said_once(request),
            "token": access.token(request),
        }
        return templating.page("draft.html", values)

    async def _tried(self, draft: Draft) -> Effect | None:
        snapshot = self._at.live.snapshot
        return await asyncio.to_thread(self._mending.tried_with, snapshot, draft.given)

    async def picture(self, request: Request) -> Response:
        """GET /admin/drafts/ID/picture/N: a sheet of the raw file; `?width=` as of pages."""
        held = self._waiting(request)[0]
        return await sheet_picture(held, request.path_params["number"], request)

    async def mend(self, request: Request) -> Response:
        """POST /admin/drafts/ID/mend: a head, or where a paragraph stands."""
        self._waiting(request)
        sent, identity = await access.form(request), request.path_params["id"]
        here = f"/admin/drafts/{identity}"
        try:
            at, change = _change(sent)
            await asyncio.to_thread(self._drafts.edit, identity, change, at)
        except (IndexError, ValueError, KeyError):
            return back(request, here, messages.NO_SUCH_PLACE)
        except WenchengError as error:
            return back(request, here, messages.REFUSED.format(reason=error))
        return RedirectResponse(f"{here}#report-{at}-{sent.get('to') or sent.get('report')}", 303)

    async def undo(self, request: Request) -> Response:
        """POST /admin/drafts/ID/undo: the last correction."""
        self._waiting(request)
        here, identity = f"/admin/drafts/{request.path_params['id']}", request.path_params["id"]
        try:
            await asyncio.to_thread(self._drafts.undo, identity)
        except WenchengError as error:
            return back(request, here, str(error))
        return RedirectResponse(here, 303)

    async def publish(self, request: Request) -> Response:
        """POST /admin/drafts/ID/publish; what would silence questions is asked about once more."""
        identity = request.path_params["id"]
        self._waiting(request)
        if not (await access.form(request)).get("sure"):
            change = await self._tried(await asyncio.to_thread(self._drafts.look, identity))
            if change and change.worse:
                return RedirectResponse(f"/admin/drafts/{identity}?try=1", 303)
        made = await self._change(request, lambda: self._drafts.publish(identity))
        if made is None:
            return RedirectResponse(f"/admin/drafts/{identity}", 303)
        self._drafts.drop(identity)
        return back(request, "/admin", messages.PUBLISHED, made)

    async def drop(self, request: Request) -> Response:
        """POST /admin/drafts/ID/drop."""
        self._waiting(request)
        self._drafts.drop(request.path_params["id"])
        return back(request, "/admin", messages.DROPPED)

    async def reopen(self, request: Request) -> Response:
        """POST /admin/pages/NAME/mend: a page of the library, to be mended and published anew."""
        held = self._own(request)
        data = dump(held.page).encode()
        try:
            draft = await asyncio.to_thread(self._drafts.draft, held.path.name, data)
        except WenchengError as error:
            return back(request, "/admin", messages.REFUSED.format(reason=error))
        return RedirectResponse(f"/admin/drafts/{draft.identity}", 303)

    async def withdraw(self, request: Request) -> Response:
        """POST /admin/pages/NAME/withdraw: a report."""
        held, number = self._own(request), (await access.form(request)).get("report")
        if not isinstance(number, str) or number not in map(
            str, range(1, len(held.page.sections) + 1)
        ):
            return back(request, "/admin", messages.NO_SUCH_PLACE)
        change, place = secrets.token_hex(6), int(number)
        made = await self._change(request, lambda: self._drafts.withdraw(held, place, change))
        return back(request, "/admin", messages.WITHDRAWN if made else "", made or "")

    async def take_back(self, request: Request) -> Response:
        """POST /admin/changes/ID/take-back."""
        change = request.path_params["id"]
        done = await self._change(
            request, lambda: change if self._drafts.take_back(change) else None
        )
        return back(request, "/admin", messages.TAKEN_BACK if done else messages.TOO_LATE)

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

    async def _change(self, request: Request, work: Work) -> str | None:
        """Change the library and load it; its refusal is said, and nothing is changed then."""
        try:
            return await self._changing.made(work) or None
        except WenchengError as error:
            request.session["said"] = messages.REFUSED.format(reason=error)[:SAID]
            return None


def _change(sent: FormData) -> tuple[int, Callable[[Page], Page]]:
    """The page (from 0) and its change as a form has them; ValueError, KeyError for no such."""
    fields = {name: value for name, value in sent.items() if isinstance(value, str)}
    report, act = int(fields["report"]), fields["act"]
    changes: dict[str, Callable[[Page], Page]] = {
        "head": lambda page: pieces.headed(page, report, fields),
        "drop": lambda page: editing.drop(page, report),
        "drop-paragraph": lambda page: editing.drop_paragraph(
            page, report, int(fields["paragraph"])
        ),
        "append": lambda page: editing.join(page, report, report + 1),
        "split": lambda page: editing.cut(page, report, int(fields["paragraph"])),
        "up": lambda page: pieces.shifted(page, report, int(fields["paragraph"]), -1),
        "down": lambda page: pieces.shifted(page, report, int(fields["paragraph"]), 1),
        "join": lambda page: pieces.joined(page, report, int(fields["paragraph"])),
        "cut": lambda page: pieces.cut(page, report, int(fields["paragraph"]), int(fields["at"])),
        "move": lambda page: pieces.moved(
            page,
            report,
            int(fields["paragraph"]),
            int(fields["to"]),
            int(fields["after"]) if fields.get("after") else None,
        ),
    }
    return int(fields.get("page", "0")), changes[act]
