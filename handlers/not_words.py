"""A picture, a voice or a sticker: only words are read here, and somebody who sent something else is told so."""

from __future__ import annotations

from config.texts import _
from handlers import asking
from handlers.router import NeedsWriter, route
from handlers.screens import Reply, Screen, rows_of
from handlers.turn import Turn
from handlers.wording import see_open_petitions


@route("not_words", reads=True, private=True)
def not_words(turn: Turn) -> Reply:
    """An open question is asked again; else what can be sent instead."""
    kept = asking.find(turn)
    if kept is not None and not kept.is_left and kept.step is not None:
        if not turn.can_write:
            raise NeedsWriter
        return asking.ask_again(turn, kept, _("I can read only words. Type your answer, or tap a button."), turn.follow)
    return Screen(
        _("I can read only words: send a petition's code, or type what you are looking for."),
        rows=rows_of(see_open_petitions()),
    )
