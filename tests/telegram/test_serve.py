"""`wencheng serve`: pages and bot in one process, on one library."""

import re
import socket

import httpx

from tests.telegram.api.server import BotApi
from tests.telegram.conftest import Start
from tests.telegram.pages import section, write

QUESTION = "湖州的四大体系是什么"


def test_both_answer_from_one_library_and_end_together(fresh_api: BotApi, start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        at = f"127.0.0.1:{free.getsockname()[1]}"
    bot = start("--listen", at, command="serve", web={"state": "web"}, shipped=True)
    assert "劳动激励" in fresh_api.ask(QUESTION).text
    url = f"http://{at}"
    assert "劳动激励" in httpx.get(url, params={"q": QUESTION}).text
    write(bot.library / "more.yaml", section("梅州", "办好职工夜校。"))
    fresh_api.wait_until(lambda: "梅州" in httpx.get(url).text)
    assert "夜校" in fresh_api.ask("梅州的职工夜校").text
    found = re.search(r"python_info", httpx.get(f"{url}/metrics").text)
    assert found
    assert bot.stop() == 0
