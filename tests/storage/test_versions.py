"""Versions of a petition's texts, and whose signature still holds."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from storage import making
from storage.alerts import Alert
from storage.consents import is_asked
from storage.hearing import TEXT_CHANGED
from storage.making import make_page
from storage.nouns import Nouns
from storage.petition_rows import hash_of
from storage.petitions import Petition
from storage.store import Store
from storage.tables.news import delivery
from storage.tables.petitions import petition_text
from storage.tables.signing import signature
from tests.storage.planting import (
    COUNTED_ONLY,
    NOW,
    approve,
    erase,
    planted,
    read,
    remembered,
    rows,
    sign,
    signature_of,
    withdraw,
)

LATER = NOW + timedelta(hours=1)


def write_anew(nouns: Nouns, found: Petition, ask: str = "Keep all of it.") -> None:
    """What organizers write stands at the version after the present one, in all its languages."""
    for each in nouns.versions.texts(found.id, found.version).values():
        said = ask if each.locale == "en" else each.ask
        values: dict[str, Any] = {"petition_id": found.id, "version": found.version + 1, "locale": each.locale}
        values |= {"title": each.title, "ask": said, "summary": each.summary, "story": each.story}
        values["hash"] = hash_of(each.title, said, each.summary, each.story)
        nouns.connection.run(sa.insert(petition_text).values(values))


def changes(found: Petition, *, is_material: bool, ask: str = "Keep all of it.") -> Any:
    """The turn in which its text is changed and published."""

    def change(nouns: Nouns) -> int | None:
        write_anew(nouns, found, ask)
        return nouns.versions.publish(found, "All of it.", LATER, is_material=is_material)

    return change


async def changed(store: Store, found: Petition, *, is_material: bool = True) -> Petition:
    """The petition after its text was changed."""
    assert await store.turn(changes(found, is_material=is_material)) == found.version + 1
    return await read(store, found.id)


async def keep(store: Store, found: Petition, person: str) -> bool:
    """Somebody says that their signature holds."""
    given = await signature_of(store, found, person)
    assert given is not None

    def say(nouns: Nouns) -> bool:
        supporter = nouns.supporters.find("terminal", person)
        assert supporter is not None
        return nouns.consents.keep(found, given, supporter.id)

    return await store.turn(say)


async def signs_later(store: Store, found: Petition, person: str) -> None:
    """Somebody signs the present text after it was published."""

    def sign_it(nouns: Nouns) -> None:
        supporter = remembered(nouns, "terminal", person, f"chat of {person}", LATER)
        assert nouns.signatures.add(found, supporter.id, COUNTED_ONLY, LATER + timedelta(minutes=1))

    await store.turn(sign_it)


async def locales_written(store: Store, found: Petition) -> list[str]:
    """In which languages something waits to be published."""
    said = await store.read(lambda nouns: nouns.versions.written(found))
    return list(said.texts) if said else []


async def asked_and_confirmed(store: Store, found: Petition) -> tuple[int, int]:
    now = await read(store, found.id)
    return now.asked_again, now.confirmed


async def test_what_was_written_is_signed_once_it_is_published(store: Store) -> None:
    park = await planted(store, locales=("en", "de"))
    await store.turn(partial(write_anew, found=park))
    assert (await read(store, park.id)).ask == "Keep it."
    assert await locales_written(store, park) == ["de", "en"]
    number = await store.turn(
        lambda nouns: nouns.versions.publish(park, "All of it.", LATER, is_material=False),
    )
    now = await read(store, park.id)
    assert (number, now.version, now.ask, now.asks_since) == (2, 2, "Keep all of it.", 1)
    assert not await store.read(lambda nouns: nouns.versions.written(now))


async def test_without_anything_written_there_is_nothing_to_publish(store: Store) -> None:
    park = await planted(store)
    assert await store.turn(lambda nouns: nouns.versions.publish(park, "", LATER, is_material=True)) is None
    assert (await read(store, park.id)).version == 1


async def test_versions_are_listed_with_what_is_said_of_them(store: Store) -> None:
    park = await changed(store, await planted(store))
    (version,), total = await store.read(lambda nouns: nouns.versions.of(park, 5))
    assert (version.number, version.note, version.is_material, version.published_at) == (2, "All of it.", True, LATER)
    assert total == 1


async def test_a_version_that_came_in_between_is_not_written_over(store: Store) -> None:
    park = await changed(store, await planted(store))
    stale = replace(park, version=1)
    assert await store.turn(lambda nouns: nouns.versions.publish(stale, "", LATER, is_material=True)) is None


async def test_signers_of_the_earlier_text_are_asked_and_counted(store: Store) -> None:
    park = await planted(store)
    for name in ("ada", "bo", "cy"):
        await sign(store, park, name)
    park = await changed(store, park)
    await sign(store, park, "dee")
    assert await asked_and_confirmed(store, park) == (3, 0)
    assert await keep(store, park, "ada")
    assert not await keep(store, park, "ada"), "said twice, it counts once"
    assert not await keep(store, park, "dee"), "whoever signed the present text is not asked"
    assert await asked_and_confirmed(store, park) == (3, 1)
    assert park.count == 3
    assert (await read(store, park.id)).count == 4


async def test_whoever_withdraws_leaves_both_numbers(store: Store) -> None:
    park = await planted(store)
    for name in ("ada", "bo", "cy"):
        await sign(store, park, name)
    park = await changed(store, park)
    await signs_later(store, park, "dee")
    await keep(store, park, "ada")
    for name, left in (("ada", (2, 0)), ("bo", (1, 0)), ("dee", (1, 0))):
        given = await signature_of(store, park, name)
        assert given is not None
        await withdraw(store, given)
        assert await asked_and_confirmed(store, park) == left
    await erase(store, "cy")
    assert await asked_and_confirmed(store, park) == (0, 0)


async def test_a_person_who_signed_twice_and_links_both_leaves_once(store: Store) -> None:
    park = await planted(store)
    for name in ("ada", "bo"):
        await sign(store, park, name)
    park = await changed(store, park)
    double = await signature_of(store, park, "bo")
    assert double is not None
    await store.turn(lambda nouns: nouns.going_signatures.drop_merged([double], LATER))
    assert await asked_and_confirmed(store, park) == (1, 0)


async def test_a_change_that_asks_nothing_else_asks_nobody(store: Store) -> None:
    park = await planted(store)
    given = await sign(store, park, "ada")
    park = await changed(store, park, is_material=False)
    assert await asked_and_confirmed(store, park) == (0, 0)
    assert not await keep(store, park, "ada")
    assert given.text_version == 1
    assert await store.read(lambda nouns: nouns.alerts.waiting(5)) == []


async def test_two_who_keep_it_at_once_on_two_devices_count_once(store: Store) -> None:
    park = await planted(store)
    await sign(store, park, "ada")
    park = await changed(store, park)
    said = await asyncio.gather(*(keep(store, park, "ada") for _ in range(4)))
    assert sorted(said) == [False, False, False, True]
    assert await asked_and_confirmed(store, park) == (1, 1)


async def test_who_keeps_an_earlier_text_has_not_confirmed_the_newest(store: Store) -> None:
    park = await planted(store)
    for name in ("ada", "bo"):
        await sign(store, park, name)
    seen = await changed(store, park)
    await keep(store, seen, "bo")
    assert await store.turn(changes(seen, is_material=True, ask="Keep more of it.")) == 3
    assert await asked_and_confirmed(store, park) == (2, 0)
    assert await keep(store, seen, "ada")
    assert await asked_and_confirmed(store, park) == (2, 0)
    newest, given = await read(store, park.id), await signature_of(store, park, "ada")
    assert given is not None
    assert is_asked(newest, given)
    assert await keep(store, newest, "ada")
    assert await asked_and_confirmed(store, park) == (2, 1)


async def make_all(store: Store) -> None:
    (given,) = await store.read(lambda nouns: nouns.alerts.waiting(5))
    assert given.kind == TEXT_CHANGED
    while await store.page(partial(_page, given=given)):
        pass


def _page(nouns: Nouns, given: Alert) -> bool:
    return make_page(nouns, given, LATER)


@pytest.mark.parametrize("most", [1, 2, 3_000])
async def test_everybody_who_signed_before_gets_one_message(
    store: Store, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(making, "PAGE_ROWS", most)
    park = await planted(store)
    for name in ("ada", "bo", "cy"):
        await sign(store, park, name)
    park = await changed(store, park)
    await sign(store, park, "dee")
    await erase(store, "cy")
    await make_all(store)
    told = await rows(store, sa.select(delivery))
    signed = await rows(store, sa.select(signature).where(signature.c.text_version == 1))
    assert sorted(row.supporter_id for row in told) == sorted(row.supporter_id for row in signed)
    assert len(told) == 2


async def missed_by(store: Store, person: str) -> list[str]:
    def look(nouns: Nouns) -> list[str]:
        supporter = nouns.supporters.find("terminal", person)
        assert supporter is not None
        return [each.kind for each in nouns.missed.of(supporter.id, None, 9)[0]]

    return await store.read(look)


async def test_who_can_not_be_told_finds_it_until_they_have_answered(store: Store) -> None:
    park = await planted(store)
    for name in ("ada", "bo"):
        await sign(store, park, name)
    park = await changed(store, park)
    await make_all(store)
    assert await missed_by(store, "ada") == [TEXT_CHANGED]
    await keep(store, park, "ada")
    assert await missed_by(store, "ada") == []
    given = await signature_of(store, park, "bo")
    assert given is not None
    await withdraw(store, given)
    assert await missed_by(store, "bo") == []


async def test_a_held_signature_that_is_kept_is_not_counted_as_confirmed(store: Store) -> None:
    park = await planted(store)
    given = await sign(store, park, "ada", is_held=True)
    park = await changed(store, park)
    assert await keep(store, park, "ada")
    assert await asked_and_confirmed(store, park) == (0, 0)
    await approve(store, given)
    assert await asked_and_confirmed(store, park) == (0, 0)


async def test_a_new_text_that_is_discarded_was_never_there(store: Store) -> None:
    found = await planted(store)

    def discard(nouns: Nouns) -> object:
        write_anew(nouns, found)
        before = bool(nouns.versions.written(found))
        done = [nouns.versions.discard(found), nouns.versions.discard(found)]
        public = nouns.versions.texts(found.id, found.version)
        return before, done, bool(nouns.versions.written(found)), bool(public)

    assert await store.turn(discard) == (True, [True, False], False, True)
