"""Signing: once, with a number of its own, counted by the ledger, and shown no further than chosen."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from storage.ledger import Kind
from storage.petitions import Petition
from storage.showing import ReasonState, Showing, SignatureState, Visibility
from storage.store import Store
from storage.tables.people import account, supporter
from storage.tables.petitions import petition
from storage.tables.signing import signature
from tests.storage.planting import (
    NOW,
    alerts_of,
    approve,
    count_of,
    end,
    erase,
    ledger_of,
    milestones_of,
    plant_petition,
    planted,
    reject,
    rows,
    sign,
    signature_of,
    signing,
    withdraw,
)

EVERYTHING = Showing(Visibility.REASON, "Ada Lovelace", "Leeds", "I play here.")
PERSONAL = ("name", "place", "place_key", "reason", "reason_key")


@pytest.fixture
async def park(store: Store) -> Petition:
    return await planted(store, "park", ladder=[10, 1000])


async def personal(store: Store, signature_id: int) -> dict[str, object]:
    """What of a person stands in a signature's row."""
    (row,) = await rows(store, sa.select(signature).where(signature.c.id == signature_id))
    return {name: value for name in PERSONAL if (value := getattr(row, name)) is not None}


async def test_twenty_people_at_once_get_twenty_numbers(store: Store, park: Petition) -> None:
    given = await asyncio.gather(*(store.turn(signing(park, f"person {n}")) for n in range(20)))
    assert sorted(one.signature.number for one in given if one and one.signature.number) == list(range(1, 21))
    assert sorted(one.count for one in given if one) == list(range(1, 21))
    assert await count_of(store, park) == 20


async def test_a_goal_reached_among_twenty_is_told_once(store: Store, park: Petition) -> None:
    await asyncio.gather(*(store.turn(signing(park, f"person {n}")) for n in range(20)))
    assert await milestones_of(store, park) == [10]
    assert await alerts_of(store, park) == ["10"]


async def test_a_goal_reached_again_is_not_told_again(store: Store, park: Petition) -> None:
    given = [await sign(store, park, f"person {n}") for n in range(10)]
    await withdraw(store, given[0])
    await sign(store, park, "person 0")
    assert await milestones_of(store, park) == [10]
    assert await alerts_of(store, park) == ["10"]


async def test_of_several_goals_reached_at_once_only_the_highest_is_told(store: Store) -> None:
    lake = await planted(store, "lake", ladder=[1, 5, 10])
    await store.turn(lambda nouns: nouns.ledger.enter(lake.id, Kind.RELEASED, 7, NOW))
    assert await milestones_of(store, lake) == [1, 5]
    assert await alerts_of(store, lake) == ["5"]


@pytest.mark.parametrize(("kind", "amount"), [(Kind.IMPORTED, 20), (Kind.PAPER, 20), (Kind.RELEASED, 51)])
async def test_what_was_gathered_elsewhere_is_history_and_no_news(
    store: Store, park: Petition, kind: Kind, amount: int
) -> None:
    await store.turn(lambda nouns: nouns.ledger.enter(park.id, kind, amount, NOW))
    assert await milestones_of(store, park) == [10]
    assert await alerts_of(store, park) == []


async def test_one_person_ten_times_at_once_signs_once(store: Store, park: Petition) -> None:
    given = await asyncio.gather(*(store.turn(signing(park, "ada")) for _ in range(10)))
    assert len([one for one in given if one]) == 1
    assert await count_of(store, park) == 1
    assert await ledger_of(store, park) == [("signed", 1)]
    assert len(await rows(store, sa.select(account))) == len(await rows(store, sa.select(supporter))) == 1


async def test_withdrawing_takes_the_count_down_and_keeps_nothing(store: Store, park: Petition) -> None:
    ada = await sign(store, park, "ada", EVERYTHING)
    await withdraw(store, ada)
    assert await count_of(store, park) == 0
    assert await rows(store, sa.select(signature)) == []
    assert await ledger_of(store, park) == [("signed", 1), ("withdrawn", -1)]


async def test_withdrawing_twice_takes_the_count_down_once(store: Store, park: Petition) -> None:
    ada = await sign(store, park, "ada")
    await sign(store, park, "ben")
    await asyncio.gather(withdraw(store, ada), withdraw(store, ada))
    assert await count_of(store, park) == 1


