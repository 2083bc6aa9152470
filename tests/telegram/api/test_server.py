"""The test server against python-telegram-bot: the same methods, arguments and limits."""

import asyncio
from collections.abc import Awaitable, Callable
from itertools import count

import pytest
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)
from telegram.constants import (
    BotCommandLimit,
    CallbackQueryLimit,
    InlineKeyboardButtonLimit,
    InlineKeyboardMarkupLimit,
    InlineQueryLimit,
    InlineQueryResultLimit,
    InlineQueryResultsButtonLimit,
    MessageLimit,
)
from telegram.error import BadRequest

from tests.telegram.api.hooks import HookApi
from tests.telegram.api.methods import arguments
from tests.telegram.api.server import BotApi, Json
from tests.telegram.process import TOKEN

METHODS = [name.removeprefix("api_") for name in dir(HookApi) if name.startswith("api_")]
CHAT = 1

Call = Callable[[Bot, int], Awaitable[object]]
_numbers = count(1)


def call(api: BotApi, work: Callable[[Bot], Awaitable[object]]) -> None:
    async def steps() -> None:
        async with Bot(TOKEN, base_url=api.base_url) as bot:
            await work(bot)

    asyncio.run(steps())


def keys(*data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("文", callback_data=d)] for d in data])


def result(identity: str) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        identity, "题", InputTextMessageContent("文"), reply_markup=keys("x")
    )


def results(bot: Bot, *identities: str, offset: str = "", start: str = "x") -> Awaitable[object]:
    return bot.answer_inline_query(
        str(next(_numbers)),
        [result(identity) for identity in identities],
        next_offset=offset,
        button=InlineQueryResultsButton("文", start_parameter=start),
    )


LIMITS: dict[str, tuple[int, Call]] = {
    "a text": (
        MessageLimit.MAX_TEXT_LENGTH,
        lambda bot, n: bot.send_message(CHAT, "😀" * (n // 2) + "文" * (n % 2)),
    ),
    "callback data": (
        InlineKeyboardButtonLimit.MAX_CALLBACK_DATA,
        lambda bot, n: bot.send_message(CHAT, "文", reply_markup=keys("x" * n)),
    ),
    "buttons": (
        InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER,
        lambda bot, n: bot.send_message(CHAT, "文", reply_markup=keys(*"x" * n)),
    ),
    "what a button says": (
        CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH,
        lambda bot, n: bot.answer_callback_query(str(next(_numbers)), "文" * n),
    ),
    "results": (
        InlineQueryLimit.RESULTS,
        lambda bot, n: results(bot, *map(str, range(n))),
    ),
    "a result's id": (
        InlineQueryResultLimit.MAX_ID_LENGTH,
        lambda bot, n: results(bot, "x" * n),
    ),
    "an offset": (
        InlineQueryLimit.MAX_OFFSET_LENGTH,
        lambda bot, n: results(bot, offset="x" * n),
    ),
    "a link's payload": (
        InlineQueryResultsButtonLimit.MAX_START_PARAMETER_LENGTH,
        lambda bot, n: results(bot, start="x" * n),
    ),
    "a command": (
        BotCommandLimit.MAX_COMMAND,
        lambda bot, n: bot.set_my_commands([BotCommand("x" * n, "文")]),
    ),
    "a command's description": (
        BotCommandLimit.MAX_DESCRIPTION,
        lambda bot, n: bot.set_my_commands([BotCommand("x", "文" * n)]),
    ),
}


@pytest.mark.parametrize("name", LIMITS)
def test_the_limits_are_those_of_python_telegram_bot(api: BotApi, name: str) -> None:
    limit, work = LIMITS[name]
    api.write("有人", CHAT)
    call(api, lambda bot: work(bot, limit))
    with pytest.raises(BadRequest):
        call(api, lambda bot: work(bot, limit + 1))


@pytest.mark.parametrize("method", METHODS)
def test_every_method_is_one_of_python_telegram_bots(method: str) -> None:
    wanted, known = arguments(method)
    assert wanted <= known
    assert {"read_timeout", "api_kwargs"} <= known


@pytest.mark.parametrize("wrong", [{"text": "文"}, {"chat_id": CHAT, "text": "文", "txt": "文"}])
def test_wrong_arguments_are_refused(api: BotApi, wrong: Json) -> None:
    with pytest.raises(BadRequest, match="Wrong parameters"):
        call(api, lambda bot: bot._post("sendMessage", wrong))


def test_a_method_that_is_none(api: BotApi) -> None:
    with pytest.raises(Exception, match="method not found"):
        call(api, lambda bot: bot._post("sendNothing", {}))
