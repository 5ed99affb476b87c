"""Screens that are told to many, drawn once for each language and not once for each person."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from bot.telegram.render import Look, Payload, payloads
from config.texts import language
from handlers.screens import Screen

MOST_KEPT = 100


@dataclass(frozen=True, slots=True)
class Drawing:
    """The messages of a screen, which is held so that no other one gets its place in memory."""

    screen: Screen
    look: Look
    payloads: list[Payload]


class Drawn:
    """The newest drawings, found again by the screen itself: to compare its words would cost as much as to draw it."""

    def __init__(self) -> None:
        """Nothing is drawn yet."""
        self._kept: OrderedDict[tuple[int, str], Drawing] = OrderedDict()

    def payloads(self, screen: Screen, look: Look) -> list[Payload]:
        """The messages of a screen in the language that is spoken."""
        key = id(screen), language()
        kept = self._kept.get(key)
        if kept is None or kept.look != look:
            kept = self._kept[key] = Drawing(screen, look, payloads(screen, look))
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return kept.payloads
