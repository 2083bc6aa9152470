"""What of the way to a cluster needs no cluster."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from bot import config
from corpus import SHIPPED
from corpus.errors import AwayError, InputError
from retrieval.index.open import arrays
from retrieval.index.records import Pages
from retrieval.opensearch import catalogue
from retrieval.opensearch.cluster import PASSWORD, USER, Cluster
from retrieval.opensearch.pushing import word, words
from retrieval.opensearch.scoring import bound
from retrieval.opensearch.settings import OpenSearchConfig
from retrieval.storage import tables
from retrieval.storage.recent import Recent


def test_the_catalogue_comes_back_as_it_was() -> None:
    held = arrays([SHIPPED])
    sent = catalogue.of(held)
    back = tables.loads(tables.dumps(sent))
    assert sent["names"].tolist() == back["names"].tolist() == held["names"].tolist()
    assert back["lengths"].tolist() == [held[f"{f}.lengths"].mean() for f in ("body", "head")]
    # Texts and postings stay here, and so do the names of this machine's folders.
    assert not {name.partition(".")[0] for name in sent} & {"passages", "texts", "body"}
    assert str(SHIPPED).encode() in held["library"].tobytes()
    assert str(SHIPPED).encode() not in sent["library"].tobytes()
    (here,), (there,) = Pages(held).library.pages, Pages(back).library.pages
    assert (there.page, there.raw_text, there.path) == (
        here.page,
        here.raw_text,
        Path(here.path.name),
    )


def test_what_was_used_last_is_remembered() -> None:
    recent: Recent[int, str] = Recent(2)
    recent.update({1: "one", 2: "two"})
    assert recent.get(1) == "one"
    recent.update({3: "three"})
    assert [recent.get(key) for key in (1, 2, 3)] == ["one", None, "three"]


def test_words_of_a_document() -> None:
    assert words("-") == []
    assert words("湖州 湖|州") == ["湖州", "湖|州"]
    assert word("湖|州") == "湖|州"
    assert len(word("a" * 101)) == 16
    assert word("a" * 101) != word("a" * 102)


@pytest.mark.parametrize("factor", [1.0, 1 / 2.5])
def test_nothing_after_the_last_hit_scores_more_than_the_bound(factor: float) -> None:
    hits = [{"_score": 5.2 * factor}, {"_score": 3.0 * factor}]
    assert bound(5.0, hits) == pytest.approx(3.0, rel=1e-4)
    assert bound(5.0, hits) > 3.0


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ({"hosts": ("localhost:9200",)}, "opensearch.hosts"),
        ({"hosts": ("https://me:secret@localhost",)}, "不要写用户名和密码"),
        ({"alias": "Wencheng"}, "opensearch.alias"),
        ({"timeout": 0.0}, "opensearch.timeout"),
        ({"shards": 0}, "opensearch.shards"),
        ({"replicas": -1}, "opensearch.replicas"),
        ({"ca_file": Path("/nowhere.pem")}, "/nowhere.pem"),
    ],
)
def test_bad_settings(settings: dict[str, Any], complaint: str) -> None:
    with pytest.raises(InputError, match=complaint) as caught:
        Cluster(OpenSearchConfig(**settings))
    assert "secret" not in str(caught.value)


def test_half_a_login(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(USER, "reader")
    monkeypatch.delenv(PASSWORD, raising=False)
    with pytest.raises(InputError, match="要么都设，要么都不设"):
        Cluster(OpenSearchConfig())


def test_nobody_there() -> None:
    cluster = Cluster(OpenSearchConfig(hosts=("http://127.0.0.1:9",), timeout=0.3))
    for _ in range(2):
        with pytest.raises(AwayError, match=r"127\.0\.0\.1:9"):
            cluster.call("GET", "/")


def test_what_answers_is_chosen_in_the_configuration(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("opensearch:\n  ca_file: ca.pem\nindex: opensearch\n", "utf-8")
    held = config.load(path)
    assert (held.index, held.opensearch.ca_file) == ("opensearch", tmp_path / "ca.pem")
    assert dataclasses.replace(held.opensearch, ca_file=None) == OpenSearchConfig()
    path.write_text("shipped: true\nindex: lucene\n", "utf-8")
    with pytest.raises(InputError, match=r"config\.yaml:2：index：只能是 embedded、opensearch"):
        config.load(path)
