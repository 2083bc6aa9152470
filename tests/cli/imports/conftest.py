import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.program import WENCHENG
from tests.corpus.imports.records import line, write


@pytest.fixture
def library(tmp_path: Path, config: str) -> Path:  # noqa: ARG001
    return tmp_path / "library"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    given = [
        line("n1", city="东海", author="王一", title="秋收计划", text="秋收计划要办三件事。"),
        line("n2", city="西山", text="西山的粮仓已经修好。", credit="记者李二", date="2016-01-20"),
        line("n3", text="公共食堂每天开放十小时。"),
    ]
    return write(tmp_path / "news.jsonl", given)


@pytest.fixture
def importing(config: str) -> Iterator[subprocess.Popen[bytes]]:
    """An import that waits for more lines."""
    command = [WENCHENG, "corpus", "import", "-", "--name", "slow", "--config", config]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    yield process
    process.kill()
    process.communicate()
