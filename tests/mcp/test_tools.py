"""The SDK's own client talks to the real program over its standard input."""

import asyncio
import os
import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters, stdio_client

from tests.cli.program import WENCHENG, Ended, run

QUESTION = "湖州的四大体系是什么"
Work = Callable[[Client], Awaitable[None]]


def talk(work: Work) -> None:
    """Start the program, and let some work talk to it."""

    async def scenario() -> None:
        # The client hands on a few variables alone; the tests' caches are named by others.
        program = StdioServerParameters(command=WENCHENG, args=["mcp"], env=dict(os.environ))
        server = stdio_client(program)
        async with asyncio.timeout(60), Client(server) as client:
            await work(client)

    asyncio.run(scenario())


async def call(client: Client, tool: str, **given: Any) -> dict[str, Any]:
    result = await client.call_tool(tool, given)
    assert not result.is_error
    assert result.structured_content is not None
    return dict(result.structured_content)


def test_the_tools_read_and_change_nothing() -> None:
    async def work(client: Client) -> None:
        tools = (await client.list_tools()).tools
        assert sorted(tool.name for tool in tools) == ["ask", "list", "passage", "report"]
        for tool in tools:
            assert tool.annotations is not None
            assert tool.annotations.read_only_hint
            assert tool.description

    talk(work)


def test_an_answer_is_the_terminals() -> None:
    (printed,) = run("ask", "--json", QUESTION).records()

    async def work(client: Client) -> None:
        assert await call(client, "ask", question=QUESTION) == printed
        following = await call(client, "ask", question="那绍兴呢", before=[QUESTION])
        assert following["cities"] == ["绍兴"]

    talk(work)


def test_from_the_list_to_a_report_and_a_passage() -> None:
    async def work(client: Client) -> None:
        listed = await call(client, "list")
        assert len(listed["cities"]) == 11
        assert len(listed["pages"][0]["sections"]) == 11
        first = (await call(client, "ask", question=QUESTION))["passages"][0]
        report = await call(client, "report", id=first["id"])
        assert first["text"] in [passage["text"] for passage in report["passages"]]
        assert (await call(client, "passage", id=first["id"]))["source"] == first["source"]

    talk(work)


def test_what_is_not_there_is_said() -> None:
    async def work(client: Client) -> None:
        result = await client.call_tool("passage", {"id": "none"})
        assert result.is_error
        assert "none" in str(result.content)

    talk(work)


def test_a_bad_configuration_is_one_line(tmp_path: Path) -> None:
    ended = run("mcp", "--config", str(tmp_path / "none.yaml"))
    assert "none.yaml" in ended.complaint()


def test_without_the_package_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blocked = tmp_path / "mcp"
    blocked.mkdir()
    (blocked / "__init__.py").write_text("raise ModuleNotFoundError(name='mcp')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    started = subprocess.run([WENCHENG, "mcp"], capture_output=True, check=False, text=True)
    ended = Ended(started.returncode, started.stdout, started.stderr)
    assert "make install-mcp" in ended.complaint()
