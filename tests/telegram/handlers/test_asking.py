"""Ways of asking besides a plain message: captions, edits, long questions, `更多`."""

import json

import pytest

from tests.telegram.api.acting import current, edit, press, press_data
from tests.telegram.api.messages import Sent
from tests.telegram.api.server import USERNAME, BotApi, Json
from tests.telegram.process import ADMIN, Bot

pytestmark = pytest.mark.usefixtures("bot")

GROUP = -700
QUESTION = "湖州的四大体系是什么"
SEVERAL = "困难职工帮扶"
LONG = f"{SEVERAL}，{'麻烦您给我讲一讲，谢谢您了，' * 25}"
STALE = "这个按钮已经失效，请再问一次。"
PHOTO: Json = {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]}


def mention(text: str, key: str = "entities") -> Json:
    place = text.index(f"@{USERNAME}")
    return {key: [{"type": "mention", "offset": place, "length": len(USERNAME) + 1}]}


def ask_group(api: BotApi, text: str = "", **more: object) -> Sent:
    return api.ask(text, GROUP, user=77, kind="supergroup", **more)


class TestCaptions:
    def test_a_picture_with_a_question(self, api: BotApi) -> None:
        assert "湖州 · 钟鸣" in api.ask("", caption=QUESTION, **PHOTO).text
        assert "绍兴 · 阮坚勇" in api.ask("", caption="那绍兴呢", **PHOTO).text

    def test_a_file_with_a_question(self, api: BotApi) -> None:
        document = api.give("page.txt", b"x")
        assert "湖州 · 钟鸣" in api.ask("", document=document, caption=QUESTION).text
        refused = api.ask("", ADMIN, document=document, caption=QUESTION).text
        assert refused.startswith("没有收下")

    def test_an_album_with_a_question_gets_one_reply(self, api: BotApi) -> None:
        api.write("", caption=QUESTION, media_group_id="78", **PHOTO)
        api.write("", media_group_id="78", **PHOTO)
        assert "湖州 · 钟鸣" in api.next().text
        assert api.ask("/cities").text.startswith("现在有")

    def test_groups_call_the_bot_in_captions(self, api: BotApi) -> None:
        api.write("", GROUP, user=77, kind="supergroup", caption=QUESTION, **PHOTO)
        api.write("", GROUP, user=77, kind="supergroup", caption=f"/ask@other {QUESTION}", **PHOTO)
        for caption in (f"@{USERNAME} {QUESTION}", f"/ask {QUESTION}"):
            called = mention(caption, "caption_entities") if "@" in caption else {}
            assert "湖州 · 钟鸣" in ask_group(api, caption=caption, **PHOTO, **called).text

    def test_a_call_under_a_caption(self, api: BotApi) -> None:
        friend: Json = {"message_id": 1, "date": 1, "chat": {"id": GROUP, "type": "supergroup"}}
        friend |= {"caption": QUESTION, "from": {"id": 78, "is_bot": False, "first_name": "李"}}
        assert "湖州 · 钟鸣" in ask_group(api, "/ask", reply_to_message=friend | PHOTO).text


def test_what_the_bot_gave_inline_is_no_question(api: BotApi) -> None:
    itself = {"id": 42, "is_bot": True, "first_name": "问城", "username": USERNAME}
    api.write(QUESTION, via_bot=itself)
    assert api.ask("/cities").text.startswith("现在有")


