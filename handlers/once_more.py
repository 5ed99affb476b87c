"""One more question, before somebody signs what could endanger them."""

from __future__ import annotations

from config.texts import _
from handlers.screens import MOST_LABEL_CHARACTERS, Action, Button, Look, Screen, rows_of, to
from handlers.wording import back_to_petition, ending_as, sample_line, shown_as
from storage.petitions import Petition
from storage.showing import Showing, Visibility


def ask_once_more(petition: Petition, showing: Showing, sure: Action, source: str = "") -> Screen:
    """What others may learn of it all the same; `sure` signs."""
    return Screen(
        _("Could it endanger you to sign this?"),
        (
            petition.title,
            _what_others_see(showing),
            _("Whoever holds your phone or reads this chat with you can see that you signed."),
            _("If you are not sure, leave it: nothing is kept of your having been here."),
            *sample_line(petition.is_sample),
        ),
        rows_of(
            Button(_label(showing), sure, Look.MAIN),
            (Button(_("Who can see what"), to("see", petition.id)), back_to_petition(petition.id, source)),
        ),
        is_guarded=True,
    )


def _what_others_see(showing: Showing) -> str:
    if showing.visibility is Visibility.COUNTED:
        return _("Others see nothing of you: you are counted, and no name is kept.")
    return _("Others see you as {shown}.", shown=ending_as(showing))


def _label(showing: Showing) -> str:
    if showing.visibility is Visibility.COUNTED:
        return _("Sign, counted only")
    label = _("Sign as {shown}", shown=shown_as(showing))
    return label if len(label) <= MOST_LABEL_CHARACTERS else _("Sign as shown above")
