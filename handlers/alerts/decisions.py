"""What a moderator decided on somebody's words, as an alert's occasion has it."""

from __future__ import annotations

from config.texts import _
from handlers.why_not import told_to_writer
from storage.showing import HELD_BY_REPORTS
from storage.telling_writers import ANEW


def read_decision(occasion: str) -> tuple[str, str]:
    """The state that the words got, and the cause for which somebody looked at them."""
    state, cause, *_when = [*occasion.split(":"), ""]
    return state, cause


def told_otherwise(occasion: str) -> tuple[str, ...]:
    """Said first where something else was told of the same words before."""
    if not occasion.endswith(f":{ANEW}"):
        return ()
    return (_("A moderator has looked again: what you were told before does not hold any more."),)


def why_not(cause: str) -> str:
    """Why words are not published, in a kind sentence."""
    if told := told_to_writer(cause):
        return told
    if cause == HELD_BY_REPORTS:
        return _("Readers asked for it: something in them may hurt or endanger somebody.")
    return _("Something in them may endanger somebody, or does not belong here.")


def may_write_anew() -> str:
    """Nobody is shut out by one decision."""
    return _("You can write it anew; a moderator reads that before others see it.")
