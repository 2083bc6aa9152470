"""What stands under a picture of a passage's place, and on one that is typeset."""

import datetime

DATE = "{day.year}年{day.month}月{day.day}日"
HEADLINE = "《{headline}》"
CREDIT = "（{credit}）"
CITED = "「{text}」"
CITED_BY = "——"
MENDED = "（经手工改动，与原版面不尽相同）"
CITED_JOIN = "，"
PLACE = "第 {section} 篇，第 {paragraph} 段"
CUT = "……"
NO_PASSAGE = "没有编号是 {id} 的段落"
NO_SHEET = "没有第 {number} 页的版面图"
NO_PICTURE = "这一段没有可画的版面；要排成图，请先装中文字体，如 fonts-noto-cjk"
MENDED_TEXT = "这一段经手工改动，与原版面不尽相同，在版面上指不出来"
NO_SUFFIX = "{path}：文件名要以 .png 或 .jpg 结尾"
WRITTEN = "已写入 {path}"


def date(day: datetime.date) -> str:
    """A date as a newspaper writes it."""
    return DATE.format(day=day)
