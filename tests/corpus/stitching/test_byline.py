import pytest

from corpus.stitching.byline import byline_of, closes, credit_of, dateline_of, names_of


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("新的成绩。（见习记者何悦整理）", "见习记者何悦整理"),
        ("新的成绩。（记者王海霞 通讯员王志勇采访整理）", "记者王海霞 通讯员王志勇采访整理"),
        ("新的成绩。(本报记者 何悦 采写)", "本报记者 何悦 采写"),
        ("新的成绩。（本报记者 何悦 摄影报道）", "本报记者 何悦 摄影报道"),
        ("新的成绩。（何悦）", "何悦"),
        ("新的成绩。（何悦 王海霞）", "何悦 王海霞"),
        ("悦整理）", "悦整理"),
        ("本报记者 何悦", "本报记者 何悦"),
        ("■记者何悦 通讯员王志勇", "■记者何悦 通讯员王志勇"),
    ],
)
def test_credits(text: str, credit: str) -> None:
    assert credit_of(text) == credit
    assert closes(text)


@pytest.mark.parametrize(
    "text",
    [
        "省总工会十四届六次全委（扩大）",
        "三城（国际智造名城、海上丝路港城）",
        "记者在现场看到，工人们正在忙碌，机器轰鸣。",
        "新的成绩。",
        "（一）",
        "本报讯（记者 何悦）",
        "本报讯(记者何悦报道)",
        "县委书记（何悦）",
        "他对记者说起了工厂里的事，说起了那些年里工人们吃过的苦、受过的累，说起了后来的好日子，说起了孩子们（都已长大成人，各有各的工作）",
    ],
)
def test_other_endings_are_no_credits(text: str) -> None:
    assert credit_of(text) is None
    assert not closes(text)


def test_the_rest_of_a_credit_cut_in_two_closes() -> None:
    assert closes("）")
    assert closes("理）")


@pytest.mark.parametrize(
    ("text", "words", "city", "names"),
    [
        ("本报讯（记者　何悦）今年", "记者　何悦", None, ("何悦",)),
        (
            "本报湖州1月5日讯（记者何悦　通讯员王小明）",
            "记者何悦　通讯员王小明",
            "湖州",
            ("何悦", "王小明"),
        ),
        ("新华社北京1月5日电（记者何悦、李芳）", "记者何悦、李芳", "北京", ("何悦", "李芳")),
        ("据新华社南昌6月5日电（记者何悦）", "记者何悦", "南昌", ("何悦",)),
        ("本报讯　记者何悦报道：今年", "记者何悦", None, ("何悦",)),
        ("本报讯（何悦　王小明）今年", "何悦　王小明", None, ("何悦", "王小明")),
        ("本报讯近日，", None, None, ()),
    ],
)
def test_datelines(text: str, words: str | None, city: str | None, names: tuple[str, ...]) -> None:
    found = dateline_of(text)
    assert found is not None
    assert (found.words, found.city) == (words, city)
    assert names_of(words or "") == names


@pytest.mark.parametrize("text", ["本报今年发行量很大", "新华社记者说", "今年要开好局。"])
def test_what_is_no_dateline(text: str) -> None:
    assert dateline_of(text) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("本报记者　何悦", ("何悦",)),
        ("文/何悦", ("何悦",)),
        ("文/图　本报记者　何悦", ("何悦",)),
        ("□　何悦　王小明", ("何悦", "王小明")),
        ("本报通讯员　何悦　本报记者　王小明", ("何悦", "王小明")),
        ("何悦", ("何悦",)),
    ],
)
def test_bylines(text: str, names: tuple[str, ...]) -> None:
    assert byline_of(text) == text
    assert names_of(text) == names


@pytest.mark.parametrize("text", ["今年要开好局。", "何悦说，今年要开好局", "总工会主席何悦"])
def test_what_is_no_byline(text: str) -> None:
    assert byline_of(text) is None


def test_a_credit_may_stand_before_where_the_report_goes_on() -> None:
    assert credit_of("今年要开好局。（记者何悦整理）（下转第4版）") == "记者何悦整理"


@pytest.mark.parametrize("words", ["何悦 文/图", "本刊记者 何悦 发自青禾", "文/何悦 图/王志勇"])
def test_bylines_that_say_where_and_what(words: str) -> None:
    assert byline_of(words) == words
    assert names_of(words)[0] == "何悦"


@pytest.mark.parametrize(
    ("text", "words", "city"),
    [
        ("晚报讯（通讯员何悦王志勇）一条路", "通讯员何悦王志勇", None),
        ("商报青田专电（特派记者何悦）记者", "特派记者何悦", "青田"),
        ("都市报讯记者何悦、王志勇报道：", "记者何悦、王志勇", None),
    ],
)
def test_a_paper_calls_itself_by_its_kind(text: str, words: str, city: str | None) -> None:
    dateline = dateline_of(text)
    assert dateline is not None
    assert (dateline.words, dateline.city) == (words, city)


def test_what_is_reported_is_no_paper() -> None:
    assert dateline_of("据报讯，昨天") is None
    assert names_of("晚报记者何悦 商报通讯员王志勇") == ("何悦", "王志勇")
