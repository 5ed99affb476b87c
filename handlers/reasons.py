"""Why people sign, and who did, as they allow it to be seen."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from config.texts import _, n_
from handlers.ago import ago
from handlers.lists import Page, page_of
from handlers.parts import Part, part_of
from handlers.router import route
from handlers.screens import Block, Button, Listing, Quotation, Reply, Rows, Screen, rows_of, to
from handlers.signing_buttons import sign_if_possible
from handlers.turn import Turn
from handlers.wording import (
    PAGE_SIZE,
    back_to_petition,
    find_petition,
    page_buttons,
    page_position,
    petition_not_found,
    sample_line,
    shown_as,
    signed_by,
)
from storage.petitions import Petition
from storage.showing import Showing, Signature, SignatureState

MOST_SIGNERS = 10


@route("reasons", reads=True)
def list_reasons(turn: Turn, petition_id: int, page: int = 1, part: int = 1) -> Reply:
    """Published reasons, newest first, five at a time."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    found = page_of(partial(turn.store.reasons.of, petition.id), page)
    if not found.items:
        return no_reasons_yet(turn, petition)
    return _reasons(turn, petition, found, part)


def no_reasons_yet(turn: Turn, petition: Petition) -> Screen:
    """Nobody has given a reason; while it is open, somebody can be the first."""
    sentence = _("No reasons yet. Yours can be the first.") if petition.is_open else _("No reasons were given.")
    sign = sign_if_possible(turn, petition)
    named = Button(_("Sign with my name"), to("sign_named", petition.id)) if sign else None
    body = (sentence, *sample_line(petition.is_sample))
    return Screen(_title(petition), body, rows_of(sign, named, back_to_petition(petition.id)))


def _title(petition: Petition) -> str:
    return _("Reasons for signing “{title}”", title=petition.title)


def _reasons(turn: Turn, petition: Petition, found: Page[Signature], part: int) -> Screen:
    sample = sample_line(petition.is_sample)
    position = page_position(found.number, len(found.items), found.total)
    blocks = [block for signature in found.items for block in reason_blocks(turn, petition, signature)]
    shown = part_of(turn, part, blocks, _title(petition), position, *sample)
    body = (shown.placed(position), *shown.blocks, *sample)
    return Screen(_title(petition), body, _rows(turn, petition, found, shown))


def reason_blocks(turn: Turn, petition: Petition, signature: Signature) -> tuple[Block, ...]:
    """A reason in its writer's words, and how many say "me too"."""
    zone = "UTC" if signature.state is SignatureState.IMPORTED else turn.zone(petition.zone)
    speaker = _(
        "{who} · {when}",
        who=speaker_of(signature),
        when=ago(signature.signed_at, turn.now, zone),
    )
    words = Quotation(tuple(signature.showing.reason.splitlines()), speaker)
    if not signature.me_too:
        return (words,)
    return (words, n_("{n} person says: me too.", "{n} people say: me too.", signature.me_too))


def speaker_of(signature: Signature) -> str:
    """Who gives a reason, as others see them."""
    return shown_as(_named(signature.showing))


def _named(showing: Showing) -> Showing:
    """Reasons that were gathered elsewhere may have come without a name."""
    return showing if showing.name else replace(showing, name=_("Without a name"))


def _rows(turn: Turn, petition: Petition, found: Page[Signature], part: Part) -> Rows:
    paging: tuple[Button, ...] = ()
    if found.total > PAGE_SIZE:
        paging = page_buttons("reasons", petition.id, page=found.number, shown=len(found.items), total=found.total)
    read_on = part.read_on("reasons", petition.id, found.number)
    signers = Button(_("See who signed"), to("signers", petition.id))
    answer = Button(_("Me too or report"), to("answer_reasons", petition.id, found.number))
    onward = (*((read_on,) if read_on else paging), signers)
    return rows_of(sign_if_possible(turn, petition), onward[:2], (answer, back_to_petition(petition.id)))


@route("signers", reads=True)
def list_signers(turn: Turn, petition_id: int) -> Reply:
    """Some of the newest signers who chose to be seen, by name and without their times."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    seen = turn.store.reasons.recent_signers(petition.id, MOST_SIGNERS)
    names = sorted((shown_as(signature.showing) for signature in seen), key=str.casefold)
    body = (signed_by(petition.count), *_seen(petition, names), *sample_line(petition.is_sample))
    reasons = Button(_("Read the reasons"), to("reasons", petition.id))
    rows = rows_of(sign_if_possible(turn, petition), (reasons, back_to_petition(petition.id)))
    return Screen(_("Who signed “{title}”", title=petition.title), body, rows)


def _seen(petition: Petition, names: list[str]) -> tuple[Block, ...]:
    """The names by the alphabet: their order tells nobody who signed just now."""
    others = petition.count - len(names)
    hidden = (n_("{n} is counted, with no name here.", "{n} are counted, with no name here.", others),)
    if not names:
        return (_("Nobody who signed here has chosen to be seen."),) if others <= 0 else hidden
    chosen = _("The newest who chose to be seen, by the alphabet:")
    return (chosen, Listing(tuple(names)), *(hidden if others > 0 else ()))
