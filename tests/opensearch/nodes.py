"""A real OpenSearch cluster on this machine: nodes started, killed and started again."""

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, Self
from urllib.error import URLError
from urllib.request import urlopen

from tests.opensearch import package

# Seconds that a node may take to start on a machine with other work to do.
PATIENCE = 180

# OpenSearch's own options are those that its start script, three more starts of Java, would find.
_JAVA = (
    "-XX:+UnlockDiagnosticVMOptions",
    # The package was checked whole: its classes are not, one by one, at each start.
    "-XX:-BytecodeVerificationRemote",
    "-XX:-UsePerfData",
    "-Xms256m",
    "-Xmx256m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Dfile.encoding=UTF-8",
    "-Djava.locale.providers=SPI,COMPAT",
    "-Dlog4j2.disable.jmx=true",
    "-Dlog4j.shutdownHookEnabled=false",
    "-Dopensearch.distribution.type=tar",
    "-Dopensearch.bundled_jdk=false",
)


class Nodes:
    """Nodes on 127.0.0.1, each with data of its own; they end with this process."""

    def __init__(self, home: Path, size: int = 1) -> None:
        """Prepare so many nodes of the OpenSearch that is unpacked at `home`."""
        self._home = home
        self._folder = Path(tempfile.mkdtemp(prefix="opensearch-nodes-"))
        self._ports = [(_free_port(), _free_port()) for _ in range(size)]
        self._nodes: list[subprocess.Popen[bytes] | None] = [None] * size
        for number in range(size):
            self._configure(number)
        package.give_away(self._folder)

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def hosts(self) -> list[str]:
        """The address of each node."""
        return [f"http://127.0.0.1:{http}" for http, _ in self._ports]

    @property
    def manager(self) -> int:
        """The node that was elected to manage the cluster."""
        (elected,) = self.get("/_cat/cluster_manager?format=json")
        return int(elected["node"].removeprefix("node"))

    def start(self) -> None:
        """Start the nodes that do not run, and wait until all are there, with their copies."""
        for number, node in enumerate(self._nodes):
            if node is None:
                self._start(number)
        self.wait_for(len(self._nodes), "green" if len(self._nodes) > 1 else "yellow")

    def _start(self, number: int) -> None:
        with self._log(number).open("ab") as log:
            self._nodes[number] = subprocess.Popen(
                [*_as_nobody(), *self._command(number)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self._home,
                env={"PATH": os.environ["PATH"], "HOME": str(self._folder)},
            )

    def _command(self, number: int) -> list[str]:
        folder, java = self._folder / f"node{number}", shutil.which("java")
        assert java is not None, (
            "these tests need Java 17 (apt-get install openjdk-17-jre-headless)"
        )
        places = {
            "java.io.tmpdir": folder,
            "opensearch.path.home": self._home,
            "opensearch.path.conf": folder / "config",
        }
        options = [*_JAVA, *(f"-D{name}={path}" for name, path in places.items())]
        return [java, *options, "-cp", f"{self._home}/lib/*", "org.opensearch.bootstrap.OpenSearch"]

    def kill(self, number: int) -> None:
        """End a node as a power cut does."""
        node = self._nodes[number]
        assert node is not None
        node.send_signal(signal.SIGKILL)
        node.wait()
        self._nodes[number] = None

    def wait_for(self, nodes: int, health: str = "yellow") -> None:
        """Wait until the cluster is one of so many nodes, and its shards are there."""
        end = time.monotonic() + PATIENCE
        path = f"/_cluster/health?wait_for_nodes={nodes}&wait_for_status={health}&timeout=5s"
        while (answer := self.get(path)) is None or answer["timed_out"]:
            dead = [n for n, node in enumerate(self._nodes) if node and node.poll() is not None]
            assert not dead, self._log(dead[0]).read_text()
            assert time.monotonic() < end, f"{answer}\n{self._log(0).read_text()}"
            time.sleep(0.2)

    def get(self, path: str) -> Any:
        """What the first node that answers says; None where none does."""
        for host, node in zip(self.hosts, self._nodes, strict=True):
            try:
                if node is not None:
                    with urlopen(host + path, timeout=10) as reply:
                        return json.load(reply)
            except (URLError, OSError):
                continue
        return None

    def close(self) -> None:
        """End all nodes and remove what they wrote."""
        for number, node in enumerate(self._nodes):
            if node is not None:
                self.kill(number)
        shutil.rmtree(self._folder)

    def _configure(self, number: int) -> None:
        folder = self._folder / f"node{number}"
        shutil.copytree(self._home / "config", folder / "config")
        settings = json.dumps(self._settings(number), indent=1)
        (folder / "config/opensearch.yml").write_text(settings)

    def _settings(self, number: int) -> dict[str, Any]:
        """JSON is YAML too."""
        folder, (http, transport) = self._folder / f"node{number}", self._ports[number]
        names = [f"node{other}" for other in range(len(self._ports))]
        several = {
            "discovery.seed_hosts": [f"127.0.0.1:{other}" for _, other in self._ports],
            "cluster.initial_cluster_manager_nodes": names,
            # Seconds, not the half minute of a real network, until a silent node is given up.
            "cluster.fault_detection.follower_check.timeout": "2s",
            "cluster.fault_detection.leader_check.timeout": "2s",
        }
        return {
            "cluster.name": "wencheng-test",
            "node.name": names[number],
            "network.host": "127.0.0.1",
            "http.port": http,
            "transport.port": transport,
            "path.data": str(folder / "data"),
            "path.logs": str(folder / "logs"),
            "node.store.allow_mmap": False,
            "cluster.routing.allocation.disk.threshold_enabled": False,
            **(several if len(names) > 1 else {"discovery.type": "single-node"}),
        }

    def _log(self, number: int) -> Path:
        return self._folder / f"node{number}.log"


def _as_nobody() -> list[str]:
    """The node ends when this process does, however that ends."""
    command = ["setpriv", "--pdeathsig=KILL"]
    if os.geteuid() == 0:
        group = pwd.getpwnam("nobody").pw_gid
        command += ["--reuid=nobody", f"--regid={group}", "--clear-groups"]
    return command


def _free_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return int(server.getsockname()[1])
