"""Admins send a page, mend it and publish it, in a browser that runs no scripts."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from bot.config import Config
from bot.web.admin.access import VARIABLE
from bot.web.admin.draft import shown
from corpus.errors import InputError
from corpus.publishing.drafts import Draft
from corpus.publishing.publish import Incoming
from corpus.stitching.result import Join, Stitched
from tests.corpus.stitching.test_command import DOUBTFUL
from tests.source.papers import two_columns
from tests.web.conftest import configured, served
from tests.web.html import Page

SECRET = "芝麻开门芝麻开门芝麻开门"
PAPER = """梅州市总工会主席张三：**办好职工夜校**

梅州工会今年办好职工夜校，开设书法、摄影两门课程，方便职工下班以后学习。

韶关市总工会主席李四：**建好职工书屋**

韶关工会今年建好职工书屋，添置图书两千册，让职工有书可读。
"""


@pytest.fixture
def config(tmp_path: Path) -> Config:
    (tmp_path / "secret.txt").write_text(SECRET + "\n", encoding="utf-8")
    made = configured(tmp_path)
    return replace(made, web=replace(made.web, admin_secret_file=tmp_path / "secret.txt"))


@pytest.fixture
def client(config: Config) -> Iterator[httpx.Client]:
    with served(config) as url, httpx.Client(base_url=url, follow_redirects=True) as found:
        yield found


@pytest.fixture
def admin(client: httpx.Client) -> httpx.Client:
    page = Page(client.post("/admin/login", data={"secret": SECRET}).text)
    assert page.one("h1").text == "管理"
    return client


def token(admin: httpx.Client) -> str:
    fields = Page(admin.get("/admin").text).all("input")
    return next(f.attributes["value"] for f in fields if f.attributes.get("name") == "token")


def send(admin: httpx.Client, path: str, **fields: str) -> httpx.Response:
    return admin.post(path, data={"token": token(admin), **fields})


def upload(admin: httpx.Client, name: str = "版面.txt", text: str = PAPER) -> str:
    """Send a page; the path of where it waits."""
    files = {"file": (name, text.encode())}
    response = was_read(
        admin, admin.post("/admin/upload", data={"token": token(admin)}, files=files)
    )
    assert response.url.path.startswith("/admin/drafts/"), response.text
    return response.url.path


def was_read(admin: httpx.Client, response: httpx.Response) -> httpx.Response:
    """What is shown once a file was read: until then, how far it is."""
    while response.url.path.startswith("/admin/reading/"):
        assert "用了" in response.text
        response = admin.get(response.url.path)
    return response


def asked(client: httpx.Client, question: str) -> str:
    return client.get("/api/ask", params={"q": question}).json()["status"]  # type: ignore[no-any-return]


def test_a_page_is_published_withdrawn_and_taken_back(admin: httpx.Client) -> None:
    draft = upload(admin)
    assert draft.startswith("/admin/drafts/")
    assert asked(admin, "梅州的职工夜校") == "not_found"
    said = Page(send(admin, f"{draft}/publish").text)
    assert "已发布" in said.one("div", "notice").text
    assert asked(admin, "梅州的职工夜校") == "answered"
    withdrawn = Page(send(admin, "/admin/pages/版面/withdraw", report="1").text)
    assert asked(admin, "梅州的职工夜校") == "not_found"
    back = next(
        form.attributes["action"]
        for form in withdrawn.all("form")
        if "take-back" in form.attributes["action"]
    )
    assert "已撤回" in send(admin, back).text
    assert asked(admin, "梅州的职工夜校") == "answered"
    assert "撤不回" in send(admin, back).text


def test_a_page_is_mended_before_it_is_published(admin: httpx.Client) -> None:
    draft = upload(admin)
    send(
        admin,
        f"{draft}/mend",
        act="head",
        report="2",
        city="曲江区",
        author="李四",
        headline="书屋",
    )
    send(admin, f"{draft}/mend", act="cut", report="1", paragraph="1", at="14")
    send(admin, f"{draft}/mend", act="move", report="1", paragraph="2", to="2")
    page = Page(admin.get(draft).text)
    words = [p.text for p in page.all("p", "words")]
    assert words[0] == "1梅州工会今年办好职工夜校，开"
    assert words[2].startswith("2设书法")
    send(admin, f"{draft}/publish")
    found = admin.get("/api/pages/版面").json()["sections"]
    assert [section["city"] for section in found] == ["梅州", "曲江区"]
    passages = admin.get("/api/pages/版面/2").json()["passages"]
    assert all(passage["source"] for passage in passages)


def test_a_page_that_waits_survives_a_restart(config: Config) -> None:
    with served(config) as url, httpx.Client(base_url=url, follow_redirects=True) as client:
        client.post("/admin/login", data={"secret": SECRET})
        draft = upload(client)
        send(client, f"{draft}/mend", act="head", report="1", city="梅县区", headline="夜校")
        cookies = client.cookies
    with served(config) as url, httpx.Client(base_url=url, cookies=dict(cookies)) as client:
        assert "梅县区" in client.get(draft).text
        assert draft in client.get("/admin").text


def test_dropped_is_gone(admin: httpx.Client) -> None:
    draft = upload(admin)
    assert "没有发布" in send(admin, f"{draft}/drop").text
    assert admin.get(draft).status_code == 404


def test_a_published_page_is_mended(admin: httpx.Client) -> None:
    send(admin, f"{upload(admin)}/publish")
    again = send(admin, "/admin/pages/版面/mend").url.path
    assert "会换掉它" in admin.get(again).text
    who = {"office": "梅州市总工会主席", "author": "张三"}
    send(admin, f"{again}/mend", act="head", report="1", city="梅县区", headline="夜校", **who)
    send(admin, f"{again}/publish")
    assert admin.get("/api/pages/版面").json()["sections"][0]["city"] == "梅县区"


def test_what_is_refused_changes_nothing(admin: httpx.Client) -> None:
    draft = upload(admin)
    for act in ({"act": "cut", "at": "x"}, {"act": "move", "to": "9"}, {"act": "none"}, {}):
        response = send(admin, f"{draft}/mend", report="1", paragraph="1", **act)
        assert "没有这个地方" in response.text
    assert send(admin, "/admin/pages/zhejiang-unions-2016/mend").status_code == 404


def test_files_that_are_no_page(admin: httpx.Client) -> None:
    files = {"file": ("a.gif", b"GIF89a")}
    sent = admin.post("/admin/upload", data={"token": token(admin)}, files=files)
    assert "没有改动" in was_read(admin, sent).text
    response = admin.post("/admin/upload", data={"token": token(admin), "file": ""})
    assert "请先选一个文件" in response.text


def test_nobody_gets_in_without_the_secret(client: httpx.Client) -> None:
    for path in ("/admin", "/admin/drafts/x"):
        assert client.get(path).url.path == "/admin/login"
    refused = client.post("/admin/login", data={"secret": "wrong"})
    assert refused.status_code == 403
    assert "口令不对" in refused.text
    assert client.post("/admin/upload", data={"token": "x"}).url.path == "/admin/login"


def test_tries_are_few(client: httpx.Client) -> None:
    codes = [client.post("/admin/login", data={"secret": str(n)}).status_code for n in range(6)]
    assert codes == [403] * 5 + [429]
    assert client.post("/admin/login", data={"secret": SECRET}).status_code == 429


def test_forms_need_the_sessions_token(admin: httpx.Client) -> None:
    draft = upload(admin)
    assert admin.post(f"{draft}/publish", data={"token": "wrong"}).status_code == 403
    assert admin.post(f"{draft}/publish").status_code in (403, 413)
    headers = {"Origin": "https://elsewhere.example"}
    sent = {"token": token(admin)}
    assert admin.post(f"{draft}/publish", data=sent, headers=headers).status_code == 403
    assert asked(admin, "梅州的职工夜校") == "not_found"


def test_logged_out_is_out(admin: httpx.Client) -> None:
    send(admin, "/admin/logout")
    assert admin.get("/admin").url.path == "/admin/login"


def test_without_a_secret_there_is_no_admin(tmp_path: Path) -> None:
    with served(configured(tmp_path)) as url:
        assert httpx.get(f"{url}/admin").status_code == 404
        assert httpx.get(f"{url}/admin/login").status_code == 404


def test_a_short_secret_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "short")
    with pytest.raises(InputError, match="太短"), served(configured(tmp_path)):
        pass


def test_unanswered_questions_are_listed(admin: httpx.Client) -> None:
    admin.post("/opinion", data={"q": "渔场几点开门", "opinion": "useless"})
    assert "渔场几点开门" in admin.get("/admin").text


def test_reports_are_joined_and_parted(admin: httpx.Client) -> None:
    draft = upload(admin)
    send(admin, f"{draft}/mend", act="append", report="1")
    page = Page(admin.get(draft).text)
    assert len(page.all("section", "draft")) == 1
    send(admin, f"{draft}/mend", act="split", report="1", paragraph="2")
    assert len(Page(admin.get(draft).text).all("section", "draft")) == 2


def test_a_paragraph_is_deleted(admin: httpx.Client) -> None:
    draft = upload(admin)
    pieces = len(Page(admin.get(draft).text).all("div", "part"))
    send(admin, f"{draft}/mend", act="append", report="1")
    send(admin, f"{draft}/mend", act="drop-paragraph", report="1", paragraph="1")
    assert len(Page(admin.get(draft).text).all("div", "part")) < pieces + 1


def test_bad_files_of_the_library_are_told_to_admins_alone(config: Config) -> None:
    config.library.mkdir(exist_ok=True)
    (config.library / "terms.txt").write_bytes(b"\xff\xfe")
    with served(config) as url, httpx.Client(base_url=url, follow_redirects=True) as client:
        assert "没有读入" not in client.get("/").text
        page = Page(client.post("/admin/login", data={"secret": SECRET}).text)
        assert "terms.txt:1：不是 UTF-8 编码" in page.all("p", "quiet")[0].text


def test_doubts_last_through_corrections_and_corrections_are_undone(admin: httpx.Client) -> None:
    draft = upload(admin, text=DOUBTFUL)
    page = Page(admin.get(draft).text)
    doubts = [a.text for a in page.all("a", "doubt")]
    assert doubts
    assert not [b for b in page.all("button") if b.text == "撤销上一步"]
    send(admin, f"{draft}/mend", act="head", report="1", headline="改过的题目")
    mended = Page(admin.get(draft).text)
    assert [a.text for a in mended.all("a", "doubt")] == doubts
    assert "改过的题目" in mended.one("div", "reports-now").text
    undone = Page(send(admin, f"{draft}/undo").text)
    assert "改过的题目" not in undone.one("div", "reports-now").text
    assert "没有可以撤销的改动" in send(admin, f"{draft}/undo").text


def test_a_doubtful_join_is_marked_on_the_picture(tmp_path: Path) -> None:
    held = two_columns(tmp_path)
    (_, second, _) = held.page.sections
    (first, *_, last) = (span for p in second.paragraphs for span in p.spans)
    spans = second.paragraphs[0].spans
    join = Join(spans[1], spans[2], 0.62, last)
    document = held.document()
    assert document is not None
    stitched = Stitched(document.text, (), (), (), (), (join,), document=document)
    given = Incoming(("paper",), (held.page,), (stitched,), document=document)
    (page,) = shown(Draft("x", given, False, (), 0), [held])
    (doubt,) = page["doubts"]
    assert (doubt.percent, doubt.number) == (62, 1)
    (sheet,) = page["sheets"]
    (mark,) = sheet["marks"]
    (before,), (after,) = document.boxes([spans[1]]), document.boxes([spans[2]])
    assert (mark["x"], mark["to"]) == (before.x1, (after.x0, after.y0))
    assert [piece["report"] for piece in sheet["pieces"]] == [1, 2, 2, 3]
    assert first in spans
