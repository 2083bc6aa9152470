"""Debian's Chromium, driven by selenium: a desk's screen or a phone's."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

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
