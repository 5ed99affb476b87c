"""What is said when a turn could not be done: what happened, that nothing was lost, what to do."""

from __future__ import annotations

from dataclasses import replace

from config.texts import _
from handlers.screens import MOST_TOKEN_BYTES, Action, Button, Look, Notice, Screen, rows_of, to
from handlers.turn import Incoming


def something_failed(code: str, token: str) -> Screen:
    """Our fault; the log has the same code."""
    return _again(_("Something failed on my side and nothing was changed. Code {code}.", code=code), token)


def store_is_down(token: str) -> Screen:
    """The store can't be written to; nothing was committed."""
    return _again(_("I can't save anything just now, and nothing was changed. Try again in a minute."), token)


def too_busy(token: str) -> Screen:
    """The turn waited too long and was withdrawn before it began."""
    return _again(_("There is a crowd just now, and nothing was changed. Try again in a minute."), token)


def too_fast() -> Screen:
    """More waits from this person than can be meant."""
    return Screen(_("That was quick. Try again in a minute; nothing is lost."), rows=rows_of(_start()))


def told_of_trouble(incoming: Incoming, trouble: Screen) -> Screen | Notice:
    """Where others look on, whoever tapped is told alone, and what was typed there gets no answer."""
    if incoming.chat.is_private:
        return trouble
    return replace(trouble, pop_up=trouble.title, is_private=True) if incoming.token else Notice("")


def _again(sentence: str, token: str) -> Screen:
    can_try = token and len(token.encode()) <= MOST_TOKEN_BYTES
    again = Button(_("Try again"), Action(token), Look.MAIN) if can_try else None
    return Screen(sentence, rows=rows_of(again, _start()), is_event=True)


def _start() -> Button:
    return Button(_("Start"), to("start"))
