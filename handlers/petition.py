"""A petition's own screen: what it asks, of whom, how far it is, and the button to sign it."""

from __future__ import annotations

from config.texts import _, language, later
from handlers.blocks import Block, Bold, Line, Moment, Paragraph
from handlers.came_by import carried_on, link_typed, passes
from handlers.codes import code_in
from handlers.confirmed import earlier_signers
from handlers.counts import progress
from handlers.earlier import sign_as_button
from handlers.files import picture_of
from handlers.finding import find_petition, own_signature_unseen
from handlers.router import Command, Takes, route
from handlers.screens import Button, Look, Reply, Rows, Screen, rows_of, to
from handlers.signing_buttons import named_button
from handlers.turn import Turn
from handlers.wording import (
    addressees,
    carried,
    closing_line,
    filled,
    petition_not_found,
    run_by,
    sample_line,
    sign_button,
    to_reasons,
    together,
    you_signed,
)
from storage.came_by import CameBy
from storage.campaign_updates import CampaignUpdate
from storage.consents import is_asked
from storage.nouns import Nouns
from storage.petitions import Petition
from storage.showing import Signature
from storage.standing import State
from storage.way import Step


@route("petition", reads=True)
def show_petition(turn: Turn, petition_id: int, source: str = "", is_back: int = 0) -> Reply:
    """The petition itself; what came of it stands first where it has ended. `source` is the way somebody came.

    Who comes `is_back` has opened it before.
    """
    petition = find_petition(turn, petition_id)
    if petition is None:
        return petition_not_found()
    if not is_back:
        passes(turn, petition, Step.OPENED, source)
    return petition_screen(turn, petition, carried_on(source))


@route(
    "code",
    reads=True,
    command=Command("petition", later("Open a petition by its code or its words"), takes=Takes.PETITION),
)
def show_petition_by_code(turn: Turn, code: str = "") -> Reply:
    """The six letters work alone, wherever they are typed; words that are no code are searched for."""
    typed = code or turn.incoming.words
    found = opened_by(turn, typed)
    if found is not None:
        return found
    if turn.incoming.words and not code:
        return turn.follow(to("search"), {"words": typed})
    return petition_not_found() if typed else turn.follow(to("browse"), {})


def opened_by(turn: Turn, typed: str) -> Screen | None:
    """The petition of this code, or of a link that has it; None where it is no code."""
    code, link = code_in(typed), link_typed(turn, typed)
    if link is not None:
        petition, source = find_petition(turn, link.petition_id), link.code
    else:
        petition = turn.store.petitions.by_code(code, language(), turn.now) if code else None
        source = CameBy.TYPED
    if petition is None:
        return None
    passes(turn, petition, Step.OPENED, source)
    return petition_screen(turn, petition, source)


def petition_screen(turn: Turn, petition: Petition, source: str = "") -> Screen:
    """The card, as this person sees it: signed or not yet; its sign button carries the source on."""
    signature = own_signature_unseen(turn, petition)
    as_before = sign_as_button(turn, petition, source) if petition.is_open and signature is None else None
    return Screen(
        title=petition.title,
        body=_body(turn, petition, signature, as_before),
        rows=_rows(petition, signature, as_before, source),
        picture=picture_of(turn.store.stories.files_of_petition(petition.id)),
        is_guarded=petition.at_risk and signature is not None,
    )


def _body(turn: Turn, petition: Petition, signature: Signature | None, as_before: Button | None) -> tuple[Block, ...]:
    closing = closing_line(petition)
    return (
        *outcome(turn, petition),
        by_line(turn, petition),
        Paragraph(petition.ask),
        together(
            progress(petition),
            earlier_signers(petition),
            closing,
            *_where_you_stand(turn, petition, signature, as_before),
        ),
        together(run_by(turn), _("Code {code}.", code=petition.code), *sample_line(petition.is_sample)),
    )


