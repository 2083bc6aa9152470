from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from retrieval.opensearch.cluster import Cluster
from retrieval.opensearch.settings import OpenSearchConfig
from tests.opensearch import package
from tests.opensearch.nodes import Nodes

Settings = Callable[..., OpenSearchConfig]


@pytest.fixture(scope="session")
def home() -> Iterator[Path]:
    """The folder of OpenSearch."""
    with package.unpacked() as folder:
        yield folder


@pytest.fixture(scope="session")
def node(home: Path) -> Iterator[Nodes]:
    """An OpenSearch of one node, for tests that leave it as it is."""
    with Nodes(home) as nodes:
        yield nodes


@pytest.fixture
def settings(node: Nodes, request: pytest.FixtureRequest) -> Settings:
    """Settings for that node, with an alias of the test's own."""
    alias = request.node.originalname.replace("_", "-").lower()[-60:].strip("-")

    def make(**more: Any) -> OpenSearchConfig:
        return OpenSearchConfig(hosts=tuple(node.hosts), alias=alias, **more)

    return make


@pytest.fixture
def cluster(settings: Settings) -> Cluster:
    """The node as the program reaches it."""
    return Cluster(settings())


@pytest.fixture
def configured(tmp_path: Path) -> Callable[..., str]:
    """Writes a configuration that answers from these hosts; its library is the shipped one."""

    def write(config: OpenSearchConfig, **more: Any) -> str:
        path = tmp_path / "config.yaml"
        section = {"hosts": list(config.hosts), "alias": config.alias, "timeout": config.timeout}
        keys = {"index": "opensearch", "library": "library", "opensearch": section}
        path.write_text(yaml.safe_dump(keys | more))
        return str(path)

    return write
