"""Libraries for tests, compiled as the program does."""

import random
from functools import cache
from pathlib import Path

from corpus.library import Library
from retrieval.index import renew
from retrieval.index.open import arrays
from retrieval.opensearch.cluster import Cluster
from retrieval.opensearch.live import current, opened
from retrieval.opensearch.pushing import push
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot
from retrieval.storage.tables import Tables
from tests.telegram import pages

WORDS = ("工会", "职工", "书屋", "工资", "协商", "湖州", "劳模", "创新", "服务", "ABC", "2016")


def of_texts(folder: Path, *texts: str, city: str = "韶关") -> Tables:
    """A library of one report with these paragraphs."""
    folder.mkdir(exist_ok=True)
    pages.write(folder / "page.yaml", pages.section(city, *texts))
    return arrays([folder])


@cache
def made_up(passages: int, seed: int = 1) -> Tables:
    """Passages of few words, many of which are alike but for their lengths."""
    chance = random.Random(seed)

    def words(most: int) -> str:
        return "，".join(chance.choices(WORDS, k=chance.randint(1, most)))

    held = [
        Passage(
            id=f"p{row}",
            text=words(120),
            city=chance.choice(("东海", "西山", None)),
            author=chance.choice(("张三", "李四", None)),
            headline=words(12) if row % 3 else None,
        )
        for row in range(passages)
    ]
    return renew.in_memory(Library(), held)


def pushed(cluster: Cluster, held: Tables) -> Snapshot:
    """The snapshot of a library once it is in the cluster."""
    push(held, cluster, grace=0)
    return opened(cluster, current(cluster))
