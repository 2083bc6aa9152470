import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from platformdirs import user_cache_path

# How long an example takes says more of what else the machine does.
settings.register_profile(
    "shared machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("shared machine")

CACHE = "XDG_CACHE_HOME"
# The person's own, for what tests fetch once and never change.
LASTING = user_cache_path("wencheng")


def pytest_configure(config: pytest.Config) -> None:
    """Compile once into a folder of the tests' own, whichever worker comes first to it."""
    # A shell that started the tests in the background had them ignore it, and their programs too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # Hundreds of programs are started: what they import is compiled once, whatever the shell says.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    # The cores are the workers': threads of their own would wait for each other's.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    sys.dont_write_bytecode = False
    if not _is_worker(config):
        os.environ[CACHE] = tempfile.mkdtemp(prefix="wencheng-tests-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Clean up."""
    if not _is_worker(config):
        shutil.rmtree(os.environ[CACHE], ignore_errors=True)


def _is_worker(config: pytest.Config) -> bool:
    """Whether another process runs the tests, and this one a part of them."""
    return hasattr(config, "workerinput")


@pytest.fixture(scope="session")
def cache() -> Path:
    """The folder for what is compiled once."""
    return Path(os.environ[CACHE])
