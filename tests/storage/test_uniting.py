"""What becomes of everything two linked accounts had, and of everything they have when they part again."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from storage import uniting
from storage.erasing import erase_person, finish_erasing
from storage.follows import SIGNING_FOLLOWS, Topic, subject_of
from storage.making import MAKING, make_page
from storage.nouns import Nouns
from storage.petitions import Petition
from storage.postgresql import PostgresqlStore
from storage.preferences import Digest, Night
from storage.showing import ReasonState, Showing, Signature, SignatureState, Visibility
from storage.store import Store
from storage.supporters import Account
from storage.tables.bookkeeping import job
from storage.tables.metadata import metadata
from storage.tables.moderating import report
from storage.tables.news import delivery, follow
from storage.tables.people import account, link_request, supporter
from storage.tables.petitions import petition
from storage.tables.signing import me_too, share_link, signature
from storage.tables.stories import comment
from storage.uniting import MOST_ACCOUNTS, finish_uniting, link_accounts, unite_more, unlink
from storage.voices import Cause, Said
from tests.storage.everything import ADDRESS, USER_ID, plant_story
from tests.storage.planting import NOW, count_of, end, ledger_of, plant_petition, planted, reject, rows, sign
from tests.storage.test_exports import SECTIONS, done, traces
from tests.storage.test_secrecy import everything_in_clear
from tests.storage.turning import PATIENCE

LATER = NOW + timedelta(hours=1)
ADA, HERS = Account("terminal", "ada", "chat of ada"), Account("terminal", "hers", "chat of hers")
NAMED = Showing(Visibility.NAME, "Ada Lovelace", "Leeds")
INITIALS = Showing(Visibility.INITIALS, "A. L.", "Yorkshire")
SAID = Showing(Visibility.REASON, "Ada Lovelace", "Leeds", "I walk here.")
COUNTED = Showing()


def known(nouns: Nouns, party: Account, now: Any = NOW) -> int:
    """The supporter behind an account, made if there is none."""
    found = nouns.supporters.find(party.platform, party.user_id)
    return (found or nouns.supporters.add(party.platform, party.user_id, party.address, now)).id


async def is_known(store: Store, party: Account, now: Any = NOW) -> int:
    return await store.turn(lambda nouns: known(nouns, party, now))


async def gives(
    store: Store, park: Petition, party: Account, showing: Showing = COUNTED, now: Any = NOW, *, is_held: bool = False
) -> Signature:
    """Somebody signs at some time."""

    def add(nouns: Nouns) -> Signature:
        signed = nouns.signatures.add(park, known(nouns, party), showing, now, is_held=is_held)
        assert signed is not None
        return signed.signature

    return await store.turn(add)


async def link(store: Store, one: Account = ADA, other: Account = HERS) -> int | None:
    return await store.turn(lambda nouns: link_accounts(nouns, one, other, NOW))


async def of(store: Store, park: Petition, party: Account) -> Signature | None:
    """A signature as it stands now."""

    def look(nouns: Nouns) -> Signature | None:
        found = nouns.supporters.find(party.platform, party.user_id)
        return nouns.signatures.of(park.id, found.id) if found else None

    return await store.read(look)


async def account_id(store: Store, party: Account) -> int:
    """The account, as a button of another one names it."""

    def look(nouns: Nouns) -> int:
        found = nouns.supporters.find(party.platform, party.user_id)
        assert found is not None
        (other,) = nouns.supporters.others(found.id, ADA.platform, ADA.user_id)
        return other.id

    return await store.read(look)


@pytest.fixture
async def park(store: Store) -> Petition:
    return await planted(store)


async def test_strangers_become_one_person(store: Store) -> None:
    assert await link(store) == 2
    assert await link(store) == 2
    (person,) = await rows(store, sa.select(supporter.c.id))
    assert {row.supporter_id for row in await rows(store, sa.select(account))} == {person.id}


@pytest.mark.parametrize("turned", [False, True])
async def test_the_earlier_signature_keeps_its_number_date_and_text(store: Store, park: Petition, turned: bool) -> None:
    await sign(store, park, "bo")
    first, then = (HERS, ADA) if turned else (ADA, HERS)
    earlier = await gives(store, park, first, NAMED)
    await store.turn(lambda nouns: nouns.connection.run(sa.update(petition).values(version=2)))
    await store.turn(lambda nouns: nouns.connection.run(sa.text("UPDATE petition_text SET version = 2")))
    changed = await store.read(lambda nouns: nouns.petitions.find(park.id, "en", NOW))
    assert changed is not None
    await gives(store, changed, then, SAID, LATER)
    await link(store)
    (row,) = await rows(store, sa.select(signature).where(signature.c.id == earlier.id))
    assert (row.number, row.signed_at, row.text_version) == (2, NOW, 1)
    assert await of(store, park, ADA) == await of(store, park, HERS) == earlier
    assert await ledger_of(store, park) == [("signed", 1), ("signed", 1), ("signed", 1), ("merged", -1)]
    assert await count_of(store, park) == 2
    assert (await sign(store, park, "cy")).number == 4


@pytest.mark.parametrize(
    ("earlier", "later", "shown"),
    [
        (NAMED, COUNTED, COUNTED),
        (COUNTED, SAID, COUNTED),
        (NAMED, INITIALS, INITIALS),
        (INITIALS, NAMED, INITIALS),
        (SAID, NAMED, NAMED),
        (NAMED, Showing(Visibility.NAME, "Ada", "Hull"), NAMED),
        (NAMED, Showing(Visibility.NAME, "Ada"), Showing(Visibility.NAME, "Ada Lovelace")),
        (Showing(Visibility.NAME, "Ada"), INITIALS, Showing(Visibility.INITIALS, "A. L.")),
        (SAID, Showing(Visibility.REASON, "Ada", "Leeds"), Showing(Visibility.REASON, "Ada Lovelace", "Leeds")),
        (SAID, Showing(Visibility.REASON, "Ada", "Hull", "It is ours."), SAID),
    ],
)
async def test_it_is_shown_no_wider_than_either(
    store: Store, park: Petition, earlier: Showing, later: Showing, shown: Showing
) -> None:
    await gives(store, park, ADA, earlier)
    await gives(store, park, HERS, later, LATER)
    await link(store)
    stands = await of(store, park, HERS)
    assert stands is not None
    assert stands.showing == shown


@pytest.mark.parametrize("held_first", [False, True])
async def test_what_counts_goes_on_counting_beside_one_that_waits(
    store: Store, park: Petition, held_first: bool
) -> None:
    one = await gives(store, park, ADA, is_held=held_first)
    other = await gives(store, park, HERS, SAID, LATER, is_held=not held_first)
    await link(store)
    stands = await of(store, park, ADA)
    assert stands is not None
    assert (stands.id, stands.state) == ((other if held_first else one).id, SignatureState.COUNTED)
    assert stands.showing == COUNTED
    assert await ledger_of(store, park) == [("signed", 1)]
    assert await count_of(store, park) == 1


async def test_two_that_wait_are_one_that_waits(store: Store, park: Petition) -> None:
    one = await gives(store, park, ADA, is_held=True)
    await gives(store, park, HERS, now=LATER, is_held=True)
    await link(store)
    assert await of(store, park, HERS) == one
    assert await ledger_of(store, park) == []


async def test_linking_does_not_undo_a_rejection(store: Store, park: Petition) -> None:
    await gives(store, park, ADA)
    await reject(store, await gives(store, park, HERS, now=LATER, is_held=True))
    await link(store)
    stands = await of(store, park, ADA)
    assert stands is not None
    assert stands.state is SignatureState.INVALIDATED
    assert await ledger_of(store, park) == [("signed", 1), ("merged", -1)]


async def test_what_was_withdrawn_or_erased_before_is_not_there_to_be_merged(store: Store, park: Petition) -> None:
    one = await gives(store, park, ADA)
    await store.turn(lambda nouns: nouns.signatures.withdraw(one, NOW))
    await gives(store, park, HERS)
    await store.turn(lambda nouns: erase_person(nouns, known(nouns, HERS), NOW))
    await link(store)
    assert await rows(store, sa.select(signature)) == []
    assert [kind for kind, _amount in await ledger_of(store, park)] == ["signed", "withdrawn", "signed", "erased"]


async def test_under_an_ended_petition_they_are_one_too(store: Store, park: Petition) -> None:
    await gives(store, park, ADA)
    await gives(store, park, HERS, now=LATER)
    await end(store, park)
    await link(store)
    assert await count_of(store, park) == 1


async def test_what_was_said_of_the_signature_that_goes_goes_too(store: Store, park: Petition) -> None:
    kept = await gives(store, park, ADA, SAID)
    gone = await gives(store, park, HERS, Showing(Visibility.REASON, "Ada", "Leeds", "It is ours."), LATER)
    bo = await is_known(store, Account("terminal", "bo", "chat of bo"))

    def talk(nouns: Nouns) -> None:
        for reason in (kept, gone):
            nouns.voices.me_too(reason.id, bo)
            nouns.voices.report(Said.REASON, reason.id, bo, Cause.OTHER, NOW)

    await store.turn(talk)
    await link(store)
    assert {row.signature_id for row in await rows(store, sa.select(me_too))} == {kept.id}
    assert {row.subject_id for row in await rows(store, sa.select(report))} == {kept.id}
    stands = await of(store, park, ADA)
    assert stands is not None
    assert (stands.me_too, stands.reason_state) == (1, ReasonState.PUBLISHED)


async def test_agreeing_twice_is_once_and_with_oneself_never(store: Store, park: Petition) -> None:
    lake = await planted(store, "lake")
    of_bo = await sign(store, park, "bo", SAID)
    own = await gives(store, lake, ADA, SAID)

    def agree(nouns: Nouns) -> None:
        ada, hers = known(nouns, ADA), known(nouns, HERS)
        for person, reason in ((ada, of_bo), (hers, of_bo), (hers, own)):
            assert nouns.voices.me_too(reason.id, person)
            assert nouns.voices.report(Said.REASON, reason.id, person, Cause.OTHER, NOW)

    await store.turn(agree)
    await link(store)
    assert [row.signature_id for row in await rows(store, sa.select(me_too))] == [of_bo.id]
    counted = {row.id: row.me_too for row in await rows(store, sa.select(signature))}
    assert counted == {of_bo.id: 1, own.id: 0}
    assert len(await rows(store, sa.select(report).where(report.c.subject_id == of_bo.id))) == 1


async def test_comments_and_links_of_both_stay_and_what_links_brought_is_added(store: Store, park: Petition) -> None:
    def do(nouns: Nouns) -> None:
        story = plant_story(nouns)
        for number, party in enumerate((ADA, HERS)):
            person = known(nouns, party)
            nouns.share_links.begin(person, park.id)
            nouns.connection.run(
                sa.update(share_link).where(share_link.c.supporter_id == person).values(brought=3 + number)
            )
            nouns.comments.add(story, person, "Ada", "The same words.", NOW.date())

    await store.turn(do)
    await link(store)
    (person,) = await rows(store, sa.select(supporter))
    assert [(row.supporter_id, row.brought) for row in await rows(store, sa.select(share_link))] == [(person.id, 7)]
    assert [row.supporter_id for row in await rows(store, sa.select(comment))] == [person.id] * 2


FULL = Topic.ENDINGS | Topic.UPDATES | Topic.MILESTONES


@pytest.mark.parametrize(
    ("one", "other", "heard"),
    [
        (SIGNING_FOLLOWS, Topic.ENDINGS, Topic.ENDINGS),
        (FULL, SIGNING_FOLLOWS, SIGNING_FOLLOWS),
        (FULL, Topic.NOTHING, Topic.NOTHING),
        (Topic.NOTHING, FULL, Topic.NOTHING),
        (Topic.MILESTONES, Topic.ENDINGS, Topic.MILESTONES | Topic.ENDINGS),
    ],
)
async def test_what_both_follow_is_followed_by_the_stricter_choice(
    store: Store, one: Topic, other: Topic, heard: Topic
) -> None:
    def follow_both(nouns: Nouns) -> None:
        ada, hers = known(nouns, ADA), known(nouns, HERS)
        nouns.follows.set(ada, "petition:1", one, NOW)
        nouns.follows.set(hers, "petition:1", other, LATER)
        nouns.follows.set(hers, "topic:parks", Topic.STORIES, LATER)

    await store.turn(follow_both)
    await link(store)
    found = {row.subject: (Topic(row.topics), row.since) for row in await rows(store, sa.select(follow))}
    assert found == {"petition:1": (heard, NOW), "topic:parks": (Topic.STORIES, LATER)}


async def test_a_kind_of_news_is_heard_since_it_first_was(store: Store) -> None:
    def follow_both(nouns: Nouns) -> None:
        ada, hers = known(nouns, ADA), known(nouns, HERS)
        nouns.follows.set(ada, "petition:1", Topic.ENDINGS, NOW)
        nouns.follows.change(ada, "petition:1", LATER + timedelta(hours=2), more=Topic.MILESTONES)
        nouns.follows.set(hers, "petition:1", Topic.ENDINGS | Topic.MILESTONES, LATER)

    await store.turn(follow_both)
    await link(store)
    (row,) = await rows(store, sa.select(follow))
    assert (row.since, row.endings_since, row.milestones_since) == (NOW, None, LATER)


async def chooses(store: Store, party: Account, **chosen: Any) -> None:
    await store.turn(lambda nouns: nouns.preferences.set(known(nouns, party), **chosen))


async def test_the_quieter_choice_holds(store: Store) -> None:
    await chooses(store, ADA, night=Night.KEEP, digest=Digest.DAILY, is_discreet=False, zone="Asia/Tokyo")
    await chooses(store, HERS, digest=Digest.WEEKLY, is_discreet=True, is_text_only=True, is_stopped=True)
    await chooses(store, HERS, zone="Europe/Berlin", news_seen_at=LATER)
    await store.turn(lambda nouns: nouns.supporters.set_locale(known(nouns, HERS), "de"))
    await link(store)
    person = await is_known(store, ADA)
    found = await store.read(lambda nouns: nouns.preferences.of(person))
    assert (found.night, found.digest, found.is_discreet) == (Night.KEEP, Digest.WEEKLY, True)
    assert (found.is_text_only, found.is_stopped, found.news_seen_at) == (True, True, NOW)
    assert found.zone in {"Asia/Tokyo", "Europe/Berlin"}
    spoken = await store.read(lambda nouns: nouns.supporters.find(ADA.platform, ADA.user_id))
    assert spoken is not None
    assert spoken.locale == "de"


@pytest.mark.parametrize(("one", "other", "held"), [(None, None, None), (None, False, False), (True, None, True)])
async def test_discreet_messages_that_nobody_chose_stay_so(
    store: Store, one: bool | None, other: bool | None, held: bool | None
) -> None:
    await chooses(store, ADA, is_discreet=one)
    await chooses(store, HERS, is_discreet=other)
    await link(store)
    (row,) = await rows(store, sa.select(supporter))
    assert row.is_discreet is held


async def test_a_newcomer_brings_no_old_news_back(store: Store) -> None:
    await chooses(store, ADA, news_seen_at=LATER)
    await store.turn(lambda nouns: known(nouns, HERS, LATER + timedelta(hours=1)))
    await link(store)
    (row,) = await rows(store, sa.select(supporter))
    assert (row.since, row.news_seen_at) == (NOW, LATER)


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


MANY, AT_ONCE = 25, 10


async def signs_much(store: Store, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Both sign more than is brought over at once, a third of it twice; the petitions."""
    monkeypatch.setattr(uniting, "MOST_AT_ONCE", AT_ONCE)

    def plant(nouns: Nouns) -> list[int]:
        ada, hers = known(nouns, ADA), known(nouns, HERS, LATER)
        numbers = [plant_petition(nouns, f"p{n}") for n in range(MANY)]
        for number in numbers:
            found = nouns.petitions.find(number, "en", NOW)
            assert found is not None
            assert nouns.signatures.add(found, hers, SAID, LATER)
            nouns.follows.begin(hers, f"petition:{number}", SIGNING_FOLLOWS, LATER)
            if number % 3 == 0:
                assert nouns.signatures.add(found, ada, NAMED, NOW)
        return numbers

    return await store.turn(plant)


