"""Decisions are written down, told some minutes later, and can be undone untold; what is decided twice is seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from storage.comments import CommentState
from storage.decisions import Decided, Thing, Verdict
from storage.erasing import erase_person
from storage.nouns import Nouns
from storage.reviews import HeldItem
from storage.showing import ReasonState, Showing, Signature, SignatureState
from storage.store import Store
from storage.tables.moderating import decided
from storage.tables.news import alert
from storage.tables.petitions import petition, tally
from storage.telling_writers import TOLD_AFTER, tell_due
from storage.undoing import CAN_BE_UNDONE_FOR, undo
from storage.voices import REPORTS_THAT_HOLD, Cause, Said
from tests.storage.planting import NOW, remembered
from tests.storage.test_queues import HELD, SHOWN, Planted, plant

A_MINUTE = timedelta(minutes=1)
SOON = NOW + A_MINUTE


def item_of(nouns: Nouns, signature_id: int) -> HeldItem:
    """What waits under this id."""
    item = nouns.reviews.find(signature_id)
    assert item is not None
    return item


def given_as(nouns: Nouns, signature_id: int) -> Signature:
    """How a signature stands."""
    found = nouns.reviews.decided(signature_id)
    assert found is not None
    return found


def last_on(nouns: Nouns, thing: Thing, subject_id: int) -> Decided:
    """The latest decision on it."""
    found = nouns.decisions.last_on(thing, subject_id)
    assert found is not None
    return found


def told(nouns: Nouns, now: Any = NOW + TOLD_AFTER) -> list[tuple[str, str]]:
    """What writers were told by now, without its moments."""
    assert tell_due(nouns.connection, now, 25) < 25
    rows = nouns.connection.all(sa.select(alert).order_by(alert.c.id))
    parts = [(row.kind, row.occasion.split(":")) for row in rows]
    return [(kind, ":".join([*each[:2], *each[3:]])) for kind, each in parts]


def in_a_turn(store: Store, do: Callable[[Planted], None]) -> Any:
    """In one transaction."""
    return store.turn(lambda nouns: do(plant(nouns)))


async def test_a_decision_is_told_after_some_minutes_and_not_before(store: Store) -> None:
    def do(here: Planted) -> None:
        nouns, given = here.nouns, here.signs("ada")
        nouns.reviews.soften(item_of(nouns, given), NOW, here.me, "names")
        made = last_on(nouns, Thing.REASON, given)
        assert (made.verdict, made.cause, made.held_for, made.by) == (
            Verdict.SOFTENED,
            "names",
            "third_person",
            here.me,
        )
        assert given_as(nouns, given).reason_state is ReasonState.SOFTENED
        assert told(nouns, SOON) == []
        assert told(nouns) == told(nouns) == [("reason_decided", "softened:names")]

    await in_a_turn(store, do)


async def test_what_is_undone_in_time_is_told_to_nobody(store: Store) -> None:
    def do(here: Planted) -> None:
        nouns, given = here.nouns, here.signs("ada")
        nouns.reviews.reject(item_of(nouns, given), NOW, here.me, "insults")
        assert undo(nouns.connection, nouns.ledger, last_on(nouns, Thing.REASON, given), SOON)
        again = item_of(nouns, given)
        assert (again.held_for, again.signature.reason_state) == ("third_person", ReasonState.HELD)
        assert told(nouns) == []
        assert not undo(nouns.connection, nouns.ledger, last_on(nouns, Thing.REASON, given), SOON)
        nouns.reviews.approve(again, SOON, here.me)
        assert told(nouns, SOON + TOLD_AFTER) == [("reason_decided", "published:third_person")]

    await in_a_turn(store, do)


async def test_what_was_told_is_corrected_once_it_is_decided_otherwise(store: Store) -> None:
    def do(here: Planted) -> None:
        nouns, given = here.nouns, here.signs("ada")
        for minutes, decide in ((0, nouns.reviews.reject), (5, nouns.reviews.reject), (10, nouns.reviews.approve)):
            at = NOW + minutes * A_MINUTE
            decide(item_of(nouns, given), at, here.me)
            told(nouns, at + TOLD_AFTER)
            if minutes < 10:
                made = last_on(nouns, Thing.REASON, given)
                assert undo(nouns.connection, nouns.ledger, made, at + TOLD_AFTER + A_MINUTE)
        assert told(nouns) == [
            ("reason_decided", "rejected:third_person"),
            ("reason_decided", "published:third_person:anew"),
        ]

    await in_a_turn(store, do)


async def test_a_signature_goes_back_and_forth_and_the_count_with_it(store: Store) -> None:
    def do(here: Planted) -> None:
        nouns, given = here.nouns, here.signs("ada", is_held=True)
        nouns.reviews.reject(item_of(nouns, given), NOW, here.me)
        assert given_as(nouns, given).reason_state is ReasonState.REJECTED
        assert undo(nouns.connection, nouns.ledger, last_on(nouns, Thing.SIGNATURE, given), SOON)
        back = given_as(nouns, given)
        assert (back.state, back.reason_state, back.showing.held_for) == (
            SignatureState.HELD,
            ReasonState.HELD,
            "third_person",
        )
        assert nouns.reviews.approve(item_of(nouns, given), SOON, here.me) == 1
        assert undo(nouns.connection, nouns.ledger, last_on(nouns, Thing.SIGNATURE, given), SOON + A_MINUTE)
        assert _count(nouns, here.petition_id) == 0
        assert nouns.reviews.approve(item_of(nouns, given), SOON + 2 * A_MINUTE, here.me) == 1
        kinds = nouns.connection.all(sa.select(tally.c.kind, tally.c.amount).order_by(tally.c.id))
        assert [tuple(row) for row in kinds] == [("released", 1), ("held", -1), ("released", 1)]
        assert _count(nouns, here.petition_id) == 1

    await in_a_turn(store, do)


def _count(nouns: Nouns, petition_id: int) -> int:
    row = nouns.connection.first(sa.select(petition.c.count).where(petition.c.id == petition_id))
    assert row is not None
    return int(row.count)


async def test_whoever_was_told_that_they_count_hears_when_they_do_not(store: Store) -> None:
    def do(here: Planted) -> None:
        nouns, given = here.nouns, here.signs("ada", Showing(), is_held=True)
        nouns.reviews.approve(item_of(nouns, given), NOW, here.me)
        assert told(nouns) == [("signature_released", "released")]
        assert undo(nouns.connection, nouns.ledger, last_on(nouns, Thing.SIGNATURE, given), NOW + 5 * A_MINUTE)
        nouns.reviews.reject(item_of(nouns, given), NOW + 6 * A_MINUTE, here.me)
        assert told(nouns, NOW + 10 * A_MINUTE)[1:] == [("signature_released", "rejected::anew")]

    await in_a_turn(store, do)


async def test_reports_wait_again_and_readers_see_what_they_saw(store: Store) -> None:
    def do(here: Planted) -> None:
        nouns, given = here.nouns, here.signs("ada", SHOWN)
        here.reports(Said.REASON, given)
        nouns.reviews.reject(item_of(nouns, given), SOON, here.me, "insults")
        assert nouns.voices.causes(Said.REASON, given) == []
        assert undo(nouns.connection, nouns.ledger, last_on(nouns, Thing.REASON, given), SOON + A_MINUTE)
        assert given_as(nouns, given).reason_state is ReasonState.PUBLISHED
        assert nouns.voices.causes(Said.REASON, given) == [Cause.INSULTS]
        nouns.reviews.approve(item_of(nouns, given), SOON + 2 * A_MINUTE, here.me)
        assert told(nouns, NOW + 10 * A_MINUTE) == []

    await in_a_turn(store, do)


async def test_a_comment_is_decided_and_put_back(store: Store) -> None:
    def do(here: Planted) -> None:
        nouns, written = here.nouns, here.writes("ann")
        nouns.comments.decide(written.id, CommentState.SOFTENED, NOW, here.me, "endangers")
        nouns.comments.decide(written.id, CommentState.PUBLISHED, NOW, here.me)
        made = last_on(nouns, Thing.COMMENT, written.id)
        assert (made.verdict, made.held_for) == (Verdict.SOFTENED, "unread")
        assert undo(nouns.connection, nouns.ledger, made, SOON)
        assert nouns.comments.find_waiting(written.id) is not None
        nouns.comments.decide(written.id, CommentState.PUBLISHED, SOON, here.me)
        for n in range(REPORTS_THAT_HOLD):
            reader = remembered(nouns, "terminal", f"reader {n}", "chat", NOW)
            nouns.voices.report(Said.COMMENT, written.id, reader.id, Cause.OTHER, SOON + A_MINUTE)
        nouns.comments.decide(written.id, CommentState.REJECTED, SOON + A_MINUTE, here.me, "other")
        assert last_on(nouns, Thing.COMMENT, written.id).held_for == "reported"

    await in_a_turn(store, do)


async def test_nothing_is_undone_late_or_after_somebody_acted_on_it(store: Store) -> None:
    def do(here: Planted) -> None:
        nouns, given, other = here.nouns, here.signs("ada"), here.signs("bo")
        for each in (given, other):
            nouns.reviews.reject(item_of(nouns, each), NOW, here.me)
        nouns.signatures.show(given_as(nouns, given), HELD, SOON)
        assert not undo(nouns.connection, nouns.ledger, last_on(nouns, Thing.REASON, given), SOON)
        late = NOW + CAN_BE_UNDONE_FOR + A_MINUTE
        assert not undo(nouns.connection, nouns.ledger, last_on(nouns, Thing.REASON, other), late)

    await in_a_turn(store, do)


async def test_a_signature_that_was_withdrawn_meanwhile_is_not_brought_back(store: Store) -> None:
    def do(here: Planted) -> None:
        nouns, given = here.nouns, here.signs("ada", Showing(), is_held=True)
        nouns.reviews.reject(item_of(nouns, given), NOW, here.me)
        nouns.signatures.withdraw(given_as(nouns, given), SOON)
        assert not undo(nouns.connection, nouns.ledger, last_on(nouns, Thing.SIGNATURE, given), SOON)
        assert given_as(nouns, given).state is SignatureState.INVALIDATED

    await in_a_turn(store, do)


async def test_words_said_anew_wait_and_say_so_however_often_they_change(store: Store) -> None:
    def do(here: Planted) -> None:
        nouns, given = here.nouns, here.signs("ada")
        decisions = ("soften", "reject", "reject")
        for n, decide in enumerate(decisions):
            getattr(nouns.reviews, decide)(item_of(nouns, given), NOW, here.me, cause="names")
            assert given_as(nouns, given).may_say_it_anew is (n < 2)
            for _ in range(2):
                nouns.signatures.show(given_as(nouns, given), SHOWN, NOW)
            assert item_of(nouns, given).held_for == ("softened_before", "rejected_before", "rejected_before")[n]
        assert given_as(nouns, given).rewrites == 2

    await in_a_turn(store, do)


async def test_a_comment_that_was_softened_first_may_be_said_anew_once_it_is_rejected(store: Store) -> None:
    def do(here: Planted) -> None:
        nouns, ada = here.nouns, remembered(here.nouns, "terminal", "ada", "", NOW)
        written = nouns.comments.add(here.story_id, ada.id, "", "They are fools.", NOW.date())
        for n, state in enumerate((CommentState.SOFTENED, CommentState.REJECTED, CommentState.REJECTED)):
            nouns.comments.decide(written.id, state, NOW, here.me, "insults")
            mine = nouns.comments.find_mine(written.id, ada.id)
            assert mine is not None
            assert mine.may_be_said_anew is (n < 2)
            said = nouns.comments.rewrite(mine, "", f"They are no fools, {n}.", NOW)
            assert said == nouns.comments.find_mine(written.id, ada.id)

    await in_a_turn(store, do)


async def test_taking_words_back_and_giving_others_undoes_no_decision(store: Store) -> None:
    def do(here: Planted) -> None:
        nouns, given = here.nouns, here.signs("ada")
        nouns.reviews.reject(item_of(nouns, given), NOW, here.me, "names")
        nouns.signatures.show(given_as(nouns, given), Showing(), NOW)
        hidden = given_as(nouns, given)
        assert (hidden.showing, hidden.reason_state, hidden.rewrites) == (Showing(), ReasonState.REJECTED, 0)
        nouns.signatures.show(hidden, SHOWN, NOW)
        assert item_of(nouns, given).held_for == "rejected_before"

    await in_a_turn(store, do)


async def test_who_decided_is_forgotten_and_what_was_decided_on_somebody_goes_with_them(store: Store) -> None:
    def do(here: Planted) -> None:
        nouns, given, written = here.nouns, here.signs("ada"), here.writes("ann")
        kept = here.signs("bo")
        for each in (given, kept):
            nouns.reviews.reject(item_of(nouns, each), NOW, here.me)
        nouns.comments.decide(written.id, CommentState.REJECTED, NOW, here.me)
        for name in ("ada", "ann", "mo"):
            erase_person(nouns, remembered(nouns, "terminal", name, "", NOW).id, NOW)
        rows = nouns.connection.all(sa.select(decided))
        assert [(row.subject_id, row.supporter_id) for row in rows] == [(kept, None)]
        nouns.signatures.withdraw(given_as(nouns, kept), NOW)
        assert nouns.connection.all(sa.select(decided)) == []

    await in_a_turn(store, do)
