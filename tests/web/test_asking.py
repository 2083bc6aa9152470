"""Questions in a browser that runs no scripts."""

import httpx
import pytest

from bot.config import Config
from bot.feedback import Feedback, FeedbackKind
from tests.web.html import Page

QUESTION = "湖州的四大体系是什么"
SYSTEMS = ["劳动激励", "职工素质", "维权服务", "自身建设"]


def _ask(browser: httpx.Client, question: str, **fields: str) -> Page:
    response = browser.get("/", params={"q": question, **fields})
    assert response.status_code == 200
    return Page(response.text)


def test_home_says_what_is_held_and_what_can_be_asked(browser: httpx.Client) -> None:
    page = Page(browser.get("/").text)
    assert "11 篇报道" in page.one("p", "holdings").text
    chips = page.all("a", "chip")
    assert len(chips) > 11
    for chip in chips[:2]:
        answer = Page(browser.get(chip.attributes["href"]).text)
        assert answer.all("blockquote")


def test_an_answer_begins_with_its_lead(browser: httpx.Client) -> None:
    page = _ask(browser, QUESTION)
    lead = page.one("div", "lead").text
    assert [word for word in SYSTEMS if word in lead] == SYSTEMS
    first = page.elements.index(page.all("div", "lead")[0])
    assert first < page.elements.index(page.all("blockquote")[0])
    assert {mark.text for mark in page.all("mark")} >= set(SYSTEMS)


def test_a_list_is_shown_once(browser: httpx.Client) -> None:
    page = _ask(browser, QUESTION)
    before = page.one("article").text.partition("深化“四大体系”")[0]
    assert [before.count(word) for word in SYSTEMS] == [1, 1, 1, 1]
    assert page.one("p", "message").text == "原文讲了 4 项："


def test_what_the_message_answers_has_no_other_lead(browser: httpx.Client) -> None:
    page = _ask(browser, "湖州市总工会主席是谁")
    assert "发言人是钟鸣" in page.one("p", "message").text
    assert not page.all("div", "lead")
    assert page.all("blockquote")


@pytest.mark.parametrize(
    ("question", "said"),
    [(QUESTION, ("排第一的湖州钟鸣", "把握")), ("湖州的火星基地", ("最接近的", "没有“"))],
)
def test_an_answer_says_why_it_is_this(
    browser: httpx.Client, question: str, said: tuple[str, ...]
) -> None:
    page = _ask(browser, question)
    (link,) = (a for a in page.all("a") if a.text == "怎么找到的")
    told = Page(browser.get(link.attributes["href"]).text).one("ul", "list").text
    assert [words for words in said if words in told] == list(said)


def test_a_passage_says_whose_words_it_holds(browser: httpx.Client) -> None:
    page = _ask(browser, QUESTION)
    assert page.one("span", "city").text == "湖州"
    assert page.one("span", "who").text == "钟鸣"
    assert "四大体系" in page.one("h2", "headline").text
    assert "何悦" in page.one("article").text


def test_a_question_may_be_half_said(browser: httpx.Client) -> None:
    _ask(browser, QUESTION)
    page = _ask(browser, "那绍兴呢")
    assert page.all("span", "city")[0].text == "绍兴"
    (earlier,) = Page(str(browser.get("/", params={"q": "那绍兴呢"}).text)).all("nav", "earlier")
    assert QUESTION in earlier.text


def test_the_address_of_a_half_said_question_works_for_others(
    browser: httpx.Client, url: str
) -> None:
    _ask(browser, QUESTION)
    address = _ask(browser, "那绍兴呢").one("article").attributes["data-address"]
    other = Page(httpx.get(url + address).text)
    assert other.all("span", "city")[0].text == "绍兴"


def test_home_begins_anew(browser: httpx.Client) -> None:
    _ask(browser, QUESTION)
    browser.get("/")
    assert not _ask(browser, "那绍兴呢").all("nav", "earlier")


def test_a_forged_cookie_is_no_conversation(browser: httpx.Client) -> None:
    browser.cookies.set("wencheng", "eyJhc2tlZCI6WyJ4Il19.aaaa.bbbb")
    assert not _ask(browser, QUESTION).all("nav", "earlier")


def test_long_conversations_fit_a_cookie(browser: httpx.Client) -> None:
    for number in range(12):
        response = browser.get("/", params={"q": f"{QUESTION}{'请问' * 20}{number}"})
        assert response.status_code == 200
        assert len(response.headers.get("set-cookie", "")) < 4096


