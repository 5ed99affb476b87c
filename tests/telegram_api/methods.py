"""The methods that this server answers, by name; the modules at the end of `server.py` fill the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.telegram_api.requests import Request
from tests.telegram_api.world import World

Method = Callable[[World, Request], Any]
"""Answers at once, or with something to wait for."""

METHODS: dict[str, Method] = {}


def answers(name: str) -> Callable[[Method], Method]:
    """Name the method of the Bot API that a function answers."""

    def remember(method: Method) -> Method:
        METHODS[name] = method
        return method

    return remember
