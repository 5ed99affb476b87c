"""Tokens that no screen shows: a verdict that does not fit, words that changed, a cause that is not of the list."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from handlers.blocks import Hidden, Quotation
from handlers.screens import MOST_TOKEN_BYTES, Screen
from handlers.why_not import WhyNot
from storage.members import Role
from storage.nouns import Nouns
from storage.piles import Pile
from storage.reviews import HeldItem
from storage.showing import ReasonState, SignatureState
from storage.store import Store
from storage.tables.moderating import decided, taken
from storage.tables.signing import signature
from tests.handlers.organizing.planted import Ids, hold_reason, plant
from tests.handlers.organizing.tapping import reply_to
from tests.storage.test_members import join

CHANGED = "It has changed since you read it. Nothing was decided; this is how it is now."


def sees(nouns: Nouns, ids: Ids, token: str, name: str = "mo") -> Screen:
    """What somebody is shown who taps such a button."""
    shown = reply_to(nouns, name, token.format(**ids, words=str(ids["mark"])[1:]))
    assert isinstance(shown, Screen)
    return shown


@pytest.mark.parametrize(
    "token",
    [
        "approve:{reason}:r000000",
        "approve:{reason}:s{words}",
        "never_count:{reason}:{mark}",
        "reject_as:{reason}:r000000:insults",
        "soften:{reason}:r000000",
    ],
)
async def test_what_was_not_read_is_shown_instead_of_decided(store: Store, token: str) -> None:
    def tap(nouns: Nouns) -> None:
        ids = plant(nouns)
        shown = sees(nouns, ids, token)
        assert (shown.pop_up, shown.title) == (CHANGED, "Reason 1 of 1")
        assert nouns.connection.all(sa.select(decided)) == []

    await store.turn(tap)


async def test_words_that_wait_are_covered_and_handed_on_by_nobody(store: Store) -> None:
    def look(nouns: Nouns) -> None:
        ids = plant(nouns)
        row = nouns.queues.find(int(ids["reason"]))
        assert row is not None
        assert isinstance(row.held, HeldItem)
        words = row.held.signature.showing.reason
        shown = sees(nouns, ids, "item:{reason}")
        assert shown.is_guarded
        covered = [block for block in shown.body if isinstance(block, Quotation)]
        assert covered == [Quotation(((Hidden(words),),))]
        others = [block for block in shown.body if not isinstance(block, Quotation)]
        assert words not in str(others)

    await store.turn(look)


async def test_a_signature_is_not_softened(store: Store) -> None:
    def tap(nouns: Nouns) -> None:
        ids = plant(nouns)
        nouns.connection.run(sa.update(signature).values(state=SignatureState.HELD.value))
        shown = sees(nouns, ids, "soften_as:{reason}:s{words}:names")
        assert shown.pop_up == CHANGED
        assert shown.title.startswith("Signature ")

    await store.turn(tap)


@pytest.mark.parametrize("token", ["reject_as:{reason}:{mark}:hatred", "approve:{reason}", "queue:1:z", "skip:x"])
async def test_what_no_button_says_begins_anew(store: Store, token: str) -> None:
    def tap(nouns: Nouns) -> None:
        sees(nouns, plant(nouns), token)
        assert nouns.connection.all(sa.select(decided)) == []
        assert nouns.connection.all(sa.select(taken)) == []

    await store.turn(tap)


async def test_a_moderator_elsewhere_decides_on_nothing_here(store: Store) -> None:
    def tap(nouns: Nouns) -> None:
        join(nouns, "eve", Role.OWNER, "york")
        ids = hold_reason(nouns, "terminal")
        shown = sees(nouns, ids, "reject_as:{reason}:{mark}:insults", name="eve")
        assert shown.title == "There is nothing here."
        row = nouns.connection.first(sa.select(signature.c.reason_state))
        assert row is not None
        assert row.reason_state == ReasonState.HELD.value

    await store.turn(tap)


def test_the_longest_token_fits_on_a_button() -> None:
    verbs, causes = ("soften_as", "reject_as"), [max(WhyNot, key=len)]
    tokens = [
        f"{verb}:{2**63 - 1}:r0a1b2c:{cause}:{max(Pile, key=len)}:{2**31 - 1}" for verb in verbs for cause in causes
    ]
    tokens.append(f"never_count:{2**63 - 1}:r0a1b2c:{Pile.SIGNATURES}:{2**31 - 1}")
    assert max(map(len, tokens)) <= MOST_TOKEN_BYTES
