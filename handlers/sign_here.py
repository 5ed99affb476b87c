"""Signing from a card that others look at: nobody sees it but the person who taps."""

from __future__ import annotations

from config.texts import _
from handlers.breaks import words
from handlers.finding import find_petition, own_signature
from handlers.router import route
from handlers.screens import Reply, Screen, rows_of, to
from handlers.sign import Read, sign_as
from handlers.turn import Turn
from handlers.wording import back_to_petition, petition_not_found, you_signed
from storage.came_by import CameBy
from storage.petitions import Petition
from storage.showing import Showing


@route("sign_here", private=True, again="stand_here")
def sign_here(turn: Turn, petition_id: int) -> Reply:
    """Somebody known is counted on the spot; anybody else reads first, in private, what they would sign."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    if turn.chat.is_private or _goes_to_private(turn, petition):
        return _in_private(turn, petition)
    before = own_signature(turn, petition)
    if before:
        return _told(petition, words(you_signed(turn, before, petition)))
    thanks = sign_as(turn, petition.id, Showing(), Read(CameBy.GROUP, petition.asks_since))
    assert isinstance(thanks, Screen), "signing answers with a screen"
    return _told(petition, _("{thanks} No name is kept or shown.", thanks=thanks.title))


def _goes_to_private(turn: Turn, petition: Petition) -> bool:
    """Who never signed has not read who can see what; at risk, nothing is signed by one tap among others.

    Nor where it once asked something else: the card may still say so.
    """
    has_changed = petition.asks_since > 1
    return petition.at_risk or has_changed or not petition.is_open or not _signed_before(turn)


def _signed_before(turn: Turn) -> bool:
    return turn.supporter is not None and turn.store.signatures.how_many_in_all(turn.supporter.id) > 0


@route("stand_here", reads=True, private=True)
def stand_here(turn: Turn, petition_id: int) -> Reply:
    """How somebody stands to the petition of a card."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    signature = own_signature(turn, petition)
    if signature is None or turn.chat.is_private:
        return _in_private(turn, petition)
    return _told(petition, words(you_signed(turn, signature, petition)))


def _told(petition: Petition, said: str) -> Screen:
    """In so few words that they fit where only this person sees them."""
    return _elsewhere(petition).with_pop_up(_("{words} Only you see this.", words=said))


def _in_private(turn: Turn, petition: Petition) -> Reply:
    """The very petition, where nobody looks on."""
    return turn.follow(to("petition", petition.id, CameBy.GROUP), {}) if turn.chat.is_private else _elsewhere(petition)


def _elsewhere(petition: Petition) -> Screen:
    there = to("petition", petition.id, CameBy.GROUP)
    return Screen(petition.title, rows=rows_of(back_to_petition(petition.id)), leads_to=there, is_private=True)
