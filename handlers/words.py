"""Plain words in a private chat: an answer, a code, a wish to stop, or a search. Never "I don't understand"."""

from __future__ import annotations

import re

from config.texts import _, language
from handlers import asking
from handlers.petition import petition_screen
from handlers.router import route
from handlers.screens import Reply, Screen, rows_of, to
from handlers.search import results
from handlers.turn import Turn
from handlers.wording import see_open_petitions
from storage.petitions import CODE_LETTERS

STOP_WORDS = {"stop", "stopp", "end", "quit", "unsubscribe", "cancel", "alto", "basta", "parar", "fin", "halt", "ende"}
CODE = re.compile(rf"[A-Za-z]{{{CODE_LETTERS}}}")


@route("typed", private=True)
def typed(turn: Turn) -> Reply:
    """Whatever somebody types, it leads on."""
    words = turn.incoming.words
    kept = asking.find(turn)
    if kept is not None and not kept.is_left and kept.step is not None:
        return asking.answer(turn, kept, words, turn.follow)
    if CODE.fullmatch(words.strip()):
        petition = turn.store.petitions.by_code(words.strip(), language(), turn.now)
        if petition is not None:
            return petition_screen(turn, petition)
    if words.strip().casefold() in STOP_WORDS:
        return turn.follow(to("stop"), {})
    return results(turn, words)


@route("unknown", reads=True)
def unknown_command(_turn: Turn) -> Reply:
    """A command there is not: say so, and what there is."""
    return Screen(
        _("There is no command by this name."),
        (_("/help lists what there is; words without a slash are searched for."),),
        rows_of(see_open_petitions()),
    )
