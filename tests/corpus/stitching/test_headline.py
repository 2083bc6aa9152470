import pytest

from corpus.stitching.headline import (
    Head,
    is_name,
    parse_head,
    parse_speaker,
    split_person,
    suspect,
)

OFFICES = [
    "东岭市人大常委会副主任、市总工会主席",
    "白河县委书记",
    "云梦区总工会党组书记、常务副主席",
    "松原市发改委主任",
    "松原市教育局局长",
    "沙洋县第一中学校长",
    "东岭集团董事长",
    "南屏州州长",
    "石门镇镇长",
    "安陆市市长",
    "青田县委常委、宣传部部长",
    "绿园区人民医院院长",
    "江岸区政协副主席",
    "东岭市妇联会长",
    "白河农商银行行长",
    "东岭市中级人民法院院长",
    "东岭市副秘书长",
    "东岭市检察院检察长",
    "松原市化工厂总工程师",
    "石门村党支部第一书记",
    "东岭市人民医院主任医师",
    "阿拉旗旗长",
]
NAMES = ["钟鸣", "江涛", "任丽", "长孙涛", "欧阳修文", "席慕容", "郑荣胜", "安平", "范文杰"]
NAMES += ["师小明", "艾力·买买提", "阿不都热依木·吾守尔", "巴特尔", "云国", "柏松", "书琴"]


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("name", NAMES)
def test_offices_and_names_are_told_apart(office: str, name: str) -> None:
    assert split_person(office + name) == (office, name)


@pytest.mark.parametrize("colon", ["：", ":", ": ", "： "])
@pytest.mark.parametrize("bold", ["{}", "**{}**"])
def test_forms_of_head_lines(colon: str, bold: str) -> None:
    line = "湖州市政协副主席、市总工会主席钟鸣" + colon + bold.format("深化“四大体系” 展现作为")
    office = "湖州市政协副主席、市总工会主席"
    assert parse_head(line) == Head(office, "钟鸣", "湖州", "深化“四大体系” 展现作为")


@pytest.mark.parametrize(
    "line",
    [
        "**湖州市市长王五**：开局",
        "**湖州市市长王五：开局**",
        "湖州市市长 王五：开局",
        "湖州市市长王　五：开局",
    ],
)
def test_bold_marks_and_blanks_may_stand_anywhere(line: str) -> None:
    assert parse_head(line) == Head("湖州市市长", "王五", "湖州", "开局")


def test_a_headline_may_be_missing() -> None:
    assert parse_head("惠州市科技局局长金桂: ") == Head("惠州市科技局局长", "金桂", "惠州", None)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "：",
        "具体来说：要做好三件事",
        "会议时间：2016年1月",
        "记者：您好",
        "市总工会主席钟鸣说：“我们要创新。”",
        "湖州市总工会主席钟鸣表示：我们要创新",
        "2016年湖州市总工会主席钟鸣：开局",
        "湖州市总工会主席钟鸣",
        "湖州市总工会主席钟鸣：我们开了会。会上说了很多。",
        "我们要做到：心中有党、心中有民",
        "他是湖州人，后来当了主席钟鸣：好",
        "湖州市总工会主席钟鸣：" + "长" * 80,
    ],
)
def test_other_lines_are_no_head_lines(line: str) -> None:
    assert parse_head(line) is None


@pytest.mark.parametrize("text", ["钟鸣", "何悦", "欧阳修文", "王海霞"])
def test_names(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize("text", ["", "钟", "打造品牌", "这样", "钟鸣好人们", "Wang"])
def test_other_words_are_no_names(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(
    "line",
    [
        "湖州市总工会主席钟鸣∶深化体系",
        "湖州市总工会主席钟鸣︰深化体系",
        "湖州市总工会主席钟鸣——深化体系 展现作为",
        "湖州市总工会主席钟鸣　　深化体系 展现作为",
        "湖州市总工会主席钟　鸣：深化体系",
        "湖州市总工会主席钟鸣（女，回族）：深化体系",
        "■湖州市总工会主席钟鸣：深化体系",
        "3．湖州市总工会主席钟鸣：深化体系",
        "湖州市总⼯会主席钟鸣：深化体系",
        "\u200b湖州市总工会主席钟鸣\ufeff：深化体系",
    ],
)
def test_typographies_of_head_lines(line: str) -> None:
    head = parse_head(line)
    assert head is not None
    assert (head.office, head.author, head.city) == ("湖州市总工会主席", "钟鸣", "湖州")


@pytest.mark.parametrize(
    "line", ["带动农民增收：多条路子", "女老师一通骂：为什么", "主管会计工作负责人：周亚琳"]
)
def test_ordinary_words_are_no_names(line: str) -> None:
    assert parse_head(line) is None


def test_what_looks_like_a_head_line_is_suspect() -> None:
    assert suspect("湖州市总工会主席钟鸣·深化体系")
    assert not suspect("湖州市总工会今年要深化体系，主席团会议通过。")


@pytest.mark.parametrize(
    "line",
    [
        "青州市市长 王小明",
        "青州市市长王小明",
        "——青州市委常委、宣传部长王小明",
        "■青州市市长　王小明",
    ],
)
def test_a_line_that_says_who_speaks(line: str) -> None:
    head = parse_speaker(line)
    assert head is not None
    assert (head.author, head.headline) == ("王小明", None)


@pytest.mark.parametrize(
    "line",
    [
        "——把服务送到家门口",
        "本报记者 王小明",
        "市总工会主席看望劳模",
        "青州市市长王小明：走自己的路",
    ],
)
def test_a_line_that_says_more_or_less(line: str) -> None:
    assert parse_speaker(line) is None
