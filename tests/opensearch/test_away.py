"""The cluster goes away and comes back."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import SHIPPED
from corpus.errors import AwayError
from retrieval.index.open import arrays
from retrieval.opensearch.cluster import Cluster
from retrieval.opensearch.live import LiveRemote
from retrieval.opensearch.pushing import push
from retrieval.opensearch.settings import OpenSearchConfig
from tests.cli.program import run
from tests.opensearch.conftest import Settings
from tests.opensearch.nodes import Nodes
from tests.opensearch.ways import Way
from tests.retrieval.asking import ask, cities
from tests.telegram.api.server import BotApi
from tests.telegram.process import ADMIN, TOKEN, Bot

QUESTION = "湖州的四大体系是什么"
AWAY = "抱歉，放报道的服务器暂时连不上，请过一会儿再问。"


@pytest.fixture
def way(node: Nodes) -> Iterator[Way]:
    with Way(node.hosts[0]) as way:
        yield way


@pytest.fixture
def config(settings: Settings, way: Way) -> OpenSearchConfig:
    """Settings for the way to a node that holds the shipped page."""
    held = replace(settings(), hosts=(way.host,), timeout=2.0)
    push(arrays([SHIPPED]), Cluster(held), grace=0)
    return held


def test_a_node_is_killed_and_started_again(node: Nodes, settings: Settings) -> None:
    config = settings(timeout=2.0)
    push(arrays([SHIPPED]), Cluster(config), grace=0)
    live = LiveRemote(config)
    assert cities(live.on(lambda snapshot: ask(snapshot, QUESTION)))[0] == "湖州"
    node.kill(0)
    for longest in (10, 4, 4):
        start = time.monotonic()
        with pytest.raises(AwayError, match=r"^OpenSearch 没有回应（http://127\.0\.0\.1:\d+）"):
            live.on(lambda snapshot: ask(snapshot, "宁波怎么提升职工安全感"))
        assert time.monotonic() - start < longest
    node.start()
    assert cities(live.on(lambda snapshot: ask(snapshot, "宁波怎么提升职工安全感"))) == ["宁波"]


def test_the_command_line(
    way: Way, config: OpenSearchConfig, configured: Callable[..., str]
) -> None:
    path = configured(config)
    assert "劳动激励" in run("ask", "--config", path, QUESTION).out
    way.cut()
    for arguments in (("ask", QUESTION), ("chat",)):
        ended = run(*arguments, "--config", path)
        assert (ended.code, ended.out) == (1, "")
        (line,) = ended.error.splitlines()
        assert line.startswith("OpenSearch 没有回应")
    way.open()
    lines = f"{QUESTION}\n更多\n".encode()
    assert "劳动激励" in run("chat", "--config", path, given=lines).out


def test_the_bot_stays_and_says_so(way: Way, config: OpenSearchConfig, tmp_path: Path) -> None:
    api = BotApi(TOKEN).start()
    section = {"hosts": list(config.hosts), "alias": config.alias, "timeout": config.timeout}
    bot = Bot(api, tmp_path, index="opensearch", opensearch=section)
    try:
        assert "劳动激励" in api.ask(QUESTION).text
        assert "OpenSearch" in api.ask("/add", ADMIN).text
        way.cut()
        assert api.ask(QUESTION.replace("湖州", "绍兴")).text == AWAY
        assert api.ask("宁波怎么提升职工安全感", 2).text == AWAY
        assert api.ask("/reload", ADMIN).text.startswith("没有载入，仍用原来的报道。\nOpenSearch")
        assert "杭州" in api.ask("/cities").text
        way.open()
        assert "宁波" in api.ask("宁波怎么提升职工安全感", 2).text
        assert "劳动激励" in api.ask(QUESTION).text
    finally:
        code = bot.stop()
        api.stop()
    assert code == 0
    assert "Traceback" not in bot.log
    assert QUESTION not in bot.log


def test_a_bot_that_starts_before_its_cluster(
    way: Way, config: OpenSearchConfig, tmp_path: Path
) -> None:
    way.cut()
    api = BotApi(TOKEN).start()
    section = {"hosts": list(config.hosts), "alias": config.alias, "timeout": config.timeout}
    bot = Bot(api, tmp_path, index="opensearch", opensearch=section)
    try:
        deadline = time.monotonic() + 60
        while "OpenSearch 没有回应" not in bot.log:
            assert time.monotonic() < deadline, bot.log
        way.open()
        assert "劳动激励" in api.ask(QUESTION).text
    finally:
        assert bot.stop() == 0
        api.stop()


def test_pushing(config: OpenSearchConfig, configured: Callable[..., str], tmp_path: Path) -> None:
    path = configured(config, shipped=False)
    (tmp_path / "library").mkdir()
    ended = run("corpus", "push", "--config", path)
    assert (ended.code, ended.error) == (0, "")
    assert "0 段" in ended.out
    assert "已是这份语料" in run("corpus", "push", "--config", path).out
