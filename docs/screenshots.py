"""Takes the pictures of the web face that the documents show, on a phone and at a desk."""

import base64
import hashlib
import io
import os
import tempfile
from pathlib import Path
from urllib.parse import quote

from PIL import Image
from selenium.webdriver.common.by import By
from selenium.webdriver.common.print_page_options import PrintOptions
from selenium.webdriver.support.wait import WebDriverWait

from bot.web.admin.access import VARIABLE
from bot.web.templating import STATIC
from corpus import SHIPPED, library
from tests.browser.chromium import DESK, PHONE, Driver, browser
from tests.web.conftest import configured, served
from tests.web.test_review import SECRET

FOLDER = Path(__file__).parent / "web"
COLOURS = 128
QUESTION = "湖州的四大体系是什么"
IN_VAIN = "湖州的四根柱子是什么"
ARTICLE = (
    '<article style="grid-area: {area}"><h2>{headline}</h2><p class="by">本报记者 何悦</p>'
    '<div class="{columns}">{text}</div></article>'
)
# Where each article stands, the report it is of, its paragraphs, whether it has two columns.
SET = (("a", 4, 4, True), ("b", 1, 2, False), ("c", 6, 1, False), ("d", 9, 2, True))
# What parts a paragraph on the page, and before which of its words.
QUOTATION, PARTED = "<figure></figure>", "充分调动职工的积极性"
# Pixels of the printed page.
SIZE = (780, 900)
TAKEN = FOLDER / "taken.txt"


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
    TAKEN.write_text(look() + "\n", encoding="utf-8")


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
    """A page that waits to be published, and a question that was not answered."""
    driver.get(f"{url}/admin")
    driver.find_element(By.ID, "secret").send_keys(SECRET)
    driver.find_element(By.CSS_SELECTOR, ".login button").click()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "工会新闻.pdf"
        file.write_bytes(paper())
        driver.find_element(By.ID, "file").send_keys(str(file))
        driver.find_element(By.CSS_SELECTOR, ".row button").click()
        WebDriverWait(driver, 60).until(lambda _: "/admin/drafts/" in driver.current_url)
    shoot(driver, driver.current_url, f"review-{name}")
    shoot(driver, f"{url}/admin/mend?q={quote(IN_VAIN)}", f"mend-{name}")


def paper() -> bytes:
    """A page of a paper, set from the shipped reports and printed by the browser."""
    sections = [section for _, _, section in library.load([SHIPPED]).sections()]
    articles = [
        ARTICLE.format(
            area=area,
            headline=sections[number].headline,
            columns="two" if wide else "",
            text="".join(f"<p>{p.text}</p>" for p in sections[number].paragraphs[:most]),
        )
        for area, number, most, wide in SET
    ]
    articles[0] = articles[0].replace(PARTED, f"</p>{QUOTATION}<p>{PARTED}")
    page = (FOLDER / "newspaper.html").read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder, browser(DESK) as driver:
        made = Path(folder) / "paper.html"
        made.write_text(page.replace("<main></main>", f"<main>{''.join(articles)}</main>"), "utf-8")
        driver.get(made.as_uri())
        options = PrintOptions()
        options.page_width, options.page_height = (pixels * 2.54 / 96 for pixels in SIZE)
        options.margin_top = options.margin_bottom = options.margin_left = options.margin_right = 0
        return base64.b64decode(driver.print_page(options))


def look() -> str:
    """What the web face looks like, as a digest of what makes it: pictures of another are old."""
    digest = hashlib.sha256()
    for folder in (STATIC, STATIC.with_name("templates")):
        for path in sorted(folder.iterdir()):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def shoot(driver: Driver, address: str, name: str) -> None:
    """One picture, of so few colours that it stays small."""
    driver.get(address)
    with Image.open(io.BytesIO(driver.get_screenshot_as_png())) as image:
        image.convert("RGB").quantize(COLOURS).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
