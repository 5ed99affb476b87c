"""One part of a long text: what fits on this screen, which part it is, and the button to the next one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from config.texts import _
from handlers.blocks import Block
from handlers.breaks import units
from handlers.pages import GAP, length, pages_of
from handlers.screens import Button, to
from handlers.turn import Turn
from handlers.wording import carried

_PLACE_LINE = 64
"""Room for " · part 12 of 34" in any language."""


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks that fit on one screen; `number` counts from 1."""

    blocks: tuple[Block, ...]
    number: int
    total: int

    @property
    def is_first(self) -> bool:
        """Whether the text begins here."""
        return self.number == 1

    @property
    def is_last(self) -> bool:
        """Whether the text ends here."""
        return self.number == self.total

    def placed(self, facts: str) -> str:
        """The facts above a text, and which part of it follows where there are several."""
        if self.total == 1:
            return facts
        return _("{facts} · part {part} of {total}", facts=facts, part=self.number, total=self.total)

    def line(self) -> tuple[str, ...]:
        """Which part this is, on a line of its own where there are several."""
        if self.total == 1:
            return ()
        return (_("Part {part} of {total}", part=self.number, total=self.total),)

    def read_on(self, verb: str, *ids: int | str, source: str = "") -> Button | None:
        """The next part, where there is one; its number is the action's last id, but for a link's code."""
        if self.is_last:
            return None
        label = _("Read on: part {part} of {total}", part=self.number + 1, total=self.total)
        return Button(label, to(verb, *ids, self.number + 1, *carried(source)))


def part_of(turn: Turn, wanted: int, blocks: Iterable[Block], title: str, *above: Block, first_takes: int = 0) -> Part:
    """The wanted part, or the nearest there is; `above` stands on each, `first_takes` units are taken on the first."""
    taken = units(title) + GAP + sum(length(block) + GAP for block in above) + _PLACE_LINE
    pages = pages_of(blocks, turn.room.text - taken, first_takes) or [()]
    number = min(max(wanted, 1), len(pages))
    return Part(pages[number - 1], number, len(pages))