def test_one_city_alone(browser: httpx.Client) -> None:
    page = _ask(browser, "哪些城市提到工资集体协商")
    links = [a for a in page.all("a", "chip") if a.text.startswith("只看")]
    assert links
    alone = Page(browser.get(links[0].attributes["href"]).text)
    (city,) = {found.text for found in alone.all("span", "city")}
    assert city in links[0].text


def test_more(browser: httpx.Client) -> None:
    page = _ask(browser, "渔场食堂供应热饭")
    more = page.one("a", "more").attributes["href"]
    following = Page(browser.get(more).text)
    shown, then = (
        {quote.attributes["id"] for quote in found.all("blockquote")} for found in (page, following)
    )
    assert then
    assert not shown & then


def test_silence_offers_what_can_be_asked(browser: httpx.Client) -> None:
    page = _ask(browser, "上海的地铁票价是多少")
    assert not page.all("div", "lead")
    assert page.one("p", "not_found").text
    assert page.all("a", "in-page")


@pytest.mark.parametrize(
    "question", ["<script>alert(1)</script>", "？", "\x00", "a" * 5000, "\ud800"]
)
def test_any_string_is_a_question(browser: httpx.Client, question: str) -> None:
    encoded = question.encode("utf-8", "surrogatepass")
    response = browser.get(httpx.URL("/", params={"q": encoded.decode("latin-1")}))
    assert response.status_code == 200
    assert "<script>alert" not in response.text


def test_an_opinion_is_kept(browser: httpx.Client, config: Config) -> None:
    question = "绍兴的报道讲了什么"
    _ask(browser, question)
    sent = {"q": question, "opinion": "useless"}
    page = Page(browser.post("/opinion", data=sent).text)
    assert "谢谢" in page.one("p", "thanks").text
    held = Feedback(config.telegram.state, 90).complaints()
    assert (question, FeedbackKind.USELESS) in [(c.question, c.kind) for c in held]


def _kept(config: Config) -> list[tuple[str, FeedbackKind, int]]:
    return [
        (c.question, c.kind, c.people) for c in Feedback(config.telegram.state, 90).complaints()
    ]


def test_a_question_that_found_nothing_is_kept_and_that_is_said(
    browser: httpx.Client, config: Config
) -> None:
    question = "北京的房价是多少"
    assert "已记下这个问题" in _ask(browser, question).one("article").text
    _ask(browser, question)
    assert (question, FeedbackKind.FOUND_NOTHING, 1) in _kept(config)
    thanked = Page(browser.post("/opinion", data={"q": question, "opinion": "useless"}).text)
    assert thanked.one("p", "thanks").text
    assert (question, FeedbackKind.USELESS, 1) in _kept(config)


@pytest.mark.parametrize("question", [QUESTION, "谢谢", "？"])
def test_nothing_else_is_kept(browser: httpx.Client, config: Config, question: str) -> None:
    before = _kept(config)
    page = _ask(browser, question)
    assert "已记下这个问题" not in page.one("article").text
    browser.get("/api/ask", params={"q": "东京的地铁有几条"})
    assert _kept(config) == before


def test_opinions_come_from_this_site_alone(browser: httpx.Client) -> None:
    sent = {"q": "问", "opinion": "useful"}
    for headers in ({"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert browser.post("/opinion", data=sent, headers=headers).status_code == 403


def test_a_fragment_is_the_answer_alone(browser: httpx.Client) -> None:
    page = Page(browser.get("/answer", params={"q": QUESTION}).text)
    assert page.elements[0].name == "article"


def test_each_passage_has_its_citation_to_copy(browser: httpx.Client) -> None:
    answer = Page(browser.get("/", params={"q": "湖州的四大体系是什么"}).text)
    cited = [span.text for span in answer.all("span", "cited")]
    assert len(cited) == len(answer.all("blockquote"))
    assert cited[0].startswith("「")
    assert "」——钟鸣，《" in cited[0]
    link = next(a for a in answer.all("a") if a.text == "在版面上看")
    page = Page(browser.get(link.attributes["href"]).text)
    assert "」——钟鸣，《" in page.one("span", "cited").text


def test_what_stands_on_no_page_is_not_offered_there(browser: httpx.Client) -> None:
    answer = Page(browser.get("/", params={"q": "渔场食堂供应什么"}).text)
    assert answer.all("span", "cited")
    assert "在版面上看" not in [link.text for link in answer.all("a")]
