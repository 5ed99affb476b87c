"""What waits for an organisation's moderators: its own alone, the longest waiting first, and nobody's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from storage.comments import Comment
from storage.decisions import Thing
from storage.nouns import Nouns
from storage.piles import Chosen, Pile
from storage.postgresql import PostgresqlStore
from storage.queues import MOST_COUNTED, Item
from storage.showing import ALL_NEW, SWEPT, TOO_FAST, Showing, Visibility
from storage.store import Store
from storage.tables.signing import signature
from storage.tables.stories import comment
from storage.voices import Cause, Said
from tests.storage.everything import plant_story
from tests.storage.plans import WHOLE, Explaining, plan_of
from tests.storage.planting import NOW, plant_organisation, plant_petition, remembered

HELD = Showing(Visibility.REASON, "Ada", "Leeds", "My friend Bob walks there.", "third_person")
SHOWN = Showing(Visibility.REASON, "Ada", "Leeds", "I walk there.")
A_MINUTE = timedelta(minutes=1)


@dataclass
class Planted:
    """An organisation with a petition and a story, and a moderator who looks."""

    nouns: Nouns
    organisation_id: int
    petition_id: int
    story_id: int
    me: int

    def signs(self, name: str, showing: Showing = HELD, *, is_held: bool = False, at: datetime = NOW) -> int:
        """Somebody signs; the signature's id."""
        person = remembered(self.nouns, "terminal", name, f"chat of {name}", NOW)
        found = self.nouns.petitions.find(self.petition_id, "en", NOW)
        assert found is not None
        signed = self.nouns.signatures.add(found, person.id, showing, at, is_held=is_held)
        assert signed is not None
        return signed.signature.id

    def writes(self, name: str, text: str = "I was there.") -> Comment:
        """Somebody writes a comment."""
        person = remembered(self.nouns, "terminal", name, f"chat of {name}", NOW)
        return self.nouns.comments.add(self.story_id, person.id, name, text, NOW.date())

    def reports(self, kind: Said, subject_id: int, at: datetime = NOW) -> None:
        """A reader reports something."""
        person = remembered(self.nouns, "terminal", "reader", "chat", NOW)
        assert self.nouns.voices.report(kind, subject_id, person.id, Cause.INSULTS, at)

    def first(self, after: Item | None = None, pile: Pile = Pile.ALL, petition_id: int = 0) -> Item | None:
        """What the moderator is to look at."""
        return self.nouns.queues.first(Chosen(self.organisation_id, pile, petition_id), self.me, NOW, after)

    def walk(self, pile: Pile = Pile.ALL) -> list[int]:
        """All of it, by skipping until it begins anew."""
        ids: list[int] = []
        item = self.first(pile=pile)
        while item is not None and item.id not in ids:
            ids.append(item.id)
            item = self.first(item, pile)
        return ids


def plant(nouns: Nouns, slug: str = "leeds") -> Planted:
    """Everything somebody can write under."""
    organisation_id = plant_organisation(nouns, slug)
    petition_id = plant_petition(nouns, f"park of {slug}", organisation_id=organisation_id, code=slug.upper()[:6])
    moderator = remembered(nouns, "terminal", "mo", "chat of mo", NOW)
    story_id = plant_story(nouns, f"story of {slug}")
    return Planted(nouns, organisation_id, petition_id, story_id, moderator.id)


async def test_the_longest_waiting_comes_first_and_skipping_goes_round(store: Store) -> None:
    def look(nouns: Nouns) -> None:
        here = plant(nouns)
        late, early = here.signs("bo", at=NOW + A_MINUTE), here.signs("ada")
        raid = here.signs("eve", Showing(), is_held=True)
        written = here.writes("ann").id
        seen = here.signs("kim", SHOWN)
        here.reports(Said.REASON, seen)
        here.signs("lea", SHOWN)
        assert here.walk() == [seen, early, late, written, raid]
        assert here.walk(Pile.REASONS) == [early, late]
        assert nouns.queues.how_many(Chosen(here.organisation_id)) == {
            Pile.SHOWN_REASONS: 1,
            Pile.SHOWN_COMMENTS: 0,
            Pile.REASONS: 2,
            Pile.COMMENTS: 1,
            Pile.SIGNATURES: 1,
        }

    await store.turn(look)


async def test_other_organisations_see_nothing_of_it(store: Store) -> None:
    def look(nouns: Nouns) -> None:
        here = plant(nouns)
        there = plant(nouns, "york")
        given, written = here.signs("ada", is_held=True), here.writes("ann")
        here.nouns.connection.run(sa.update(comment).values(state="published"))
        here.reports(Said.COMMENT, written.id)
        assert there.first() is None
        assert set(nouns.queues.how_many(Chosen(there.organisation_id)).values()) == {0}
        assert here.walk() == [written.id, given]
        assert nouns.queues.petitions(here.organisation_id, 9) == [here.petition_id]
        assert nouns.queues.petitions(there.organisation_id, 9) == []

    await store.turn(look)


