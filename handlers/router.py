"""From a tap, a command or typed words to the handler that answers it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from types import ModuleType
from typing import Any, NewType, get_type_hints

from handlers.screens import Reply
from handlers.turn import Incoming, Turn

Handler = Callable[..., Reply]

MOST_ID = 2**31 - 1
"""The largest id of what a button names; PostgreSQL would refuse a larger one aloud."""
RowId = NewType("RowId", int)
"""The id of a reason or a comment: 63 random bits, so that it tells nothing."""
MOST_ROW_ID = 2**63 - 1


class Takes(StrEnum):
    """What may be typed after a command, where a platform asks for it apart."""

    NOTHING = ""
    PETITION = "petition"
    STORY = "story"
    WORDS = "words"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Command:
    """A route that can also be typed, as `/name words`; menus and help show the description, translated there."""

    name: str
    description: str
    is_listed: bool = True
    is_main: bool = False
    """Whether it stands in the short menu of a private chat."""
    takes: Takes = Takes.NOTHING
    is_for_admins: bool = False
    """Whether it is offered to those who govern a group."""
    removes: bool = False
    """Whether it is for platforms alone that can remove what stands in a chat."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One id of a token and how it is read."""

    read: Callable[[str], Any]
    is_optional: bool


class Afterwards(StrEnum):
    """Larger work that a route may leave, done in pages before it is answered."""

    NOTHING = "nothing"
    ERASING = "erasing"
    UNITING = "uniting"


@dataclass(frozen=True, slots=True)
class Route:
    """A verb and its handler; what only `reads` runs where nothing can be written."""

    verb: str
    handler: Handler
    parameters: tuple[Parameter, ...]
    reads: bool
    is_private: bool
    after: Afterwards
    again: str
    command: Command | None
    is_for_admins: bool = False
    is_happening: bool = False
    deed: str = ""
    """What an organizer does by it, as the matrix of rights names it; `organizes` alone says so, and checks it."""

    def arguments(self, ids: list[str]) -> list[Any] | None:
        """The ids as the handler's annotations want them, or None where they are not what this verb takes."""
        required = sum(not parameter.is_optional for parameter in self.parameters)
        if not required <= len(ids) <= len(self.parameters):
            return None
        try:
            return [parameter.read(text) for parameter, text in zip(self.parameters, ids, strict=False)]
        except ValueError:
            return None


def route(
    verb: str,
    *,
    reads: bool = False,
    private: bool = False,
    after: Afterwards = Afterwards.NOTHING,
    again: str = "start",
    command: Command | None = None,
    for_admins: bool = False,
) -> Callable[[Handler], Handler]:
    """Mark a handler as the one that answers `verb:ids`; its annotations say how the ids are read.

    `after` names larger work that may be left, which is done before it is answered. `again` is the verb that shows
    where the person stands when the same update comes twice. `for_admins` is for those who govern the chat.
    """

    def mark(handler: Handler) -> Handler:
        parameters = tuple(_parameters(handler))
        handler.route = Route(verb, handler, parameters, reads, private, after, again, command, for_admins)  # type: ignore[attr-defined]
        return handler

    return mark


def happening(name: str, *, asks_role: bool = False) -> Callable[[Handler], Handler]:
    """Mark a handler as the one that is told by the platform what happened to a chat; no button leads there.

    `asks_role` where it matters whether the person who did it governs the chat.
    """

    def mark(handler: Handler) -> Handler:
        told = Route(name, handler, (), False, True, Afterwards.NOTHING, name, None, asks_role, is_happening=True)
        handler.route = told  # type: ignore[attr-defined]
        return handler

    return mark


def _parameters(handler: Handler) -> Iterable[Parameter]:
    hints = get_type_hints(handler, localns={"Turn": Turn, "Reply": Reply})
    for parameter in list(inspect.signature(handler).parameters.values())[1:]:
        yield Parameter(_reader(handler, hints.get(parameter.name)), parameter.default is not inspect.Parameter.empty)


