"""Invitations: a code holds a week, for one person, once, and wrong ones are counted."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial

import sqlalchemy as sa

from storage.invites import COUNTS_FOR, HOLDS_FOR, Invite, NotTaken
from storage.members import Role
from storage.nouns import Nouns
from storage.store import Store
from storage.tables.organisations import invite
from storage.tries import MOST_TRIES
from tests.storage.planting import NOW, plant_organisation, remembered, rows
from tests.storage.test_secrecy import everything_in_clear

ADA, EVE = "telegram:7481920365528", "telegram:6660001112223"
ENDED = NOW + HOLDS_FOR
WRONG = "AAA2AAA2AAA2"


async def make(store: Store, role: Role = Role.ORGANIZER) -> tuple[Invite, str]:
    return await store.turn(lambda nouns: nouns.invites.make(plant_organisation(nouns), role, NOW))


async def types(store: Store, code: str, person: str = ADA, at: object = NOW) -> Invite | NotTaken:
    return await store.turn(lambda nouns: nouns.invites.type(code, person, at))  # type: ignore[arg-type]


async def takes(store: Store, given: Invite, person: str = ADA, at: object = NOW) -> Invite | None:
    return await store.turn(lambda nouns: nouns.invites.take(given.id, person, at))  # type: ignore[arg-type]


async def test_whoever_typed_a_code_uses_it_once(store: Store) -> None:
    made, code = await make(store)
    assert await takes(store, made) is None, "nobody has typed it"
    assert await types(store, code) == made
    assert await takes(store, made, EVE) is None, "somebody else has typed it"
    assert [await takes(store, made), await takes(store, made)] == [made, None]
    assert await types(store, code) is NotTaken.UNUSABLE


async def test_a_code_holds_for_a_week(store: Store) -> None:
    made, code = await make(store)
    assert await types(store, code, at=ENDED - timedelta(milliseconds=1)) == made
    assert await types(store, code, at=ENDED) is NotTaken.UNUSABLE
    assert await takes(store, made, at=ENDED) is None
    assert await store.read(lambda nouns: nouns.invites.open_of(1, ENDED)) == []
    assert await store.turn(lambda nouns: nouns.invites.prune(ENDED, 10)) == 1


async def test_two_who_use_one_code_at_once_are_not_both_let_in(store: Store) -> None:
    made, code = await make(store)
    await types(store, code)
    taken = await asyncio.gather(*(takes(store, made) for _ in range(5)))
    assert len([each for each in taken if each]) == 1


async def test_after_eight_wrong_codes_none_is_looked_at_for_an_hour(store: Store) -> None:
    made, code = await make(store)
    for _ in range(MOST_TRIES):
        assert await types(store, WRONG, EVE) is NotTaken.UNUSABLE
    assert await types(store, code, EVE) is NotTaken.TOO_OFTEN
    assert await types(store, code) == made, "others are not held up"
    assert await types(store, code, EVE, NOW + COUNTS_FOR) == made


async def test_the_last_code_typed_is_the_one_that_waits(store: Store) -> None:
    (first, one), (second, two) = await make(store), await make(store, Role.OWNER)
    await types(store, one)
    await types(store, two)
    assert await store.read(lambda nouns: nouns.invites.typed_by(ADA, NOW)) == second
    assert await takes(store, first) is None
    await store.turn(lambda nouns: nouns.invites.let_go(ADA))
    assert await store.read(lambda nouns: nouns.invites.typed_by(ADA, NOW)) is None


async def test_what_is_taken_back_lets_nobody_in(store: Store) -> None:
    made, code = await make(store)
    assert await store.read(lambda nouns: nouns.invites.open_of(1, NOW)) == [made]
    assert [await store.turn(lambda nouns: nouns.invites.take_back(made.id)) for _ in range(2)] == [True, False]
    assert await types(store, code) is NotTaken.UNUSABLE


async def test_invitations_end_with_the_right_to_invite(store: Store) -> None:
    def invite_some(nouns: Nouns) -> int:
        bo = remembered(nouns, "terminal", "bo", "bo", NOW).id
        for organisation_id in (plant_organisation(nouns), plant_organisation(nouns, "york")):
            nouns.invites.make(organisation_id, Role.OWNER, NOW, bo)
        nouns.invites.make(1, Role.OWNER, NOW)
        nouns.invites.drop_of(1, bo)
        return bo

    bo = await store.turn(invite_some)
    assert {(row.organisation_id, row.supporter_id) for row in await rows(store, sa.select(invite))} == {
        (1, None),
        (2, bo),
    }


async def test_codes_for_founders_and_owners_are_known_to_wait(store: Store) -> None:
    await make(store)
    assert not await store.read(lambda nouns: nouns.invites.waits_for_an_owner(NOW))
    await store.turn(lambda nouns: nouns.invites.make(None, Role.OWNER, NOW))
    assert await store.read(lambda nouns: nouns.invites.waits_for_an_owner(NOW))
    assert not await store.read(lambda nouns: nouns.invites.waits_for_an_owner(ENDED))


async def test_no_code_stands_anywhere_in_clear(store: Store) -> None:
    _made, code = await make(store)
    await types(store, code)
    await types(store, WRONG, ADA)
    kept = await everything_in_clear(store)
    assert code.lower().encode() not in kept
    assert ADA.encode() not in kept


async def test_what_is_kept_of_who_typed_is_told_and_forgotten(store: Store) -> None:
    made, code = await make(store)
    await types(store, WRONG)
    await types(store, code)
    told = partial(lambda nouns: nouns.invites.told(ADA, NOW))
    assert await store.read(told) == {"typed_an_invitation_as": "organizer", "wrong_codes": 1}
    await store.turn(lambda nouns: nouns.invites.forget(ADA))
    assert await store.read(told) == {}
    assert await takes(store, made) is None
