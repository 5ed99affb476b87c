"""The addresses that this server answers; the modules named in `server.py` fill the list."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.discord_api.refusals import Json
from tests.discord_api.world import World


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    name: str
    data: bytes = field(repr=False)


@dataclass(slots=True)
class Request:
    """What a handler reads; `body` is the JSON, also where files came beside it."""

    params: dict[str, str]
    query: dict[str, str]
    body: Any = None
    uploads: dict[int, Upload] = field(default_factory=dict)

    def id(self, name: str) -> int:
        """A snowflake of the address; what is none is of nothing."""
        given = self.params[name]
        return int(given) if given.isdecimal() else 0

    @property
    def json(self) -> Json:
        """The body where it must be an object."""
        return self.body if isinstance(self.body, dict) else {}

    def asks(self, name: str) -> bool:
        """Whether a switch of the query is on."""
        return self.query.get(name, "").lower() in ("1", "true")


Handler = Callable[[World, Request], Any]
"""Answers with a body, or with None for 204."""


@dataclass(frozen=True, slots=True)
class Route:
    """One operation; `template` is as the OpenAPI document writes it, with {}."""

    method: str
    template: str
    handler: Handler
    needs_token: bool

    def matches(self, method: str, path: str) -> dict[str, str] | None:
        """The parts of the address, if it is this one."""
        if method != self.method:
            return None
        found = re.fullmatch(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.template), path)
        return found and found.groupdict()


ROUTES: list[Route] = []


def answers(method: str, template: str, *, needs_token: bool = True) -> Callable[[Handler], Handler]:
    """Name the operation that a function answers."""

    def remember(handler: Handler) -> Handler:
        ROUTES.append(Route(method, template, handler, needs_token))
        return handler

    return remember


def routed(method: str, path: str) -> tuple[Route, dict[str, str]] | None:
    """Which operation an address is, and its parts."""
    for route in ROUTES:
        params = route.matches(method, path)
        if params is not None:
            return route, params
    return None
