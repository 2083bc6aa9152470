"""What the test server answers when it does not do what it was asked."""

import json
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import Response

Json = dict[str, Any]


@dataclass(frozen=True)
class Fault:
    """What a method answers instead of doing its work; 200 does the work, but late.

    0 does the work and cuts the connection.
    """

    status: int
    description: str = ""
    parameters: Json = field(default_factory=dict)
    body: str | None = None
    seconds: float = 0


def failure(fault: Fault) -> Response:
    if fault.body is not None:
        return Response(fault.body, fault.status)
    return refusal(fault.status, fault.description, fault.parameters)


def as_json(body: Json, status: int = 200) -> Response:
    """The JSON as Telegram sends it: ASCII, so that it holds whatever people type."""
    return Response(json.dumps(body), status, media_type="application/json")


def refusal(status: int, description: str, parameters: Json | None = None) -> Response:
    body = {"ok": False, "error_code": status, "description": description}
    return as_json(body | ({"parameters": parameters} if parameters else {}), status)
