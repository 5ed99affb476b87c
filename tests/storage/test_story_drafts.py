"""Stories while they are written: nobody else sees them, nothing is overwritten, and who follows is told once."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from storage.nouns import Nouns
from storage.organisations import Source
from storage.store import Store
from storage.stories import Story
from storage.story_drafts import StoryConflict, StoryKind, StoryPart, Written
from storage.tables.news import alert
from tests.storage.planting import NOW, plant_organisation, plant_petition

LATER = NOW + timedelta(days=1)


@pytest.fixture
async def draft(store: Store) -> int:
    """A draft of a piece of news."""

    def plant(nouns: Nouns) -> int:
        return nouns.story_drafts.begin(plant_organisation(nouns), StoryKind.NEWS, "The vote", "en", NOW)

    return await store.turn(plant)


def found(nouns: Nouns, story_id: int) -> Story:
    """It, whoever may see it."""
    story = nouns.stories.find_any(story_id)
    assert story is not None
    return story


def write(nouns: Nouns, story_id: int, value: str, part: StoryPart = StoryPart.TEXT) -> object:
    """Somebody who sees what stands there writes something else."""
    story = found(nouns, story_id)
    return nouns.story_drafts.set_part(story, part, value, nouns.story_drafts.written(story).mark(part))


def alerts(nouns: Nouns) -> list[str]:
    """The kinds of all that was told."""
    return [row.kind for row in nouns.connection.all(sa.select(alert.c.kind))]


async def test_nobody_else_sees_a_draft(store: Store, draft: int) -> None:
    def look(nouns: Nouns) -> object:
        write(nouns, draft, "They voted.")
        return nouns.stories.find(draft), nouns.stories.newest(5), alerts(nouns)

    assert await store.turn(look) == (None, ([], 0), [])


async def test_what_is_published_is_seen_and_told_once(store: Store, draft: int) -> None:
    def publish(nouns: Nouns) -> object:
        write(nouns, draft, "They voted.")
        done = [nouns.story_drafts.publish(found(nouns, draft), "", NOW)]
        nouns.story_drafts.take_down(found(nouns, draft))
        hidden = nouns.stories.find(draft)
        nouns.story_drafts.put_back(found(nouns, draft))
        return done, hidden, found(nouns, draft).text, nouns.stories.newest(5)[1], alerts(nouns)

    assert await store.turn(publish) == ([True], None, "They voted.", 1, ["new_story"])


async def test_changes_wait_until_they_are_published_and_what_was_said_before_is_kept(store: Store, draft: int) -> None:
    def change(nouns: Nouns) -> object:
        write(nouns, draft, "They voted.")
        nouns.story_drafts.publish(found(nouns, draft), "", NOW)
        write(nouns, draft, "They voted no.")
        read = found(nouns, draft).text
        published = nouns.story_drafts.publish(found(nouns, draft), "How they voted", LATER)
        (earlier,) = nouns.story_drafts.earlier(draft)
        again = nouns.story_drafts.publish(found(nouns, draft), "Again", LATER)
        return read, published, found(nouns, draft).text, earlier.written, earlier.note, again

    shown = ("They voted.", True, "They voted no.", Written("The vote", "They voted."), "How they voted", False)
    assert await store.turn(change) == shown


async def test_what_is_put_back_says_what_was_changed_meanwhile(store: Store, draft: int) -> None:
    def change(nouns: Nouns) -> object:
        write(nouns, draft, "They voted.")
        nouns.story_drafts.publish(found(nouns, draft), "", NOW)
        nouns.story_drafts.take_down(found(nouns, draft))
        write(nouns, draft, "They voted no.")
        refused = nouns.story_drafts.put_back(found(nouns, draft))
        hidden = nouns.stories.find(draft)
        published = nouns.story_drafts.publish(found(nouns, draft), "How they voted", LATER)
        read = nouns.stories.find(draft)
        return refused, hidden, published, read and read.text, alerts(nouns)

    assert await store.turn(change) == (False, None, True, "They voted no.", ["new_story"])


async def test_what_was_taken_down_and_changed_says_nothing_of_before(store: Store, draft: int) -> None:
    def change(nouns: Nouns) -> object:
        write(nouns, draft, "Bob lives at 4 High Street.")
        nouns.story_drafts.publish(found(nouns, draft), "", NOW)
        write(nouns, draft, "Bob lives at 4 High Street, Leeds.")
        nouns.story_drafts.publish(found(nouns, draft), "Where", NOW)
        nouns.story_drafts.take_down(found(nouns, draft))
        write(nouns, draft, "Somebody waited.")
        nouns.story_drafts.publish(found(nouns, draft), "Without a name", LATER)
        earlier = nouns.story_drafts.earlier(draft)
        return nouns.stories.find(draft) is not None, [(each.written, each.note) for each in earlier]

    nothing = Written("", "")
    assert await store.turn(change) == (True, [(nothing, "Without a name"), (nothing, "Where")])


async def test_who_comes_second_overwrites_nothing(store: Store, draft: int) -> None:
    def both(nouns: Nouns) -> object:
        seen = nouns.story_drafts.written(found(nouns, draft)).mark(StoryPart.TEXT)
        nouns.story_drafts.set_part(found(nouns, draft), StoryPart.TEXT, "Mine.", seen)
        second = nouns.story_drafts.set_part(found(nouns, draft), StoryPart.TEXT, "Yours.", seen)
        assert isinstance(second, StoryConflict)
        return second.written.text, nouns.story_drafts.written(found(nouns, draft)).text

    assert await store.turn(both) == ("Mine.", "Mine.")


async def test_what_is_discarded_was_never_there(store: Store, draft: int) -> None:
    def discard(nouns: Nouns) -> object:
        write(nouns, draft, "They voted.")
        nouns.story_drafts.publish(found(nouns, draft), "", NOW)
        write(nouns, draft, "Another vote", StoryPart.TITLE)
        nouns.story_drafts.discard(found(nouns, draft))
        return nouns.story_drafts.is_changed(found(nouns, draft)), found(nouns, draft).title

    assert await store.turn(discard) == (False, "The vote")


async def test_what_was_published_meanwhile_loses_nothing_to_who_comes_too_late(store: Store, draft: int) -> None:
    def publish(nouns: Nouns) -> object:
        seen = [found(nouns, draft)]
        for words in ("One.", "Two.", "Three."):
            write(nouns, draft, words)
            assert nouns.story_drafts.publish(found(nouns, draft), words, NOW)
            seen.append(found(nouns, draft))
        is_published = nouns.story_drafts.publish(seen[1], "late", NOW)
        return is_published, [each.written.text for each in nouns.story_drafts.earlier(draft)]

    assert await store.turn(publish) == (False, ["Two.", "One."])


async def test_it_belongs_only_to_a_petition_of_the_same_people(store: Store, draft: int) -> None:
    def belong(nouns: Nouns) -> object:
        own, others = plant_petition(nouns, "park"), plant_petition(nouns, "pool", organisation_id=_york(nouns))
        drafts, story = nouns.story_drafts, found(nouns, draft)
        taken = [drafts.set_petition(story, others), drafts.set_petition(story, own)]
        drafts.set_links(story, [Source("Post", "https://post.example/vote")])
        return taken, found(nouns, draft).petition_id == own, found(nouns, draft).links

    assert await store.turn(belong) == ([False, True], True, (Source("Post", "https://post.example/vote"),))


def _york(nouns: Nouns) -> int:
    return plant_organisation(nouns, "york")
