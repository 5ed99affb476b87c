"""What was told wrongly is put right, by an edit and, where organizers say so, by a message; and in which language."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from storage.broadcast_words import Words
from storage.columns import EPOCH
from storage.correcting import SETTLES, correct_page
from storage.hearing import BROADCAST, CAMPAIGN_UPDATE, CORRECTION
from storage.nouns import Nouns
from storage.store import Store
from storage.tables.news import alert
from storage.tables.telling import campaign_update
from tests.storage.broadcasting import (
    AN_HOUR,
    LATER,
    PARK,
    draft,
    found,
    make_all,
    people,
    plant,
    tells,
    translated,
    victory,
)
from tests.storage.delivering import claimed, person
from tests.storage.planting import NOW

ORGANISATION = "organisation:1"
NOT_HULL = "It is York, not Hull."


def told(nouns: Nouns, petition_id: int | None) -> tuple[int, int, int]:
    """A broadcast of which one of two was told: its id, who was told, and who waits."""
    plant(nouns)
    both = {person(nouns, name, PARK, ORGANISATION) for name in ("ada", "bo")}
    begun = draft(nouns, petition_id)
    assert nouns.broadcasts.start(begun, LATER)
    make_all(nouns)
    (first,) = tells(nouns, most=1)
    (other,) = both - {first}
    return begun, first, other


def settle(nouns: Nouns) -> None:
    """Every page of the correction is done."""
    while correct_page(nouns, LATER + AN_HOUR + SETTLES):
        pass


@pytest.mark.parametrize("petition_id", [1, None])
async def test_a_correction_reaches_those_who_were_told_and_edits_what_stands(
    store: Store, petition_id: int | None
) -> None:
    def correct(nouns: Nouns) -> list[Any]:
        begun, first, other = told(nouns, petition_id)
        words = (Words("en", "We move", "To York."),)
        assert nouns.broadcasts.correct(begun, LATER + AN_HOUR, says_so=True, correction=NOT_HULL, words=words)
        settle(nouns)
        due = claimed(nouns, LATER + 2 * AN_HOUR)
        kinds = sorted((each.alert.kind, each.whom == first, bool(each.message), each.is_wanted) for each in due)
        corrections = [each for each in due if each.alert.kind == CORRECTION]
        missed = nouns.missed.of(other, EPOCH, 5)[0]
        its = nouns.broadcasts.public(begun)
        assert its is not None
        return [kinds, its.text, its.correction, len(corrections), [each.kind for each in missed]]

    kinds = [
        (BROADCAST, False, False, True),
        (BROADCAST, True, True, True),
        (CORRECTION, True, False, True),
    ]
    assert await store.turn(correct) == [kinds, "To York.", NOT_HULL, 1, [BROADCAST]]


async def test_whoever_read_it_wrongly_as_missed_news_finds_the_correction_there(store: Store) -> None:
    def correct(nouns: Nouns) -> list[list[str]]:
        begun, _first, other = told(nouns, None)
        before = [each.kind for each in nouns.missed.of(other, EPOCH, 5)[0]]
        assert nouns.broadcasts.correct(begun, LATER + AN_HOUR, says_so=True, correction=NOT_HULL)
        return [before, [each.kind for each in nouns.missed.of(other, LATER, 5)[0]]]

    assert await store.turn(correct) == [[BROADCAST], [CORRECTION]]


async def test_without_a_message_it_is_only_edited(store: Store) -> None:
    def correct(nouns: Nouns) -> list[Any]:
        begun, first, _other = told(nouns, 1)
        words = (Words("de", "Wir ziehen um", "Nach York."),)
        assert nouns.broadcasts.correct(begun, LATER + AN_HOUR, says_so=False, words=words)
        settle(nouns)
        due = claimed(nouns, LATER + 2 * AN_HOUR)
        edited = [each.whom for each in due if each.message]
        raised = [row.kind for row in nouns.connection.all(sa.select(alert.c.kind))]
        return [edited == [first], raised, nouns.broadcasts.public(begun, "de").text]  # type: ignore[union-attr]

    assert await store.turn(correct) == [True, [BROADCAST], "Nach York."]


async def test_a_correction_of_news_says_so_on_the_news(store: Store) -> None:
    def correct(nouns: Nouns) -> list[Any]:
        plant(nouns)
        people(nouns, "ada")
        begun = victory(nouns)
        assert nouns.broadcasts.start(begun, LATER)
        make_all(nouns)
        tells(nouns)
        assert nouns.broadcasts.correct(begun, LATER + AN_HOUR, says_so=True, correction=NOT_HULL)
        settle(nouns)
        won = nouns.campaign_updates.victory_of(1)
        assert won is not None
        due = claimed(nouns, LATER + 2 * AN_HOUR)
        return [won.correction, found(nouns, begun).correction, sorted(each.alert.kind for each in due)]

    assert await store.turn(correct) == [NOT_HULL, NOT_HULL, [CORRECTION, "victory"]]


async def test_news_is_read_in_the_readers_language_where_it_has_words_in_it(store: Store) -> None:
    def read(nouns: Nouns) -> list[Any]:
        plant(nouns)
        begun = victory(nouns)
        translated(nouns, "de", "Er bleibt")
        assert nouns.broadcasts.start(begun, LATER)
        titles = [nouns.campaign_updates.victory_of(1, each) for each in ("de", "es", "")]
        named = nouns.campaign_updates.named(1, "won", "de")
        assert named is not None
        # Of what nobody has translated yet, the first language is read.
        own = [each.title for each in titles if each]
        texts = (named.text, named.what_changed, nouns.campaign_updates.find(1, "de") == named)
        languages = [each.locale for each in nouns.broadcast_words.words(begun)]
        return [own, texts, nouns.broadcasts.find(begun, "de").title, languages]  # type: ignore[union-attr]

    expected = [["Er bleibt", "It stays", "It stays"], ("Er bleibt", "No road.", True), "Er bleibt", ["en", "de"]]
    assert await store.turn(read) == expected


async def test_of_one_piece_of_news_there_is_one_broadcast_and_of_drafts_nobody_reads(store: Store) -> None:
    def read(nouns: Nouns) -> list[Any]:
        plant(nouns)
        begun = victory(nouns)
        again = nouns.broadcasts.begin(1, "victory", "en", NOW, 1, 1)
        nouns.connection.run(sa.update(campaign_update).values(kind="news"))
        listed = [nouns.campaign_updates.of(1, 5), nouns.campaign_updates.how_many(1)]
        announced = nouns.campaign_updates.announce(1, NOW)
        return [again == begun, nouns.campaign_updates.find(1), *listed, announced, CAMPAIGN_UPDATE]

    assert await store.turn(read) == [True, None, [], 0, False, CAMPAIGN_UPDATE]
