"""axe finds nothing serious on any page, by day or by night."""

from urllib.parse import quote

import pytest
from axe_selenium_python import Axe

from corpus.library import LibraryPage
from tests.browser.chromium import DESK, PHONE, Driver, browser

SERIOUS = ("serious", "critical")


@pytest.mark.parametrize("dark", [False, True], ids=["day", "night"])
@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_serious(site: str, drawn: LibraryPage, screen: object, dark: bool) -> None:
    paths = [
        "/",
        f"/?q={quote('湖州的四大体系是什么')}",
        f"/?q={quote('哪些城市提到工资集体协商')}",
        f"/?q={quote('上海的地铁票价')}",
        f"/why?q={quote('湖州的四大体系是什么')}",
        "/p/zhejiang-unions-2016?report=5",
        f"/p/{drawn.name}?report=2",
        "/none",
    ]
    with browser(PHONE if screen == PHONE else DESK, dark) as driver:
        found = [f"{path}: {line}" for path in paths for line in _violations(driver, site + path)]
    assert not found


def _violations(driver: Driver, address: str) -> list[str]:
    driver.get(address)
    return violations(driver)


def violations(driver: Driver) -> list[str]:
    """What is serious on the page that is open."""
    axe = Axe(driver)
    axe.inject()
    found = axe.run()["violations"]
    return [
        f"{violation['id']}: {node['html'][:120]}"
        for violation in found
        if violation["impact"] in SERIOUS
        for node in violation["nodes"]
    ]
