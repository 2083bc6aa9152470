"""Where the cluster is and how it is reached."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class OpenSearchConfig:
    """The cluster's hosts and the alias of the index there.

    `verify` and `ca_file` say how certificates are checked; `timeout` is how many seconds an
    answer of the cluster may take, all attempts together; `shards` and `replicas` are those of
    the next index pushed.
    """

    hosts: tuple[str, ...] = ("http://localhost:9200",)
    alias: str = "wencheng"
    verify: bool = True
    ca_file: Path | None = None
    timeout: float = 10.0
    shards: int = 1
    replicas: int = 1
