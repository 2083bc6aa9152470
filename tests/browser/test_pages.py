"""A passage in its place, seen in a browser."""

from urllib.parse import quote

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from corpus.library import LibraryPage
from tests.browser.chromium import Driver

Wait = WebDriverWait[Driver]
IN_VIEW = """
const box = arguments[0].getBoundingClientRect();
return box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
"""


def test_the_marked_words_are_in_view(driver: Driver, site: str) -> None:
    driver.get(f"{site}/?q={quote('湖州的四大体系是什么')}")
    link = driver.find_element(By.LINK_TEXT, "在版面上看")
    driver.get(str(link.get_attribute("href")))
    mark = driver.find_element(By.CSS_SELECTOR, "mark.here")
    assert driver.execute_script(IN_VIEW, mark)


def _open(driver: Driver, site: str, drawn: LibraryPage) -> str:
    driver.get(f"{site}/p/{drawn.name}?report=2")
    driver.get(f"{site}/api/pages/{drawn.name}/2")
    record = driver.execute_script("return JSON.parse(document.body.innerText)")
    driver.get(site + record["passages"][0]["address"])
    return str(record["passages"][0]["text"])


def test_the_frame_is_in_view_and_the_text_beside(
    driver: Driver, wait: Wait, site: str, drawn: LibraryPage
) -> None:
    text = _open(driver, site, drawn)
    wait.until(lambda _: driver.execute_script("return document.readyState") == "complete")
    frames = driver.find_elements(By.CSS_SELECTOR, "polygon.frame")
    assert len(frames) == 2
    assert any(driver.execute_script(IN_VIEW, frame) for frame in frames)
    assert text in driver.find_element(By.TAG_NAME, "aside").text


def test_keys_and_buttons_zoom_and_the_frame_moves_along(
    driver: Driver, site: str, drawn: LibraryPage
) -> None:
    _open(driver, site, drawn)
    svg = driver.find_element(By.CSS_SELECTOR, ".view svg")
    driver.execute_script("arguments[0].focus()", svg)
    svg.send_keys("0")
    before = driver.find_element(By.CSS_SELECTOR, "polygon.frame").size
    svg.send_keys("+", "+")
    after = driver.find_element(By.CSS_SELECTOR, "polygon.frame").size
    assert after["width"] > 1.5 * before["width"]
    svg.send_keys(Keys.ARROW_RIGHT, "0")
    again = driver.find_element(By.CSS_SELECTOR, "polygon.frame").size
    assert abs(again["width"] - before["width"]) < 2


def test_a_report_on_the_picture_leads_to_its_text(
    driver: Driver, wait: Wait, site: str, drawn: LibraryPage
) -> None:
    driver.get(f"{site}/p/{drawn.name}")
    link = driver.find_element(By.CSS_SELECTOR, ".view a.tone-3")
    driver.execute_script(
        "arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true}))", link
    )
    wait.until(lambda _: "report=3" in driver.current_url)
    text = drawn.page.sections[2].paragraphs[0].text
    assert text in driver.find_element(By.TAG_NAME, "aside").text
