"""Takes the pictures of the web face that the documents show, on a phone and at a desk."""

import io
import tempfile
from pathlib import Path
from urllib.parse import quote

from PIL import Image

from tests.browser.chromium import DESK, PHONE, Driver, browser
from tests.web.conftest import configured, served

FOLDER = Path(__file__).parent / "web"
COLOURS = 128
QUESTION = "湖州的四大体系是什么"


def main() -> None:
    """Serve the shipped page, and photograph what there is to see."""
    FOLDER.mkdir(exist_ok=True)
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


def shoot(driver: Driver, address: str, name: str) -> None:
    """One picture, of so few colours that it stays small."""
    driver.get(address)
    with Image.open(io.BytesIO(driver.get_screenshot_as_png())) as image:
        image.convert("RGB").quantize(COLOURS).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
