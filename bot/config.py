"""The configuration: one YAML file into frozen dataclasses; everything has a default that works."""

import re
from dataclasses import dataclass, field
from math import inf
from operator import attrgetter
from pathlib import Path

from platformdirs import user_config_path, user_data_path

from bot import messages
from corpus import SHIPPED
from corpus.errors import InputError
from retrieval.opensearch.settings import OpenSearchConfig

INDEXES = ("embedded", "opensearch")

# Numbers that nothing would be left of, or for which nobody could wait, were they not above zero.
_ABOVE_ZERO = (
    "telegram.feedback_days",
    "telegram.questions_a_minute",
    "telegram.messages_a_second",
    "web.questions_a_minute",
)

# Telegram's numbers have at most 52 bits; a person's are above zero, those of groups below.
_IDS = range(1, 2**52)

# The token follows at once: /bot<TOKEN>/getMe.
_BASE_URL = re.compile(r"https?://[^\s/]\S*/bot")


@dataclass(frozen=True, slots=True)
class WebhookConfig:
    """Where Telegram brings updates to, and the file with the secret that it shows."""

    url: str | None = None
    secret_file: Path | None = None


@dataclass(frozen=True, slots=True)
class TelegramConfig:
    """The Telegram face. `base_url` ends in `/bot`, as python-telegram-bot takes it.

    `state` is the folder of what the bot remembers; `listen` is where its health, its metrics and
    the webhook are served, nowhere without it. `feedback_days` is how long questions that found
    nothing and opinions of answers are kept.
    """

    base_url: str = "https://api.telegram.org/bot"
    admins: tuple[int, ...] = ()
    token_file: Path | None = None
    state: Path = field(default_factory=lambda: user_data_path("wencheng") / "telegram")
    feedback_days: int = 90
    questions_a_minute: int = 20
    messages_a_second: float = 25.0
    listen: str | None = None
    webhook: WebhookConfig = WebhookConfig()
    json_logs: bool = False


@dataclass(frozen=True, slots=True)
class WebConfig:
    """The web face. `listen` is where it is served, `url` what readers type where that differs.

    `state` is the folder of the key that signs cookies; `cors` are the sites whose pages may use
    the interface for programs; `admin_secret_file` opens the pages that change the library.
    """

    listen: str = "127.0.0.1:8000"
    url: str | None = None
    state: Path = field(default_factory=lambda: user_data_path("wencheng") / "web")
    questions_a_minute: int = 120
    cors: tuple[str, ...] = ()
    admin_secret_file: Path | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """`library` is the folder of what admins add; `shipped: false` leaves the shipped page out.

    `index` is one of `INDEXES`: what answers, this machine by itself or a cluster.
    """

    library: Path = field(default_factory=lambda: user_data_path("wencheng") / "library")
    shipped: bool = True
    index: str = "embedded"
    opensearch: OpenSearchConfig = field(default_factory=OpenSearchConfig)
    telegram: TelegramConfig = field(default_factory=TelegramConfig)
    web: WebConfig = field(default_factory=WebConfig)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders whose pages are read, the shipped one first."""
        return (SHIPPED, self.library) if self.shipped else (self.library,)


def load(path: Path | None) -> Config:
    """Read the configuration file; without `path`, the platform's own where there is one.

    Raises:
        InputError: the file is bad; the message names the file, the line and the key.
    """
    if path is None:
        path = user_config_path("wencheng") / "config.yaml"
        if not path.exists():
            return Config()
    elif not path.exists():
        raise InputError.at(path, None, messages.NO_CONFIG)
    from corpus import strict  # a YAML parser, which takes as long to import as an answer

    document = strict.read(path, Config)
    if document.value.index not in INDEXES:
        known = messages.NAMES_JOIN.join(INDEXES)
        raise InputError.at(path, document.lines["index"], messages.BAD_INDEX.format(known=known))
    if not _BASE_URL.fullmatch(document.value.telegram.base_url):
        raise InputError.at(path, document.lines["telegram.base_url"], messages.BAD_BASE_URL)
    for key in _ABOVE_ZERO:
        # NaN is above nothing, either.
        if not 0 < attrgetter(key)(document.value) < inf:
            raise InputError.at(path, document.lines[key], messages.NOT_POSITIVE.format(key=key))
    for place, number in enumerate(document.value.telegram.admins, 1):
        if number not in _IDS:
            key = f"telegram.admins[{place}]"
            wrong = messages.NO_PERSON.format(key=key, number=number)
            raise InputError.at(path, document.lines[key], wrong)
    return document.value
