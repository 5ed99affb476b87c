"""Moderators are told that something waits: collected, once, only if nobody looked, and only those who want it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import sqlalchemy as sa

from storage.decisions import Thing
from storage.hearing import TO_DECIDE
from storage.members import Role
from storage.nouns import Nouns
from storage.showing import Showing
from storage.signatures import SHOW, Signatures
from storage.store import Store
from storage.tables.news import alert, delivery
from storage.voices import LOCK, Cause, Said, Voices
from storage.waiting_news import APART, COLLECTED_FOR, NOTE
from tests.storage.plans import Writing
from tests.storage.planting import NOW, remembered
from tests.storage.test_deciding import in_a_turn
from tests.storage.test_members import join
from tests.storage.test_queues import HELD, SHOWN, Planted

MODERATING = (Role.OWNER, Role.MODERATOR)
LATER = NOW + COLLECTED_FOR


def told(nouns: Nouns, now: datetime) -> int:
    """How many messages there are by then."""
    assert nouns.waiting_news.tell_due(MODERATING, now, 9) < 9
    of_kind = sa.select(delivery.c.id).join(alert, alert.c.id == delivery.c.alert_id).where(alert.c.kind == TO_DECIDE)
    return len(nouns.connection.all(of_kind))


async def test_owners_and_moderators_who_want_it_are_told_after_a_while_and_once(store: Store) -> None:
    def do(here: Planted) -> None:
        nouns = here.nouns
        for name, role in (("ann", Role.OWNER), ("max", Role.MODERATOR), ("otto", Role.ORGANIZER)):
            join(nouns, name, role)
        join(nouns, "else", Role.OWNER, "york")
        quiet = join(nouns, "eva", Role.MODERATOR)
        nouns.waiting_news.set_hears(quiet.id, is_on=False)
        assert not nouns.waiting_news.hears(quiet.id)
        here.signs("ada")
        assert told(nouns, LATER - timedelta(seconds=1)) == 0
        assert told(nouns, LATER) == told(nouns, LATER) == 2

    await in_a_turn(store, do)


async def test_more_is_told_only_hours_later_and_only_if_it_is_new(store: Store) -> None:
    def do(here: Planted) -> None:
        nouns = here.nouns
        join(nouns, "ann", Role.OWNER)
        here.signs("ada")
        assert told(nouns, LATER) == 1
        assert told(nouns, LATER + APART) == 1
        here.signs("bo", at=LATER + timedelta(minutes=1))
        assert told(nouns, LATER + APART - timedelta(seconds=1)) == 1
        assert told(nouns, LATER + APART) == 2

    await in_a_turn(store, do)


async def test_whoever_looks_spares_the_others_the_message(store: Store) -> None:
    def do(here: Planted) -> None:
        nouns = here.nouns
        join(nouns, "ann", Role.OWNER)
        here.signs("ada", Showing(), is_held=True)
        nouns.waiting_news.is_looked_at(here.organisation_id)
        assert told(nouns, LATER) == 0

    await in_a_turn(store, do)


async def test_each_way_to_wait_is_noted(store: Store) -> None:
    def do(here: Planted) -> None:
        nouns = here.nouns
        join(nouns, "ann", Role.OWNER)
        given = here.signs("ada", SHOWN)
        written = here.writes("bo")
        assert told(nouns, LATER) == 0
        found = nouns.reviews.decided(given)
        assert found is not None
        ways: tuple[Callable[[datetime], object], ...] = (
            lambda at: nouns.signatures.show(found, Showing(SHOWN.visibility, "Ada", "", "Bob.", "third_person"), at),
            lambda at: nouns.comments.rewrite(written, "", "It rained.", at),
            lambda at: here.reports(Said.REASON, given, at),
            lambda at: nouns.waiting_news.note(Thing.REASON, given, at),
        )
        for n, way in enumerate(ways):
            at = NOW + n * (APART + COLLECTED_FOR)
            way(at)
            assert told(nouns, at + COLLECTED_FOR) == n + 1

    await in_a_turn(store, do)


async def test_it_is_noted_before_what_waits_is_locked(store: Store) -> None:
    """Moderators lock the organisation first and then what they decide on: the other way round both would wait."""

    def do(here: Planted) -> None:
        here.signs("ada", SHOWN)
        ada = remembered(here.nouns, "terminal", "ada", "", NOW)
        given = here.nouns.signatures.of(here.petition_id, ada.id)
        assert given is not None
        written = Writing(here.nouns.connection)
        somebody = remembered(here.nouns, "terminal", "bo", "", NOW)
        assert Voices(written).report(Said.REASON, given.id, somebody.id, Cause.OTHER, NOW)
        assert written.statements.index(NOTE) < written.statements.index(LOCK[Said.REASON])
        written.statements.clear()
        Signatures(written, here.nouns.vault, here.nouns.ledger).show(given, HELD, NOW)
        assert written.statements.index(NOTE) < written.statements.index(SHOW)

    await in_a_turn(store, do)
