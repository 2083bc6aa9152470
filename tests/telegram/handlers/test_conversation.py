"""People write to the running bot."""

import pytest

from tests.telegram.api.entities import cut, units
from tests.telegram.api.messages import Sent
from tests.telegram.api.server import USERNAME, BotApi, Json
from tests.telegram.process import ADMIN, Bot

pytestmark = pytest.mark.usefixtures("bot")

GROUP = -500
FILE = {"file_id": "a", "file_unique_id": "b"}
STICKER = {
    "type": "regular",
    "width": 1,
    "height": 1,
    "is_animated": False,
    "is_video": False,
}


def marked(sent: Sent, kind: str) -> list[str]:
    return [cut(sent.text, entity) for entity in sent.entities if entity.kind.endswith(kind)]


def group(api: BotApi, text: str) -> Sent:
    return api.ask(text, GROUP, user=77, kind="supergroup")


def test_the_commands_are_set(api: BotApi) -> None:
    api.wait_for_call("getUpdates")
    assert set(api.commands) == {"all_private_chats", "all_group_chats", f"chat {ADMIN}"}
    assert "about" in api.commands["all_private_chats"]
    assert "about" not in api.commands["all_group_chats"]
    assert "reload" not in api.commands["all_private_chats"]
    assert {"ask", "reload", "unanswered"} <= set(api.commands[f"chat {ADMIN}"])


def test_start_says_how_to_ask(api: BotApi) -> None:
    reply = api.ask("/start")
    assert reply.text.startswith("您好，我是问城")
    examples = marked(reply, "code")
    assert examples
    for example in examples:
        assert marked(api.ask(example), "blockquote")


def test_a_follow_up_is_understood(api: BotApi) -> None:
    assert "湖州 · 钟鸣" in api.ask("湖州的四大体系是什么").text
    follow_up = api.ask("那绍兴呢").text
    assert "绍兴 · 阮坚勇" in follow_up
    assert "湖州 ·" not in follow_up


def test_help_lists_the_commands(api: BotApi) -> None:
    text = api.ask("/help").text
    assert "/ask 提问" in text
    assert "/cities" in text
    assert "/reload" not in text


def test_help_for_an_admin_has_the_admins_commands(api: BotApi) -> None:
    assert "/reload" in api.ask("/help", ADMIN).text


def test_cities(api: BotApi) -> None:
    reply = api.ask("/cities")
    assert reply.text.startswith("现在有 11 座城市的报道：\n杭州、宁波、")


@pytest.mark.parametrize("question", ["湖州的四大体系是什么", "/ask 湖州的四大体系是什么"])
def test_a_question_is_answered_with_attribution(api: BotApi, question: str) -> None:
    reply = api.ask(question)
    assert reply.text.startswith("原文讲了 4 项：劳动激励、职工素质、维权服务、自身建设。\n\n")
    assert (
        "\n湖州 · 钟鸣（湖州市政协副主席、市总工会主席）\n《深化“四大体系” 展现工会作为》\n"
        in reply.text
    )
    assert reply.text.count("湖州 · 钟鸣") == 1
    assert reply.text.endswith("\n问：湖州的四大体系是什么")
    assert marked(reply, "pre") == [
        "「今年，湖州工会将深化“四大体系”，进一步展现工会作为。」"
        "——钟鸣，《深化“四大体系” 展现工会作为》"
    ]
    assert "湖州 · 钟鸣" in marked(reply, "bold")
    assert any("四大体系" in words for words in marked(reply, "bold")[1:])
    for word in ("劳动激励", "职工素质", "维权服务", "自身建设"):
        assert any(word in quotation for quotation in marked(reply, "blockquote"))
    assert reply.params["parse_mode"] == "HTML"


def test_ask_without_a_question_says_how(api: BotApi) -> None:
    assert "比如" in api.ask("/ask").text
    assert "比如" in api.ask("/ask   ").text


@pytest.mark.parametrize("question", ["😀😀", "🧑‍🚒", "？？", "\x00", " \n ", "\x00\x07😀"])
def test_a_question_without_words_finds_nothing(api: BotApi, question: str) -> None:
    reply = api.ask(question)
    assert reply.text
    assert not marked(reply, "blockquote")


@pytest.mark.parametrize("question", ["<b>湖州", "湖州</blockquote>", "&lt;湖州 & <i>", "湖\x00州"])
def test_markup_in_a_question_breaks_nothing(api: BotApi, question: str) -> None:
    before = len(api.sent)
    assert api.ask(question).text
    assert len(api.sent) == before + 1


def test_a_very_long_question(api: BotApi) -> None:
    assert api.ask("湖州的四大体系" * 571).text


def test_a_lone_surrogate(api: BotApi) -> None:
    assert "湖州 · 钟鸣" in api.ask("湖州\ud83d的四大体系").text


def test_unknown_commands(api: BotApi) -> None:
    expected = "没有这个命令。发 /help 看看怎么用。"
    assert api.ask("/nonsense").text == expected
    assert api.ask(f"/nonsense@{USERNAME}").text == expected
    assert api.ask("/帮助").text == expected


def test_commands_in_capitals_and_with_the_bots_name(api: BotApi) -> None:
    assert api.ask("/HELP").text == api.ask(f"/help@{USERNAME.upper()}").text


def test_another_bots_commands_are_not_ours(api: BotApi) -> None:
    api.write("/help@another_bot")
    api.write("/nonsense@another_bot")
    assert api.ask("/cities").text.startswith("现在有")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"photo": [FILE | {"width": 1, "height": 1}]}, "抱歉，我还看不了图片"),
        ({"voice": FILE | {"duration": 1}}, "抱歉，我还听不了语音"),
        ({"sticker": FILE | STICKER}, "收到，谢谢！"),
        ({"location": {"latitude": 30.9, "longitude": 120.1}}, "抱歉，我只看得懂文字"),
    ],
)
def test_other_kinds_of_messages(api: BotApi, content: Json, words: str) -> None:
    assert api.ask("", **content).text.startswith(words)


def test_an_album_gets_one_reply(api: BotApi) -> None:
    photo = {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}
    for _ in range(3):
        api.write("", photo=[photo], media_group_id="77")
    assert api.next().text.startswith("抱歉，我还看不了图片")
    assert api.ask("/cities").text.startswith("现在有")


def test_service_messages_are_let_be(api: BotApi) -> None:
    api.write("", group_chat_created=True)
    assert api.ask("/cities").text.startswith("现在有")


def test_every_message_was_within_the_limits(api: BotApi) -> None:
    assert api.sent
    for sent in api.sent:
        assert units(sent.text) <= 4096
        assert len(sent.entities) <= 100
        for entity in sent.entities:
            assert cut(sent.text, entity)


def test_the_log_tells_of_no_failure_and_nothing_about_people(bot: Bot) -> None:
    for words in ("failure", "Traceback", "王小明", "xiaoming", "四大体系", "nonsense"):
        assert words not in bot.log
