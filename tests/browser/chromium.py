"""Debian's Chromium, driven by selenium: a desk's screen or a phone's."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

Driver = webdriver.Chrome

_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


@dataclass(frozen=True)
class Screen:
    """Its size in points, and whether fingers touch it."""

    width: int
    height: int
    touch: bool


PHONE, DESK = Screen(390, 844, True), Screen(1280, 800, False)


@contextmanager
def browser(screen: Screen, dark: bool = False, scripts: bool = True) -> Iterator[Driver]:
    """A browser of its own, with nothing kept from others; requests are in its log."""
    with TemporaryDirectory() as folder:
        options = webdriver.ChromeOptions()
        options.binary_location = _program("chromium")
        for option in (*_OPTIONS, f"--user-data-dir={folder}/user"):
            options.add_argument(option)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        if not scripts:
            off = {"profile.managed_default_content_settings.javascript": 2}
            options.add_experimental_option("prefs", off)
        driver = webdriver.Chrome(options, Service(_program("chromedriver")))
        try:
            _set(driver, screen, dark)
            yield driver
        finally:
            driver.quit()


def waiting(driver: Driver) -> WebDriverWait[Driver]:
    """Waits on also where the page that is left goes from under what was found on it."""
    return WebDriverWait(driver, 60, ignored_exceptions=[StaleElementReferenceException])


def found(driver: Driver, selector: str) -> WebElement:
    """An element of the page that comes next, once all of it is there, its scripts too."""

    def looked_for(_: Driver) -> WebElement | Literal[False]:
        if driver.execute_script("return document.readyState") != "complete":
            return False
        elements = driver.find_elements(By.CSS_SELECTOR, selector)
        return elements[0] if elements else False

    return waiting(driver).until(looked_for)


def press(driver: Driver, selector: str) -> None:
    """Scroll an element into the middle of the screen, as people do, and click."""

    def pressed(_: Driver) -> bool:
        element = found(driver, selector)
        driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()
        return True

    waiting(driver).until(pressed)


def _set(driver: Driver, screen: Screen, dark: bool) -> None:
    size: dict[str, Any] = {"width": screen.width, "height": screen.height}
    more = {"deviceScaleFactor": 1, "mobile": screen.touch}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size | more)
    driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": screen.touch})
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})


def _program(name: str) -> str:
    found = shutil.which(name)
    assert found, f"no {name} here"
    return str(Path(found))
