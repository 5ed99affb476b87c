"""The course of a broadcast: it begins once, can be paused, goes on, is stopped, and is done when nothing waits."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from storage.broadcast_rows import BroadcastState, Hindrance
from storage.columns import EPOCH
from storage.correcting import correct_page
from storage.due import HOLDING, STOPPED, Collect, Decision, Due, Send
from storage.hearing import CORRECTION
from storage.nouns import Nouns
from storage.postgresql import PostgresqlStore
from storage.store import Store
from storage.tables.bookkeeping import job
from storage.tables.news import alert
from storage.tables.petitions import petition
from storage.tables.telling import broadcast
from tests.storage.broadcasting import (
    A_DAY,
    AN_HOUR,
    LATER,
    PARK,
    counted,
    draft,
    found,
    make_all,
    people,
    plant,
    stands,
    tells,
    victory,
    withdraws,
    works,
)
from tests.storage.delivering import claimed, person
from tests.storage.planting import NOW
from tests.storage.turning import PATIENCE

S = BroadcastState


def running(nouns: Nouns, *names: str) -> int:
    """A broadcast that is being told to those who follow the park."""
    plant(nouns)
    people(nouns, *names)
    begun = draft(nouns)
    assert nouns.broadcasts.start(begun, LATER)
    make_all(nouns)
    return begun


def test_what_holds_up_a_delivery_is_named_as_the_broadcast_stands() -> None:
    assert {S.PAUSED.value, S.STOPPED.value} == HOLDING


async def test_nobody_knows_of_a_draft_and_all_know_of_what_has_begun(store: Store) -> None:
    def tell(nouns: Nouns) -> list[Any]:
        plant(nouns)
        follower = person(nouns, "ada", PARK)
        begun = draft(nouns)
        before = (nouns.broadcasts.public(begun), nouns.missed.of(follower, EPOCH, 5)[1])
        assert nouns.broadcasts.start(begun, LATER)
        shown = nouns.broadcasts.public(begun)
        assert shown is not None
        again = nouns.broadcasts.start(begun, LATER)
        return [*before, shown.title, shown.state, shown.started_at, nouns.missed.of(follower, EPOCH, 5)[1], again]

    assert await store.turn(tell) == [None, 0, "We move", S.RUNNING, LATER, 1, False]


async def test_of_two_organizers_who_start_it_at_once_one_does(postgresql_store: PostgresqlStore) -> None:
    store = postgresql_store

    def prepare(nouns: Nouns) -> int:
        plant(nouns)
        return draft(nouns)

    begun = await store.turn(prepare)
    async with asyncio.timeout(PATIENCE):
        tries = (store.turn(lambda nouns: nouns.broadcasts.start(begun, LATER)) for _ in range(4))
        assert sorted(await asyncio.gather(*tries)) == [False, False, False, True]
    raised = await store.read(lambda nouns: nouns.connection.all(sa.select(alert.c.kind, alert.c.occasion)))
    assert [tuple(row) for row in raised] == [("broadcast", str(begun))]


async def test_what_is_paused_reaches_nobody_more_until_it_goes_on(store: Store) -> None:
    def steer(nouns: Nouns) -> list[Any]:
        begun = running(nouns, "ada", "bo", "cy")
        first = tells(nouns, most=1)
        assert nouns.broadcasts.pause(begun)
        assert not nouns.broadcasts.pause(begun)
        works(nouns)
        while_paused = [tells(nouns), counted(nouns), found(nouns, begun).state]
        assert nouns.broadcasts.resume(begun, LATER)
        assert not nouns.broadcasts.resume(begun, LATER)
        works(nouns)
        return [len(first), *while_paused, len(tells(nouns))]

    paused = {("sent", ""): 1, ("paused", ""): 2}
    assert await store.turn(steer) == [1, [], paused, S.PAUSED, 2]


async def test_a_long_pause_makes_it_neither_too_old_nor_seen(store: Store) -> None:
    def steer(nouns: Nouns) -> list[Any]:
        begun = running(nouns, "ada")
        (ada,) = (row.id for row in nouns.connection.all(sa.text("SELECT id FROM supporter")))
        assert nouns.broadcasts.pause(begun)
        tells(nouns)
        missed = nouns.missed.of(ada, EPOCH, 5)[1]
        nouns.preferences.set(ada, news_seen_at=LATER + A_DAY)
        after = LATER + 3 * A_DAY
        assert nouns.broadcasts.resume(begun, after)
        works(nouns, after)
        (due,) = claimed(nouns, after)
        return [missed, due.has_seen_it, due.alert.raised_at]

    assert await store.turn(steer) == [0, False, LATER + 3 * A_DAY]


async def test_what_is_stopped_is_told_to_nobody_more_and_is_missed_by_nobody(store: Store) -> None:
    def steer(nouns: Nouns) -> list[Any]:
        begun = running(nouns, "ada", "bo", "cy", "di")
        told = tells(nouns, most=1)
        on_their_way = claimed(nouns, most=1)
        works(nouns)
        assert nouns.broadcasts.stop(begun, LATER)
        assert not nouns.broadcasts.stop(begun, LATER)
        works(nouns)
        nouns.deliveries.is_sent(on_their_way[0], "8", LATER)
        everybody = {row.id for row in nouns.connection.all(sa.text("SELECT id FROM supporter"))}
        others = everybody - {*told, on_their_way[0].whom}
        missed = [nouns.missed.of(each, EPOCH, 5)[1] for each in others]
        listed = [nouns.missed.and_told(each, 5)[1] for each in (*told, *others)]
        result = nouns.broadcasts.told(begun, LATER)
        assert nouns.connection.all(sa.select(job)) == []
        return [tells(nouns), counted(nouns), missed, listed, result.people, result.stopped, found(nouns, begun).state]

    ended = {("sent", ""): 2, ("skipped", STOPPED): 2}
    assert await store.turn(steer) == [[], ended, [0, 0], [1, 0, 0], 2, 2, S.STOPPED]


async def test_a_stop_before_all_deliveries_are_made_ends_the_making(store: Store) -> None:
    def steer(nouns: Nouns) -> list[Any]:
        plant(nouns)
        people(nouns, "ada")
        begun = draft(nouns)
        assert nouns.broadcasts.start(begun, LATER)
        assert nouns.broadcasts.stop(begun, LATER)
        make_all(nouns)
        works(nouns)
        return [counted(nouns), nouns.alerts.waiting(5)]

    assert await store.turn(steer) == [{}, []]


async def test_in_the_last_second_nothing_can_be_stopped(store: Store) -> None:
    def steer(nouns: Nouns) -> list[Any]:
        begun = running(nouns, "ada")
        tells(nouns)
        works(nouns)
        its = found(nouns, begun)
        tries = [nouns.broadcasts.stop(begun, LATER), nouns.broadcasts.pause(begun)]
        return [its.state, its.ended_at, tries, nouns.broadcasts.told(begun, LATER).people]

    assert await store.turn(steer) == [S.DONE, LATER, [False, False], 1]


async def test_it_is_done_when_nothing_waits_not_even_for_a_morning(store: Store) -> None:
    def steer(nouns: Nouns) -> list[Any]:
        begun = running(nouns, "ada", "bo")
        waits: list[int] = []

        def later(due: Due, _heard: object, now: Any) -> Decision:
            waits.append(due.id)
            return Send() if len(waits) > 1 else Collect(now + AN_HOUR)

        (due,) = claimed(nouns, decide=later)
        nouns.deliveries.is_sent(due, "7", LATER)
        works(nouns)
        before = [found(nouns, begun).state, nouns.broadcasts.told(begun, LATER).later]
        tells(nouns, now=LATER + AN_HOUR)
        works(nouns, LATER + AN_HOUR)
        return [*before, found(nouns, begun).state]

    assert await store.turn(steer) == [S.RUNNING, 1, S.DONE]


async def test_what_was_set_aside_by_a_look_that_came_too_late_is_brought_back(store: Store) -> None:
    def steer(nouns: Nouns) -> list[Any]:
        begun = running(nouns, "ada")
        assert nouns.broadcasts.pause(begun)
        tells(nouns)
        nouns.connection.run(sa.update(broadcast).values(state=S.RUNNING.value))
        works(nouns)
        works(nouns)
        return [len(tells(nouns)), counted(nouns)]

    assert await store.turn(steer) == [1, {("sent", ""): 1}]


async def test_a_digest_leaves_out_what_is_held(store: Store) -> None:
    def steer(nouns: Nouns) -> list[Any]:
        begun = running(nouns, "ada")
        nouns.alerts.raise_once("milestone", PARK, "100", LATER)
        make_all(nouns)
        assert claimed(nouns, decide=lambda _due, _heard, now: Collect(now + AN_HOUR)) == []
        assert nouns.broadcasts.stop(begun, LATER)
        (due,) = claimed(nouns, LATER + AN_HOUR)
        return [[each.kind for each in due.collected], counted(nouns)]

    assert await store.turn(steer) == [["milestone"], {("sending", "digest"): 1, ("skipped", STOPPED): 1}]


async def test_what_is_in_doubt_is_not_forgotten_by_a_pause_nor_sent_after_a_stop(store: Store) -> None:
    def steer(nouns: Nouns) -> list[Any]:
        begun = running(nouns, "ada")
        assert claimed(nouns)
        much_later = LATER + timedelta(minutes=2)
        assert nouns.broadcasts.pause(begun)
        while_paused = [claimed(nouns, much_later), counted(nouns)]
        assert nouns.broadcasts.stop(begun, much_later)
        works(nouns, much_later)
        return [*while_paused, claimed(nouns, much_later + AN_HOUR), counted(nouns)]

    unknown = {("failed", "nobody knows whether it came"): 1}
    assert await store.turn(steer) == [[], {("sending", ""): 1}, [], unknown]


async def test_its_words_are_changed_while_it_is_a_draft_and_corrected_after_that(store: Store) -> None:
    def steer(nouns: Nouns) -> list[Any]:
        plant(nouns)
        begun = draft(nouns)
        tries = [nouns.broadcast_words.write(begun, "de", "Wir ziehen um", "Nach Hull.")]
        tries.append(nouns.broadcasts.correct(begun, LATER, says_so=False))
        assert nouns.broadcasts.start(begun, LATER)
        tries += [nouns.broadcast_words.write(begun, "en", "No", "No."), nouns.broadcast_words.unwrite(begun, "de")]
        tries.append(nouns.broadcasts.remove(begun))
        titles = [nouns.broadcasts.public(begun, each).title for each in ("de", "es", "")]  # type: ignore[union-attr]
        return [tries, titles, [each.locale for each in nouns.broadcast_words.words(begun)]]

    assert await store.turn(steer) == [
        [True, False, False, False, False],
        ["Wir ziehen um", "We move", "We move"],
        ["en", "de"],
    ]


async def test_a_draft_that_nobody_wants_goes_with_its_words(store: Store) -> None:
    def steer(nouns: Nouns) -> list[Any]:
        plant(nouns)
        begun = draft(nouns)
        nouns.broadcast_words.write(begun, "de", "Wir ziehen um", "Nach Hull.")
        return [nouns.broadcasts.remove(begun), nouns.broadcasts.find(begun), nouns.broadcast_words.words(begun)]

    assert await store.turn(steer) == [True, None, ()]


async def test_what_hinders_a_start_is_said_and_nothing_begins(store: Store) -> None:
    def steer(nouns: Nouns) -> list[Any]:
        plant(nouns)
        wordless = nouns.broadcasts.begin(1, "broadcast", "en", NOW, 1)
        assert wordless is not None
        said = [nouns.broadcasts.hindrance(found(nouns, wordless), LATER)]
        begun = draft(nouns)
        nouns.connection.run(sa.update(petition).values(state="draft"))
        said.append(nouns.broadcasts.hindrance(found(nouns, begun), LATER))
        tries = [nouns.broadcasts.start(each, LATER) for each in (wordless, begun, 404)]
        nouns.connection.run(sa.update(petition).values(state="open"))
        assert nouns.broadcasts.start(begun, LATER)
        said.append(nouns.broadcasts.hindrance(found(nouns, begun), LATER))
        return [said, tries, len(nouns.alerts.recent(9))]

    said = [Hindrance.NO_WORDS, Hindrance.NOT_PUBLIC, Hindrance.HAS_BEGUN]
    assert await store.turn(steer) == [said, [False, False, False], 1]


async def test_a_cap_holds_back_broadcasts_and_no_victory(store: Store) -> None:
    def steer(nouns: Nouns) -> list[Any]:
        plant(nouns)
        first, second, third, fourth = (draft(nouns) for _ in range(4))
        begun = [nouns.broadcasts.start(each, LATER) for each in (first, second, third, fourth)]
        said = nouns.broadcasts.hindrance(found(nouns, fourth), LATER)
        won = nouns.broadcasts.start(victory(nouns), LATER)
        within = nouns.broadcasts.started_within(1, LATER - timedelta(days=7))
        a_week_later = nouns.broadcasts.start(fourth, LATER + timedelta(days=7))
        return [begun, said, won, within, a_week_later]

    assert await store.turn(steer) == [[True, True, True, False], Hindrance.TOO_MANY, True, 3, True]


async def test_news_is_published_and_a_petition_won_in_the_moment_it_is_told(store: Store) -> None:
    def steer(nouns: Nouns) -> list[Any]:
        plant(nouns)
        begun = victory(nouns)
        before = [nouns.campaign_updates.victory_of(1), stands(nouns)]
        assert nouns.broadcasts.start(begun, LATER)
        won = nouns.campaign_updates.victory_of(1)
        assert won is not None
        raised = nouns.alerts.named("victory", PARK, "won")
        assert raised is not None
        return [*before, won.what_changed, stands(nouns), found(nouns, begun).alert_id == raised.id]

    assert await store.turn(steer) == [None, "open", "No road.", "won", True]


@pytest.mark.parametrize("state", ["open", "closed", "retired"])
async def test_a_victory_that_is_withdrawn_leaves_the_petition_as_it_was_and_tells_those_who_were_told(
    store: Store, state: str
) -> None:
    def steer(nouns: Nouns) -> list[Any]:
        plant(nouns)
        nouns.connection.run(sa.update(petition).values(state=state))
        people(nouns, "ada", "bo")
        begun = victory(nouns)
        assert nouns.broadcasts.start(begun, LATER)
        make_all(nouns)
        told = tells(nouns, most=1)
        assert withdraws(nouns, begun, "The court says no.", LATER + AN_HOUR)
        assert not withdraws(nouns, begun, "Again.", LATER + AN_HOUR)
        after = LATER + 2 * AN_HOUR
        works(nouns, after)
        while correct_page(nouns, after):
            pass
        due = claimed(nouns, after)
        corrections = [each.whom for each in due if each.alert.kind == CORRECTION]
        edits = [each.whom for each in due if each.message]
        untold = [row.id for row in nouns.connection.all(sa.text("SELECT id FROM supporter")) if row.id not in told]
        missed = nouns.missed.of(untold[0], EPOCH, 5)[1]
        won = nouns.campaign_updates.victory_of(1)
        assert won is not None
        return [stands(nouns), corrections == told, edits == told, missed, won.withdrawn_for]

    assert await store.turn(steer) == [state, True, True, 0, "The court says no."]


async def test_a_petition_stays_won_while_another_victory_holds(store: Store) -> None:
    def steer(nouns: Nouns) -> list[str]:
        plant(nouns)
        first, second = victory(nouns), victory(nouns, "won-again")
        for each in (first, second):
            assert nouns.broadcasts.start(each, LATER)
        seen = [stands(nouns)]
        for each in (first, second):
            assert withdraws(nouns, each, "No.", LATER)
            seen.append(stands(nouns))
        return seen

    assert await store.turn(steer) == ["won", "won", "open"]


async def test_whoever_has_no_way_is_counted_as_not_reached(store: Store) -> None:
    def steer(nouns: Nouns) -> list[int]:
        begun = running(nouns, "ada", "bo")
        (due, other) = claimed(nouns)
        nouns.deliveries.is_gone(due, LATER)
        nouns.deliveries.is_sent(other, "7", LATER)
        told = nouns.broadcasts.told(begun, LATER)
        return [told.total, told.people, told.not_reached, told.waiting, told.is_all]

    assert await store.turn(steer) == [2, 1, 1, 0, True]
