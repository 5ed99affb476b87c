"""What the screens share on which a petition is written: saving, and two who write the same."""

from __future__ import annotations

from typing import Any

from config.texts import _
from handlers import asking
from handlers.blocks import Block
from handlers.differences import difference
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import Desk
from handlers.organizing.noting import write_down
from handlers.pages import GAP, length
from handlers.screens import Action, Button, Form, Look, Reply, Screen, rows_of
from handlers.turn import Turn
from handlers.uploads import MARK
from handlers.wording import back_from
from storage.petitions import Petition


def saved(turn: Turn, desk: Desk[Petition], done: Done, shown: Action, sentence: str, **detail: Any) -> Reply:
    """Written into the trail, and said above the place to which it leads."""
    write_down(turn, desk, done, **detail)
    return with_said(turn.follow(shown, {}), sentence)


def somebody_was_faster(turn: Turn, asked: Form, before: str, answers: dict[str, str], mine: Action) -> Screen:
    """Two wrote the same: the second sees the difference and chooses; `mine` overwrites what stands there now.

    Whoever goes on with these answers later comes back here: `asked` still names what they saw at first.
    """
    waiting = asking.keep_waiting(turn, asked, answers, mine)
    words = "\n\n".join(each for each in answers.values() if each and not each.startswith(MARK))
    return Screen(
        _("Somebody else has changed this meanwhile."),
        (_("Nothing was overwritten. This is what yours would change:"), *_yours(turn, before, words)),
        rows_of(
            Button(_("Take mine"), waiting.send, Look.MAIN),
            Button(_("Keep theirs"), waiting.cancel),
            back_from(asked.back),
        ),
    )


def _yours(turn: Turn, before: str, words: str) -> tuple[Block, ...]:
    """A file in place of another is told in no words."""
    return _fitting(turn, difference(before, words)) or (_("It takes the place of what stands there now."),)


def another_by_now(turn: Turn, shown: Action) -> Reply:
    """What somebody was about to change or take out is not what they saw: it is shown first."""
    return with_said(turn.follow(shown, {}), _("Somebody else has changed this meanwhile. Nothing was changed."))


def _fitting(turn: Turn, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """As much of the difference as there is room for, and how much more there is."""
    room, shown = turn.room.text // 2, 0
    for place, block in enumerate(blocks):
        shown += length(block) + GAP
        if shown > room and place:
            return (*blocks[:place], _("There is more; it does not fit here."))
    return blocks
