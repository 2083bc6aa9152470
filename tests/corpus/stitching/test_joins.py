import pytest

from corpus.stitching.joins import Joins, end_class, loose_brackets, start_class
from corpus.stitching.words import WordModel, ngrams


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("会。", "stop"),
        ("会。”", "stop"),
        ("会？」）", "stop"),
        ("会，", "comma"),
        ("会：", "colon"),
        ("会“", "open"),
        ("会”", "close"),
        ("2016", "digit"),
        ("G", "latin"),
        ("年", "han"),
        ("+", "other"),
    ],
)
def test_end_classes(text: str, name: str) -> None:
    assert end_class(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("年底", "unit"),
        ("会员", "han"),
        ("”，", "close"),
        ("（一）", "open"),
        ("，又", "comma"),
        ("20", "digit"),
    ],
)
def test_start_classes(text: str, name: str) -> None:
    assert start_class(text) == name


@pytest.mark.parametrize(
    ("text", "loose"),
    [
        ("完（整）的“话”", ("", "")),
        ("》，完善《制度", ("》", "《")),
        ("话。”“又一句", ("”", "“")),
        ("“甲（乙", ("", "“（")),
    ],
)
def test_loose_brackets(text: str, loose: tuple[str, str]) -> None:
    assert loose_brackets(text) == loose


HEAD = "东岭市市长王明：开局"


def score(before: str, right: str, wrong: str) -> tuple[float, float]:
    joins = Joins([HEAD, before, right, wrong], WordModel())
    return joins.score(0, 1, 2), joins.score(0, 1, 3)


@pytest.mark.parametrize(
    ("before", "right", "wrong"),
    [
        ("建立市县两级《百名工会干部联系基层制", "度》，完善第三方测评", "工作重点是维权服务"),
        ("今年要大力弘扬社会主", "义核心价值观，做好工作", "集体协商品牌的创建活动"),
        ("职工们高兴地说：“我们的日子", "一天比一天好了。”大家都笑", "全市各级工会要抓住机遇，"),
        ("全市今年共投入资金120", "0万元，新建公路十条", "在会上，代表们踊跃发言"),
        ("我们要做好各项工作。", "新的一年，任务更加繁重。", "，努力打造工会新品牌"),
        ("他们来自甲乙丙厂，甲乙", "丙厂的工人们说", "丁厂的生产任务很重"),
    ],
)
def test_what_reads_on_scores_higher(before: str, right: str, wrong: str) -> None:
    good, bad = score(before, right, wrong)
    assert good > bad


def test_known_texts_help() -> None:
    blocks = [HEAD, "全市推进嵎夷", "暘谷的建设", "其他的建设"]
    plain = Joins(blocks, WordModel())
    knowing = Joins(blocks, WordModel(), ["嵎夷暘谷在东方，嵎夷暘谷是古地名"])
    assert knowing.score(0, 1, 2) > plain.score(0, 1, 2)


def test_words_over_an_edge() -> None:
    words = WordModel()
    assert words.gain("社会主", "义") > 5
    assert words.gain("职工", "的") == pytest.approx(0)
    assert words.log_probability("嵎夷暘谷") is None


def test_ngrams() -> None:
    assert ngrams(["甲乙甲乙", "乙"], 2) == {"甲": 2, "乙": 3, "甲乙": 2, "乙甲": 1}
