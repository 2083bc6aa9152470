"""Numbers as they are written: 12, 十二, 一百零三, 两万."""

DIGITS = "一二三四五六七八九"
"""The digits from 1, in order."""
UP_TO_TEN = f"{DIGITS}十"
"""What numbers things up to ten: 第二, 三是."""
COUNTS = "一二两三四五六七八九十"
"""What counts them: 两 beside 二."""
SEVERAL = COUNTS[1:]
"""What counts more than one."""

_DIGITS = {digit: value for value, digit in enumerate(f"零{DIGITS}")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}


def value(numeral: str) -> int | None:
    """The number that a numeral stands for, None where it stands for none."""
    if numeral.isascii() and numeral.isdigit():
        return int(numeral[:18])
    total = section = digit = 0
    for character in numeral:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _UNITS:
            section += (digit or 1) * _UNITS[character]
            digit = 0
        elif character in _MYRIADS:
            total = (total + section + digit) * _MYRIADS[character]
            section = digit = 0
        else:
            return None
    return total + section + digit if numeral else None


def chinese(number: int) -> str:
    """A number from 0 to 99,999,999 in Chinese: 一百零三."""
    if number > 9999:
        myriads, rest = divmod(number, 10_000)
        between = "零" if 0 < rest < 1000 else ""
        return f"{chinese(myriads)}万{between}{chinese(rest) if rest else ''}"
    if number < 10:
        return f"零{DIGITS}"[number]
    written, zero = "", False
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, size)
        if digit:
            written += ("零" if zero and written else "") + f"零{DIGITS}"[digit] + unit
        zero = not digit
    return written.removeprefix("一") if written.startswith("一十") else written
