import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from platformdirs import user_cache_path

# How long an example takes says more of what else the machine does.
settings.register_profile("shared machine", deadline=None)
settings.load_profile("shared machine")

CACHE = "XDG_CACHE_HOME"
# The person's own, for what tests fetch once and never change.
LASTING = user_cache_path("wencheng")


def pytest_configure() -> None:
    """Compile once into a folder of the tests' own, from the first import on."""
    os.environ[CACHE] = tempfile.mkdtemp(prefix="wencheng-tests-")


def pytest_unconfigure() -> None:
    """Clean up."""
    shutil.rmtree(os.environ[CACHE], ignore_errors=True)


@pytest.fixture(scope="session")
def cache() -> Path:
    """The folder for what is compiled once."""
    return Path(os.environ[CACHE])
