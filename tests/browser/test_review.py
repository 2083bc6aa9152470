"""An admin sends a page, mends it and publishes it, and it answers."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
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


def test_a_piece_is_moved_with_the_mouse_and_put_back(
    tmp_path: Path, drawn: LibraryPage, library: Path
) -> None:
    (tmp_path / "secret").write_text(SECRET, encoding="utf-8")
    made = configured(library)
    config = replace(made, web=replace(made.web, admin_secret_file=tmp_path / "secret"))
    with served(config) as url, browser(DESK) as driver:
        driver.get(f"{url}/admin")
        driver.find_element(By.ID, "secret").send_keys(SECRET)
        press(driver, ".login button")
        press(driver, "#library ~ details summary")
        own = f"form[action*='{quote(drawn.name)}/mend'] button"
        driver.execute_script("arguments[0].click()", driver.find_element(By.CSS_SELECTOR, own))
        found(driver, "svg polygon")
        one, other = (
            driver.find_element(By.CSS_SELECTOR, f"svg [data-piece='0-{n}-1'] polygon")
            for n in (1, 2)
        )
        assert driver.execute_script("return document.querySelector('image').href.baseVal")
        ActionChains(driver).click_and_hold(one).move_to_element(other).release().perform()
        reports = (By.CSS_SELECTOR, "section.draft")
        waiting(driver).until(lambda _: len(driver.find_elements(*reports)) == 2)
        assert len(driver.find_elements(By.CSS_SELECTOR, "section.draft:first-of-type .part")) == 2
        press(driver, "form[action$=undo] button")
        waiting(driver).until(lambda _: len(driver.find_elements(*reports)) == 3)
        press(driver, "form[action$=drop] button")
        waiting(driver).until(alert_is_present()).accept()
