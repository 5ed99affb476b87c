"""Why people sign, and who did, as they allow it to be seen."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from config.texts import _, n_
from handlers.ago import ago
from handlers.blocks import Block, Listing, Paragraph, Quotation
from handlers.came_by import carried_on
from handlers.counts import signed_by
from handlers.finding import find_petition, own_signature_unseen
from handlers.lists import PAGE_SIZE, Page, page_buttons, page_of, page_position
from handlers.parts import Part, part_of
from handlers.router import route
from handlers.screens import Button, Reply, Rows, Screen, rows_of, to
from handlers.showing_answers import as_others_see
from handlers.signing_buttons import named_button, sign_if_possible
from handlers.turn import Turn
from handlers.wording import back_to_petition, carried, petition_not_found, sample_line, shown_as, to_reasons
from storage.petitions import Petition
from storage.showing import Showing, Signature, SignatureState

MOST_SIGNERS = 10


@route("reasons", reads=True)
def list_reasons(turn: Turn, petition_id: int, page: int = 1, part: int = 1, source: str = "") -> Reply:
    """Published reasons, newest first, five at a time."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    found = page_of(partial(turn.store.reasons.of, petition.id), page)
    if not found.items:
        return no_reasons_yet(turn, petition, carried_on(source))
    return _reasons(turn, petition, found, part, carried_on(source))


def no_reasons_yet(turn: Turn, petition: Petition, source: str = "") -> Screen:
    """Nobody has given a reason; while it is open, somebody can be the first."""
    mine = own_signature_unseen(turn, petition)
    sign = sign_if_possible(turn, petition, source)
    body = (_none_yet(petition, mine), *sample_line(petition.is_sample))
    back = back_to_petition(petition.id, source)
    rows = rows_of(sign, _give_one(petition, mine, source), back)
    return Screen(_title(petition), body, rows, is_guarded=petition.at_risk and mine is not None)


def _none_yet(petition: Petition, mine: Signature | None) -> str:
    if petition.at_risk:
        return _("No reasons are asked for or shown here: they could endanger those who sign.")
    if mine is not None and mine.showing.reason:
        return _("No reasons yet. Yours is not shown, or not yet.")
    if not petition.is_open:
        return _("No reasons were given.")
    return _("No reasons yet. Yours can be the first.")


def _give_one(petition: Petition, mine: Signature | None, source: str) -> Button | None:
    """Where a reason is given, or how one's own stands."""
    if mine is not None and mine.showing.reason:
        return Button(_("See how yours stands"), to("signed", petition.id))
    if not petition.is_open:
        return None
    if mine is not None and not petition.at_risk:
        return Button(_("Add my reason"), to("sign_named", petition.id))
    return None if mine else named_button(petition, source)


def _title(petition: Petition) -> str:
    return _("Reasons for signing “{title}”", title=petition.title)


def _reasons(turn: Turn, petition: Petition, found: Page[Signature], part: int, source: str) -> Screen:
    sample = sample_line(petition.is_sample)
    position = page_position(found.number, len(found.items), found.total)
    blocks = [block for signature in found.items for block in reason_blocks(turn, petition, signature)]
    shown = part_of(turn, part, blocks, _title(petition), position, *sample)
    body = (shown.placed(position), *shown.blocks, *map(Paragraph, sample))
    return Screen(_title(petition), body, _rows(turn, petition, found, shown, source))


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


def _rows(turn: Turn, petition: Petition, found: Page[Signature], part: Part, source: str) -> Rows:
    paging: tuple[Button, ...] = ()
    if found.total > PAGE_SIZE:
        after = (1, source) if source else ()
        shown = len(found.items)
        paging = page_buttons("reasons", petition.id, page=found.number, shown=shown, total=found.total, after=after)
    read_on = part.read_on("reasons", petition.id, found.number, source=source)
    signers = Button(_("See who signed"), to("signers", petition.id, *carried(source)))
    answer = Button(_("Me too or report"), to("answer_reasons", petition.id, found.number))
    onward = (*((read_on,) if read_on else paging), signers)
    return rows_of(
        sign_if_possible(turn, petition, source), onward[:2], (answer, back_to_petition(petition.id, source))
    )


@route("signers", reads=True)
def list_signers(turn: Turn, petition_id: int, source: str = "") -> Reply:
    """Some of the newest signers who chose to be seen, by name and without their times."""
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    seen = turn.store.reasons.recent_signers(petition.id, MOST_SIGNERS)
    names = sorted((shown_as(as_others_see(petition, signature.showing)) for signature in seen), key=str.casefold)
    body = (*_seen(petition, names), *sample_line(petition.is_sample))
    source = carried_on(source)
    reasons = () if petition.at_risk else (Button(_("Read the reasons"), to_reasons(petition.id, source)),)
    rows = rows_of(sign_if_possible(turn, petition, source), (*reasons, back_to_petition(petition.id, source)))
    return Screen(_("Who signed “{title}”", title=petition.title), body, rows)


def _seen(petition: Petition, names: list[str]) -> tuple[Block, ...]:
    """The names by the alphabet: their order tells nobody who signed just now."""
    others = petition.count - len(names)
    is_told = others > 0 and not petition.at_risk
    hidden = n_("{n} is counted, with no name here.", "{n} are counted, with no name here.", others)
    if names:
        chosen = _("The newest who chose to be seen, by the alphabet:")
        return (signed_by(petition), chosen, Listing(tuple(names)), *((hidden,) if is_told else ()))
    return (hidden,) if is_told else (signed_by(petition), _("Nobody who signed here has chosen to be seen."))
