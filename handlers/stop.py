"""Stopping all messages at once, and resuming them, which nothing but the person's own tap does."""

from __future__ import annotations

from config.texts import _, later
from handlers.router import Command, route
from handlers.screens import Button, Reply, Screen, rows_of, to
from handlers.turn import Turn


@route("stop", private=True, again="settings", command=Command("stop", later("Stop all messages"), is_main=True))
def stop(turn: Turn) -> Reply:
    """Nothing is sent any more; signatures and what is followed stay."""
    if turn.supporter is None:
        return nothing_is_sent()
    turn.store.preferences.set(turn.supporter.id, is_stopped=True)
    return all_stopped()


def nothing_is_sent() -> Screen:
    """To somebody the store does not know there is nothing to stop."""
    return Screen(_("No messages are sent to you."), (_signatures_stay(),), rows_of((_mine(), _start())))


def all_stopped() -> Screen:
    """At once, and until they say otherwise."""
    return Screen(
        _("All messages are stopped."),
        (_("Nothing is sent to you until you resume messages. What you follow is kept."), _signatures_stay()),
        rows_of((_mine(), resume_button()), _start()),
    )


def _signatures_stay() -> str:
    return _("Your signatures stay. Withdraw them under My signatures if you want to.")


def _mine() -> Button:
    return Button(_("My signatures"), to("mine"))


def _start() -> Button:
    return Button(_("Back to the start"), to("start"))


def resume_button() -> Button:
    """Messages again."""
    return Button(_("Resume messages"), to("resume"))


@route("resume", private=True)
def resume(turn: Turn) -> Reply:
    """Messages may come again, of what is followed."""
    if turn.supporter is not None:
        turn.store.preferences.set(turn.supporter.id, is_stopped=False)
    shown = turn.follow(to("start"), {})
    said = _("Messages are no longer stopped. What you follow is as it was.")
    return shown.with_pop_up(said) if isinstance(shown, Screen) else shown
