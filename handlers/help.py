"""Help: what can be typed and what is behind the buttons, from the same list as the menus."""

from __future__ import annotations

from collections.abc import Sequence

from config.texts import _, later
from handlers.blocks import Listing
from handlers.memberships import mine_here
from handlers.router import Command, route
from handlers.screens import Button, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import run_by
from storage.members import Membership


@route("help", reads=True, command=Command("help", later("What can be done here"), is_main=True))
def show_help(turn: Turn) -> Reply:
    """Every command there is, in the order of the menu."""
    offered = (command for command in turn.menu if turn.room.can_remove or not command.removes)
    mine = mine_here(turn)
    lines = tuple(f"/{command.name}: {_(command.description)}" for command in offered)
    return Screen(
        _("What you can do here"),
        (
            _how_words_are_heard(turn),
            Listing((*lines, *((f"/organize: {_('Run campaigns')}",) if mine else ()))),
            *_operator(turn),
        ),
        rows_of(
            (Button(_("Stories and news"), to("stories")), Button(_("Organisations"), to("organisations"))),
            (Button(_("Settings"), to("settings")), Button(_("Privacy"), to("privacy"))),
            (*_for_organizers(mine), Button(_("Back to the start"), to("start"))),
        ),
    )


def _for_organizers(mine: Sequence[Membership]) -> tuple[Button, ...]:
    """Their own help, which is the same in each of their organisations but for what they are there."""
    return tuple(Button(_("Help for organizers"), to("rights", each.organisation_id)) for each in mine[:1])


def _how_words_are_heard(turn: Turn) -> str:
    if turn.room.hears_words:
        return _("Send a petition's code of six letters to open it; any other words are searched for.")
    return _("With /petition a code of six letters opens its petition, and other words are searched for.")


def _operator(turn: Turn) -> tuple[str, ...]:
    if not turn.operator.contact:
        return (run_by(turn),)
    return (run_by(turn), _("Contact: {contact}", contact=turn.operator.contact))
