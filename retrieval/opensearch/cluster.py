"""The cluster: requests with time-outs, retries over its hosts, and failures in one line."""

import base64
import json
import logging
import os
import re
import ssl
import threading
import time
from collections.abc import Mapping, Sequence
from math import inf
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import ConnectionError as UnreachableError
from opensearchpy.exceptions import (
    SerializationError,
    SSLError,
    TransportError,
)
from urllib3 import disable_warnings
from urllib3.exceptions import InsecureRequestWarning

from corpus.errors import AwayError, GoneError, InputError, RunError
from retrieval.opensearch import messages
from retrieval.opensearch.settings import OpenSearchConfig

USER = "WENCHENG_OPENSEARCH_USER"
PASSWORD = "WENCHENG_OPENSEARCH_PASSWORD"

# While the cluster is away one request is tried, for so many seconds: nobody waits in vain.
PROBE = 1.0
# Seconds before a request is tried again; a cluster elects a new primary in about one.
PAUSE = 0.1
# Seconds that a host which failed is passed over.
REST = 5
# Requests on their way at once.
CONNECTIONS = 32

UNAUTHORIZED, FORBIDDEN, NOT_FOUND = 401, 403, 404
_PASSING = (408, 429, 500, 502, 503, 504)
_HOST = re.compile(r"https?://[^/@?#\s]+(?:/[^@?#\s]*)?")
_ALIAS = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_KIND = re.compile(r"[a-z_]{1,60}")
_WHOLE: dict[str, Any] = {"allow_partial_search_results": "false"}

# The client's own lines quote requests, and so questions.
logging.getLogger("opensearch").setLevel(logging.CRITICAL)


class Cluster:
    """Requests to the cluster; threads may share one."""

    def __init__(self, config: OpenSearchConfig) -> None:
        """Prepare connections; the first request opens one.

        Raises:
            InputError: the configuration or the credentials in the environment are bad.
        """
        self.config = config
        self._client = _client(config)
        self._well = True
        self._probing = threading.Lock()

    def search(self, index: str, body: Mapping[str, Any], *, scored: bool) -> Any:
        """One search, whole or not at all; `scored` by the statistics of all shards together."""
        kind = "dfs_query_then_fetch" if scored else "query_then_fetch"
        return self.call("POST", f"/{index}/_search", body, search_type=kind, **_WHOLE)

    def searches(self, index: str, bodies: Sequence[Mapping[str, Any]]) -> list[Any]:
        """Several searches in one request, all of them whole."""
        lines = [line for body in bodies for line in (_WHOLE, body)]
        text = "".join(json.dumps(line) + "\n" for line in lines)
        found: list[Any] = self.call("POST", f"/{index}/_msearch", text)["responses"]
        return found

    def call(
        self, method: str, path: str, body: Any = None, patience: float | None = None, **params: Any
    ) -> Any:
        """What the cluster answers to a request, which is tried again while it may still work.

        Args:
            method: of HTTP.
            path: from the root of a host.
            body: an object for JSON, or a text as it is sent.
            patience: seconds until the request is given up; without it the configuration's.
            params: what follows the path.

        Raises:
            AwayError: no host answers in time.
            GoneError: there is no such thing.
            RunError: the cluster refuses.
        """
        if patience is not None or self._well:
            return self._insist(method, path, params, body, patience or self.config.timeout)
        if not self._probing.acquire(blocking=False):
            raise self._away()
        try:
            return self._insist(method, path, params, body, PROBE)
        finally:
            self._probing.release()

    def _insist(
        self, method: str, path: str, params: dict[str, Any], body: Any, patience: float
    ) -> Any:
        end = time.monotonic() + patience
        while True:
            try:
                # A host that hangs leaves time to ask another.
                answer = self._ask(method, path, params, body, patience / 2)
            except _AgainError:
                if time.monotonic() + PAUSE > end:
                    self._well = False
                    raise self._away() from None
                time.sleep(PAUSE)
            else:
                self._well = True
                return answer

    def _ask(self, method: str, path: str, params: dict[str, Any], body: Any, wait: float) -> Any:
        transport = self._client.transport
        try:
            answer = transport.perform_request(method, path, dict(params), body, timeout=wait)
        except SerializationError:
            raise RunError(messages.NOT_OPENSEARCH.format(hosts=self._hosts)) from None
        except TransportError as error:
            raise _meaning(error) from None
        if isinstance(answer, dict):
            _require_whole(answer)
        return answer

    def _away(self) -> AwayError:
        return AwayError(messages.AWAY.format(hosts=self._hosts))

    @property
    def _hosts(self) -> str:
        return "、".join(self.config.hosts)


