"""What is wrong with the settings is said before anything is sent to Telegram."""

import subprocess
from pathlib import Path

import pytest

from bot import config
from bot.telegram.settings import SECRET_VARIABLE, VARIABLE, check, read, webhook_secret
from corpus.errors import InputError
from tests.telegram.process import COMMAND, TOKEN, environment


@pytest.fixture(autouse=True)
def _no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.delenv(SECRET_VARIABLE, raising=False)


def loaded(tmp_path: Path, text: str) -> config.Config:
    path = tmp_path / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return config.load(path)


def settings(tmp_path: Path, text: str) -> config.TelegramConfig:
    return loaded(tmp_path, text).telegram


@pytest.mark.parametrize("value", ["", "  \n"])
def test_no_token(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, value)
    with pytest.raises(InputError, match="没有机器人的 token"):
        read(config.TelegramConfig())


def test_a_token_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").write_text(f"{TOKEN}\n", encoding="utf-8")
    telegram = settings(tmp_path, "telegram: {token_file: secret}")
    assert read(telegram) == TOKEN
    assert TOKEN not in repr(telegram)
    monkeypatch.setenv(VARIABLE, "1:from-the-environment")
    assert read(telegram) == "1:from-the-environment"


def test_a_token_file_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="secret：读不了"):
        read(settings(tmp_path, "telegram: {token_file: secret}"))


@pytest.mark.parametrize("token", ["12:ab cd/ef", "12ab", "ab:"])
def test_what_cannot_be_a_token_is_not_shown(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, token)
    with pytest.raises(InputError, match="token 是“数字:") as error:
        read(config.TelegramConfig())
    assert token not in str(error.value)


@pytest.mark.parametrize(
    "url",
    ["localhost", "https://api.telegram.org", "http://x:1/bot/", "ftp://x/bot", "http:///bot", " "],
)
def test_a_base_url_that_is_none(tmp_path: Path, url: str) -> None:
    with pytest.raises(InputError, match=r"config\.yaml:2：telegram\.base_url：[^\n]+$"):
        settings(tmp_path, f"telegram:\n  base_url: '{url}'")


def test_base_urls(tmp_path: Path) -> None:
    for url in ("https://api.telegram.org/bot", "http://127.0.0.1:8081/bot", "http://h/a/bot"):
        assert settings(tmp_path, f"telegram: {{base_url: '{url}'}}").base_url == url


@pytest.mark.parametrize("listen", ["8080", ":8080", "localhost", "localhost:x", "::1:99999"])
def test_an_address_that_is_none(tmp_path: Path, listen: str) -> None:
    with pytest.raises(InputError, match=r"telegram\.listen"):
        check(settings(tmp_path, f"telegram: {{listen: '{listen}'}}"))


@pytest.mark.parametrize(
    "webhook", ["listen: 'localhost:1', webhook: {url: x}", "webhook: {url: 'https://x'}"]
)
def test_a_webhook_that_cannot_be(tmp_path: Path, webhook: str) -> None:
    with pytest.raises(InputError, match=r"telegram\.webhook\.url"):
        check(settings(tmp_path, f"telegram: {{{webhook}}}"))


def test_a_webhook_needs_a_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hook = "telegram: {listen: '[::1]:8080', webhook: {url: 'https://x', secret_file: secret}}"
    (tmp_path / "secret").write_text("too-short", encoding="utf-8")
    with pytest.raises(InputError, match="webhook 要有密钥"):
        check(settings(tmp_path, hook))
    (tmp_path / "secret").write_text("a-long-enough_secret\n", encoding="utf-8")
    check(settings(tmp_path, hook))
    assert webhook_secret(settings(tmp_path, hook)) == "a-long-enough_secret"
    monkeypatch.setenv(SECRET_VARIABLE, "another-long-enough_secret")
    assert webhook_secret(settings(tmp_path, hook)) == "another-long-enough_secret"


def test_errors_are_one_line_and_exit_code_2(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("library: .\ntelegram: {admins: [", encoding="utf-8")
    done = subprocess.run(
        [COMMAND, "telegram", "--config", tmp_path / "config"],
        env=environment(TELEGRAM_BOT_TOKEN=TOKEN),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "config:3" in done.stderr
