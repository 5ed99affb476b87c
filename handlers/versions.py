"""How a petition's text has changed, for everybody; and the one that somebody signed."""

from __future__ import annotations

from functools import partial

from config.texts import _, moment
from handlers.blocks import Paragraph
from handlers.consenting import said_of_change
from handlers.finding import find_petition, own_signature
from handlers.lists import Entry, Page, Way, list_screen, page_of
from handlers.markdown import blocks_of
from handlers.parts import part_of
from handlers.router import route
from handlers.screens import Button, Reply, Screen, rows_of, to
from handlers.signed import not_signed
from handlers.story_of_petition import reading
from handlers.text_changes import changes_for, nearest
from handlers.turn import Turn
from handlers.wording import back_to_petition, nothing_here, petition_not_found, sample_line
from storage.petitions import Petition
from storage.versions import Version


@route("versions", reads=True)
def list_versions(turn: Turn, petition_id: int, page: int = 1) -> Reply:
    """The days on which it was changed, the newest first, with what was said of it."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    found = page_of(partial(turn.store.versions.of, petition), page)
    entries = [_entry(turn, petition, each) for each in found.items]
    way = Way(back_to_petition(petition.id), "versions", (petition.id,))
    lead = () if entries else (_("Nothing was changed since it was published."),)
    return list_screen(_("How the text changed"), Page(entries, found.number, found.total), way, *lead)


def _entry(turn: Turn, petition: Petition, version: Version) -> Entry:
    said = version.note or (_("It was changed.") if version.number > 1 else _("It was published."))
    return Entry(_day(turn, petition, version), said, to("version", petition.id, version.number))


def _day(turn: Turn, petition: Petition, version: Version) -> str:
    return moment(version.published_at, turn.zone(petition.zone), with_time=False)


def _dated(turn: Turn, petition: Petition, version: Version) -> str:
    day = _day(turn, petition, version)
    return _("Changed on {day}", day=day) if version.number > 1 else _("Published on {day}", day=day)


@route("version", reads=True)
def show_version(turn: Turn, petition_id: int, number: int, part: int = 1) -> Reply:
    """What one change took out and put in; of a version that is not public nothing is told."""
    petition = find_petition(turn, petition_id)
    version = turn.store.versions.find(petition_id, number) if petition and number <= petition.version else None
    if petition is None or version is None:
        return petition_not_found()
    before, after = (turn.store.versions.said(petition, each) for each in (number - 1, number))
    blocks = changes_for(petition, before, after) or (_("In this language nothing else is to be told of it."),)
    title = _dated(turn, petition, version)
    above = (Paragraph(petition.title), *said_of_change(petition, version), *sample_line(petition.is_sample))
    shown = part_of(turn, part, blocks, title, *above)
    read_on = shown.read_on("version", petition.id, number)
    back = Button(_("All changes"), to("versions", petition.id))
    return Screen(
        title, (*above, *shown.line(), *shown.blocks), rows_of(read_on, (back, back_to_petition(petition.id)))
    )


@route("text_signed", reads=True, private=True)
def read_text_signed(turn: Turn, petition_id: int, part: int = 1) -> Reply:
    """The text as it was when this person signed it."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    signature = own_signature(turn, petition)
    if signature is None:
        return not_signed(turn, petition)
    text = nearest(petition, turn.store.versions.texts(petition.id, signature.text_version))
    if text is None:
        return nothing_here(_("This text is no longer kept."), _("Your signature stands."))
    above = (_("The text you signed"), *sample_line(petition.is_sample))
    blocks = (Paragraph(text.ask), *blocks_of(text.story))
    shown = part_of(turn, part, blocks, text.title, *above)
    mine = Button(_("Back to my signature"), to("signed", petition.id))
    read_on = shown.read_on("text_signed", petition.id)
    return reading(text.title, shown, above, rows_of(read_on, mine), is_guarded=petition.at_risk)