class _AgainError(Exception):
    """What failed now may work in a moment."""


def _require_whole(answer: Mapping[str, Any]) -> None:
    """Raise what it means where a search of an answer failed, or has not heard all shards."""
    for part in answer.get("responses", [answer]):
        if error := part.get("error"):
            raise _refusal(part.get("status", 500), str(error.get("type", "")))
        if part.get("timed_out") or part.get("_shards", {}).get("failed"):
            raise _AgainError


def _meaning(error: TransportError) -> Exception:
    """What a failure of the client's means here."""
    if isinstance(error, SSLError) and "CERTIFICATE" in str(error):
        return RunError(messages.CERTIFICATE)
    if isinstance(error, UnreachableError):
        return _AgainError()
    return _refusal(error.status_code, str(error.error))


def _refusal(status: int | str, kind: str) -> Exception:
    """What an answer of this HTTP status means, and of this type of OpenSearch's."""
    if status in _PASSING:
        return _AgainError()
    if status == NOT_FOUND:
        return GoneError(messages.GONE)
    if status == UNAUTHORIZED:
        return RunError(messages.LOGIN.format(user=USER, password=PASSWORD))
    kind = kind if _KIND.fullmatch(kind) else ""
    if status == FORBIDDEN and kind in ("", "security_exception"):
        return RunError(messages.FORBIDDEN)
    return RunError(messages.REFUSED.format(status=status, kind=kind).strip())


def _client(config: OpenSearchConfig) -> OpenSearch:
    _check(config)
    return OpenSearch(
        list(config.hosts),
        headers=_login(),
        ssl_context=_context(config),
        max_retries=0,
        retry_on_timeout=True,
        retry_on_status=(),
        dead_timeout=REST,
        pool_maxsize=CONNECTIONS,
    )


def _check(config: OpenSearchConfig) -> None:
    for host in config.hosts:
        if "@" in host:
            raise InputError(messages.SECRET_IN_HOST.format(user=USER, password=PASSWORD))
        if not _HOST.fullmatch(host):
            raise InputError(messages.BAD_HOST.format(host=host))
    if not _ALIAS.fullmatch(config.alias):
        raise InputError(messages.BAD_ALIAS)
    for key, number in (("timeout", config.timeout), ("shards", config.shards)):
        if not 0 < number < inf:
            raise InputError(messages.NOT_POSITIVE.format(key=key))
    if config.replicas < 0:
        raise InputError(messages.NEGATIVE)


def _login() -> dict[str, str]:
    """The header that says who asks; none where the environment names nobody."""
    user, password = os.environ.get(USER), os.environ.get(PASSWORD)
    if (user is None) != (password is None):
        raise InputError(messages.HALF_A_LOGIN.format(user=USER, password=PASSWORD))
    if user is None:
        return {}
    words = base64.b64encode(f"{user}:{password}".encode()).decode()
    return {"authorization": f"Basic {words}"}


def _context(config: OpenSearchConfig) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=config.ca_file)
    except OSError:
        raise InputError(messages.BAD_CA.format(file=config.ca_file)) from None
    if not config.verify:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        disable_warnings(InsecureRequestWarning)
    return context
