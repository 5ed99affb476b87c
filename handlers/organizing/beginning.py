"""How much one member may begin: a stuck hand, or an account in other hands, fills nothing with drafts."""

from __future__ import annotations

from datetime import timedelta

from config.texts import _
from handlers.organizing.done import Done
from handlers.organizing.gate import Desk
from handlers.screens import Action, Screen, rows_of
from handlers.turn import Turn
from handlers.wording import back_from, sample_line
from storage.organisations import Organisation

MOST_BEGUN = 30
"""Petitions and stories of one member in one organisation, within a day."""
A_DAY = timedelta(days=1)


def begun_enough(turn: Turn, desk: Desk[Organisation], back: Action) -> Screen | None:
    """What is said instead of beginning one more; None as long as there is room."""
    if turn.store.audit.how_often(desk.me, Done.BEGAN, turn.now - A_DAY, MOST_BEGUN) < MOST_BEGUN:
        return None
    return Screen(
        _("You have begun {n} petitions and stories within a day.", n=MOST_BEGUN),
        (
            _("Nothing is lost: go on with one of them, or begin the next one tomorrow."),
            *sample_line(desk.organisation.is_sample),
        ),
        rows_of(back_from(back)),
    )
