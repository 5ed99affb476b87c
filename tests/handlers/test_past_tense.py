"""A petition that is won speaks in the past tense everywhere: nothing of it asks, and nothing offers to sign it."""

from __future__ import annotations

import re
from functools import partial

import pytest
import sqlalchemy as sa

import bot.telegram.fitting as telegram
from handlers import make_router
from handlers.alerts.telling import Telling, tell_alert
from handlers.conversing import converse
from handlers.offers import offers
from handlers.screens import Form, Screen, ShareButton
from handlers.turn import Chat, Incoming, Person, Turn
from storage.alerts import Alert
from storage.campaign_updates import VICTORY
from storage.drafting_parts import Target
from storage.hearing import CLOSING_SOON, DELIVERED, MILESTONE, NEW_PETITION
from storage.news_pieces import Begun, NewsWords
from storage.nouns import Nouns
from storage.organisations import Source
from storage.recipients import Why
from storage.store import Store
from storage.tables.petitions import petition_text
from tests.seen import seen
from tests.storage.planting import NOW, plant_petition

ROUTER = make_router()
ASKING = re.compile(r"\b(asks|to mayor|can be signed until|next goal|sign, counted|sign with)\b|sign “", re.IGNORECASE)
"""What only a petition says that can still be signed."""
SCREENS = (
    "petition:{park}",
    "more:{park}",
    "text:{park}",
    "victory:{park}",
    "news:{park}",
    "reasons:{park}",
    "share:{park}",
    "see:{park}",
    "signers:{park}",
    "sign:{park}",
    "sign_named:{park}",
    "remind:{park}",
    "open",
    "browse",
    "start",
    "organisation:1",
    "card:{park}",
    "handed:{park}",
    "versions:{park}",
)


def win(nouns: Nouns) -> int:
    """A petition to the mayor that was won just now; its id."""
    park = plant_petition(nouns, "park", code="KTMPRK", count=1_284)
    nouns.connection.run(sa.update(petition_text).values(ask="Let the park be."))
    nouns.drafted_parts.add_target(park, Target(office="Mayor"))
    words = NewsWords("Keep the park", text="Thank you.", what_changed="It stays.")
    source = Source("The Post", "https://post.example/park")
    made = nouns.news_drafts.begin(park, Begun(VICTORY, "en", words, NOW.date(), (source,), is_full=True))
    begun = nouns.broadcasts.begin(1, VICTORY, "en", NOW, petition_id=park, update_id=made)
    assert begun is not None
    assert nouns.broadcasts.start(begun, NOW)
    return park


def shown(token: str, nouns: Nouns) -> str:
    """All that stands there, with its buttons."""
    room = telegram.ROOM
    incoming = Incoming("telegram", token, Person("telegram", "bo"), Chat("telegram", "bo"), token=token, room=room)
    reply = converse(ROUTER, Turn(incoming, nouns, NOW), ROUTER.way(incoming), reads=False)
    assert isinstance(reply, Screen | Form)
    return said_in(reply) if isinstance(reply, Screen) else seen(reply).text


def said_in(reply: Screen) -> str:
    """The same of a screen, with what its buttons hand on."""
    looked = seen(reply)
    handed_on = [each.text for row in reply.rows for each in row if isinstance(each, ShareButton)]
    return "\n".join([looked.text, *looked.labels, *handed_on])


@pytest.mark.parametrize("token", SCREENS)
async def test_no_screen_of_a_won_petition_asks(store: Store, token: str) -> None:
    park = await store.turn(win)
    told = await store.turn(partial(shown, token.format(park=park)))
    assert not ASKING.search(told), told


async def test_what_is_handed_on_of_it_does_not_ask(store: Store) -> None:
    await store.turn(win)

    def hand_on(nouns: Nouns) -> list[str]:
        person, chat = Person("telegram", "bo"), Chat("telegram", "", is_private=False)
        incoming = Incoming("telegram", "inline", person, chat, words="KTMPRK", room=telegram.ROOM)
        found = offers(Turn(incoming, nouns, NOW))
        return [each.line + said_in(each.card) for each in found]

    (offered,) = await store.turn(hand_on)
    assert not ASKING.search(offered), offered


@pytest.mark.parametrize(
    ("kind", "occasion"),
    [(NEW_PETITION, "{park}"), (CLOSING_SOON, "2026-11-24:3"), (MILESTONE, "1000"), (DELIVERED, "2026-11-20")],
)
async def test_what_was_told_of_it_does_not_ask_when_it_is_read_late(store: Store, kind: str, occasion: str) -> None:
    park = await store.turn(win)

    def tell(nouns: Nouns) -> str:
        subject = "organisation:1" if kind == NEW_PETITION else f"petition:{park}"
        news = Alert(1, kind, subject, occasion.format(park=park), NOW)
        screen = tell_alert(Telling(nouns, NOW, news, Why.PETITION))
        return said_in(screen) if screen else ""

    told = await store.turn(tell)
    assert not ASKING.search(told), told


async def test_each_of_these_would_ask_while_it_can_be_signed(store: Store) -> None:
    park = await store.turn(lambda nouns: plant_petition(nouns, "park", code="KTMPRK", count=1_284))
    for verb in ("petition", "sign_named", "card", "reasons"):
        assert ASKING.search(await store.turn(partial(shown, f"{verb}:{park}"))), verb


def test_every_route_in_the_list_is_there() -> None:
    assert {each.partition(":")[0] for each in SCREENS} <= set(ROUTER.routes)
