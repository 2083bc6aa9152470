"""Word documents and saved web pages are one report each."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest

from corpus.errors import InputError
from corpus.reading import kinds
from corpus.reading.article import Article
from corpus.reading.document import document_of
from corpus.stitching.result import Stitched
from corpus.stitching.stitch import stitch_document

LEAD = "本报白鹭1月5日讯 今年以来，白鹭市总工会把职工夜校办到了二十一个工业园区，开设十五门课程。"
BODY = "学费全部由工会承担，教材由企业提供，上课的时间由职工投票来定，一年里有三千人来上课。"


def word(build: Callable[[Any], None]) -> bytes:
    document = docx.Document()
    build(document)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def stitched(data: bytes, name: str) -> Stitched:
    (page,) = stitch_document(document_of(data, Path(name)))
    return page


def texts(page: Stitched) -> list[str]:
    return [p.text for s in page.sections for p in s.section.paragraphs]


def report(document: Any) -> None:
    document.add_heading("职工夜校开到厂区里", 0)
    document.add_paragraph("2016年1月6日　来源：白鹭日报")
    document.add_paragraph("本报记者 何悦 王志勇")
    document.add_paragraph("　　" + LEAD)
    document.add_paragraph().add_run("学费全免").bold = True
    document.add_paragraph(BODY)
    document.add_table(1, 1).cell(0, 0).text = "报名电话在工会网站上。"


def test_a_word_document_is_a_report() -> None:
    page = stitched(word(report), "page.docx")
    section = page.sections[0].section
    assert (section.headline, section.city) == ("职工夜校开到厂区里", "白鹭")
    assert (section.credit, section.reporters) == ("本报记者 何悦 王志勇", ("何悦", "王志勇"))
    assert (page.imprint.day, page.imprint.publication) == (date(2016, 1, 6), "白鹭日报")
    assert texts(page) == [LEAD, "学费全免", BODY, "报名电话在工会网站上。"]
    assert [p.subhead for p in section.paragraphs] == [False, True, False, False]


def test_a_tables_rows_are_no_text_of_the_report() -> None:
    def build(document: Any) -> None:
        report(document)
        table = document.add_table(2, 3)
        for n, word in enumerate(["园区", "课程", "人数", "东区", "电工", "340"]):
            table.cell(n // 3, n % 3).text = word

    page = stitched(word(build), "page.docx")
    assert texts(page) == [LEAD, "学费全免", BODY, "报名电话在工会网站上。"]
    assert [block.text for block in page.captions] == ["园区　课程　人数", "东区　电工　340"]


def test_what_a_public_account_puts_round_its_article_is_no_text() -> None:
    body = "".join(
        f"<p>{line}</p>"
        for line in ("点击蓝字 关注我们", LEAD, BODY, "往期推荐", "夜校开课啦", "扫描二维码")
    )
    head = '<meta property="og:article:author" content="何悦"><title>职工夜校</title>'
    markup = (
        f'<html><head><meta charset="utf-8">{head}</head><body>'
        f'<h1 id="activity-name">职工夜校</h1><div id="js_content">{body}</div></body></html>'
    )
    page = stitched(markup.encode(), "page.html")
    assert texts(page) == [LEAD, BODY]
    assert page.sections[0].section.reporters == ("何悦",)


def test_a_title_without_a_mark_is_known_by_its_place() -> None:
    def plain(document: Any) -> None:
        for text in ("职工夜校开到厂区里", LEAD, BODY):
            document.add_paragraph(text)

    page = stitched(word(plain), "page.docx")
    assert page.sections[0].section.headline == "职工夜校开到厂区里"
    assert texts(page) == [LEAD, BODY]


def test_reporter_and_day_may_stand_on_one_line() -> None:
    def build(document: Any) -> None:
        for text in ("职工夜校开到厂区里", "本报记者 何悦 2016年1月6日", LEAD, BODY):
            document.add_paragraph(text)

    page = stitched(word(build), "page.docx")
    section = page.sections[0].section
    assert (section.credit, section.reporters) == ("本报记者 何悦", ("何悦",))
    assert page.imprint.day == date(2016, 1, 6)
    assert texts(page) == [LEAD, BODY]


def test_a_page_pasted_into_a_document_is_a_page() -> None:
    def pasted(document: Any) -> None:
        for city, name in (("东岭", "王明"), ("白河", "李芳")):
            document.add_paragraph(f"{city}市市长{name}：**开好局**")
            document.add_paragraph(f"{city}市今年要开好局，起好步。")

    page = stitched(word(pasted), "page.docx")
    assert [s.section.author for s in page.sections] == ["王明", "李芳"]


def test_words_struck_out_are_not_read_and_those_put_in_are() -> None:
    def revised(document: Any) -> None:
        document.add_paragraph("标题在这里")
        paragraph = document.add_paragraph("今年")
        run = paragraph.add_run("明年")._r
        from docx.oxml import OxmlElement

        inserted = OxmlElement("w:ins")
        run.addprevious(inserted)
        inserted.append(run)
        paragraph.add_run("开办夜校。")

    assert texts(stitched(word(revised), "page.docx")) == ["今年明年开办夜校。"]


PAGE = f"""<!DOCTYPE html><html><head><meta charset="%s"><title>职工夜校开到厂区里_白鹭网</title>
<meta property="og:site_name" content="白鹭网"><meta name="author" content="何悦"></head><body>
<nav><a href="/">首页</a><a href="/news">新闻</a></nav>
<article><h1>职工夜校开到厂区里</h1><p>2016-01-06 来源：白鹭日报</p>
<p>{LEAD}</p><p>{BODY}</p></article><footer>版权所有 白鹭网</footer></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_web_page_is_a_report(charset: str) -> None:
    page = stitched((PAGE % charset).encode(charset), "page.html")
    section = page.sections[0].section
    assert section.headline is not None
    assert section.headline.startswith("职工夜校开到厂区里")
    assert section.city == "白鹭"
    assert texts(page) == [LEAD, BODY]
    assert page.imprint.publication == "白鹭日报"


