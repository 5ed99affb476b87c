"""One reason: "me too", said once and taken back the same way; nobody else sees who said it."""

from __future__ import annotations

from functools import partial

from config.texts import _
from handlers.blocks import Paragraph
from handlers.finding import find_petition
from handlers.labels import short
from handlers.lists import Entry, Page, Way, list_screen, page_of
from handlers.reasons import no_reasons_yet, reason_blocks, speaker_of
from handlers.router import RowId, route
from handlers.screens import Button, Reply, Rows, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import petition_not_found, sample_line
from storage.petitions import Petition
from storage.showing import Signature
from storage.voices import Said

_MOST_SHOWN = 80


@route("answer_reasons", reads=True, private=True)
def choose_reason(turn: Turn, petition_id: int, page: int = 1) -> Reply:
    """Which reason: each with its first words."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    found = page_of(partial(turn.store.reasons.of, petition.id), page)
    if not found.items:
        return no_reasons_yet(turn, petition)
    entries = [_entry(petition, reason) for reason in found.items]
    way = Way(_back(petition), "answer_reasons", (petition.id,))
    return list_screen(_("Which reason?"), Page(entries, found.number, found.total), way)


def _entry(petition: Petition, reason: Signature) -> Entry:
    first_words = short(" ".join(reason.showing.reason.split()), _MOST_SHOWN)
    return Entry(speaker_of(reason), first_words, to("reason", reason.id), petition.is_sample)


def _back(petition: Petition) -> Button:
    return Button(_("Back to the reasons"), to("reasons", petition.id))


@route("reason", reads=True, private=True)
def show_reason(turn: Turn, reason_id: RowId) -> Reply:
    """One reason as all see it, and what this person can say of it."""
    found = find_reason(turn, reason_id)
    return reason_not_found() if found is None else reason_screen(turn, *found)


def find_reason(turn: Turn, reason_id: int) -> tuple[Signature, Petition] | None:
    """A published reason under a public petition."""
    reason = turn.store.reasons.find(reason_id)
    petition = find_petition(turn, reason.petition_id) if reason else None
    return (reason, petition) if reason and petition else None


def reason_not_found() -> Screen:
    """Withdrawn, changed, held or never there: all answered alike."""
    return Screen(_("This reason is not shown any more."), rows=rows_of(Button(_("See open petitions"), to("browse"))))


def reason_screen(turn: Turn, reason: Signature, petition: Petition) -> Screen:
    """A reason with its buttons."""
    return Screen(
        _("A reason for signing “{title}”", title=petition.title),
        (*reason_blocks(turn, petition, reason), *_where_you_stand(turn, reason), *sample_line(petition.is_sample)),
        _rows(turn, reason, petition),
        is_guarded=petition.at_risk and is_mine(turn, reason),
    )


def _where_you_stand(turn: Turn, reason: Signature) -> tuple[Paragraph, ...]:
    if is_mine(turn, reason):
        return (Paragraph(_("These are your own words.")),)
    if _has_said(turn, reason):
        return (Paragraph(_("You said “me too”. Nobody sees who said it.")),)
    return (Paragraph(_("“Me too” raises the number, and nobody sees who said it.")),)


def _rows(turn: Turn, reason: Signature, petition: Petition) -> Rows:
    if is_mine(turn, reason):
        return rows_of(Button(_("Change or withdraw"), to("signed", petition.id)), _back(petition))
    say = Button(_("Me too"), to("me_too", reason.id))
    take_back = Button(_("Take back “me too”"), to("not_me", reason.id))
    report = Button(_("Report it"), to("report", Said.REASON, reason.id))
    return rows_of((take_back if _has_said(turn, reason) else say, report), _back(petition))


def is_mine(turn: Turn, reason: Signature) -> bool:
    """Whether this person wrote it."""
    if turn.supporter is None:
        return False
    mine = turn.store.signatures.of(reason.petition_id, turn.supporter.id)
    return mine is not None and mine.id == reason.id


def _has_said(turn: Turn, reason: Signature) -> bool:
    return turn.supporter is not None and turn.store.voices.has_said(reason.id, turn.supporter.id)


@route("me_too", private=True, again="reason")
def me_too(turn: Turn, reason_id: RowId) -> Reply:
    """Say it; saying it twice changes nothing."""
    found = find_reason(turn, reason_id)
    if found is None:
        return reason_not_found()
    if is_mine(turn, found[0]):
        return reason_screen(turn, *found).with_pop_up(_("These are your own words; “me too” is for others."))
    supporter = turn.remember()
    turn.store.voices.lock(Said.REASON, reason_id)
    again = find_reason(turn, reason_id)
    if again is None or again[0].showing.reason != found[0].showing.reason:
        return show_reason(turn, reason_id)
    turn.store.voices.me_too(reason_id, supporter.id)
    return _changed(turn, reason_id, _("You said “me too”."))


@route("not_me", private=True, again="reason")
def not_me(turn: Turn, reason_id: RowId) -> Reply:
    """Take it back."""
    if turn.supporter is not None:
        turn.store.voices.not_me(reason_id, turn.supporter.id)
    return _changed(turn, reason_id, _("“Me too” is taken back."))


def _changed(turn: Turn, reason_id: int, sentence: str) -> Screen:
    found = find_reason(turn, reason_id)
    return reason_not_found() if found is None else reason_screen(turn, *found).with_pop_up(sentence)
