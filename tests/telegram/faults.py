"""What the test server answers when it does not do what it was asked."""

from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

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


def failure(fault: Fault) -> web.Response:
    if fault.body is not None:
        return web.Response(status=fault.status, text=fault.body)
    return refusal(fault.status, fault.description, fault.parameters)


def refusal(status: int, description: str, parameters: Json | None = None) -> web.Response:
    body = {"ok": False, "error_code": status, "description": description}
    return web.json_response(
        body | ({"parameters": parameters} if parameters else {}), status=status
    )
