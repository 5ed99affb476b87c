"""What becomes of the signatures and words of two accounts that are linked."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from storage.erasing import erase_person
from storage.nouns import Nouns
from storage.petitions import Petition
from storage.showing import ReasonState, Showing, SignatureState, Visibility
from storage.store import Store
from storage.supporters import Account
from storage.tables.moderating import report
from storage.tables.people import account, supporter
from storage.tables.petitions import petition
from storage.tables.signing import me_too, share_link, signature
from storage.tables.stories import comment
from storage.voices import Cause, Said
from tests.storage.everything import plant_story
from tests.storage.planting import NOW, count_of, end, ledger_of, planted, reject, rows, sign
from tests.storage.two_accounts import (
    ADA,
    COUNTED,
    HERS,
    INITIALS,
    LATER,
    NAMED,
    SAID,
    gives,
    is_known,
    known,
    link,
    of,
)


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


MANY, AT_ONCE = 25, 10
