"""Handing a petition on: its code, and a text that names nobody."""

from __future__ import annotations

from config.texts import _, later
from handlers.router import Command, route
from handlers.screens import Button, Reply, Screen, ShareButton, rows_of, to
from handlers.turn import Turn
from handlers.wording import back_to_petition, find_petition, petition_not_found, sample_line


@route("share", reads=True)
def share(turn: Turn, petition_id: int) -> Reply:
    """A ready text with the petition's code; nothing in it tells who shared it."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    text = _("{title}\n{ask}\nSign with the code {code}.", title=petition.title, ask=petition.ask, code=petition.code)
    return Screen(
        _("Share “{title}”", title=petition.title),
        (
            _("Its code is {code}. Typed here by anybody, it opens this petition.", code=petition.code),
            _("Nothing in the text tells who shared it."),
            *sample_line(petition.is_sample),
        ),
        rows_of(
            ShareButton(_("Take the text with you"), text, to("share", petition.id)), back_to_petition(petition.id)
        ),
    )


@route("share_any", reads=True, command=Command("share", later("Hand a petition on")))
def share_any(turn: Turn) -> Reply:
    """`/share CODE`, or choose one first."""
    code = turn.incoming.words[:12].replace(":", "")
    petition = turn.store.petitions.by_code(code, "", turn.now) if code else None
    if petition is not None:
        return share(turn, petition.id)
    if code:
        return petition_not_found()
    return Screen(
        _("Which petition do you want to share?"),
        (_("Open it and choose Share, or send /share and its code."),),
        rows_of(Button(_("See open petitions"), to("open"))),
    )