SHORT = ("步道全线修通，全长十二公里。", "沿线新种了三千棵树。", "下一步接到湿地。")


@pytest.mark.parametrize("tag", ["p", "div"])
@pytest.mark.parametrize("before", ["", "<div>首页 新闻</div>"])
def test_a_short_web_page_keeps_its_own_structure(tag: str, before: str) -> None:
    meta = f"<{tag}>来源：白鹭日报 记者：何悦 2016-01-06</{tag}>"
    body = "".join(f"<{tag}>{text}</{tag}>" for text in SHORT)
    markup = f"<html><body>{before}<h1>河边步道修通了</h1>{meta}{body}</body></html>"
    page = stitched(markup.encode(), "page.html")
    section = page.sections[0].section
    assert (section.headline, section.reporters) == ("河边步道修通了", ("何悦",))
    assert (page.imprint.publication, page.imprint.day) == ("白鹭日报", date(2016, 1, 6))
    assert texts(page) == list(SHORT)


ACCOUNT = f"""<html><head><meta property="og:title" content="职工夜校开到厂区里"></head><body>
<h1 id="activity-name"> 职工夜校开到厂区里 </h1><a id="js_name"> 白鹭工会 </a>
<script>var ct = "1452009600";</script><div id="js_content" style="visibility: hidden">
<section><p><span>{LEAD[:20]}</span><strong>{LEAD[20:]}</strong></p><section><section>
<strong>学费全免</strong></section></section><p><br></p><p>{BODY}</p><p>编辑：王明</p></section></div>
<div>微信扫一扫关注该公众号</div></body></html>"""


def test_an_article_of_a_public_account_is_a_report() -> None:
    page = stitched(ACCOUNT.encode(), "page.html")
    section = page.sections[0].section
    assert section.headline == "职工夜校开到厂区里"
    assert texts(page) == [LEAD, "学费全免", BODY]
    assert section.paragraphs[1].subhead
    assert (page.imprint.publication, page.imprint.day) == ("白鹭工会", date(2016, 1, 6))
    assert [block.text for block in page.furniture] == ["编辑：王明"]


def test_a_page_saved_with_its_pictures_is_read() -> None:
    import base64

    body = base64.encodebytes((PAGE % "utf-8").encode()).decode()
    saved = (
        "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'
        "Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        f"{body}\r\n--x--\r\n"
    )
    document = document_of(saved.encode(), Path("page.mhtml"))
    assert isinstance(document, Article)
    assert LEAD in document.text
    bare = b"From: a\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx"
    with pytest.raises(InputError, match="没有网页正文"):
        document_of(bare, Path("page.mhtml"))


@pytest.mark.parametrize("data", [b"<html></html>", b"<html><body><p></p></body></html>"])
def test_a_web_page_without_an_article_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match=r"page\.html：网页里没有找到正文"):
        document_of(data, Path("page.html"))


def test_a_word_document_without_text_is_refused() -> None:
    with pytest.raises(InputError, match="Word 文档里没有文字"):
        document_of(word(lambda _: None), Path("page.docx"))


@pytest.mark.parametrize(
    ("data", "name", "module"),
    [(word(report), "page.docx", "docx"), (ACCOUNT.encode(), "page.html", "trafilatura")],
)
def test_what_is_not_installed_is_named(
    monkeypatch: pytest.MonkeyPatch, data: bytes, name: str, module: str
) -> None:
    monkeypatch.setattr(kinds, "find_spec", lambda wanted: None if wanted == module else wanted)
    with pytest.raises(InputError, match=r"还没装 documents 要用的包：.*make install-documents"):
        document_of(data, Path(name))