def _reader(handler: Handler, kind: Any) -> Callable[[str], Any]:
    if kind is int:
        return partial(_whole_number, MOST_ID)
    if kind is RowId:
        return partial(_whole_number, MOST_ROW_ID)
    if kind is str or (isinstance(kind, type) and issubclass(kind, StrEnum)):
        read: Callable[[str], Any] = kind
        return read
    raise TypeError(f"{handler.__module__}.{handler.__name__}: a button can't carry {kind}")


def _whole_number(most: int, text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(most)) or int(text) > most:
        raise ValueError("not an id")
    return int(text)


@dataclass(frozen=True, slots=True)
class Way:
    """How one turn will be answered: a route and its arguments."""

    route: Route
    arguments: tuple[Any, ...] = ()

    def go(self, turn: Turn) -> Reply:
        """Run the handler."""
        return self.route.handler(turn, *self.arguments)


class NeedsWriter(Exception):
    """A turn that seemed only to read has to write after all; it is run again where it can."""


class Router:
    """All routes of the features there are; verbs and commands are unique."""

    def __init__(self, features: Iterable[ModuleType], *, typed: str, fresh_start: str, unknown_command: str) -> None:
        """The three verbs answer typed words, an action that is unknown or old, and a command there is not."""
        self.routes: dict[str, Route] = {}
        self.happenings: dict[str, Route] = {}
        self.commands: dict[str, Route] = {}
        for feature in features:
            self._add_all(feature)
        self._typed = self.routes[typed]
        self._fresh_start = self.routes[fresh_start]
        self._unknown_command = self.routes[unknown_command]

    def _add_all(self, feature: ModuleType) -> None:
        for handler in vars(feature).values():
            found = getattr(handler, "route", None)
            if isinstance(found, Route) and handler.__module__ == feature.__name__:
                self._add(found)

    def _add(self, found: Route) -> None:
        known = self.happenings if found.is_happening else self.routes
        if found.verb in known:
            raise ValueError(f"two handlers answer {found.verb}")
        known[found.verb] = found
        if found.command is None:
            return
        if found.command.name in self.commands:
            raise ValueError(f"two handlers answer /{found.command.name}")
        self.commands[found.command.name] = found

    @property
    def menu(self) -> tuple[Command, ...]:
        """What menus and help list, in the order of the features."""
        found = (route.command for route in self.commands.values())
        return tuple(command for command in found if command is not None and command.is_listed)

    def way(self, incoming: Incoming) -> Way:
        """Which handler answers; whatever came, there is one."""
        if incoming.happening:
            return Way(self.happenings[incoming.happening])
        if incoming.token:
            return self.way_of(incoming.token)
        if incoming.command:
            return Way(self.commands.get(incoming.command.lower(), self._unknown_command))
        return Way(self._typed)

    def way_of(self, token: str) -> Way:
        """The way an action leads; an unknown or misshapen one gets a friendly fresh start."""
        verb, *ids = token.split(":")
        found = self.routes.get(verb)
        arguments = None if found is None else found.arguments(ids)
        if found is None or arguments is None:
            return Way(self._fresh_start)
        return Way(found, tuple(arguments))

    def asks_role(self, incoming: Incoming) -> bool:
        """Whether the platform has to say if this person governs the chat."""
        return self.way(incoming).route.is_for_admins

    def way_again(self, incoming: Incoming) -> Way:
        """Where somebody stands whose update was done already."""
        if incoming.happening:
            return self.way(incoming)
        return self._standing(self.way(incoming), incoming.token)

    def way_standing(self, token: str) -> Way:
        """Where somebody stands who may have done this action."""
        return self._standing(self.way_of(token), token)

    def _standing(self, done: Way, token: str) -> Way:
        if done.route.reads:
            return done
        ids = token.split(":")[1:]
        stand = self.routes[done.route.again]
        for many in range(len(stand.parameters), -1, -1):
            arguments = stand.arguments(ids[:many])
            if arguments is not None:
                return Way(stand, tuple(arguments))
        return Way(self._fresh_start)
