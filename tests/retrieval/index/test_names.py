"""Names of places and people, however they are written, and what only looks like one."""

from functools import cache
from pathlib import Path

import pytest

from corpus.errors import InputError
from corpus.library import read_aliases
from retrieval.index.names import Lexicon, pack, reporters_of
from retrieval.snapshot import Snapshot
from retrieval.storage.tables import Tables
from retrieval.text import dictionary
from retrieval.text.dictionary import Dictionary
from retrieval.text.fold import fold
from retrieval.text.tokens import NO_NAMES


def places(lexicon: Lexicon, question: str) -> set[str]:
    return {mention.city for mention in lexicon.places(fold(question))}


def lexicon_of(*cities: str, aliases: tuple[tuple[str, str], ...] = ()) -> Lexicon:
    return Lexicon(pack(cities, (), (), NO_NAMES, aliases), Words(_arrays()))


@cache
def _arrays() -> Tables:
    return dictionary.pack()


class Words(Dictionary):
    """Knows one word and one place."""

    def knows(self, word: str) -> bool:
        return word == "立岁"

    def is_place(self, word: str) -> bool:
        return word == "历水"


@pytest.mark.parametrize(
    "form", ["{}", "{}市", "{}工会怎么做", "请问{}的情况", "在{}，有什么", "那{}呢"]
)
def test_full_names(shipped: Snapshot, form: str) -> None:
    for city in shipped.cities:
        assert places(shipped.lexicon, form.format(city)) == {city}


@pytest.mark.parametrize("asked", ["湖州长者食堂在哪", "湖州市长是谁", "湖州市长者食堂"])
def test_what_stands_after_a_name(shipped: Snapshot, asked: str) -> None:
    assert places(shipped.lexicon, asked) == {"湖州"}


@pytest.mark.parametrize("form", ["{}", "{}怎么做", "那{}呢"])
def test_names_without_their_endings(second: Snapshot, form: str) -> None:
    for city in second.cities:
        assert places(second.lexicon, form.format(city)) == {city}
        assert places(second.lexicon, form.format(city.rstrip("县区"))) == {city}


@pytest.mark.parametrize(
    ("written", "city"),
    [
        ("huzhou", "湖州"),
        ("HuZhou", "湖州"),
        ("hu zhou", "湖州"),
        ("HU  ZHOU的四大体系", "湖州"),
        ("húzhōu", "湖州"),
        ("Hú Zhōu", "湖州"),
        ("ｈｕｚｈｏｕ", "湖州"),
        ("lishui", "丽水"),
        ("shaoxing", "绍兴"),
    ],
)
def test_pinyin(shipped: Snapshot, written: str, city: str) -> None:
    assert places(shipped.lexicon, written) == {city}


@pytest.mark.parametrize("written", ["luoxi", "Luòxī xiàn", "LUO XI XIAN"])
def test_pinyin_with_and_without_the_ending(second: Snapshot, written: str) -> None:
    assert places(second.lexicon, written) == {"洛溪县"}


@pytest.mark.parametrize(
    ("written", "city"),
    [
        ("湖洲", "湖州"),
        ("胡州", "湖州"),
        ("杭洲", "杭州"),
        ("衢洲", "衢州"),
        ("紹興", "绍兴"),
        ("邵兴", "绍兴"),
    ],
)
def test_one_wrong_character(shipped: Snapshot, written: str, city: str) -> None:
    assert places(shipped.lexicon, f"{written}的工会") == {city}


@pytest.mark.parametrize(
    ("written", "city"),
    [
        ("甬", "宁波"),
        ("甬的五感", "宁波"),
        ("那甬呢", "宁波"),
        ("甬城", "宁波"),
        ("杭和甬", "宁波"),
        ("婺城工会", "金华"),
        ("禾城", "嘉兴"),
    ],
)
def test_short_names(shipped: Snapshot, written: str, city: str) -> None:
    assert city in places(shipped.lexicon, written)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "苏州",
            "广州",
            "徐州",
            "惠州",
            "徽州",
            "贵州",
            "沧州",
            "滁州",
            "泰州",
            "福州",
            "湖南",
            "湖北",
        ),
        *("江西", "上海", "北京", "海宁", "瑞安", "义乌", "嘉善", "德清", "台湾", "兰州", "衡水"),
        *("温度", "金牌", "嘉奖", "宁可", "越来越", "温情", "湖水", "杭白菊", "舟车劳顿", "金融"),
        *("甬工惠", "职工", "工会", "制度", "体系", "温室效应", "绍介", "美丽", "丽人", "台上"),
        *("hello", "gdp", "zhou", "hu", "wifi", "hangout"),
    ],
)
def test_no_false_friends(shipped: Snapshot, words: str) -> None:
    assert places(shipped.lexicon, words) == set()