def outcome(turn: Turn, petition: Petition) -> tuple[Paragraph, ...]:
    """What came of a petition that has ended."""
    if petition.state is State.WON:
        victory = turn.store.campaign_updates.victory_of(petition.id, language())
        return _won(victory) if victory and not victory.is_withdrawn else (is_won(),)
    if petition.state is State.RETIRED:
        return is_retired(petition)
    return () if petition.is_open else (has_closed(),)


def has_closed() -> Paragraph:
    """The same where nothing came of it yet."""
    return Paragraph((Bold(_("This petition has closed.")),))


def is_won() -> Paragraph:
    """The outcome in the fewest words."""
    return Paragraph((Bold(_("This petition is won.")),))


def is_retired(petition: Petition) -> tuple[Paragraph, ...]:
    """When its organizers took it back, and why."""
    if petition.retired_at is None:
        return (Paragraph(_("This petition was retired: {reason}", reason=petition.retired_for)),)
    when = Moment(petition.retired_at, petition.zone)
    return (Paragraph(filled(_("Retired on {day}: {reason}"), day=when, reason=petition.retired_for)),)


def _won(victory: CampaignUpdate) -> tuple[Paragraph, ...]:
    if victory.is_full:
        return (Paragraph((Bold(_("Won:")), " ", victory.what_changed)),)
    won = Paragraph((Bold(_("Partly won:")), " ", victory.what_changed))
    return (won, Paragraph((Bold(_("Not solved:")), " ", victory.not_solved))) if victory.not_solved else (won,)


def by_line(turn: Turn, petition: Petition) -> str:
    """Whom it asks, and who asks."""
    return asked_by(turn.store, petition)


def asked_by(store: Nouns, petition: Petition) -> str:
    """The same where nobody has asked to see it."""
    whom = addressees(store.details.decision_makers(petition.id))
    if not whom:
        return _("By {organisation}", organisation=petition.organisation)
    if petition.has_ended:
        return _("Asked {whom} · by {organisation}", whom=whom, organisation=petition.organisation)
    return _("To {whom} · by {organisation}", whom=whom, organisation=petition.organisation)


def _where_you_stand(
    turn: Turn, petition: Petition, signature: Signature | None, as_before: Button | None
) -> tuple[Line, ...]:
    if signature is not None:
        asked = _("It asks something else since. Does your signature still hold?")
        return (you_signed(turn, signature, petition), *((asked,) if is_asked(petition, signature) else ()))
    if not petition.is_open:
        return ()
    if as_before is not None:
        return (_("Signed counted only, no name is kept or shown."),)
    return (_("Signing counts you; no name is kept or shown."),)


def _rows(petition: Petition, signature: Signature | None, as_before: Button | None, source: str) -> Rows:
    first = (1, source) if source else ()
    story = Button(_("Read the story"), to("text", petition.id, *first))
    reasons = () if petition.at_risk else (Button(_("Reasons"), to_reasons(petition.id, source)),)
    around = (
        *reasons,
        Button(_("Share"), to("share", petition.id, *carried(source))),
        Button(_("More"), to("more", petition.id, *first)),
    )
    if signature is not None:
        change = Button(_("Change or withdraw"), to("signed", petition.id))
        if is_asked(petition, signature):
            return rows_of(keep_button(petition), (_what_changed(petition), change), around)
        return rows_of((change, story), around, _start())
    if petition.state is State.WON:
        letter = Button(_("Read the victory letter"), to("victory", petition.id), Look.MAIN)
        return rows_of(letter, around, (story, _start()))
    if not petition.is_open:
        return rows_of(story, around, _start())
    named = as_before or named_button(petition, source)
    see = Button(_("Who can see what"), to("see", petition.id, *carried(source)))
    remind = Button(_("Remind me"), to("remind", petition.id))
    return rows_of(sign_button(petition, source), (named, story), around, (see, remind))


def keep_button(petition: Petition) -> Button:
    """It says since when the petition asks what was read beside it."""
    return Button(_("Keep my signature"), to("still", petition.id, petition.asks_since), Look.MAIN)


def _what_changed(petition: Petition) -> Button:
    return Button(_("See what changed"), to("changed", petition.id))


def _start() -> Button:
    return Button(_("Back to the start"), to("start"))
