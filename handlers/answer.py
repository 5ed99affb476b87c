"""The buttons of a question: use, skip, pick, back, cancel, go on, send."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from config.texts import _
from handlers import asking, half_filled
from handlers.half_filled import Kept
from handlers.router import route
from handlers.screens import Action, Button, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import back_from, see_open_petitions


class Tap(StrEnum):
    """What a button of a question does."""

    USE = "use"
    SKIP = "skip"
    PICK = "pick"
    BACK = "back"
    CANCEL = "cancel"
    GO = "go"
    SEND = "send"
    ENOUGH = "enough"
    ANEW = "anew"
    ON = "on"


@route("answer", private=True, again="answered")
def answer_form(turn: Turn, tap: Tap, revision: int = 0, value: str = "") -> Reply:
    """Move a half-filled form on; a button of an earlier question shows the present one instead."""
    kept = half_filled.find(turn)
    if kept is None:
        return where_answers_went(turn, tap, revision, value)
    if tap is Tap.GO or revision != kept.revision:
        return asking.resume(turn, kept)
    if tap is Tap.CANCEL:
        half_filled.drop(turn)
        return thrown_away(kept)
    return _tapped(turn, tap, kept, value)


def _tapped(turn: Turn, tap: Tap, kept: Kept, value: str) -> Reply:
    if tap is Tap.PICK:
        return asking.answer(turn, kept, value)
    if tap is Tap.USE:
        return asking.use(turn, kept)
    moves: dict[Tap, Callable[[Turn, Kept], Reply]] = {
        Tap.SKIP: asking.skip,
        Tap.BACK: asking.go_back,
        Tap.SEND: _send,
        Tap.ENOUGH: asking.is_enough,
        Tap.ANEW: asking.begin_anew,
        Tap.ON: asking.write_on,
    }
    return moves[tap](turn, kept)


def _send(turn: Turn, kept: Kept) -> Reply:
    """Only a preview can be sent: what it shows is what is stored."""
    return asking.send_shown(turn, kept) if kept.step is None else asking.resume(turn, kept)


@route("answered", reads=True, private=True)
def where_answers_went(turn: Turn, tap: Tap, _revision: int = 0, value: str = "") -> Reply:
    """Sent, thrown away or a day old: where the person stands, where the button says of what; nothing is changed."""
    if tap is Tap.SEND and value:
        return turn.stand(Action(value.replace("-", ":")))
    return answers_gone()


def answers_gone() -> Screen:
    """The form's day is over, or it was sent or cancelled already: a tap can't tell which."""
    return Screen(
        _("These answers are no longer here."),
        (_("What you sent was taken; what you did not send is deleted."),),
        rows_of((Button(_("My signatures"), to("mine")), see_open_petitions())),
    )


def thrown_away(kept: Kept) -> Screen:
    """Cancelled: nothing of it is left."""
    return Screen(
        _("Your answers are thrown away. Nothing was saved."), kept.form.intro, rows_of(back_from(kept.form.back))
    )
