"""出处 in a chat: the picture that comes, opened and measured."""

import io

import pytest
from PIL import Image

from bot.source import typeset
from tests.telegram.api.acting import press
from tests.telegram.api.server import BotApi

QUESTION = "湖州的四大体系是什么"

pytestmark = [
    pytest.mark.usefixtures("bot"),
    pytest.mark.skipif(typeset.font_file() is None, reason="no Chinese font here"),
]


def test_a_picture_of_the_place_comes(api: BotApi) -> None:
    answer = api.ask(QUESTION, 81)
    press(api, answer, "出处")
    shown = api.next(81)
    data = api.photos[next(reversed(api.photos))]
    with Image.open(io.BytesIO(data)) as image:
        assert image.format == "JPEG"
        assert image.width >= 1080
        assert image.width + image.height <= 10_000
    assert len(data) < 10 << 20
    assert shown.text.startswith("出处\n争当改革创新")
    assert "湖州" in shown.text or "钟鸣" in shown.text


def test_a_picture_is_uploaded_once(api: BotApi) -> None:
    answer = api.ask("钟鸣是什么职务", 82)
    press(api, answer, "出处")
    api.next(82)
    uploaded = len(api.photos)
    api.ask("/source", 82)
    assert len(api.photos) == uploaded
    assert api.count("sendPhoto") >= 2


def test_a_picture_that_telegram_lost_is_sent_anew(api: BotApi) -> None:
    api.ask("何悦整理了哪几篇", 83)
    api.ask("/source", 83)
    api.photos.clear()
    api.ask("/source", 83)
    assert len(api.photos) == 1