class TestEdits:
    def test_a_call_added_later_is_heard(self, api: BotApi) -> None:
        number = api.write(QUESTION, GROUP, user=77, kind="supergroup")
        text = f"@{USERNAME} {QUESTION}"
        change: Json = {"message_id": number, "kind": "supergroup", "name": "edited_message"}
        api.write(text, GROUP, user=77, edit_date=1_700_000_001, **change, **mention(text))
        answer = api.next(GROUP)
        assert json.loads(answer.params["reply_parameters"])["message_id"] == number
        text = f"@{USERNAME} 绍兴怎么服务职工"
        api.write(text, GROUP, user=77, edit_date=1_700_000_002, **change, **mention(text))
        api.wait_until(lambda: "绍兴 · " in current(api, answer).text)

    def test_a_caption_is_changed(self, api: BotApi) -> None:
        number = api.write("", 51, caption="绍兴怎么服务职工", **PHOTO)
        answer = api.next(51)
        change: Json = {"message_id": number, "edit_date": 1_700_000_001, "name": "edited_message"}
        api.write("", 51, caption=QUESTION, **PHOTO, **change)
        api.wait_until(lambda: "湖州 · 钟鸣" in current(api, answer).text)

    def test_old_messages_that_nobody_edited(self, api: BotApi) -> None:
        api.write(QUESTION, 52, name="edited_message", date=1_600_000_000, edit_date=1_600_000_001)
        assert api.ask("/cities", 52).text.startswith("现在有")

    def test_an_answer_that_was_deleted_comes_again(self, api: BotApi) -> None:
        number = api.write("绍兴怎么服务职工", 53)
        answer = api.next(53)
        api.sent.remove(answer)
        api._seen[53] -= 1
        edit(api, QUESTION, number, 53)
        assert "湖州 · 钟鸣" in api.next(53).text


class TestLongQuestions:
    def test_they_are_quoted_for_the_buttons_to_read(self, api: BotApi) -> None:
        assert len(LONG) > 300
        answer = api.ask(LONG, 61)
        assert "问：" not in answer.text
        assert press(api, answer, "后面几段 ›") == ""
        assert "\n第 4—" in current(api, answer).text
        assert press(api, current(api, answer), "有用") == "谢谢，记下了。"
        press(api, current(api, answer), "« 回到开头")
        assert current(api, answer).text == answer.text

    def test_in_groups_too(self, api: BotApi) -> None:
        answer = ask_group(api, f"/ask {LONG}")
        press(api, answer, "后面几段 ›", user=77)
        assert "\n第 4—" in current(api, answer).text

    def test_one_that_was_deleted(self, api: BotApi) -> None:
        answer = api.ask(LONG, 62)
        api.written.clear()
        assert press(api, answer, "后面几段 ›") == STALE

    def test_the_end_of_a_conversation_in_short(self, api: BotApi) -> None:
        api.ask(LONG, 63)
        follow_up = api.ask("那杭州呢", 63)
        assert "后面几段 ›" not in follow_up.labels
        assert "有用" not in follow_up.labels


class TestMore:
    @pytest.mark.parametrize("words", ["更多", "更多段落。", "下一頁", "后面几段"])
    def test_the_next_passages(self, api: BotApi, words: str) -> None:
        api.ask(SEVERAL, 71)
        assert "\n第 4—" in api.ask(words, 71).text
        assert api.ask(words, 71).text == "没有更多了。"

    def test_after_a_button(self, api: BotApi) -> None:
        first = api.ask(SEVERAL, 72)
        press(api, first, "后面几段 ›")
        assert api.ask("更多", 72).text == "没有更多了。"
        press(api, current(api, first), "« 回到开头")
        assert "\n第 4—" in api.ask("更多", 72).text

    def test_in_groups_each_their_own(self, api: BotApi) -> None:
        ask_group(api, f"/new@{USERNAME}")
        ask_group(api, f"/ask {SEVERAL}")
        assert "\n第 4—" in ask_group(api, "/ask 更多").text
        other = api.ask("/ask 更多", GROUP, user=79, kind="supergroup").text
        assert other == "还没有问过问题，请先问一个。"

    def test_of_nothing(self, api: BotApi) -> None:
        assert api.ask("更多", 73).text == "还没有问过问题，请先问一个。"
        api.ask("上海的地铁", 73)
        assert api.ask("更多", 73).text == "没有更多了。"
        assert "更多" not in api.ask("/unanswered", ADMIN).text

    def test_within_a_city(self, api: BotApi) -> None:
        api.ask("/city 宁波", 74)
        assert "\n第 1—3 段" in api.ask("职工", 74).text
        second = api.ask("更多", 74).text
        assert "\n第 4—" in second
        assert "只看宁波" in second


def test_nothing_failed(api: BotApi, bot: Bot) -> None:
    assert "failure" not in bot.log
    assert press_data(api, api.ask(QUESTION), "n::0") == ""
