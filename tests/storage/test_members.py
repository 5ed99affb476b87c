"""Who organizes: roles, once in each organisation, and what becomes of them with the person."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from storage.erasing import erase_person
from storage.loading import remove_samples
from storage.members import Member, Membership, Role
from storage.nouns import Nouns
from storage.store import Store
from storage.supporters import Account
from storage.tables.organisations import audit, invite, member, organisation
from storage.tables.people import supporter
from storage.uniting import link_accounts, unlink
from tests.storage.planting import NOW, plant_organisation, remembered, rows

LATER = NOW + timedelta(days=1)
ADA, HERS = Account("terminal", "ada", "chat of ada"), Account("terminal", "hers", "chat of hers")


def join(nouns: Nouns, name: str, role: Role, slug: str = "leeds", at: object = NOW, app: str = "terminal") -> Member:
    """Somebody of this name becomes a member."""
    person = remembered(nouns, app, name, f"chat of {name}", NOW)
    added = nouns.members.add(plant_organisation(nouns, slug), person.id, role, name.capitalize(), at)  # type: ignore[arg-type]
    assert added is not None
    return added


async def joined(store: Store, name: str, role: Role, slug: str = "leeds", at: object = NOW) -> Member:
    return await store.turn(lambda nouns: join(nouns, name, role, slug, at))


async def test_a_member_is_found_by_person_and_by_id(store: Store) -> None:
    ada = await joined(store, "ada", Role.OWNER)
    await joined(store, "bo", Role.MODERATOR)
    found = await store.read(lambda nouns: (nouns.members.find(ada.id), nouns.members.of(ada.supporter_id, 1)))
    assert found == (ada, ada)
    assert ada.name == "Ada"
    assert await store.read(lambda nouns: nouns.members.of(ada.supporter_id, 2)) is None


async def test_nobody_is_a_member_twice(store: Store) -> None:
    ada = await joined(store, "ada", Role.MODERATOR)
    again = await store.turn(
        lambda nouns: nouns.members.add(ada.organisation_id, ada.supporter_id, Role.OWNER, "Eve", NOW)
    )
    assert again is None
    assert await store.read(lambda nouns: nouns.members.find(ada.id)) == ada


async def test_members_are_listed_and_counted(store: Store) -> None:
    names = ("ada", "bo", "cy")
    for number, name in enumerate(names):
        await joined(store, name, Role.ORGANIZER, at=NOW + timedelta(minutes=number))
    await joined(store, "dee", Role.OWNER, slug="york")
    listed = await store.read(lambda nouns: nouns.members.of_organisation(1, 2, 1))
    assert [each.name for each in listed] == ["Bo", "Cy"]
    counted = await store.read(lambda nouns: nouns.members.how_many(1))
    assert counted == {Role.OWNER: 0, Role.ORGANIZER: 3, Role.MODERATOR: 0}


async def test_roles_change_and_end(store: Store) -> None:
    ada = await joined(store, "ada", Role.ORGANIZER)
    assert not await store.read(lambda nouns: nouns.members.is_anybody_owner())
    await store.turn(lambda nouns: nouns.members.change(ada, Role.OWNER))
    assert await store.read(lambda nouns: (nouns.members.owners(1), nouns.members.is_anybody_owner())) == (1, True)
    assert [await store.turn(lambda nouns: nouns.members.remove(ada)) for _ in range(2)] == [True, False]
    assert await store.read(lambda nouns: nouns.members.organisations_of(ada.supporter_id)) == []


async def test_somebodys_organisations_are_listed_by_name(store: Store) -> None:
    await joined(store, "ada", Role.OWNER, "york")
    ada = await joined(store, "ada", Role.MODERATOR, "leeds")
    listed = await store.read(lambda nouns: nouns.members.organisations_of(ada.supporter_id))
    assert listed == [
        Membership(2, "leeds", Role.MODERATOR, is_sample=False),
        Membership(1, "york", Role.OWNER, is_sample=False),
    ]


async def test_linked_accounts_have_the_stronger_role_under_its_name(store: Store) -> None:
    ada = await joined(store, "ada", Role.MODERATOR)
    hers = await joined(store, "hers", Role.OWNER, at=LATER)
    elsewhere = await joined(store, "hers", Role.ORGANIZER, "york")

    def link(nouns: Nouns) -> None:
        nouns.invites.make(1, Role.MODERATOR, NOW, hers.supporter_id)
        nouns.audit.write(1, "invited", NOW, by=hers, about=ada)
        nouns.audit.write(1, "invited", NOW, by=ada, about=hers)
        assert link_accounts(nouns, ADA, HERS, NOW) == 2

    await store.turn(link)
    kept = {row.organisation_id: row for row in await rows(store, sa.select(member))}
    assert (kept[1].id, kept[1].role, kept[1].since) == (hers.id, Role.OWNER, NOW)
    assert kept[2].id == elsewhere.id
    (person,) = {row.supporter_id for row in kept.values()}
    for table in (invite, audit):
        assert {row.supporter_id for row in await rows(store, sa.select(table))} == {person}
    assert {row.about_id for row in await rows(store, sa.select(audit))} == {person}
    found = await store.read(lambda nouns: nouns.members.of(person, 1))
    assert found is not None
    assert found.name == "Hers"


async def test_an_account_that_is_unlinked_organizes_nothing(store: Store) -> None:
    await joined(store, "ada", Role.OWNER)

    def part(nouns: Nouns) -> int:
        link_accounts(nouns, ADA, HERS, NOW)
        ada = remembered(nouns, "terminal", "ada", "", NOW)
        (hers,) = nouns.supporters.others(ada.id, "terminal", "ada")
        assert unlink(nouns, ada.id, hers.id)
        return remembered(nouns, "terminal", "hers", "", NOW).id

    hers = await store.turn(part)
    assert await store.read(lambda nouns: nouns.members.organisations_of(hers)) == []
    assert await store.read(lambda nouns: nouns.members.owners(1)) == 1


async def test_who_is_erased_is_no_member_and_nobodys_inviter(store: Store) -> None:
    ada, bo = await joined(store, "ada", Role.OWNER), await joined(store, "bo", Role.ORGANIZER)

    def erase(nouns: Nouns) -> None:
        nouns.invites.make(1, Role.OWNER, NOW, ada.supporter_id)
        nouns.audit.write(1, "role_changed", NOW, by=ada, about=bo, role="organizer")
        nouns.audit.write(1, "role_changed", LATER, by=bo, about=ada, role="owner")
        erase_person(nouns, ada.supporter_id, NOW)

    await store.turn(erase)
    assert [row.id for row in await rows(store, sa.select(member))] == [bo.id]
    assert await rows(store, sa.select(invite)) == []
    newest, oldest = (await store.read(lambda nouns: nouns.audit.of(1, 9)))[0]
    assert (oldest.by, oldest.role, oldest.name, oldest.about, oldest.detail) == (None, "owner", "", "Bo", {})
    assert (newest.name, newest.about_id, newest.about, newest.detail) == ("Bo", None, "", {"role": "owner"})


async def test_samples_go_with_those_who_organized_only_them(store: Store) -> None:
    ada = await joined(store, "ada", Role.OWNER)
    await joined(store, "bo", Role.OWNER, "york")

    def make_sample(nouns: Nouns) -> None:
        nouns.connection.run(sa.update(organisation).where(organisation.c.slug == "leeds").values(is_sample=True))
        nouns.invites.make(1, Role.OWNER, NOW, ada.supporter_id)
        nouns.audit.write(1, "invited", NOW, by=ada)

    await store.turn(make_sample)
    await remove_samples(store, NOW)
    assert [row.organisation_id for row in await rows(store, sa.select(member))] == [2]
    assert len(await rows(store, sa.select(supporter))) == 1
    assert await rows(store, sa.select(invite)) == await rows(store, sa.select(audit)) == []