async def test_signing_again_gives_a_new_number(store: Store, park: Petition) -> None:
    await withdraw(store, await sign(store, park, "ada"))
    assert (await sign(store, park, "ada")).number == 2


async def test_imported_signatures_have_numbers_too(store: Store, park: Petition) -> None:
    await store.turn(lambda nouns: nouns.ledger.enter(park.id, Kind.IMPORTED, 120, NOW))
    assert (await sign(store, park, "ada")).number == 121


async def test_counted_only_keeps_no_name_place_or_reason(store: Store, park: Petition) -> None:
    ada = await sign(store, park, "ada", Showing(Visibility.COUNTED, "Ada Lovelace", "Leeds", "I play here."))
    assert await personal(store, ada.id) == {}


@pytest.mark.parametrize(
    ("visibility", "kept"),
    [
        (Visibility.COUNTED, set()),
        (Visibility.INITIALS, {"name", "place", "place_key"}),
        (Visibility.NAME, {"name", "place", "place_key"}),
    ],
)
async def test_what_is_no_longer_shown_is_no_longer_kept(
    store: Store, park: Petition, visibility: Visibility, kept: set[str]
) -> None:
    ada = await sign(store, park, "ada", EVERYTHING)
    narrower = Showing(visibility, "Ada Lovelace", "Leeds", "I play here.", "link")
    changed = await store.turn(lambda nouns: nouns.signatures.show(ada, narrower))
    assert set(await personal(store, ada.id)) == kept
    assert changed == await signature_of(store, park, "ada")
    assert changed.reason_state is ReasonState.NONE


async def test_what_was_typed_is_found_again_as_it_was(store: Store, park: Petition) -> None:
    typed = Showing(Visibility.REASON, "Zoë 🌳 'O”", "Łódź", "Línea\nuna\x00")
    ada = await sign(store, park, "ada", typed)
    assert await signature_of(store, park, "ada") == ada
    assert ada.showing == typed


async def test_a_held_signature_is_not_counted_until_it_is_approved(store: Store, park: Petition) -> None:
    ada = await sign(store, park, "ada", is_held=True)
    assert (ada.number, await count_of(store, park), await ledger_of(store, park)) == (None, 0, [])
    assert await approve(store, ada) == 1
    approved = await signature_of(store, park, "ada")
    assert approved is not None
    assert (approved.number, approved.is_held) == (1, False)
    assert await ledger_of(store, park) == [("released", 1)]


async def test_approving_twice_counts_once(store: Store, park: Petition) -> None:
    ada = await sign(store, park, "ada", is_held=True)
    item = await store.read(lambda nouns: nouns.reviews.find(ada.id))
    assert item is not None
    await asyncio.gather(*(store.turn(lambda nouns: nouns.reviews.approve(item, NOW)) for _ in range(3)))
    assert await count_of(store, park) == 1


async def test_a_released_signature_that_reaches_a_goal_is_told(store: Store, park: Petition) -> None:
    for n in range(9):
        await sign(store, park, f"person {n}")
    await approve(store, await sign(store, park, "ada", is_held=True))
    assert await alerts_of(store, park) == ["10"]


async def test_a_rejected_signature_never_counts(store: Store, park: Petition) -> None:
    ada = await sign(store, park, "ada", EVERYTHING, is_held=True)
    await reject(store, ada)
    assert await approve(store, ada) is None
    assert await store.turn(signing(park, "ada")) is None
    assert await count_of(store, park) == 0
    assert await store.read(lambda nouns: nouns.reasons.of(park.id, 10)) == ([], 0)
    assert await store.read(lambda nouns: nouns.reasons.recent_signers(park.id, 10)) == []


async def test_withdrawing_does_not_undo_a_rejection(store: Store, park: Petition) -> None:
    ada = await sign(store, park, "ada", EVERYTHING, is_held=True)
    await reject(store, ada)
    rejected = await signature_of(store, park, "ada")
    assert rejected is not None
    await withdraw(store, rejected)
    assert await store.turn(signing(park, "ada")) is None
    kept = await signature_of(store, park, "ada")
    assert kept is not None
    assert (kept.state, kept.showing) == (SignatureState.INVALIDATED, Showing())
    assert await count_of(store, park) == 0


