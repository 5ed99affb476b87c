"""Plain words in a private chat: an answer, a code, a wish to stop, or a search. Never "I don't understand"."""

from __future__ import annotations

from config.texts import _
from handlers import asking, half_filled
from handlers.codes import invite_code_among, link_code_alone
from handlers.invited import invited_by
from handlers.linking import typed_code
from handlers.missed import news_beside
from handlers.petition import opened_by
from handlers.router import route
from handlers.screens import Reply, Screen, rows_of, to
from handlers.search import results
from handlers.turn import Turn
from handlers.uploads import takes_files
from handlers.wishes_to_stop import wishes_to_stop
from handlers.wording import see_open_petitions


@route("typed", private=True, again="typed_again")
def typed(turn: Turn) -> Reply:
    """Whatever somebody types, it leads on."""
    words = turn.incoming.words
    kept = half_filled.find(turn)
    if kept is not None and not kept.is_left and kept.step is not None:
        upload = turn.incoming.uploads.get("")
        if upload is not None and takes_files(kept.field):
            return asking.answer_with_file(turn, kept, upload.value)
        return asking.answer(turn, kept, words)
    if turn.incoming.uploads:
        return turn.follow(to("not_words"), {})
    if wishes_to_stop(words):
        return turn.follow(to("stop"), {})
    if link_code_alone(words):
        return typed_code(turn, words)
    return invited_by(turn, words) or _found(turn, words)


@route("typed_again", reads=True, private=True)
def where_words_led(turn: Turn) -> Reply:
    """The same words once more: what they found is found again, and nothing is stopped twice."""
    words = turn.incoming.words
    if wishes_to_stop(words):
        return turn.follow(to("settings"), {})
    if invite_code_among(words) is not None:
        return turn.follow(to("invited"), {})
    return turn.follow(to("linking"), {}) if link_code_alone(words) else _found(turn, words)


def _found(turn: Turn, words: str) -> Reply:
    """The petition whose code it is, else a search."""
    petition = opened_by(turn, words)
    return results(turn, words) if petition is None else news_beside(turn, petition)


@route("unknown", reads=True)
def unknown_command(_turn: Turn) -> Reply:
    """A command there is not: say so, and what there is."""
    return Screen(
        _("There is no command by this name."),
        (_("/help lists what there is; words without a slash are searched for."),),
        rows_of(see_open_petitions()),
    )
