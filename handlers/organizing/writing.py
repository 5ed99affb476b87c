"""What the screens share on which a petition is written: saving, and two who write the same."""

from __future__ import annotations

from typing import Any

from config.texts import _
from handlers import asking
from handlers.differences import difference
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import Desk
from handlers.organizing.noting import write_down
from handlers.pages import GAP, length
from handlers.screens import Action, Block, Button, Form, Look, Reply, Screen, rows_of
from handlers.turn import Turn
from handlers.wording import back_from
from storage.petitions import Petition


def saved(turn: Turn, desk: Desk[Petition], done: Done, shown: Action, sentence: str, **detail: Any) -> Reply:
    """Written into the trail, and said above the place to which it leads."""
    write_down(turn, desk, done, **detail)
    return with_said(turn.follow(shown, {}), sentence)


def somebody_was_faster(turn: Turn, form: Form, before: str, answers: dict[str, str]) -> Screen:
    """Two wrote the same: the second sees the difference and chooses; `form` goes on from what stands there now."""
    take, keep = asking.keep_waiting(turn, form, answers)
    (mine,) = answers.values()
    return Screen(
        _("Somebody else has changed this meanwhile."),
        (_("Nothing was overwritten. This is what yours would change:"), *_fitting(turn, difference(before, mine))),
        rows_of(
            Button(_("Take mine"), take, Look.MAIN),
            Button(_("Keep theirs"), keep),
            back_from(form.back),
        ),
    )


def _fitting(turn: Turn, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """As much of the difference as there is room for, and how much more there is."""
    room, shown = turn.room.text // 2, 0
    for place, block in enumerate(blocks):
        shown += length(block) + GAP
        if shown > room and place:
            return (*blocks[:place], _("There is more; it does not fit here."))
    return blocks
