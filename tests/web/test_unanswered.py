"""Admins mend in the browser what went unanswered, without scripts."""

import httpx
import pytest

from bot.config import Config
from corpus import pins
from retrieval.live import Live
from tests.web.html import Page
from tests.web.test_review import PAPER, SECRET, admin, client, config, send, token, upload

__all__ = ["admin", "client", "config"]

QUESTION = "湖州的四根柱子是什么"


def complained(admin: httpx.Client, question: str = QUESTION) -> Page:
    """The page of a question that was of no use to somebody."""
    admin.post("/opinion", data={"q": question, "opinion": "useless"})
    listed = Page(admin.get("/admin").text)
    (link,) = (a for a in listed.all("a") if a.text.startswith(question))
    return Page(admin.get(link.attributes["href"]).text)


def is_listed(admin: httpx.Client, question: str = QUESTION) -> bool:
    links = Page(admin.get("/admin").text).all("a")
    return any(link.text.startswith(f"{question} 1 人") for link in links)


def message(admin: httpx.Client, question: str = QUESTION) -> str:
    return str(admin.get("/api/ask", params={"q": question}).json()["message"])


def test_a_question_is_pinned_and_unpinned(admin: httpx.Client, config: Config) -> None:
    page = complained(admin)
    offered = [i.attributes["value"] for i in page.all("input") if "radio" in i.attributes.values()]
    fields = {"q": QUESTION, "act": "pin", "passage": offered[0], "also": "四根柱子呢\n"}
    said = Page(send(admin, "/admin/mend", **fields).text).one("div", "notice").text
    assert f"现在答得上了（2）：{QUESTION}、四根柱子呢" in said
    assert "管理员" in message(admin, "四根柱子呢？")
    assert not is_listed(admin)
    kept = pins.read([config.library])
    assert [pin.passage for pin in kept] == [offered[0]]
    send(admin, "/admin/mend", act="unpin", pinned=QUESTION)
    assert pins.read([config.library]) == ()
    assert is_listed(admin)


def test_words_that_mean_the_same(admin: httpx.Client) -> None:
    complained(admin)
    bad = send(admin, "/admin/mend", q=QUESTION, act="term", terms="四根柱子")
    assert "两个以上" in bad.text
    send(admin, "/admin/mend", q=QUESTION, act="term", terms="四根柱子 四大体系")
    assert admin.get("/api/ask", params={"q": QUESTION}).json()["status"] == "answered"
    assert not is_listed(admin)
    assert "四根柱子 = 四大体系" in admin.get("/admin").text
    silencing = {"act": "unterm", "terms": "四根柱子 四大体系"}
    admin.post("/opinion", data={"q": QUESTION, "opinion": "useless"})
    refused = Page(send(admin, "/admin/mend", **silencing).text)
    assert f"现在答不上了（1）：{QUESTION}" in refused.one("form", "notice").text
    assert admin.get("/api/ask", params={"q": QUESTION}).json()["status"] == "answered"
    send(admin, "/admin/mend", sure="1", **silencing)
    assert admin.get("/api/ask", params={"q": QUESTION}).json()["status"] == "not_found"


def test_what_helps_nobody_is_asked_about_once_more(admin: httpx.Client, config: Config) -> None:
    fields = {"q": "湖州的火星基地", "act": "term", "terms": "火星基地 月球基地"}
    refused = Page(send(admin, "/admin/mend", **fields).text).one("form", "notice").text
    assert "还是没有答上（1）：湖州的火星基地" in refused
    assert not (config.library / pins.TERMS).exists()
    send(admin, "/admin/mend", sure="1", **fields)
    assert (config.library / pins.TERMS).is_file()


def test_a_question_asked_in_vain_is_on_the_list(admin: httpx.Client) -> None:
    admin.get("/", params={"q": "湖州的火星基地"})
    assert is_listed(admin, "湖州的火星基地")


def test_what_was_kept_is_taken_back(admin: httpx.Client, config: Config) -> None:
    complained(admin)
    kept = send(admin, "/admin/mend", q=QUESTION, act="term", terms="四根柱子 四大体系")
    forms = [form.attributes["action"] for form in Page(kept.text).all("form")]
    back = next(action for action in forms if action.endswith("take-back"))
    assert "已撤回" in send(admin, back).text
    assert not (config.library / pins.TERMS).exists()


def test_other_words_find_other_passages(admin: httpx.Client) -> None:
    complained(admin, "湖州的火星基地")
    address = {"q": "湖州的火星基地", "find": "湖州的四大体系"}
    assert (
        "四大体系"
        in Page(admin.get("/admin/mend", params=address).text).one("form", "pinning").text
    )
    send(admin, "/admin/mend", q="湖州的火星基地", act="settle")
    assert not is_listed(admin, "湖州的火星基地")


def test_a_page_is_tried_before_it_is_published(admin: httpx.Client) -> None:
    question = "梅州的职工夜校"
    admin.post("/opinion", data={"q": question, "opinion": "useless"})
    draft = upload(admin)
    assert f"现在答得上了（1）：{question}" in admin.get(draft, params={"try": "1"}).text


def test_nobody_mends_without_the_secret(client: httpx.Client) -> None:
    assert client.get("/admin/mend", params={"q": "x"}).url.path == "/admin/login"
    assert client.post("/admin/mend", data={"q": "x"}).url.path == "/admin/login"
    assert SECRET not in client.get("/admin/login").text


def test_an_answer_that_is_remembered_is_forgotten_with_the_library(admin: httpx.Client) -> None:
    question = {"q": "梅州的职工夜校"}
    for _ in range(2):
        assert not Page(admin.get("/", params=question).text).all("blockquote")
    send(admin, f"{upload(admin)}/publish", sure="1")
    assert Page(admin.get("/", params=question).text).all("blockquote")


def test_a_library_that_is_elsewhere_is_not_changed_here(
    admin: httpx.Client, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Live, "is_elsewhere", True)
    fields = {"q": QUESTION, "act": "term", "terms": "四根柱子 四大体系"}
    assert (
        "corpus push" in Page(send(admin, "/admin/mend", **fields).text).one("div", "notice").text
    )
    assert not (config.library / pins.TERMS).exists()
    files = {"file": ("版面.txt", PAPER.encode())}
    sent = admin.post("/admin/upload", data={"token": token(admin)}, files=files)
    assert "corpus push" in Page(sent.text).one("div", "notice").text
