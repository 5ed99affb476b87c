"""Signing a petition, counted only: one tap, no typing, nothing kept of the person but that they are counted."""

from __future__ import annotations

from dataclasses import dataclass

from config.texts import _, later
from handlers.breaks import words
from handlers.came_by import carried_on, count_step, kept_of, source_of
from handlers.direct import is_written_to
from handlers.finding import find_petition
from handlers.holding import TOO_FAST_SIGNATURES, TOO_FAST_WITHIN
from handlers.invitations import is_counted_code
from handlers.once_more import ask_once_more
from handlers.petition import petition_screen
from handlers.router import Command, Takes, route
from handlers.screens import Action, Reply, Screen, to
from handlers.signing_buttons import has_signed
from handlers.thanks import thank_you
from handlers.turn import Turn
from handlers.wording import BY_NO_LINK, petition_not_found, you_signed
from storage.follows import SIGNING_FOLLOWS, subject_of
from storage.petitions import Petition
from storage.showing import Showing
from storage.supporters import Supporter
from storage.way import Step


@dataclass(frozen=True, slots=True)
class Read:
    """By which way somebody came, and the version since which it asks what they read; 1 on old buttons."""

    source: str = ""
    asks: int = 1


@route("sign", private=True, again="petition")
def sign(turn: Turn, petition_id: int, source: str = "", asks: int = 1) -> Reply:
    """Count the person, or say kindly why that can't be.

    `source` is the way by which they came; `asks` is the version since which it asks what was read.
    """
    if not turn.chat.is_private:
        return turn.follow(to("sign_here", petition_id), {})
    sure = to("sign_sure", petition_id, source or BY_NO_LINK, asks)
    return sign_as(turn, petition_id, Showing(), Read(source, asks), sure=sure)


@route("sign_sure", private=True, again="petition")
def sign_for_sure(turn: Turn, petition_id: int, source: str = "", asks: int = 1) -> Reply:
    """The same, once they were asked whether it could endanger them."""
    if not turn.chat.is_private:
        return turn.follow(to("sign_here", petition_id), {})
    return sign_as(turn, petition_id, Showing(), Read(source, asks))


@route(
    "sign_code",
    reads=True,
    private=True,
    command=Command("sign", later("Open a petition to sign it"), takes=Takes.PETITION),
)
def open_to_sign(turn: Turn) -> Reply:
    """`/sign CODE` shows what would be signed; a signature is always a tap on a button that says so."""
    return turn.follow(to("code"), {})


def sign_as(turn: Turn, petition_id: int, showing: Showing, read: Read, *, sure: Action | None = None) -> Reply:
    """Sign with what the person chose to show; where that could endanger them, they are asked, and `sure` signs."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    if not petition.is_open:
        return petition_screen(turn, petition).with_pop_up(_("This petition can't be signed any more."))
    if read.asks < petition.asks_since and not has_signed(turn, petition):
        return read_anew(turn, petition)
    if petition.at_risk and sure is not None and not has_signed(turn, petition):
        return ask_once_more(petition, showing, sure, carried_on(read.source))

    supporter = turn.remember()
    begun = turn.store.supporters.count_signing(supporter.id, petition.id, turn.now, TOO_FAST_WITHIN)
    if begun is None:
        return already_signed(turn, petition, supporter)
    hears = turn.store.follows.begin(supporter.id, subject_of(petition.id), SIGNING_FOLLOWS, turn.now)
    is_now_discreet = petition.at_risk and turn.store.preferences.preselect_discreet(supporter.id)
    turn.store.reminders.stop_to_sign(supporter.id, petition.id)
    is_told, came_by = is_written_to(turn), source_of(turn, petition, read.source)
    is_held, kept = begun > TOO_FAST_SIGNATURES, kept_of(came_by)
    signed = turn.store.signatures.add(petition, supporter.id, showing, turn.now, is_held=is_held, source=kept)
    if signed is None:
        return already_signed(turn, petition, supporter)
    if not signed.signature.is_held:
        _count_ways(turn, petition, supporter, read.source, came_by)
    on = carried_on(read.source)
    return thank_you(turn, petition, signed, hears, on, is_now_discreet=is_now_discreet, is_written_to=is_told)


def read_anew(turn: Turn, petition: Petition) -> Screen:
    """Nobody signs what they have not read: an old message says what it asked then."""
    return petition_screen(turn, petition).with_pop_up(
        _("It asks something else since that message. Nothing was signed: read what it asks now.")
    )


def already_signed(turn: Turn, petition: Petition, supporter: Supporter) -> Screen:
    """Doing it twice changes nothing: the petition says when and as which number they signed."""
    before = turn.store.signatures.of(petition.id, supporter.id)
    assert before is not None, "the signature that was in the way exists"
    return petition_screen(turn, petition).with_pop_up(words(you_signed(turn, before, petition)))


def _count_ways(turn: Turn, petition: Petition, supporter: Supporter, source: str, came_by: str) -> None:
    """Somebody's link brought one more, and the link by which its sharer came; who it was is written down nowhere."""
    count_step(turn, petition, Step.SIGNED, came_by)
    if not is_counted_code(source) or petition.at_risk:
        return
    before = turn.store.share_links.bring(source, petition.id, supporter.id, turn.now)
    link = turn.store.named_links.find(petition.id, before) if before else None
    if link is not None and not link.has_ended:
        count_step(turn, petition, Step.FURTHER, link.source)