async def test_a_held_reason_does_not_hold_its_signature(store: Store, park: Petition) -> None:
    ada = await sign(store, park, "ada", Showing(Visibility.REASON, "Ada", "Leeds", "See http://x", "link"))
    assert (ada.number, ada.reason_state) == (1, ReasonState.HELD)
    assert await store.read(lambda nouns: nouns.reasons.of(park.id, 10)) == ([], 0)
    assert await approve(store, ada) == 1
    (shown,), total = await store.read(lambda nouns: nouns.reasons.of(park.id, 10))
    assert (shown.showing.reason, total) == ("See http://x", 1)
    assert await count_of(store, park) == 1


async def test_a_rejected_reason_is_not_shown_while_its_signature_counts(store: Store, park: Petition) -> None:
    ada = await sign(store, park, "ada", Showing(Visibility.REASON, "Ada", "Leeds", "See http://x", "link"))
    await reject(store, ada)
    assert await store.read(lambda nouns: nouns.reasons.of(park.id, 10)) == ([], 0)
    assert await store.read(lambda nouns: nouns.reviews.how_many()) == (0, 0)
    assert await count_of(store, park) == 1


async def test_only_those_who_chose_to_be_seen_are_seen(store: Store, park: Petition) -> None:
    await sign(store, park, "ada", EVERYTHING)
    await sign(store, park, "ben")
    await sign(store, park, "eve", EVERYTHING, is_held=True)
    seen = await store.read(lambda nouns: nouns.reasons.recent_signers(park.id, 10))
    assert [one.showing.name for one in seen] == ["Ada Lovelace"]


async def test_erasing_withdraws_from_what_can_still_be_signed(store: Store, park: Petition) -> None:
    await sign(store, park, "ada", EVERYTHING)
    await sign(store, park, "ben")
    await erase(store, "ada")
    assert await count_of(store, park) == 1
    assert await ledger_of(store, park) == [("signed", 1), ("signed", 1), ("erased", -1)]
    assert len(await rows(store, sa.select(signature))) == len(await rows(store, sa.select(supporter))) == 1


@pytest.mark.parametrize("ends", ["by its state", "by its day"])
async def test_erasing_leaves_the_number_under_ended_petitions(store: Store, park: Petition, ends: str) -> None:
    await sign(store, park, "ada", EVERYTHING)
    if ends == "by its state":
        await end(store, park)
    else:
        past = sa.update(petition).values(closes_at=NOW - timedelta(days=1))
        await store.turn(lambda nouns: nouns.connection.run(past))
    await erase(store, "ada")
    assert await ledger_of(store, park) == [("signed", 1)]
    (left,) = await rows(store, sa.select(signature))
    assert (left.number, left.supporter_id, left.visibility) == (1, None, "counted")
    assert await personal(store, left.id) == {}
    assert await rows(store, sa.select(account)) == await rows(store, sa.select(supporter)) == []


@pytest.mark.parametrize("is_rejected", [False, True])
async def test_erasing_leaves_nothing_of_what_never_counted(store: Store, park: Petition, is_rejected: bool) -> None:
    ada = await sign(store, park, "ada", is_held=True)
    if is_rejected:
        await reject(store, ada)
    await end(store, park)
    await erase(store, "ada")
    assert await rows(store, sa.select(signature)) == []
    assert await ledger_of(store, park) == []


async def test_a_headline_is_the_sum_over_petitions_anybody_may_read(store: Store, park: Petition) -> None:
    lake = await planted(store, "lake")
    await store.turn(lambda nouns: nouns.ledger.enter(park.id, Kind.IMPORTED, 1791, NOW))
    await store.turn(lambda nouns: nouns.ledger.enter(lake.id, Kind.IMPORTED, 12_030, NOW))
    await sign(store, lake, "ada")
    await store.turn(partial(plant_petition, slug="draft", state="draft", count=9))
    leeds = await store.read(lambda nouns: nouns.organisations.find(park.organisation_id))
    assert leeds is not None
    assert (leeds.petitions, leeds.signatures) == (2, 13_822)
