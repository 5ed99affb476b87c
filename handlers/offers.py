"""Offers: petitions that fit a few words, each with the card that is put into whatever chat it is handed on to.

Nothing here looks at who asks: everybody who asks in one language is offered the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from config.texts import _, language, speaking
from handlers.cards import petition_card
from handlers.codes import code_in
from handlers.conversing import language_of
from handlers.counts import progress
from handlers.invitations import is_counted_code
from handlers.screens import Action, AnyButton, Button, Screen, to
from handlers.search import petitions_like
from handlers.turn import Turn
from storage.petitions import Petition

MOST_OFFERED = 10
"""So many are offered at once; further ones are asked for by `skip`."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One petition to hand on: what a list shows of it, and its card; `source` is the code of a counted link."""

    petition_id: int
    code: str
    title: str
    line: str
    card: Screen
    source: str = ""


def offers(turn: Turn, skip: int = 0) -> tuple[Offer, ...]:
    """What the words find; without any, the newest petitions that can be signed."""
    words, source = _apart(turn.incoming.words)
    with speaking(language_of(turn, is_alone=False)):
        found = petitions_like(turn.store, words, turn.now, MOST_OFFERED, skip)
        return tuple(_offer(turn, petition, source) for petition in found)


def _apart(words: str) -> tuple[str, str]:
    """The words, and the code of a counted link where one stands after a petition's code."""
    first, _space, last = words.strip().rpartition(" ")
    return (first, last) if code_in(first) == first and is_counted_code(last) else (words, "")


def _offer(turn: Turn, petition: Petition, source: str) -> Offer:
    counted = "" if petition.at_risk else source
    line = _("{standing} {ask}", standing=progress(petition), ask=petition.ask)
    card = replace(petition_card(turn, petition), language=language())
    carrying = _carrying(card, petition, counted) if counted else card
    return Offer(petition.id, petition.code, petition.title, line, carrying, counted)


def _carrying(card: Screen, petition: Petition, source: str) -> Screen:
    """The card whose buttons say by which counted link somebody came."""
    ways = {
        "sign_here": to("petition", petition.id, source),
        "text": to("text", petition.id, 1, source),
        "more": to("more", petition.id, 1, source),
    }
    return replace(card, rows=tuple(tuple(_leading(each, ways) for each in row) for row in card.rows))


def _leading(button: AnyButton, ways: Mapping[str, Action]) -> AnyButton:
    if not isinstance(button, Button):
        return button
    return replace(button, action=ways.get(button.action.verb, button.action))