async def test_each_has_its_number_in_its_pile(store: Store) -> None:
    def look(nouns: Nouns) -> None:
        here = plant(nouns)
        ids = [here.signs(f"p{n}", at=NOW + n * A_MINUTE) for n in range(3)]
        chosen = Chosen(here.organisation_id)
        items = [nouns.queues.find(each) for each in ids]
        assert [nouns.queues.number_of(chosen, each) for each in items if each] == [1, 2, 3]
        other = plant_petition(nouns, "other", organisation_id=here.organisation_id)
        assert here.first(petition_id=other) is None
        assert here.first(petition_id=here.petition_id) == items[0]

    await store.turn(look)


async def test_nobody_is_given_their_own_words_or_what_somebody_else_looks_at(store: Store) -> None:
    def look(nouns: Nouns) -> None:
        here = plant(nouns)
        here.signs("mo")
        first, second = here.signs("ada", at=NOW + A_MINUTE), here.signs("bo", at=NOW + 2 * A_MINUTE)
        other = remembered(nouns, "terminal", "eva", "chat of eva", NOW)
        assert nouns.takings.take(Thing.REASON, first, other.id, NOW)
        assert here.walk() == [second]
        assert not nouns.takings.take(Thing.REASON, first, here.me, NOW)
        assert nouns.takings.holder(Thing.REASON, first, here.me, NOW) == other.id
        assert nouns.takings.take(Thing.REASON, second, other.id, NOW)
        assert here.walk() == [first]
        assert nouns.takings.take(Thing.REASON, second, here.me, NOW + 10 * A_MINUTE)

    await store.turn(look)


@pytest.mark.parametrize(("put_by", "why"), [("pace", TOO_FAST), ("petition", ALL_NEW), ("sweep:7", SWEPT)])
async def test_a_signature_says_what_holds_it(store: Store, put_by: str, why: str) -> None:
    def look(nouns: Nouns) -> None:
        given = plant(nouns).signs("ada", Showing(), is_held=True)
        nouns.connection.run(sa.update(signature).values(put_by=put_by))
        found = nouns.queues.find(given)
        assert found is not None
        assert found.held_for == why
        (listed,) = nouns.reviews.held(9)
        assert listed.held_for == why, "the command line says the same"

    await store.turn(look)


async def test_very_many_are_counted_no_further_than_is_worth_it(store: Store) -> None:
    def look(nouns: Nouns) -> None:
        here = plant(nouns)
        given = here.signs("ada", Showing(), is_held=True)
        row = nouns.connection.first(sa.select(signature).where(signature.c.id == given))
        assert row is not None
        more = [row._asdict() | {"id": n + 1, "supporter_id": None} for n in range(MOST_COUNTED + 5)]
        nouns.connection.many(sa.insert(signature), more)
        chosen = Chosen(here.organisation_id, Pile.SIGNATURES)
        assert nouns.queues.how_many(chosen)[Pile.SIGNATURES] == MOST_COUNTED + 1

    await store.turn(look)


QUESTIONS: dict[str, Any] = {
    "ix_signature_held_here": Pile.SIGNATURES,
    "ix_signature_held_reasons": Pile.REASONS,
    "ix_comment_held": Pile.COMMENTS,
    "ix_report_unsettled": Pile.SHOWN_REASONS,
}


@pytest.mark.parametrize("index", QUESTIONS)
async def test_each_pile_is_read_by_its_index(store: Store, index: str) -> None:
    await store.turn(plant)
    chosen = Chosen(1, QUESTIONS[index])
    asks = (lambda nouns: nouns.queues.first(chosen, 1, NOW), lambda nouns: nouns.queues.how_many(chosen))
    for ask in asks:
        plan = await store.turn(partial(plan_of, ask=ask))
        assert index in plan, plan
        assert not WHOLE.search(plan), plan
        assert "SCAN signature\n" not in plan + "\n"
        assert "SCAN each\n" not in plan + "\n"


async def test_after_a_raid_the_first_that_waits_is_found_without_walking_it(
    postgresql_store: PostgresqlStore,
) -> None:
    """By what PostgreSQL knows of very many rows, and with all its ways to read them."""

    def look(nouns: Nouns) -> None:
        here = plant(nouns)
        for number in range(3):
            plant_petition(nouns, f"other {number}")
        given = here.signs("ada", Showing())
        row = nouns.connection.first(sa.select(signature).where(signature.c.id == given))
        assert row is not None
        of_raid = row._asdict() | {"supporter_id": None, "number": None}
        rows = [
            of_raid | {"id": n + 1, "state": "counted" if n < 6_000 else "held", "signed_at": NOW + n * A_MINUTE}
            for n in range(20_000)
        ]
        for page in range(0, len(rows), 1_000):
            nouns.connection.many(sa.insert(signature), rows[page : page + 1_000])
        nouns.connection.run(sa.text("ANALYZE"))
        asking = Nouns(explained := Explaining(nouns.connection), nouns.vault)
        assert asking.queues.petitions(here.organisation_id, 9) == [here.petition_id]
        assert asking.queues.first(Chosen(here.organisation_id, Pile.SIGNATURES), here.me, NOW) is not None
        plans = "\n".join(explained.plans)
        assert plans.count("ix_signature_held_here") == 2
        assert not re.search(r"Seq Scan on signature|ix_signature_held |ix_signature_of_petition", plans), plans

    await postgresql_store.turn(look)
