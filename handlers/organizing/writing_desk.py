"""The desk of one petition: how it stands, what it lacks, and the ways to its parts."""

from __future__ import annotations

from config.texts import _, language_name, listing
from handlers.blocks import Block, Listing
from handlers.organizing.charts import how_button
from handlers.organizing.documents import deliver_button
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.holding_new import holding_line
from handlers.organizing.lacking import lacking, what_is_missing
from handlers.organizing.petitions import how_it_stands
from handlers.organizing.rights import Deed
from handlers.organizing.telling_lists import tell_people_button
from handlers.screens import Button, Reply, Rows, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import back_from, sample_line, together
from storage.petitions import Petition


@organizes("pet", Deed.WRITE_PETITION, of=PETITION, reads=True)
def show_petition_desk(turn: Turn, desk: Desk[Petition]) -> Reply:
    """Everything that is saved stands here, on each linked app and for each organizer."""
    petition = desk.subject
    locales = [outline.locale for outline in turn.store.drafts.outlines(petition)]
    return Screen(
        petition.title,
        (
            together(how_it_stands(petition), *holding_line(petition)),
            _("Languages: {languages}.", languages=listing([language_name(each) for each in locales])),
            *_what_is_next(turn, petition),
            *sample_line(petition.is_sample),
        ),
        _rows(turn, desk),
    )


def _what_is_next(turn: Turn, petition: Petition) -> tuple[Block, ...]:
    missing = lacking(turn, petition) if petition.is_draft else what_is_missing(turn, petition)
    if missing:
        return (_("Before it can be published:"), Listing(missing))
    if petition.is_draft:
        return (_("Everything that is needed is there."),)
    return (
        (_("Some of its texts were changed and are not public yet."),) if turn.store.drafts.is_changed(petition) else ()
    )


def _rows(turn: Turn, desk: Desk[Petition]) -> Rows:
    """The four places in which its parts are written, telling people of it, and what becomes of it."""
    petition = desk.subject
    texts, asks, days, told = (
        Button(_("Texts"), to("pet_texts", petition.id)),
        Button(_("Whom it asks"), to("pet_asks", petition.id)),
        Button(_("Days and goals"), to("pet_days", petition.id)),
        Button(_("What is told of it"), to("pet_about", petition.id)),
    )
    last = (
        Button(_what_becomes(turn, petition), to("pet_out", petition.id)),
        back_from(to("pets", petition.organisation_id)),
    )
    if petition.is_draft:
        return rows_of((texts, asks), (days, told), last)
    leading = (tell_people_button(desk), how_button(desk), deliver_button(desk))
    return rows_of(leading, (texts, asks, days, told), last)


def _what_becomes(turn: Turn, petition: Petition) -> str:
    if petition.is_draft:
        return _("Publish…")
    return _("Publish the new text…") if turn.store.drafts.is_changed(petition) else _("Close or retire…")
