"""News as its organizers write it: nobody else reads a draft, and what is withdrawn says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import sqlalchemy as sa

from storage.campaign_updates import VICTORY
from storage.correcting import CORRECTING
from storage.hearing import CORRECTION
from storage.news_pieces import Begun, NewsConflict, NewsPart, NewsState, NewsWords, Piece
from storage.nouns import Nouns
from storage.organisations import Source
from storage.petitions import Petition
from storage.standing import State
from storage.store import Store
from storage.tables.news import alert
from storage.tables.telling import broadcast, update_text
from tests.storage.planting import NOW, planted, read, rows

POST = Source("The Post", "https://post.example/park")
WON = Begun(VICTORY, "en", NewsWords("Keep the park", what_changed="It stays."), date(2026, 11, 20), (POST,))


async def begun(store: Store, park: Petition, begin: Begun = WON) -> Piece:
    """A draft, and what will tell it."""

    def write(nouns: Nouns) -> int:
        made = nouns.news_drafts.begin(park.id, begin)
        nouns.broadcasts.begin(park.organisation_id, begin.kind, "en", NOW, petition_id=park.id, update_id=made)
        return made

    return await piece_of(store, await store.turn(write))


async def piece_of(store: Store, update_id: int) -> Piece:
    found = await store.read(lambda nouns: nouns.news_drafts.find(update_id))
    assert found is not None
    return found


async def told(store: Store, piece: Piece) -> Piece:
    """The same, once its telling has begun."""

    def start(nouns: Nouns) -> bool:
        return nouns.broadcasts.start(nouns.news_drafts.broadcast_of(piece.id) or 0, NOW)

    assert await store.turn(start)
    return await piece_of(store, piece.id)


async def test_a_draft_is_read_by_its_organizers_alone(store: Store) -> None:
    park = await planted(store)
    piece = await begun(store, park)
    assert piece.state is NewsState.DRAFT
    assert await store.read(lambda nouns: nouns.campaign_updates.find(piece.id)) is None
    assert await store.read(lambda nouns: nouns.campaign_updates.victory_of(park.id)) is None
    standing = await store.read(lambda nouns: nouns.news_drafts.victory_of(park.id))
    assert standing == piece
    assert (await read(store, park.id)).state is State.OPEN


async def test_telling_it_wins_the_petition_and_withdrawing_it_takes_that_back(store: Store) -> None:
    park = await planted(store)
    piece = await told(store, await begun(store, park))
    assert (await read(store, park.id)).state is State.WON
    assert await store.turn(lambda nouns: nouns.news_drafts.withdraw(piece, "The court stayed it.", NOW))
    assert not await store.turn(lambda nouns: nouns.news_drafts.withdraw(piece, "Something else.", NOW))
    now = await piece_of(store, piece.id)
    assert (now.state, now.withdrawn_for) == (NewsState.WITHDRAWN, "The court stayed it.")
    assert (await read(store, park.id)).state is State.OPEN
    found = await store.read(lambda nouns: nouns.campaign_updates.find(piece.id))
    assert found is not None
    assert found.is_withdrawn
    assert CORRECTION in [row.kind for row in await rows(store, sa.select(alert))]


async def test_what_was_loaded_as_won_is_closed_when_it_is_withdrawn(store: Store) -> None:
    park = await planted(store, state=State.WON.value)

    def load(nouns: Nouns) -> int:
        made = nouns.news_drafts.begin(park.id, WON)
        nouns.connection.run(sa.text("UPDATE campaign_update SET state = 'published'"))
        return made

    piece = await piece_of(store, await store.turn(load))
    assert await store.turn(lambda nouns: nouns.news_drafts.withdraw(piece, "Too early.", NOW))
    assert (await read(store, park.id)).state is State.CLOSED


def _withdraw(nouns: Nouns, piece: Piece) -> bool:
    return nouns.news_drafts.withdraw(piece, "No.", NOW)


async def test_what_was_loaded_stays_won_while_another_victory_holds(store: Store) -> None:
    park = await planted(store)
    one, other = (
        await told(store, await begun(store, park)),
        await begun(store, park, replace(WON, words=NewsWords("They said so"))),
    )
    await store.turn(lambda nouns: nouns.connection.run(sa.text("UPDATE campaign_update SET state = 'published'")))
    await store.turn(lambda nouns: nouns.connection.run(sa.text("DELETE FROM broadcast WHERE started_at IS NULL")))
    for piece, state in ((other, State.WON), (one, State.OPEN)):
        assert await store.turn(partial(_withdraw, piece=piece))
        assert (await read(store, park.id)).state is state


async def test_two_who_write_the_same_overwrite_nothing(store: Store) -> None:
    piece = await begun(store, await planted(store))
    seen, part = piece.words.mark(NewsPart.CHANGED), NewsPart.CHANGED

    async def write(words: str) -> NewsWords | NewsConflict:
        return await store.turn(lambda nouns: nouns.news_drafts.set_part(piece, "en", part, words, seen))

    first = await write("The park stays.")
    second = await store.turn(
        lambda nouns: nouns.news_drafts.set_part(
            nouns.news_drafts.find(piece.id) or piece, "en", part, "It stays as it is.", seen
        )
    )
    assert isinstance(first, NewsWords)
    assert second == NewsConflict(first)


async def test_a_language_comes_and_goes(store: Store) -> None:
    piece = await begun(store, await planted(store))
    assert await store.turn(lambda nouns: nouns.news_drafts.add_language(piece, "es", "Salvad el parque"))
    assert not await store.turn(lambda nouns: nouns.news_drafts.add_language(piece, "es", "Otra vez"))
    assert not await store.turn(lambda nouns: nouns.news_drafts.add_language(piece, "en", "Again"))
    texts = await store.read(lambda nouns: nouns.news_drafts.texts(piece))
    assert list(texts) == ["en", "es"]
    assert texts["es"].title == "Salvad el parque"
    assert await store.turn(lambda nouns: nouns.news_drafts.remove_language(piece, "es"))
    assert await rows(store, sa.select(update_text)) == []


async def test_what_was_told_is_edited_and_a_draft_is_not(store: Store) -> None:
    piece = await begun(store, await planted(store))
    await store.turn(lambda nouns: nouns.news_drafts.complete(piece, NOW))
    assert await store.read(lambda nouns: nouns.jobs.first_unfinished(CORRECTING)) is None
    published = await told(store, piece)
    await store.turn(lambda nouns: nouns.news_drafts.complete(published, NOW))
    assert await store.read(lambda nouns: nouns.jobs.first_unfinished(CORRECTING)) is not None


async def test_a_draft_can_be_thrown_away_until_it_is_told(store: Store) -> None:
    park = await planted(store)
    piece = await begun(store, park)
    assert await store.turn(lambda nouns: nouns.news_drafts.drop(piece))
    assert await rows(store, sa.select(broadcast)) == []
    other = await begun(store, park)
    await told(store, other)
    assert not await store.turn(lambda nouns: nouns.news_drafts.drop(other))
    assert (await piece_of(store, other.id)).is_published


async def test_one_event_wins_several_petitions(store: Store) -> None:
    park, pond = await planted(store), await planted(store, "pond")
    event = Begun(VICTORY, "en", WON.words, WON.happened_on, (POST,), event="K7QM2XPD", others={"es": WON.words})
    first = await told(store, await begun(store, park, event))
    await begun(store, pond, event)
    both = await store.read(lambda nouns: nouns.news_drafts.of_event("K7QM2XPD", 5))
    assert [each.petition_id for each in both] == [park.id, pond.id]
    assert await store.read(lambda nouns: nouns.news_drafts.of_event("", 5)) == []
    letter = await store.read(lambda nouns: nouns.campaign_updates.find(first.id))
    assert letter is not None
    assert await store.read(lambda nouns: nouns.campaign_updates.won_together(letter, 5)) == []
    await told(store, both[1])
    assert await store.read(lambda nouns: nouns.campaign_updates.won_together(letter, 5)) == [pond.id]
