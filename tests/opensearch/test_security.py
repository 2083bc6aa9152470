"""TLS, and credentials that never show."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import SHIPPED
from corpus.errors import RunError
from retrieval.index.open import arrays
from retrieval.opensearch.cluster import PASSWORD, USER, Cluster
from retrieval.opensearch.pushing import push
from retrieval.opensearch.settings import OpenSearchConfig
from tests.cli.program import run
from tests.opensearch.conftest import Settings
from tests.opensearch.nodes import Nodes
from tests.opensearch.ways import TlsWay
from tests.telegram.api.server import BotApi
from tests.telegram.process import TOKEN, Bot

SECRET = "pass:wörd-问城"
QUESTION = "湖州的四大体系是什么"


@pytest.fixture
def proxy(node: Nodes, tmp_path: Path) -> Iterator[TlsWay]:
    with TlsWay(node.hosts[0], tmp_path, "reader", SECRET) as proxy:
        yield proxy


@pytest.fixture
def secure(settings: Settings, proxy: TlsWay) -> OpenSearchConfig:
    """Settings for the way through the proxy, with its certificate."""
    return replace(settings(), hosts=(proxy.host,), ca_file=proxy.certificate, timeout=3.0)


@pytest.fixture(autouse=True)
def _login(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(USER, "reader")
    monkeypatch.setenv(PASSWORD, SECRET)


def test_a_certificate_and_a_password(secure: OpenSearchConfig) -> None:
    assert not push(arrays([SHIPPED]), Cluster(secure), grace=0).was_there
    assert push(arrays([SHIPPED]), Cluster(secure), grace=0).was_there


def test_a_certificate_that_nobody_vouches_for(secure: OpenSearchConfig) -> None:
    with pytest.raises(RunError, match="证书没有通过检查"):
        Cluster(replace(secure, ca_file=None)).call("GET", "/")


def test_a_certificate_that_is_not_checked(secure: OpenSearchConfig) -> None:
    answer = Cluster(replace(secure, ca_file=None, verify=False)).call("GET", "/")
    assert answer["version"]["distribution"] == "opensearch"


def test_a_wrong_password(secure: OpenSearchConfig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD, "wrong-secret")
    with pytest.raises(RunError, match=f"不认这个用户名和密码.*{USER}、{PASSWORD}") as caught:
        Cluster(secure).call("GET", "/")
    assert "wrong-secret" not in str(caught.value)


def test_nothing_shows_the_password(
    secure: OpenSearchConfig, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    cluster = Cluster(secure)
    cluster.call("GET", "/")
    with pytest.raises(RunError) as caught:
        cluster.call("GET", "/_nonsense")
    shown = [caplog.text, repr(cluster), repr(vars(cluster)), repr(secure), str(caught.value)]
    assert not any(SECRET in words or "Basic" in words for words in shown)


def test_the_programs_say_nothing_of_it(
    secure: OpenSearchConfig, proxy: TlsWay, configured: Callable[..., str], tmp_path: Path
) -> None:
    section = {
        "hosts": [proxy.host],
        "alias": secure.alias,
        "ca_file": str(proxy.certificate),
        "timeout": 1.0,
    }
    path = configured(secure, opensearch=section)
    runs = [run("corpus", "push", "--config", path), run("ask", "--config", path, QUESTION)]
    assert [ended.code for ended in runs] == [0, 0], runs
    api = BotApi(TOKEN).start()
    bot = Bot(api, tmp_path, "--verbose", index="opensearch", opensearch=section)
    try:
        assert "劳动激励" in api.ask(QUESTION).text
        proxy.cut()
        runs.append(run("ask", "--config", path, QUESTION))
    finally:
        bot.stop()
        api.stop()
    shown = [bot.log, *(ended.out + ended.error for ended in runs)]
    assert not any(SECRET in words or "Basic" in words for words in shown)
    assert "opensearch" not in bot.log.replace("OpenSearch", "")
