from corpus.stitching.blocks import ordinals


def test_forms() -> None:
    text = "一是好。二是好；三要如此：（一）甲。2、第三，乙。首先，第十一是丙。其二，丁。四、戊"
    assert ordinals(text) == [
        ("point", 1),
        ("point", 2),
        ("point", 3),
        ("bracketed", 1),
        ("arabic", 2),
        ("word", 1),
        ("of", 2),
        ("list", 4),
    ]


def test_numbers_inside_sentences_are_no_ordinals() -> None:
    assert ordinals("这一是好的，增长1.5倍。一定要好。") == []


def test_numbers_above_ten() -> None:
    assert ordinals("十二是甲") == [("point", 12)]
