"""An attribute that is made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

N = TypeVar("N")


class made_once(Generic[N]):
    """Like functools.cached_property, whose lock (on Python 3.11) would cost more than a noun does."""

    def __init__(self, make: Callable[[Any], N]) -> None:
        self._make = make

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> made_once[N]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> N: ...
    def __get__(self, instance: object | None, owner: type) -> made_once[N] | N:
        if instance is None:
            return self
        made = instance.__dict__[self._name] = self._make(instance)
        return made
