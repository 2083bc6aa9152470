"""Characters that only extractors print, as the ordinary ones; and those that nobody sees."""

import unicodedata


def folded(char: str) -> str:
    """A character, an extractor's compatibility character as the ordinary one; "" for none."""
    category = unicodedata.category(char)
    if category in ("Cc", "Cf", "Zl", "Zp", "Cn"):
        return ""
    return fold_compatibility(" " if category == "Zs" else char)


def visible(text: str) -> str:
    """A text without characters that nobody sees, and with ordinary ones for an extractor's."""
    return fold_compatibility("".join(char for char in text if not is_invisible(char)))


def is_invisible(char: str) -> bool:
    """Whether a character is nothing to a reader: zero-width ones, marks of byte order."""
    return unicodedata.category(char) == "Cf"


def fold_compatibility(text: str) -> str:
    """⼯ as 工, ⻓ as 长, 﨑's kin as they are unified; all else as it is."""
    return "".join(_RADICALS.get(char, char) for char in text)


def _radicals() -> dict[str, str]:
    """Kangxi radicals, radicals of the supplement and compatibility ideographs, unified."""
    table = {}
    for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)):
        unified = unicodedata.normalize("NFKC", chr(code))
        if unified != chr(code):
            table[chr(code)] = unified
    return table | dict(zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True))


# Radicals of the supplement that Unicode gives no decomposition, where extractors print them.
_SUPPLEMENT = (
    "⺁厂⺃乚⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺋巳⺌小⺍小⺎兀⺏尣⺐尢⺑尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月"
    "⺞歺⺠民⺡氵⺢水⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糸⺰纟⺱罓⺲罒⺳㓁⺴冈⺵网⺶羊⺷羊⺸羊⺹耂"
    "⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃西⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门"
    "⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟食⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜"
    "⻰龙⻱龟⻲亀⻳龟"
)
_RADICALS = _radicals()
