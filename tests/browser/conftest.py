import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from selenium.webdriver.support.wait import WebDriverWait

from corpus.library import LibraryPage
from tests.browser.chromium import DESK, PHONE, Driver, browser, waiting
from tests.source.papers import two_columns
from tests.web.conftest import configured, hold_many, served


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a library that holds a drawn page besides the shipped one."""
    folder = tmp_path_factory.mktemp("browser")
    hold_many(folder / "library")
    return folder


@pytest.fixture(scope="session")
def drawn(library: Path) -> LibraryPage:
    return two_columns(library / "library")


@pytest.fixture(scope="session")
def site(library: Path, drawn: LibraryPage) -> Iterator[str]:
    assert drawn.path.is_file()
    with served(configured(library)) as url:
        yield url


@pytest.fixture(scope="session", params=[PHONE, DESK], ids=["phone", "desk"])
def driver(request: pytest.FixtureRequest, site: str) -> Iterator[Driver]:
    """A browser; at its end, no request has gone to another host and no page has complained."""
    with browser(request.param) as found:
        yield found
        own = urlsplit(site).netloc
        log: Callable[[str], list[dict[str, str]]] = found.get_log
        for entry in log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                address = urlsplit(message["params"]["request"]["url"])
                assert address.netloc in ("", own) or address.scheme == "chrome", address
        complaints = [entry["message"] for entry in log("browser")]
        assert not [words for words in complaints if "Security Policy" in words]


@pytest.fixture
def wait(driver: Driver) -> WebDriverWait[Driver]:
    return waiting(driver)
