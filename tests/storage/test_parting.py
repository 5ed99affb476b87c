"""What is erased with linked accounts, and what each has when they part again."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from storage.erasing import erase_person
from storage.follows import Topic
from storage.petitions import Petition
from storage.preferences import Digest
from storage.store import Store
from storage.supporters import Account
from storage.tables.metadata import metadata
from storage.tables.news import follow
from storage.tables.people import account, link_request, supporter
from storage.tables.signing import signature
from storage.uniting import MOST_ACCOUNTS, unlink
from tests.storage.everything import ADDRESS, USER_ID
from tests.storage.planting import NOW, count_of, planted, rows
from tests.storage.test_exports import SECTIONS, done, traces
from tests.storage.test_secrecy import everything_in_clear
from tests.storage.test_uniting_news import chooses
from tests.storage.two_accounts import ADA, HERS, LATER, SAID, account_id, gives, is_known, known, link, of


@pytest.fixture
async def park(store: Store) -> Petition:
    return await planted(store)


async def test_at_most_so_many_accounts_are_one_person(store: Store) -> None:
    parties = [Account("terminal", f"ada {number}", "chat") for number in range(MOST_ACCOUNTS)]
    for party in parties[1:]:
        assert await link(store, parties[0], party)
    assert await link(store, parties[0], ADA) is None
    assert len({row.supporter_id for row in await rows(store, sa.select(account))}) == 2


async def test_erasing_one_account_erases_all_linked_ones(store: Store, park: Petition) -> None:
    await gives(store, park, ADA, SAID)
    await link(store)
    await store.turn(lambda nouns: erase_person(nouns, known(nouns, HERS), NOW))
    for table in (account, supporter, signature):
        assert await rows(store, sa.select(table)) == []


async def test_all_that_somebody_did_comes_along_and_nothing_is_left_of_it_once_erased(store: Store) -> None:
    did = await done(store)
    before = await store.read(lambda nouns: nouns.exports.of(did))
    hidden = await traces(store, did)
    await store.turn(lambda nouns: known(nouns, HERS, NOW - timedelta(days=1)))
    await link(store, HERS, Account("telegram", USER_ID, ADDRESS))
    hers = await is_known(store, HERS)
    after = await store.read(lambda nouns: nouns.exports.of(hers))
    assert {name: after[name] for name in SECTIONS.values() if name != "accounts"} == {
        name: before[name] for name in SECTIONS.values() if name != "accounts"
    }
    for table in metadata.sorted_tables:
        assert not any(did in row for row in await rows(store, sa.select(table))), table.name
    await store.turn(lambda nouns: erase_person(nouns, hers, NOW))
    await store.scrub()
    left = await everything_in_clear(store)
    values = [value for value in hidden if isinstance(value, bytes)]
    assert not any(value.lower() in left or value.hex().encode() in left for value in values)


async def test_erasing_forgets_the_codes_of_all_linked_accounts(store: Store) -> None:
    third = Account("terminal", "third", "chat of third")
    await link(store)
    code = await store.turn(lambda nouns: nouns.linking.offer(HERS, NOW))
    await store.turn(lambda nouns: nouns.linking.type(code, third, NOW))
    await store.turn(lambda nouns: erase_person(nouns, known(nouns, ADA), NOW))
    assert await rows(store, sa.select(link_request)) == []


async def test_an_export_names_all_accounts(store: Store) -> None:
    await link(store)
    person = await is_known(store, ADA)
    exported = await store.read(lambda nouns: nouns.exports.of(person))
    assert sorted(each["user_id"] for each in exported["accounts"]) == ["ada", "hers"]


async def test_unlinked_accounts_follow_the_same_and_signatures_stay(store: Store, park: Petition) -> None:
    await gives(store, park, HERS, SAID)
    await store.turn(lambda nouns: nouns.follows.set(known(nouns, HERS), "petition:1", Topic.ENDINGS, NOW))
    await chooses(store, HERS, is_stopped=True, zone="Asia/Tokyo", digest=Digest.WEEKLY)
    await link(store)
    other, ada = await account_id(store, HERS), await is_known(store, ADA)
    assert not await store.turn(lambda nouns: unlink(nouns, ada, 404))
    assert await store.turn(lambda nouns: unlink(nouns, ada, other))
    assert not await store.turn(lambda nouns: unlink(nouns, ada, other))
    hers = await is_known(store, HERS)
    assert await is_known(store, ADA) == ada != hers
    assert [row.supporter_id for row in await rows(store, sa.select(signature))] == [ada]
    assert await count_of(store, park) == 1
    followed = {row.supporter_id: (row.subject, row.topics, row.since) for row in await rows(store, sa.select(follow))}
    assert followed == dict.fromkeys((ada, hers), ("petition:1", 1, NOW))
    chosen = await store.read(lambda nouns: [nouns.preferences.of(one) for one in (ada, hers)])
    assert chosen[0] == chosen[1]
    assert (chosen[0].is_stopped, chosen[0].zone) == (True, "Asia/Tokyo")
    assert len(await rows(store, sa.select(supporter))) == 2


async def test_linked_unlinked_and_linked_again_is_one_person_counted_once(store: Store, park: Petition) -> None:
    earlier = await gives(store, park, ADA)
    await link(store)
    other, ada = await account_id(store, HERS), await is_known(store, ADA)
    await store.turn(lambda nouns: unlink(nouns, ada, other))
    assert (await gives(store, park, HERS, now=LATER)).number == 2
    await link(store)
    assert await of(store, park, HERS) == earlier
    assert await count_of(store, park) == 1
