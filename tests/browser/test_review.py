"""An admin sends a page, mends it and publishes it, and it answers."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from selenium.webdriver.common.by import By

from tests.browser.chromium import DESK, PHONE, Driver, Screen, browser
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


def _press(driver: Driver, selector: str) -> None:
    found = driver.find_element(By.CSS_SELECTOR, selector)
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", found)
    found.click()


def test_from_a_file_to_an_answer(visit: tuple[Driver, str], tmp_path: Path) -> None:
    driver, url = visit
    driver.get(f"{url}/admin")
    driver.find_element(By.ID, "secret").send_keys(SECRET)
    _press(driver, ".login button")
    assert not violations(driver)
    paper = tmp_path / "paper.txt"
    paper.write_text(PAPER, encoding="utf-8")
    driver.find_element(By.ID, "file").send_keys(str(paper))
    _press(driver, ".row button")
    assert not violations(driver)
    words = driver.find_element(By.CSS_SELECTOR, ".words")
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", words)
    words.click()
    at = driver.find_element(By.ID, "cut-0-1-1").get_attribute("value")
    assert int(str(at)) > 0
    field = driver.find_element(By.CSS_SELECTOR, "#report-0-1 input[name=headline]")
    field.clear()
    field.send_keys("夜校开课")
    _press(driver, "#report-0-1 .head-fields button")
    _press(driver, "form[action$=publish] button")
    assert "已发布" in driver.find_element(By.CLASS_NAME, "notice").text
    driver.get(f"{url}/?q={quote('梅州的职工夜校')}")
    assert "夜校开课" in driver.find_element(By.ID, "thread").text
