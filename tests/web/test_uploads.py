"""A file that was sent is read in the end, whatever becomes of the server meanwhile."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from bot.config import Config
from bot.web.admin.uploads import TRIES, UploadRecord, UploadStore
from corpus.publishing.drafts import Drafts
from tests.web.conftest import served
from tests.web.html import Page
from tests.web.test_review import PAPER, SECRET, config, token, was_read

__all__ = ["config"]


@contextmanager
def admin_of(config: Config) -> Iterator[httpx.Client]:
    with served(config) as url, httpx.Client(base_url=url, follow_redirects=True) as client:
        client.post("/admin/login", data={"secret": SECRET})
        yield client


def send(admin: httpx.Client) -> httpx.Response:
    files = {"file": ("夜校.txt", PAPER.encode())}
    return admin.post("/admin/upload", data={"token": token(admin)}, files=files)


def test_a_file_that_is_being_read_is_read_by_the_next_server(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    never = threading.Event()
    with monkeypatch.context() as patched:
        patched.setattr(Drafts, "draft", lambda *_: never.wait())
        with admin_of(config) as admin:
            path = send(admin).url.path
            assert path.startswith("/admin/reading/")
            assert "夜校.txt" in admin.get("/admin").text
    with admin_of(config) as admin:
        draft = was_read(admin, admin.get(path))
        assert draft.url.path.startswith("/admin/drafts/")
        assert "办好职工夜校" in draft.text
    assert not list(UploadStore(config.web.state).waiting())
    never.set()


def test_what_ends_the_server_each_time_is_given_up(config: Config) -> None:
    UploadStore(config.web.state).keep("bad", UploadRecord("坏.txt", 1.0, TRIES), PAPER.encode())
    UploadStore(config.web.state).keep("good", UploadRecord("好.txt", 2.0), PAPER.encode())
    with admin_of(config) as admin:
        refused = Page(was_read(admin, admin.get("/admin/reading/bad")).text)
        assert "坏.txt：读了 3 次" in refused.one("div", "notice").text
        assert was_read(admin, admin.get("/admin/reading/good")).url.path.startswith("/admin/draf")
    assert not list(UploadStore(config.web.state).waiting())


def test_only_the_owner_reads_what_was_sent(config: Config) -> None:
    uploads = UploadStore(config.web.state)
    uploads.keep("one", UploadRecord("一.txt", 1.0), b"x")
    assert (config.web.state / "uploads").stat().st_mode & 0o077 == 0
    (config.web.state / "uploads" / "one" / "about.json").write_text("{")
    assert not list(uploads.waiting())
