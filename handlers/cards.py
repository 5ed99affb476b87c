"""Cards: a petition or an organisation as a group or a channel sees it, the same for everybody."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from config.texts import _, day, language, number
from handlers.blocks import Block, Bold, Paragraph
from handlers.breaks import words
from handlers.counts import headline, milestones_told, progress, signed_by
from handlers.files import picture_of
from handlers.finding import find_petition
from handlers.labels import labels_of
from handlers.petition import by_line, has_closed, is_won, outcome
from handlers.router import route
from handlers.screens import Button, Look, Reply, Rows, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import closing_line, petition_not_found, sample_line, together
from storage.listing import Filter
from storage.organisations import Organisation
from storage.petitions import Petition
from storage.standing import State

MOST_OPENED = 4
NO_COUNT = -1
MOST_OF_OUTCOME = 600


class OnCard(StrEnum):
    """What a card can be about."""

    PETITION = "petition"
    ORGANISATION = "organisation"


@route("card", reads=True)
def show_card(turn: Turn, kind: OnCard, key: int, count: int = NO_COUNT) -> Reply:
    """The card for the one who keeps it up to date, with the `count` that may be shown by now.

    Anybody else comes to what it is about.
    """
    if not turn.incoming.is_look:
        return turn.follow(to(kind, key), {})
    return card_of(turn, kind, key, count) or replace(petition_not_found(), is_card=True)


def card_of(turn: Turn, kind: OnCard, key: int, count: int = NO_COUNT) -> Screen | None:
    """The card, or None where there is nothing public behind it."""
    if kind is OnCard.ORGANISATION:
        organisation = turn.store.organisations.find(key)
        return organisation_card(turn, organisation) if organisation else None
    petition = find_petition(turn, key)
    if petition is None:
        return None
    return petition_card(turn, petition if count == NO_COUNT else replace(petition, count=count))


def petition_card(turn: Turn, petition: Petition) -> Screen:
    """Nothing on it depends on who looks."""
    return Screen(
        title=petition.title,
        body=_body(turn, petition),
        rows=_rows(turn, petition),
        picture=picture_of(turn.store.stories.files_of_petition(petition.id)),
        is_card=True,
    )


def _body(turn: Turn, petition: Petition) -> tuple[Block, ...]:
    closing = closing_line(petition)
    safe = (_("Signing counts you; no name is kept or shown."),) if petition.is_open else ()
    return (
        *_outcome(turn, petition),
        by_line(turn, petition),
        Paragraph(petition.ask),
        together(progress(petition), *_last_goal(turn, petition), closing, *safe),
        together(_("Code {code}.", code=petition.code), *sample_line(petition.is_sample)),
    )


def _outcome(turn: Turn, petition: Petition) -> tuple[Paragraph, ...]:
    """What came of it, where that is said in few words; a card is one message, and the letter tells the rest."""
    told = outcome(turn, petition)
    if all(len(words(each.line)) <= MOST_OF_OUTCOME for each in told):
        return told
    return (is_won(),) if petition.state is State.WON else (has_closed(),)


def _last_goal(turn: Turn, petition: Petition) -> tuple[str, ...]:
    """A goal is a line of the card and never a message of its own."""
    told = milestones_told(petition, turn.store.details.milestones(petition.id))
    reached = [each for each in told if each.reached_on]
    if not petition.is_open or not reached or reached[0].reached_on is None:
        return ()
    return (_("Last goal: {goal} on {day}.", goal=number(reached[0].threshold), day=day(reached[0].reached_on)),)


def _rows(turn: Turn, petition: Petition) -> Rows:
    story, more = Button(_("Read the story"), to("text", petition.id)), Button(_("More"), to("more", petition.id))
    others = (story, more, *_news_button(turn))
    if petition.state is State.WON:
        return rows_of(Button(_("Read the victory letter"), to("victory", petition.id), Look.MAIN), others)
    if not petition.is_open:
        return rows_of(others)
    return rows_of(_sign(turn, petition), others)


def _news_button(turn: Turn) -> tuple[Button, ...]:
    """Where the server has a role for those who want news."""
    chat_id = turn.store.chats.find(turn.chat.platform, turn.chat.chat_id) if turn.chat.is_of_server else None
    if chat_id is None or turn.store.servers.role_at(chat_id) is None:
        return ()
    return (Button(_("News in this server"), to("role")),)


def _sign(turn: Turn, petition: Petition) -> Button:
    """Answered on the spot where the card stays; what travels leads into the private chat.

    In a server it opens the petition for whoever taps, who then reads what signing means.
    """
    if turn.chat.is_of_server:
        return Button(_("Sign"), to("sign_here", petition.id), Look.MAIN)
    stays = not turn.chat.is_channel
    return Button(_("Sign, counted only"), to("sign_here", petition.id), Look.MAIN, is_answered_here=stays)


def organisation_card(turn: Turn, organisation: Organisation) -> Screen:
    """Its headline, and what of it can be signed."""
    petitions, _total = turn.store.petitions.listed(
        Filter(organisation_id=organisation.id, only_open=True), language(), turn.now, MOST_OPENED
    )
    entries: tuple[Block, ...] = tuple(Paragraph((Bold(each.title), "\n", signed_by(each))) for each in petitions)
    labels = labels_of([each.title for each in petitions])
    opening = tuple(Button(label, to("petition", each.id)) for label, each in zip(labels, petitions, strict=True))
    about = Button(_("More"), to("organisation", organisation.id))
    body = (*_motto(organisation), *_headline(organisation), *entries, *sample_line(organisation.is_sample))
    rows = rows_of(opening[:2], opening[2:], (about, *_news_button(turn)))
    return Screen(organisation.name, body, rows, is_card=True)


def _motto(organisation: Organisation) -> tuple[str, ...]:
    return (organisation.motto,) if organisation.motto else ()


def _headline(organisation: Organisation) -> tuple[str, ...]:
    return headline(organisation) or (_("It has started no petition here."),)


def in_place(screen: Screen) -> Screen:
    """The same where every button is answered on the spot, for those who govern the chat."""
    rows = tuple(
        tuple(replace(each, is_answered_here=True) if isinstance(each, Button) else each for each in row)
        for row in screen.rows
    )
    return replace(screen, rows=rows, is_card=True)
