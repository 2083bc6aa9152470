"""Takes the pictures of the web face that the documents show, on a phone and at a desk."""

import io
import os
import tempfile
from pathlib import Path
from urllib.parse import quote

from PIL import Image
from selenium.webdriver.common.by import By

from bot.web.admin.access import VARIABLE
from tests.browser.chromium import DESK, PHONE, Driver, browser
from tests.web.conftest import configured, served
from tests.web.test_review import PAPER, SECRET

FOLDER = Path(__file__).parent / "web"
COLOURS = 128
QUESTION = "湖州的四大体系是什么"


def main() -> None:
    """Serve the shipped page, and photograph what there is to see."""
    FOLDER.mkdir(exist_ok=True)
    os.environ[VARIABLE] = SECRET
    with tempfile.TemporaryDirectory() as folder, served(configured(Path(folder))) as url:
        for name, screen in (("phone", PHONE), ("desk", DESK)):
            with browser(screen) as driver:
                take(driver, url, name)
        with browser(PHONE, dark=True) as driver:
            shoot(driver, f"{url}/?q={quote(QUESTION)}", "night-phone")


def take(driver: Driver, url: str, name: str) -> None:
    """The greeting, an answer, and its first passage on the page."""
    shoot(driver, url, f"home-{name}")
    shoot(driver, f"{url}/?q={quote(QUESTION)}", f"answer-{name}")
    record = f"{url}/api/ask?q={quote(QUESTION)}"
    driver.get(record)
    found = driver.execute_script("return JSON.parse(document.body.innerText).passages[0]")
    shoot(driver, f"{url}/p/{found['page']}/{found['id']}#here", f"page-{name}")
    review(driver, url, name)


def review(driver: Driver, url: str, name: str) -> None:
    """A page that waits to be published: two reports."""
    driver.get(f"{url}/admin")
    driver.find_element(By.ID, "secret").send_keys(SECRET)
    driver.find_element(By.CSS_SELECTOR, ".login button").click()
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "工会新闻.txt"
        paper.write_text(PAPER, encoding="utf-8")
        driver.find_element(By.ID, "file").send_keys(str(paper))
        driver.find_element(By.CSS_SELECTOR, ".row button").click()
    shoot(driver, driver.current_url, f"review-{name}")


def shoot(driver: Driver, address: str, name: str) -> None:
    """One picture, of so few colours that it stays small."""
    driver.get(address)
    with Image.open(io.BytesIO(driver.get_screenshot_as_png())) as image:
        image.convert("RGB").quantize(COLOURS).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
