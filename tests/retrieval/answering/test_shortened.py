"""Short forms of names meet the names that the texts have."""

import pytest

from corpus.library import Library
from retrieval.answering.asked.question import understand
from retrieval.answering.finding.shortened import spelt_out
from retrieval.passages import Passage
from retrieval.snapshot import Snapshot, in_memory
from tests.retrieval.asking import ask

TEXTS = (
    "位于城东新区的云岭县第三实验小学迎来首个开学日，学校占地48亩。",
    "市人力资源和社会保障局说，补贴三天到账。",
    "从十月起，第二人民医院的夜诊开到九点。",
    "路口堵了三小时，交警来了才通。",
)


@pytest.fixture(scope="module")
def town() -> Snapshot:
    """Reports with the whole names of institutions."""
    passages = [Passage(f"t{n}", text, headline=f"报道{n}") for n, text in enumerate(TEXTS)]
    return in_memory(Library(), passages)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("三小占地多少", "第三实验小学"),
        ("三小屋顶种菜吗", "第三实验小学"),
        ("人社局补贴几天到账", "人力资源和社会保障局"),
        ("去二院看病", "第二人民医院"),
    ],
)
def test_a_name_in_short(town: Snapshot, question: str, name: str) -> None:
    assert name in spelt_out(town, understand(town, question)).theme


@pytest.mark.parametrize(
    "question", ["第三实验小学占地多少", "开学那天", "一学期多少钱", "四小占地多少", ""]
)
def test_what_is_no_short_form(town: Snapshot, question: str) -> None:
    asked = understand(town, question)
    assert spelt_out(town, asked) is asked


def test_its_passage_answers(town: Snapshot) -> None:
    assert "48亩" in ask(town, "三小占地多少").hits[0].passage.text
