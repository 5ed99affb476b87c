"""Me too and reports: once for a person, taken along when the words change, and settled by a moderator."""

from __future__ import annotations

import asyncio

import sqlalchemy as sa

from storage.nouns import Nouns
from storage.showing import ReasonState, Showing, Signature, Visibility
from storage.store import Store
from storage.tables.moderating import report
from storage.tables.signing import me_too
from storage.voices import Cause, Said
from tests.storage.planting import NOW, approve, planted, reject, remembered, rows, sign, withdraw

SAID = Showing(Visibility.REASON, "Ada", "", "I walk here.")


async def reason(store: Store) -> Signature:
    """A published reason."""
    return await sign(store, await planted(store), "ada", SAID)


async def say(store: Store, given: Signature, person: str) -> bool:
    """Somebody says "me too"."""

    def saying(nouns: Nouns) -> bool:
        return nouns.voices.me_too(given.id, remembered(nouns, "terminal", person, person, NOW).id)

    return await store.turn(saying)


async def complain(store: Store, given: Signature, person: str, cause: Cause = Cause.OTHER) -> bool:
    """Somebody reports a reason."""

    def reporting(nouns: Nouns) -> bool:
        somebody = remembered(nouns, "terminal", person, person, NOW)
        return nouns.voices.report(Said.REASON, given.id, somebody.id, cause, NOW)

    return await store.turn(reporting)


async def shown(store: Store, given: Signature) -> Signature | None:
    return await store.read(lambda nouns: nouns.reasons.find(given.id))


async def test_me_too_counts_people_and_not_taps(store: Store) -> None:
    given = await reason(store)
    said = await asyncio.gather(*(say(store, given, person) for person in ("bo", "bo", "bo", "cy")))
    assert sorted(said) == [False, False, True, True]
    found = await shown(store, given)
    assert found is not None
    assert found.me_too == 2


async def test_other_words_begin_without_me_too_and_reports(store: Store) -> None:
    given = await reason(store)
    await say(store, given, "bo")
    await complain(store, given, "bo")
    changed = Showing(Visibility.REASON, "Ada", "", "I run here.")
    await store.turn(lambda nouns: nouns.signatures.show(given, changed))
    found = await shown(store, given)
    assert found is not None
    assert found.me_too == 0
    assert await rows(store, sa.select(me_too)) == await rows(store, sa.select(report)) == []


async def test_another_name_under_the_same_words_keeps_them(store: Store) -> None:
    given = await reason(store)
    await say(store, given, "bo")
    await store.turn(lambda nouns: nouns.signatures.show(given, Showing(Visibility.REASON, "A.", "", "I walk here.")))
    found = await shown(store, given)
    assert found is not None
    assert found.me_too == 1


async def test_withdrawing_takes_along_what_was_said_of_it(store: Store) -> None:
    given = await reason(store)
    await say(store, given, "bo")
    await complain(store, given, "cy")
    await withdraw(store, given)
    assert await rows(store, sa.select(me_too)) == await rows(store, sa.select(report)) == []


async def test_two_reports_leave_it_shown_and_on_the_list(store: Store) -> None:
    given = await reason(store)
    for person in ("bo", "bo", "cy"):
        await complain(store, given, person, Cause.INSULTS)
    assert await shown(store, given) is not None
    (item,) = await store.read(lambda nouns: nouns.reviews.held(10))
    assert (item.held_for, item.reports) == ("reported", (Cause.INSULTS, Cause.INSULTS))
    assert await store.read(lambda nouns: nouns.reviews.how_many()) == (0, 1)


async def test_three_people_hold_it_until_it_is_approved(store: Store) -> None:
    given = await reason(store)
    people = ("bo", "cy", "di")
    await asyncio.gather(*(complain(store, given, person) for person in people))
    assert await shown(store, given) is None
    await approve(store, given)
    assert await shown(store, given) is not None
    assert [await complain(store, given, person) for person in people] == [False] * 3
    assert await store.read(lambda nouns: nouns.reviews.held(10)) == []
    for person in ("ed", "flo"):
        assert await complain(store, given, person)
    assert await shown(store, given) is not None


async def test_a_reported_reason_is_rejected_while_its_signature_counts(store: Store) -> None:
    given = await reason(store)
    await complain(store, given, "bo")
    await reject(store, given)
    assert await shown(store, given) is None
    assert await store.read(lambda nouns: nouns.reviews.find(given.id)) is None
    (row,) = await rows(store, sa.text("SELECT state, reason_state FROM signature"))
    assert tuple(row) == ("counted", ReasonState.REJECTED.value)
