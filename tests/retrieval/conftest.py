from pathlib import Path

import pytest

from corpus import SHIPPED
from retrieval.snapshot import Snapshot, opened
from retrieval.text import dictionary
from tests.retrieval.answering.scoring import QUESTIONS

SECOND = QUESTIONS / "second" / "library"
THIRD = QUESTIONS / "third" / "library"
GUANGDONG = QUESTIONS / "guangdong" / "library"
HOSPITAL = QUESTIONS / "hospital" / "library"
TOWN = QUESTIONS / "town" / "library"
RIVER = QUESTIONS / "river" / "library"


@pytest.fixture(scope="session")
def dictionary_files(cache: Path) -> list[Path]:
    """The compiled dictionary, for caches of other tests."""
    dictionary.shared()
    return list((cache / "wencheng").glob("dictionary-*.tables"))


@pytest.fixture(scope="session")
def shipped(cache: Path) -> Snapshot:  # noqa: ARG001
    """The page that comes with the program."""
    return opened([SHIPPED])


@pytest.fixture(scope="session")
def second(cache: Path) -> Snapshot:  # noqa: ARG001
    """Made-up counties of another province, with another subject."""
    return opened([SECOND])


@pytest.fixture(scope="session")
def third(cache: Path) -> Snapshot:  # noqa: ARG001
    """Made-up districts of a third province, with a third subject."""
    return opened([THIRD])


@pytest.fixture(scope="session")
def guangdong(cache: Path) -> Snapshot:  # noqa: ARG001
    """Made-up reports of cities of a real province."""
    return opened([GUANGDONG])


@pytest.fixture(scope="session")
def hospital(cache: Path) -> Snapshot:  # noqa: ARG001
    """Made-up notices of a hospital: imported, of no place."""
    return opened([HOSPITAL])


@pytest.fixture(scope="session")
def town(cache: Path) -> Snapshot:  # noqa: ARG001
    """Made-up news of a town: imported, of no place."""
    return opened([TOWN])


@pytest.fixture(scope="session")
def river(cache: Path) -> Snapshot:  # noqa: ARG001
    """Made-up news of a river's towns: imported, some of it of no place."""
    return opened([RIVER])


@pytest.fixture(params=["shipped", "second", "third"])
def snapshot(request: pytest.FixtureRequest) -> Snapshot:
    """Each of the libraries."""
    value: Snapshot = request.getfixturevalue(request.param)
    return value
