"""The application: every address in order, and what stands around them."""

import asyncio
import functools
import gc
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.web import answers, api, context, errors, secret, templating
from bot.web.admin.access import AdminAccess, secret_of
from bot.web.admin.changing import Changing
from bot.web.admin.review import Review
from bot.web.admin.unanswered import Unanswered
from bot.web.caching import ETags
from bot.web.context import WebContext
from bot.web.library import pages, reports
from bot.web.security import NOBODY, TELEGRAM, ClientLimiter, SafeHeaders, is_forged
from bot.web.templating import STATIC
from corpus.errors import AwayError, WenchengError
from retrieval.answering.answer import answer
from retrieval.answering.telling.suggest import suggestions

Endpoint = Callable[[Request], Awaitable[Response]]

# Seconds after the last question that a conversation is remembered.
REMEMBERED = 1800
# Bytes that are sent as they are, and how hard the rest is compressed: 5 of 9 costs a third.
SMALL, EFFORT = 600, 5


def build(at: WebContext) -> Starlette:
    """The application that answers from a context."""
    changing = Changing(at)
    review = Review(at, changing)
    limiter = ClientLimiter(at.config.web.questions_a_minute)
    limited = functools.partial(_limited, limiter)
    app = Starlette(
        routes=[
            Route("/", limited(answers.ask)),
            Route("/answer", limited(answers.fragment)),
            Route("/why", limited(answers.why)),
            Route("/opinion", _own(limited(answers.opinion)), methods=["POST"]),
            Route("/r/{id:path}", reports.report),
            Route("/picture/{name}/{number:int}", pages.picture),
            Route("/p/{name}", pages.page),
            Route("/p/{name}/{id:path}", pages.passage),
            *_admin_routes(at, review, Unanswered(at, changing)),
            Route("/api/ask", limited(api.ask), methods=["GET", "POST"]),
            Route("/api/passages/{id:path}", limited(api.passage)),
            Route("/api/pages", limited(api.pages)),
            Route("/api/pages/{name}", limited(api.page)),
            Route("/api/pages/{name}/{number:int}", limited(api.report)),
            Route("/openapi.json", _openapi),
            Route("/healthz", _health),
            Route("/metrics", _metrics),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=_around(at),
        lifespan=_lifespan(at, review),
        exception_handlers={
            HTTPException: errors.said,
            AwayError: errors.away,
        },
    )
    app.state.context = at
    return app


def _lifespan(
    at: WebContext, review: Review
) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    """What begins and ends with the server: it reads on what the last one left."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await asyncio.to_thread(_warm_up, at)
        review.files.resume()
        yield
        review.files.leave()

    return lifespan


def _warm_up(at: WebContext) -> None:
    """Have done what the first reader would wait for, and what is collected as garbage look away
    from all that stays: a look at it takes a tenth of a second."""
    templating.prepare()
    with suppress(WenchengError):
        at.live.on(lambda snapshot: [answer(snapshot, q) for q in suggestions(snapshot, ())])
    gc.collect()
    gc.freeze()


def _admin_routes(at: WebContext, review: Review, unanswered: Unanswered) -> list[Route]:
    """What changes the library; 404 throughout where there is no secret."""
    admin = _admin(at)

    def post(path: str, endpoint: Endpoint) -> Route:
        return Route(path, admin.changing(endpoint), methods=["POST"])

    return [
        Route("/admin", admin.only(review.overview)),
        Route("/admin/login", admin.login, methods=["GET", "POST"]),
        post("/admin/logout", admin.logout),
        post("/admin/upload", review.upload),
        Route("/admin/mend", admin.only(unanswered.question), methods=["GET"]),
        post("/admin/mend", unanswered.mend),
        Route("/admin/reading/{id}", admin.only(review.reading)),
        Route("/admin/drafts/{id}", admin.only(review.draft)),
        post("/admin/drafts/{id}/mend", review.mend),
        post("/admin/drafts/{id}/undo", review.undo),
        Route("/admin/drafts/{id}/picture/{number:int}", admin.only(review.picture)),
        post("/admin/drafts/{id}/publish", review.publish),
        post("/admin/drafts/{id}/drop", review.drop),
        post("/admin/pages/{name}/mend", review.reopen),
        post("/admin/pages/{name}/withdraw", review.withdraw),
        post("/admin/changes/{id}/take-back", review.take_back),
    ]


def _admin(at: WebContext) -> AdminAccess:
    return AdminAccess(secret_of(at.config.web), secret.kept(at.config.web.state))


def _around(at: WebContext) -> list[Middleware]:
    web = at.config.web
    is_https = (web.url or "").startswith("https:")
    session = Middleware(
        SessionMiddleware,
        secret_key=secret.kept(web.state),
        session_cookie="wencheng",
        max_age=REMEMBERED,
        https_only=is_https,
    )
    origins = list(web.cors)
    cors = Middleware(CORSMiddleware, allow_origins=origins, allow_methods=["GET", "POST"])
    return [
        # Where there is such an address, the bot's menu button opens it.
        Middleware(SafeHeaders, TELEGRAM if is_https else NOBODY),
        Middleware(errors.Failures),
        *([cors] if origins else []),
        Middleware(GZipMiddleware, minimum_size=SMALL, compresslevel=EFFORT),
        Middleware(ETags),
        session,
    ]


def _limited(limiter: ClientLimiter, endpoint: Endpoint) -> Endpoint:
    """An endpoint that one client may not ask too often."""

    @functools.wraps(endpoint)
    async def limited(request: Request) -> Response:
        client = request.client.host if request.client else ""
        if seconds := limiter.wait(client):
            raise HTTPException(429, headers={"Retry-After": str(seconds)})
        return await endpoint(request)

    return limited


def _own(endpoint: Endpoint) -> Endpoint:
    """An endpoint that takes forms of this site's own pages alone."""

    @functools.wraps(endpoint)
    async def own(request: Request) -> Response:
        if is_forged(request.headers):
            raise HTTPException(403)
        return await endpoint(request)

    return own


async def _openapi(_: Request) -> Response:
    return FileResponse(STATIC.with_name("openapi.json"))


async def _health(request: Request) -> Response:
    passages = len(context.of(request).live.snapshot.passages)
    return JSONResponse({"status": "ok", "passages": passages})


async def _metrics(_: Request) -> Response:
    return Response(generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})
