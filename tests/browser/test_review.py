"""An admin sends a page, mends it and publishes it, and it answers."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.actions.interaction import (
    POINTER_MOUSE,
    POINTER_PEN,
    POINTER_TOUCH,
)
from selenium.webdriver.common.actions.pointer_input import PointerInput
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.expected_conditions import alert_is_present

from corpus.library import LibraryPage
from tests.browser.chromium import DESK, PHONE, Driver, Screen, browser, found, press, waiting
from tests.browser.test_access import violations
from tests.web.conftest import configured, served
from tests.web.test_review import PAPER, SECRET


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def visit(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Driver, str]]:
    """A browser, and a site with a secret."""
    screen: Screen = request.param
    (tmp_path / "secret").write_text(SECRET, encoding="utf-8")
    made = configured(tmp_path)
    config = replace(made, web=replace(made.web, admin_secret_file=tmp_path / "secret"))
    with served(config) as url, browser(screen) as driver:
        yield driver, url


def test_from_a_file_to_an_answer(visit: tuple[Driver, str], tmp_path: Path) -> None:
    driver, url = visit
    driver.get(f"{url}/admin")
    driver.find_element(By.ID, "secret").send_keys(SECRET)
    press(driver, ".login button")
    assert found(driver, "#file")
    assert not violations(driver)
    wide = "return document.documentElement.scrollWidth - innerWidth"
    assert driver.execute_script(wide) <= 0
    paper = tmp_path / "paper.txt"
    paper.write_text(PAPER, encoding="utf-8")
    driver.find_element(By.ID, "file").send_keys(str(paper))
    press(driver, ".row button")
    press(driver, "section.draft .words")
    assert driver.find_element(By.CSS_SELECTOR, ".part.chosen .acts").is_displayed()
    assert not violations(driver)
    at = driver.find_element(By.ID, "cut-0-1-1").get_attribute("value")
    assert int(str(at)) > 0
    press(driver, "#report-0-1 summary")
    field = driver.find_element(By.CSS_SELECTOR, "#report-0-1 input[name=headline]")
    field.clear()
    field.send_keys("夜校开课")
    press(driver, "#report-0-1 .head-fields button")
    report = (By.CSS_SELECTOR, "#report-0-1")
    waiting(driver).until(lambda _: "夜校开课" in driver.find_element(*report).text)
    press(driver, "form[action$=publish] button")
    assert "已发布" in found(driver, ".notice").text
    driver.get(f"{url}/?q={quote('梅州的职工夜校')}")
    assert "夜校开课" in driver.find_element(By.ID, "thread").text
    press(driver, ".cite summary")
    assert found(driver, ".cite[open] .cited").text.startswith("「")
    driver.get(f"{url}/admin/mend?q={quote('梅州的职工夜校')}")
    assert not violations(driver)


@pytest.fixture
def reviewing(
    request: pytest.FixtureRequest, tmp_path: Path, drawn: LibraryPage, library: Path
) -> Iterator[Driver]:
    """A browser at a drawn page that is mended, on the screen of the parameter."""
    (tmp_path / "secret").write_text(SECRET, encoding="utf-8")
    made = configured(library)
    config = replace(made, web=replace(made.web, admin_secret_file=tmp_path / "secret"))
    with served(config) as url, browser(request.param) as driver:
        driver.get(f"{url}/admin")
        driver.find_element(By.ID, "secret").send_keys(SECRET)
        press(driver, ".login button")
        press(driver, "#library ~ details summary")
        own = f"form[action*='{quote(drawn.name)}/mend'] button"
        driver.execute_script("arguments[0].click()", driver.find_element(By.CSS_SELECTOR, own))
        found(driver, "svg polygon")
        yield driver
        press(driver, "form[action$=drop] button")
        waiting(driver).until(alert_is_present()).accept()


def reports(driver: Driver, count: int) -> None:
    """Wait until the page has so many."""
    waiting(driver).until(
        lambda _: len(driver.find_elements(By.CSS_SELECTOR, "section.draft")) == count
    )


def pointing(driver: Driver, kind: str) -> tuple[ActionBuilder, Any]:
    """Acts that are performed together, and what a pointer of a kind does in them."""
    device: Any = PointerInput
    builder = ActionBuilder(driver, device(kind, "pointer"))
    return builder, builder.pointer_action


@pytest.mark.parametrize(
    ("reviewing", "pointer"),
    [(DESK, POINTER_MOUSE), (DESK, POINTER_PEN), (PHONE, POINTER_TOUCH)],
    indirect=["reviewing"],
    ids=["mouse", "pen", "finger"],
)
def test_a_piece_is_dragged_behind_another_and_put_back(reviewing: Driver, pointer: str) -> None:
    one, other = (
        reviewing.find_element(By.CSS_SELECTOR, f"svg [data-piece='0-{n}-1'] polygon")
        for n in (1, 2)
    )
    reviewing.execute_script("arguments[0].scrollIntoView({block: 'center'})", one)
    builder, drag = pointing(reviewing, pointer)
    drag.move_to(one).pointer_down().pause(1 if pointer == POINTER_TOUCH else 0)
    drag.move_to(other).pointer_up()
    builder.perform()
    reports(reviewing, 2)
    first = "section.draft:first-of-type .part"
    assert len(reviewing.find_elements(By.CSS_SELECTOR, first)) == 2
    press(reviewing, "form[action$=undo] button")
    reports(reviewing, 3)


@pytest.mark.parametrize("reviewing", [PHONE], indirect=True, ids=["phone"])
def test_a_finger_that_does_not_hold_still_moves_the_picture(reviewing: Driver) -> None:
    svg = reviewing.find_element(By.CSS_SELECTOR, ".view svg")
    reviewing.execute_script("arguments[0].scrollIntoView({block: 'center'})", svg)
    press(reviewing, ".tools button")
    box = "return arguments[0].getAttribute('viewBox')"
    before = reviewing.execute_script(box, svg)
    builder, finger = pointing(reviewing, POINTER_TOUCH)
    finger.move_to(svg).pointer_down().move_to(svg, 60, 60).pointer_up()
    builder.perform()
    assert reviewing.execute_script(box, svg) != before
    reports(reviewing, 3)


@pytest.mark.parametrize("reviewing", [DESK], indirect=True, ids=["desk"])
def test_a_piece_is_carried_by_the_keys(reviewing: Driver) -> None:
    grip = reviewing.find_element(By.CSS_SELECTOR, "#part-0-1-1 .grip")
    told = reviewing.find_element(By.ID, "told")

    def type_into(element: WebElement, keys: str) -> None:
        reviewing.execute_script("arguments[0].focus()", element)
        ActionChains(reviewing).send_keys(keys).perform()

    type_into(grip, " ")
    assert "拿起了第 1 篇第 1 段" in told.text
    type_into(grip, Keys.ARROW_DOWN)
    assert told.text == "接在：第 2 篇的开头"
    type_into(grip, Keys.ESCAPE)
    assert "放回原处" in told.text
    type_into(grip, f" {Keys.ARROW_DOWN}{Keys.ARROW_DOWN}{Keys.ENTER}")
    reports(reviewing, 2)
    press(reviewing, "form[action$=undo] button")
    reports(reviewing, 3)
