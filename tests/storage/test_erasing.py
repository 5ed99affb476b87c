"""Erasing: however often and however much somebody signed, the counts come out right and nothing leads back."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.util import await_only

from storage import erasing
from storage.columns import EPOCH
from storage.erasing import erase_more, erase_person, finish_erasing
from storage.members import Role
from storage.nouns import Nouns
from storage.postgresql import PostgresqlStore
from storage.showing import Showing, Visibility
from storage.store import Store
from storage.tables.bookkeeping import job
from storage.tables.moderating import report
from storage.tables.organisations import audit
from storage.tables.people import account, supporter
from storage.tables.petitions import petition, tally
from storage.tables.signing import me_too, signature
from storage.voices import Cause, Said
from tests.storage.planting import NOW, count_of, erase, ledger_of, plant_petition, planted, read, rows, sign, signing
from tests.storage.test_members import join
from tests.storage.test_secrecy import everything_in_clear
from tests.storage.turning import PATIENCE

TIMES, MANY, AT_ONCE = 50, 25, 10
SAID = Showing(Visibility.REASON, "Zephyrine Quackenbush", "Llanfairpwll", "Nobody should lose a park.")


async def hidden_of(store: Store) -> set[bytes]:
    """Every sealed or hashed value of the people who are here."""
    found: set[bytes] = set()
    for table in (account, signature):
        columns = [column for column in table.c if isinstance(column.type, sa.LargeBinary)]
        found |= {bytes(value) for row in await rows(store, sa.select(*columns)) for value in row if value}
    return found


async def test_signing_and_erasing_fifty_times_leaves_the_count_where_it_was(store: Store) -> None:
    park = await planted(store)
    await sign(store, park, "bo")
    seen: set[bytes] = set()
    mine: set[bytes] = set()
    others = await hidden_of(store)
    for _ in range(TIMES):
        given = await sign(store, park, "ada", SAID)
        assert given.number is not None
        seen.add(str(given.id).encode())
        mine |= await hidden_of(store) - others
        await erase(store, "ada")
    await store.scrub()
    assert await count_of(store, park) == 1
    assert await ledger_of(store, park) == [("signed", 1), *[("signed", 1), ("erased", -1)] * TIMES]
    assert len(await rows(store, sa.select(supporter))) == len(await rows(store, sa.select(signature))) == 1
    left = await everything_in_clear(store)
    assert len(mine) >= TIMES
    assert not any(value.lower() in left or value.hex().encode() in left for value in mine)
    assert not any(word.lower().encode() in left for word in (SAID.name, SAID.place, SAID.reason))


async def signs_much(store: Store, monkeypatch: pytest.MonkeyPatch) -> int:
    """Ada signs more than goes at once, a fifth of it under petitions that have closed since; her id."""
    monkeypatch.setattr(erasing, "MOST_AT_ONCE", AT_ONCE)

    def plant(nouns: Nouns) -> int:
        ada = nouns.supporters.add("terminal", "ada", "chat of ada", NOW)
        for n in range(MANY):
            found = nouns.petitions.find(plant_petition(nouns, f"p{n}"), "en", NOW)
            assert found is not None
            assert nouns.signatures.add(found, ada.id, SAID, NOW, source="flyer")
        nouns.connection.run(sa.update(petition).where(petition.c.id % 5 == 0).values(state="closed"))
        return ada.id

    return await store.turn(plant)


async def test_much_is_erased_in_pages_and_the_person_at_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = await signs_much(store, monkeypatch)
    hidden = await hidden_of(store)
    await store.turn(lambda nouns: erase_person(nouns, ada, NOW))
    await store.scrub()
    left = await everything_in_clear(store)
    assert not any(value.lower() in left or value.hex().encode() in left for value in hidden)
    assert str(ada).encode() not in left
    assert await rows(store, sa.select(account)) == []
    assert await store.read(lambda nouns: nouns.supporters.find("terminal", "ada")) is None
    sources = {row.source for row in await rows(store, sa.select(signature.c.source))}
    assert sources == {""}
    await finish_erasing(store, NOW)
    await all_is_gone(store)


async def all_is_gone(store: Store) -> None:
    """The counts have fallen where a petition is open, and else a number stays without a person."""
    counts = {row.id: row.count for row in await rows(store, sa.select(petition.c.id, petition.c.count))}
    assert counts == {number: int(number % 5 == 0) for number in range(1, MANY + 1)}
    sums = sa.select(tally.c.petition_id, sa.func.sum(tally.c.amount)).group_by(tally.c.petition_id)
    assert {row[0]: int(row[1]) for row in await rows(store, sums)} == counts
    stay = await rows(store, sa.select(signature))
    assert {(row.supporter_id, row.name, row.reason, row.source) for row in stay} == {(None, None, None, "")}
    assert len(stay) == MANY // 5
    assert await rows(store, sa.select(supporter)) == await rows(store, sa.select(job)) == []


async def test_erasing_goes_on_after_a_restart(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = await signs_much(store, monkeypatch)
    await store.turn(lambda nouns: erase_person(nouns, ada, NOW))
    assert await store.page(lambda nouns: erase_more(nouns, NOW))
    assert len(await rows(store, sa.select(job))) == 1
    await asyncio.gather(*(finish_erasing(store, NOW) for _ in range(2)))
    await all_is_gone(store)
    assert not await store.page(lambda nouns: erase_more(nouns, NOW))


async def test_who_did_very_much_is_erased_at_once_and_the_trail_forgets_them_in_pages(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing, "MOST_DEEDS", AT_ONCE)

    def organize(nouns: Nouns) -> int:
        ada, bo = join(nouns, "ada", Role.OWNER), join(nouns, "bo", Role.OWNER)
        nouns.preferences.set(ada.supporter_id, zone="Europe/London")
        for _ in range(MANY):
            nouns.audit.write(1, "removed", NOW, by=ada, why="A secret.")
            nouns.audit.write(1, "role_changed", NOW, by=bo, about=ada)
        return ada.supporter_id

    ada = await store.turn(organize)
    await store.turn(lambda nouns: erase_person(nouns, ada, NOW))
    assert await store.read(lambda nouns: nouns.supporters.find("terminal", "ada")) is None
    (left,) = await rows(store, sa.select(supporter).where(supporter.c.id == ada))
    assert (left.zone, left.since) == (None, EPOCH)
    trail = sa.select(audit).where(sa.or_(audit.c.supporter_id == ada, audit.c.about_id == ada))
    assert len(await rows(store, trail)) == 2 * (MANY - AT_ONCE)
    await finish_erasing(store, NOW)
    assert await rows(store, trail) == await rows(store, sa.select(job)) == []
    assert [row.id for row in await rows(store, sa.select(supporter)) if row.id == ada] == []


async def test_where_somebody_came_by_is_not_kept_under_an_ended_petition(store: Store) -> None:
    park = await planted(store)

    def come(nouns: Nouns) -> None:
        ada = nouns.supporters.add("terminal", "ada", "chat", NOW)
        assert nouns.signatures.add(park, ada.id, Showing(), NOW, source="flyer")
        nouns.connection.run(sa.update(petition).values(state="closed"))

    await store.turn(come)
    await erase(store, "ada")
    (stays,) = await rows(store, sa.select(signature))
    assert (stays.supporter_id, stays.source, stays.number) == (None, "", 1)


async def test_what_others_said_of_an_erased_persons_words_goes_and_theirs_of_others_too(store: Store) -> None:
    park = await planted(store)
    hers = await sign(store, park, "ada", SAID)
    his = await sign(store, park, "bo", replace(SAID, name="Bo"))

    def talk(nouns: Nouns) -> None:
        found = {name: nouns.supporters.find("terminal", name) for name in ("ada", "bo")}
        ada, bo = (one.id for one in found.values() if one)
        for reason, person in ((hers, bo), (his, ada)):
            assert nouns.voices.me_too(reason.id, person)
            assert nouns.voices.report(Said.REASON, reason.id, person, Cause.OTHER, NOW)

    await store.turn(talk)
    await erase(store, "ada")
    assert await rows(store, sa.select(me_too)) == await rows(store, sa.select(report)) == []
    shown = await store.read(lambda nouns: nouns.reasons.find(his.id))
    assert shown is not None
    assert shown.me_too == 0


async def test_erasing_while_the_same_person_signs_elsewhere_forgets_that_too(
    postgresql_store: PostgresqlStore,
) -> None:
    store = postgresql_store
    park, lake = await planted(store, "park"), await planted(store, "lake")
    await sign(store, park, "ada")
    has_signed, may_end = asyncio.Event(), asyncio.Event()

    def sign_slowly(nouns: Nouns) -> None:
        assert signing(lake, "ada")(nouns)
        has_signed.set()
        await_only(may_end.wait())

    def erase_ada(nouns: Nouns) -> None:
        tries.append(1)
        ada = nouns.supporters.find("terminal", "ada")
        assert ada is not None
        erase_person(nouns, ada.id, NOW)

    tries: list[int] = []
    async with asyncio.timeout(PATIENCE):
        elsewhere = asyncio.create_task(store.turn(sign_slowly))
        await has_signed.wait()
        erased = asyncio.create_task(store.turn(erase_ada))
        await asyncio.sleep(0.2)
        may_end.set()
        await asyncio.gather(elsewhere, erased)
    assert len(tries) == 1
    assert await rows(store, sa.select(supporter)) == await rows(store, sa.select(signature)) == []
    assert [await count_of(store, each) for each in (park, lake)] == [0, 0]


async def test_signing_while_the_same_person_is_erased_elsewhere_begins_anew(postgresql_store: PostgresqlStore) -> None:
    store = postgresql_store
    park, lake = await planted(store, "park"), await planted(store, "lake")
    await sign(store, park, "ada")
    was_known, may_go_on = asyncio.Event(), asyncio.Event()
    known: list[Any] = []

    def sign_late(nouns: Nouns) -> None:
        ada = nouns.supporters.find("terminal", "ada") or nouns.supporters.add("terminal", "ada", "chat", NOW)
        known.append(ada.id)
        was_known.set()
        await_only(may_go_on.wait())
        assert nouns.signatures.add(lake, ada.id, Showing(), NOW)

    async with asyncio.timeout(PATIENCE):
        late = asyncio.create_task(store.turn(sign_late))
        await was_known.wait()
        await erase(store, "ada")
        may_go_on.set()
        await late
    assert len(set(known)) == 2
    assert [row.id for row in await rows(store, sa.select(supporter))] == known[-1:]
    assert [(await read(store, each.id)).count for each in (park, lake)] == [0, 1]


async def test_whoever_changes_what_is_shown_while_being_erased_leaves_no_words(
    postgresql_store: PostgresqlStore,
) -> None:
    store = postgresql_store
    park = await planted(store)
    given = await sign(store, park, "ada")
    await store.turn(lambda nouns: nouns.connection.run(sa.update(petition).values(state="closed")))
    await erase(store, "ada")
    await store.turn(lambda nouns: nouns.signatures.show(given, SAID))
    (row,) = await rows(store, sa.select(signature))
    assert (row.supporter_id, row.name, row.reason) == (None, None, None)