@pytest.mark.parametrize(
    "words", ["清泉", "双倍", "山洪", "临时", "河长", "雁群", "望远", "县", "区"]
)
def test_no_false_friends_elsewhere(second: Snapshot, words: str) -> None:
    assert places(second.lexicon, words) == set()


def test_mentions_say_where_they_stand(shipped: Snapshot) -> None:
    question = "绍兴和huzhou、甬"
    mentions = shipped.lexicon.places(question)
    stood = [(question[m.start : m.end], m.city) for m in mentions]
    assert stood == [("绍兴", "绍兴"), ("huzhou", "湖州"), ("甬", "宁波")]


def test_the_head_of_a_county_is_not_the_county_and_something() -> None:
    lexicon = lexicon_of("德清县")
    (mention,) = lexicon.places("德清县长是谁")
    assert (mention.start, mention.end, mention.city) == (0, 2, "德清县")


def test_a_stem_that_two_places_share_means_both() -> None:
    lexicon = lexicon_of("东海县", "东海区")
    assert places(lexicon, "东海") == {"东海县", "东海区"}
    assert places(lexicon, "东海区") == {"东海区"}


@pytest.mark.parametrize("name", ["恩施土家族苗族自治州", "湘西州", "浦东新区", "鄂温克族自治旗"])
def test_endings_of_every_kind_of_place(name: str) -> None:
    lexicon = lexicon_of(name)
    assert places(lexicon, f"{name[:2]}的工会") == {name} or places(lexicon, name) == {name}


def test_a_word_of_the_language_is_no_slip() -> None:
    lexicon = lexicon_of("立水")
    assert places(lexicon, "立岁") == set()
    assert places(lexicon, "立碎") == {"立水"}


def test_another_place_is_no_slip_even_where_it_sounds_alike() -> None:
    lexicon = lexicon_of("立水")
    assert places(lexicon, "历水") == set()
    assert places(lexicon, "利水") == {"立水"}


def test_a_place_that_hardly_anybody_writes_is_a_slip() -> None:
    names = pack(("青州", "台州"), (), (), NO_NAMES, ())
    lexicon = Lexicon(names, dictionary.shared())
    assert places(lexicon, "青洲") == {"青州"}
    assert places(lexicon, "泰州") == set()


def test_a_slip_that_could_be_two_places_is_neither() -> None:
    assert places(lexicon_of("东海", "冬海"), "董海") == set()


def test_short_names_of_places_not_held_are_passed_over() -> None:
    lexicon = lexicon_of("宁波", aliases=(("沪", "上海"), ("甬", "宁波")))
    assert places(lexicon, "沪") == set()
    assert places(lexicon, "甬") == {"宁波"}


def test_aliases_are_pairs_and_comments(tmp_path: Path) -> None:
    path = tmp_path / "aliases.txt"
    path.write_text("# 短名\n\n甬 宁波 # 甬江\n鹿城\t温州\n", "utf-8")
    assert list(read_aliases(path)) == [("甬", "宁波"), ("鹿城", "温州")]
    path.write_text("甬 宁波\n鹿城\n", "utf-8")
    with pytest.raises(InputError, match=r"aliases\.txt:2："):
        list(read_aliases(path))


def test_people_are_speakers_and_reporters(shipped: Snapshot) -> None:
    assert {"钟鸣", "何悦", "王海霞", "王志勇"} <= set(shipped.lexicon.people)


@pytest.mark.parametrize(
    ("credit", "names"),
    [
        ("见习记者何悦整理", ("何悦",)),
        ("记者王海霞 通讯员王志勇采访整理", ("王海霞", "王志勇")),
        ("记者羊荣江　通讯员章颖采访整理", ("羊荣江", "章颖")),
        ("本报记者张三、李四报道", ("张三", "李四")),
        ("本报首席记者欧阳修文", ("欧阳修",)),
        ("通讯员熊伟供稿", ("熊伟",)),
        ("特约通讯员阿卜杜拉·买买提 摄", ("阿卜杜拉·买买提",)),
        ("全媒体记者张三；实习记者李四", ("张三", "李四")),
        ("张三/文", ("张三",)),
        ("记者", ()),
        ("", ()),
    ],
)
def test_reporters_of_a_credit(credit: str, names: tuple[str, ...]) -> None:
    assert reporters_of(credit) == names
