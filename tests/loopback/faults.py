"""The faults that are still to happen, whatever they do."""

from __future__ import annotations

from typing import Any, Generic, Protocol, TypeVar


class Befalling(Protocol):
    """A fault; `times` counts down."""

    times: int

    def meets(self, method: str, where: Any, /) -> bool:
        """Whether it is this call's turn."""


F = TypeVar("F", bound=Befalling)


class Faults(Generic[F]):
    """The faults that are still to happen, in the order in which they were wished."""

    def __init__(self) -> None:
        """All is well."""
        self.waiting: list[F] = []

    def add(self, fault: F) -> F:
        """Wish for one."""
        self.waiting.append(fault)
        return fault

    def take(self, method: str, where: Any) -> F | None:
        """The fault that happens to this call, if any."""
        found = next((fault for fault in self.waiting if fault.meets(method, where)), None)
        if found is not None:
            found.times -= 1
            if not found.times:
                self.waiting.remove(found)
        return found
