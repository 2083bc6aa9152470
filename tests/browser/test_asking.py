"""People ask in a browser."""

from urllib.parse import quote, unquote

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from corpus.library import LibraryPage
from tests.browser.chromium import DESK, Driver, browser, found, press, waiting

QUESTION = "湖州的四大体系是什么"
Wait = WebDriverWait[Driver]


def _type(driver: Driver, words: str) -> None:
    found(driver, "#q").send_keys(words, Keys.ENTER)


def _answers(driver: Driver) -> list[str]:
    return [one.text for one in driver.find_elements(By.CSS_SELECTOR, "#thread .answer")]


def test_a_conversation(driver: Driver, wait: Wait, site: str) -> None:
    driver.get(site)
    _type(driver, QUESTION)
    wait.until(lambda _: "劳动激励" in driver.find_element(By.CLASS_NAME, "lead").text)
    loaded = driver.execute_script("return performance.timeOrigin")
    _type(driver, "那绍兴呢")
    wait.until(lambda _: len(_answers(driver)) == 2)
    assert "阮坚勇" in _answers(driver)[1]
    # The second answer came in without a reload, at an address that can be sent to others.
    assert driver.execute_script("return performance.timeOrigin") == loaded
    assert "那绍兴呢" in unquote(driver.current_url)
    assert driver.find_element(By.ID, "q").get_attribute("value") == ""
    driver.get(driver.current_url)
    assert "阮坚勇" in _answers(driver)[0]


def test_an_opinion(driver: Driver, wait: Wait, site: str) -> None:
    driver.get(f"{site}/?q={quote(QUESTION)}")
    press(driver, ".opinion button")
    wait.until(lambda _: driver.find_elements(By.CLASS_NAME, "thanks"))


def test_more(driver: Driver, wait: Wait, site: str) -> None:
    driver.get(f"{site}/?q={quote('渔场食堂供应热饭')}")
    press(driver, "a.more")
    wait.until(lambda _: len(_answers(driver)) == 2)


def test_nothing_is_wider_than_the_screen(driver: Driver, site: str, drawn: LibraryPage) -> None:
    for path in ("/", f"/?q={quote(QUESTION)}", "/p/zhejiang-unions-2016", f"/p/{drawn.name}"):
        driver.get(site + path)
        wide = "return document.documentElement.scrollWidth - innerWidth"
        assert driver.execute_script(wide) <= 0, path


def test_without_scripts_all_works(site: str) -> None:
    with browser(DESK, scripts=False) as driver:
        driver.get(site)
        _type(driver, QUESTION)
        _type(driver, "那绍兴呢")
        waiting(driver).until(lambda _: "阮坚勇" in "".join(_answers(driver)))
        assert len(_answers(driver)) == 1
        driver.find_element(By.LINK_TEXT, "在版面上看").click()
        assert driver.find_element(By.CSS_SELECTOR, "mark.here").text
