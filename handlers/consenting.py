"""A text asks something else since it was signed: whoever signed before keeps the signature or withdraws it."""

from __future__ import annotations

from config.texts import _
from handlers.blocks import Block, Quotation
from handlers.finding import find_petition, own_signature
from handlers.petition import keep_button, petition_screen
from handlers.router import route
from handlers.screens import Button, Look, Reply, Screen, rows_of, to
from handlers.signed import not_signed
from handlers.text_changes import what_it_asks_now
from handlers.turn import Turn
from handlers.wording import back_to_petition, petition_not_found, sample_line
from storage.consents import is_asked
from storage.petitions import Petition
from storage.showing import Signature
from storage.versions import Version


@route("changed", reads=True, private=True)
def ask_again(turn: Turn, petition_id: int) -> Reply:
    """What changed since they signed, and whether their signature still holds."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    signature = own_signature(turn, petition)
    if signature is None:
        return not_signed(turn, petition)
    if not is_asked(petition, signature):
        return holds_already(turn, petition)
    return still_holds(turn, petition, signature)


def still_holds(turn: Turn, petition: Petition, signature: Signature) -> Screen:
    """Until they answer, it stands, and is counted among those of the earlier text."""
    versions = turn.store.versions
    before, now = (versions.said(petition, each) for each in (signature.text_version, petition.version))
    return Screen(
        petition.title,
        (
            _("It asks something else than you signed. Does your signature still hold?"),
            *said_of_change(petition, versions.find(petition.id, petition.asks_since)),
            *what_it_asks_now(petition, before, now),
            _("As long as you say nothing, your signature stands as one of the earlier text."),
            *sample_line(petition.is_sample),
        ),
        rows_of(
            keep_button(petition),
            (
                Button(_("Withdraw"), to("withdraw_now", petition.id), Look.DANGER),
                Button(_("Read the story"), to("text", petition.id)),
            ),
            (Button(_("The text you signed"), to("text_signed", petition.id)), back_to_petition(petition.id)),
        ),
        is_guarded=petition.at_risk,
    )


def said_of_change(petition: Petition, version: Version | None) -> tuple[Block, ...]:
    """What the organizers say of it, as their words."""
    return (Quotation((version.note,), petition.organisation),) if version and version.note else ()


@route("still", private=True, again="petition")
def keep(turn: Turn, petition_id: int, seen: int = 0) -> Reply:
    """The signature holds for the present text, where that asks what was seen; said twice, it counts once."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    signature = own_signature(turn, petition)
    if turn.supporter is None or signature is None:
        return not_signed(turn, petition)
    if is_asked(petition, signature) and seen != petition.asks_since:
        return still_holds(turn, petition, signature)
    if not turn.store.consents.keep(petition, signature, turn.supporter.id):
        return holds_already(turn, petition)
    now = find_petition(turn, petition_id) or petition
    return petition_screen(turn, now).with_pop_up(_("Kept. Your signature stands under the new text."))


def holds_already(turn: Turn, petition: Petition) -> Screen:
    """They signed the present text, or said so before."""
    return petition_screen(turn, petition).with_pop_up(_("Your signature stands under the present text."))