async def stands_once(store: Store, numbers: list[int]) -> None:
    """One person, everywhere once."""
    (person,) = await rows(store, sa.select(supporter))
    found = await rows(store, sa.select(signature))
    assert sorted(row.petition_id for row in found) == numbers
    assert {row.supporter_id for row in found} == {person.id}
    assert {row.count for row in await rows(store, sa.select(petition))} == {1}
    assert len(await rows(store, sa.select(follow).where(follow.c.supporter_id == person.id))) == MANY
    assert await rows(store, sa.select(job)) == []


async def test_much_is_brought_over_in_pages(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = await signs_much(store, monkeypatch)
    await link(store)
    assert len(await rows(store, sa.select(job))) == 1
    assert await store.page(lambda nouns: unite_more(nouns, NOW))
    await asyncio.gather(*(finish_uniting(store, NOW) for _ in range(2)))
    await stands_once(store, numbers)
    assert not await store.page(lambda nouns: unite_more(nouns, NOW))


async def test_who_is_erased_meanwhile_is_erased_whole(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    await signs_much(store, monkeypatch)
    await link(store)
    await store.turn(lambda nouns: erase_person(nouns, known(nouns, ADA), NOW))
    await finish_uniting(store, NOW)
    await finish_erasing(store, NOW)
    for table in (account, supporter, signature, follow, job):
        assert await rows(store, sa.select(table)) == []
    assert {row.count for row in await rows(store, sa.select(petition))} == {0}


async def test_who_links_a_third_account_meanwhile_loses_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = await signs_much(store, monkeypatch)
    third = Account("terminal", "third", "chat of third")
    await store.turn(lambda nouns: known(nouns, third, NOW - timedelta(days=1)))
    await link(store)
    assert await link(store, ADA, third) == 3
    await finish_uniting(store, NOW)
    await stands_once(store, numbers)


async def test_whoever_signs_again_meanwhile_is_counted_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = await signs_much(store, monkeypatch)
    await link(store)
    ada = await is_known(store, ADA)
    waits = await rows(store, sa.select(signature.c.petition_id).where(signature.c.supporter_id != ada))
    found = await store.read(lambda nouns: nouns.petitions.find(waits[0].petition_id, "en", NOW))
    assert found is not None
    await gives(store, found, ADA, COUNTED, LATER + timedelta(minutes=1))
    await finish_uniting(store, NOW)
    await stands_once(store, numbers)
    stands = await of(store, found, HERS)
    assert stands is not None
    assert (stands.number, stands.showing) == (1, COUNTED)


WON = "petition:1"


def hears(nouns: Nouns, *, of_hers: Topic, of_adas: Topic = Topic.NOTHING) -> tuple[int, int]:
    """Ada and her other account, both written to; they want these kinds of news of the first petition."""
    both = [nouns.supporters.add_account(replace(each, is_written_to=True), NOW).id for each in (ADA, HERS)]
    for supporter_id, topics in zip(both, (of_adas, of_hers), strict=True):
        nouns.follows.set(supporter_id, WON, topics, NOW)
    return both[0], both[1]


async def states_of(store: Store) -> list[str]:
    return [row.state for row in await rows(store, sa.select(delivery.c.state))]


@pytest.mark.parametrize(
    ("first", "second", "stays"),
    [
        ("gone", "queued", "queued"),
        ("queued", "gone", "queued"),
        ("failed", "collected", "collected"),
        ("queued", "sent", "sent"),
        ("sent", "queued", "sent"),
        ("skipped", "queued", "skipped"),
    ],
)
async def test_what_could_not_be_told_on_one_account_is_told_on_the_other(
    store: Store, park: Petition, first: str, second: str, stays: str
) -> None:
    def told(nouns: Nouns) -> None:
        both = hears(nouns, of_hers=Topic.ENDINGS, of_adas=Topic.ENDINGS)
        nouns.alerts.raise_once("victory", subject_of(park.id), "won", LATER)
        make_page(nouns, nouns.alerts.waiting(1)[0], LATER)
        staying, going = sorted(both, key=lambda each: (nouns.supporters.since(each), each))
        for supporter_id, state in ((staying, first), (going, second)):
            mine = sa.update(delivery).where(delivery.c.supporter_id == supporter_id)
            nouns.connection.run(mine.values(state=state))

    await store.turn(told)
    await link(store)
    assert await states_of(store) == [stays]


async def test_what_is_being_told_is_told_to_whoever_follows_by_linking(store: Store, park: Petition) -> None:
    def told(nouns: Nouns) -> None:
        both = hears(nouns, of_hers=Topic.NOTHING)
        staying, going = sorted(both, key=lambda each: (nouns.supporters.since(each), each))
        nouns.follows.end(staying, WON)
        nouns.follows.set(going, WON, Topic.ENDINGS, NOW)
        nouns.alerts.raise_once("victory", subject_of(park.id), "won", LATER)
        (given,) = nouns.alerts.waiting(1)
        work = nouns.jobs.begin(MAKING, str(given.id), None, LATER)
        nouns.jobs.move(replace(work, cursor=f"0:{max(both)}"), LATER)

    await store.turn(told)
    await store.turn(lambda nouns: link_accounts(nouns, ADA, HERS, LATER))
    await store.turn(lambda nouns: make_page(nouns, nouns.alerts.waiting(1)[0], LATER))
    (row,) = await rows(store, sa.select(delivery))
    assert (row.state, row.why) == ("queued", "petition")
    assert (await rows(store, sa.select(account.c.supporter_id)))[0].supporter_id == row.supporter_id


async def test_linking_the_same_two_at_once_links_them_once(postgresql_store: PostgresqlStore) -> None:
    store = postgresql_store
    park = await planted(store)
    await gives(store, park, ADA)
    await gives(store, park, HERS, now=LATER)
    async with asyncio.timeout(PATIENCE):
        assert set(await asyncio.gather(link(store), link(store, HERS, ADA), link(store))) == {2}
    assert await ledger_of(store, park) == [("signed", 1), ("signed", 1), ("merged", -1)]
    assert len(await rows(store, sa.select(supporter))) == 1


async def test_who_signs_on_both_while_they_are_linked_is_counted_once(postgresql_store: PostgresqlStore) -> None:
    store = postgresql_store
    parks = [await planted(store, f"p{n}") for n in range(4)]
    await is_known(store, ADA)
    await is_known(store, HERS)

    async def signs(park: Petition, party: Account) -> None:
        await store.turn(lambda nouns: nouns.signatures.add(park, known(nouns, party), COUNTED, NOW))

    async with asyncio.timeout(PATIENCE):
        doings = [signs(park, party) for park in parks for party in (ADA, HERS)]
        await asyncio.gather(*doings[:4], link(store), *doings[4:])
    await finish_uniting(store, NOW)
    assert len(await rows(store, sa.select(supporter))) == 1
    assert [await count_of(store, park) for park in parks] == [1] * 4
