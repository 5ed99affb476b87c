"""Campaign files that are loaded again over what was changed in a chat since."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage.additions import From
from storage.drafting_parts import Target
from storage.goal_messages import Goal
from storage.nouns import Nouns
from storage.petition_texts import TextPart
from storage.rows import Changes
from storage.standing import State
from storage.store import Store
from storage.stories import Story
from storage.story_drafts import StoryPart
from storage.tables.petitions import (
    decision_maker,
    milestone,
    petition,
)
from storage.tables.telling import campaign_update
from tests.storage.loading.files import LATER, NOW, loaded, of_park, park
from tests.storage.loading.tables import everything, rows


@pytest.mark.parametrize("state", [State.CLOSED, State.RETIRED])
async def test_what_was_ended_in_chat_stays_ended(store: Store, tmp_path: Path, state: State) -> None:
    await loaded(store, tmp_path, park())
    standing = await of_park(store)

    def end(nouns: Nouns) -> bool:
        close, retire = nouns.stages.close, nouns.stages.retire
        return close(standing) if state is State.CLOSED else retire(standing, "It is gone.", NOW)

    await store.turn(end)
    before = await of_park(store)
    said = park()
    said["petitions"][0]["closes_on"] = "2030-01-01"
    assert not (await loaded(store, tmp_path, said)).changes
    assert await of_park(store) == before
    said["petitions"][0]["state"] = "won"
    await loaded(store, tmp_path, said)
    assert ((await of_park(store)).state, (await of_park(store)).retired_for) == (State.WON, "")


async def test_what_ran_out_is_not_opened_by_a_later_day_in_a_file(store: Store, tmp_path: Path) -> None:
    said = park()
    said["petitions"][0]["closes_on"] = "2026-05-01"
    await loaded(store, tmp_path, said)
    for later in ("2030-01-01", None):
        said["petitions"][0]["closes_on"] = later
        said["petitions"][0] = {key: value for key, value in said["petitions"][0].items() if value is not None}
        assert not (await loaded(store, tmp_path, said)).changes
    assert (await of_park(store)).last_day == date(2026, 5, 1)


async def test_what_was_published_in_chat_is_no_draft_again(store: Store, tmp_path: Path) -> None:
    said = park()
    said["petitions"][0]["state"] = "draft"
    await loaded(store, tmp_path, said)
    await store.turn(lambda nouns: nouns.connection.run(sa.update(petition).values(state=State.OPEN.value)))
    assert not (await loaded(store, tmp_path, said)).changes
    assert (await of_park(store)).is_open


async def test_a_last_day_is_meant_in_the_zone_of_the_petition(store: Store, tmp_path: Path) -> None:
    said = park()
    said["petitions"][0]["closes_on"] = "2030-01-01"
    await loaded(store, tmp_path, said)
    standing = await of_park(store)
    await store.turn(lambda nouns: nouns.drafted_parts.set_zone(standing, "Asia/Tokyo"))
    assert not (await loaded(store, tmp_path, said)).changes
    assert (await of_park(store)).last_day == date(2030, 1, 1)


async def changes_story(store: Store, text: str) -> None:
    """Organizers publish another text of it in chat, and begin a third one."""

    def change(nouns: Nouns) -> None:
        write(nouns, text)
        assert nouns.story_drafts.publish(of_day(nouns), "We counted again.", LATER)
        write(nouns, "And so on.")

    await store.turn(change)


def write(nouns: Nouns, text: str) -> None:
    given = of_day(nouns)
    seen = nouns.story_drafts.written(given).mark(StoryPart.TEXT)
    nouns.story_drafts.set_part(given, StoryPart.TEXT, text, seen)


def of_day(nouns: Nouns) -> Story:
    found = nouns.stories.find_any(1)
    assert found is not None
    return found


async def test_a_story_changed_in_chat_is_not_set_back_by_the_same_file(store: Store, tmp_path: Path) -> None:
    await loaded(store, tmp_path, park())
    await changes_story(store, "We counted twice.")
    assert not (await loaded(store, tmp_path, park())).changes
    assert (await store.read(of_day)).text == "We counted twice."
    said = park()
    said["stories"][0]["title"] = "Another day"
    await loaded(store, tmp_path, said)
    given = await store.read(of_day)
    assert (given.title, given.text) == ("Another day", "We counted twice."), "only what is new comes from the file"


async def test_another_text_in_the_file_keeps_what_was_changed_in_chat(store: Store, tmp_path: Path) -> None:
    await loaded(store, tmp_path, park())
    await changes_story(store, "We counted twice.")
    said = park()
    said["stories"][0]["text"] = "We counted for a year."
    for changes in (Changes(changed=1), Changes()):
        assert (await loaded(store, tmp_path, said)).changes == changes
    given = await store.read(of_day)
    assert (given.version, given.text) == (3, "We counted for a year.")
    earlier = await store.read(lambda nouns: nouns.story_drafts.earlier(1))
    assert [(each.version, each.written.text) for each in earlier] == [(2, "We counted twice."), (1, "We counted.")]
    assert (await store.read(lambda nouns: nouns.story_drafts.written(given))).text == "And so on."


async def test_news_that_is_told_in_chat_stays_as_it_is_there(store: Store, tmp_path: Path) -> None:
    await loaded(store, tmp_path, park())

    def write(nouns: Nouns) -> None:
        values = {"petition_id": 1, "slug": "victory-1", "kind": "victory", "happened_on": NOW.date(), "title": "Won"}
        row = {**values, "text": "", "sources": [], "state": "draft"}
        added = nouns.connection.first(sa.insert(campaign_update).values(row).returning(campaign_update.c.id))
        assert added is not None
        assert nouns.broadcasts.begin(1, "victory", "en", NOW, 1, added.id)

    await store.turn(write)
    assert not (await loaded(store, tmp_path, park())).changes
    said = park()
    said["petitions"][0].pop("updates")
    assert (await loaded(store, tmp_path, said)).changes == Changes(removed=1)
    assert [row.slug for row in await rows(store, campaign_update)] == ["victory-1"]


async def changes_in_chat(store: Store, part: TextPart, value: str, *, is_public: bool = True) -> None:
    """An organizer writes another text in English, and publishes it."""
    standing = await of_park(store)

    def write(nouns: Nouns) -> None:
        text = nouns.drafts.text(standing, "en")
        assert text is not None
        nouns.drafts.set_text(standing, "en", part, value, text.mark(part))
        if is_public:
            assert nouns.versions.publish(standing, "Said anew.", LATER, is_material=False)

    await store.turn(write)


async def test_what_was_written_in_chat_since_outlives_the_next_load(store: Store, tmp_path: Path) -> None:
    await loaded(store, tmp_path, park())
    await changes_in_chat(store, TextPart.ASK, "Keep all of it.")
    before = await everything(store)
    report = await loaded(store, tmp_path, park())
    assert (report.changes, report.kept) == (Changes(), ("park",))
    assert await everything(store) == before
    said = park()
    said["petitions"][0]["texts"][1].update(story="Neuf.")
    assert (await loaded(store, tmp_path, said)).kept == ("park",)
    texts = await store.read(lambda nouns: nouns.versions.texts(1, 3))
    assert (texts["en"].ask, texts["fr"].story) == ("Keep all of it.", "Neuf.")


async def test_a_draft_of_a_file_keeps_what_was_written_in_chat(store: Store, tmp_path: Path) -> None:
    said = park()
    said["petitions"][0]["state"] = "draft"
    await loaded(store, tmp_path, said)
    await changes_in_chat(store, TextPart.ASK, "Keep all of it.", is_public=False)
    assert (await loaded(store, tmp_path, said)).kept == ("park",)
    assert (await of_park(store)).ask == "Keep all of it."


async def test_a_file_takes_its_place_where_that_is_wanted(store: Store, tmp_path: Path) -> None:
    await loaded(store, tmp_path, park())
    ask = (await of_park(store)).ask
    await changes_in_chat(store, TextPart.ASK, "Keep all of it.")
    report = await loaded(store, tmp_path, park(), overwrite=True)
    assert (bool(report.changes), report.kept) == (True, ())
    assert (await of_park(store)).ask == ask


async def test_a_language_that_was_taken_out_in_chat_does_not_come_back(store: Store, tmp_path: Path) -> None:
    await loaded(store, tmp_path, park())
    standing = await of_park(store)

    def take_out(nouns: Nouns) -> None:
        nouns.drafts.remove_language(standing, "fr")
        assert nouns.versions.publish(standing, "English alone.", LATER, is_material=True)

    await store.turn(take_out)
    assert (await loaded(store, tmp_path, park())).kept == ("park",)
    assert list(await store.read(lambda nouns: nouns.versions.texts(1, 2))) == ["en"]
    assert (await of_park(store)).version == 2


async def test_whom_it_asks_as_a_version_of_chat_says_outlives_the_next_load(store: Store, tmp_path: Path) -> None:
    await loaded(store, tmp_path, park())
    standing = await of_park(store)

    def ask_another(nouns: Nouns) -> None:
        assert nouns.asked.add(standing, Target(office="Bishop"))
        assert nouns.versions.publish(standing, "The bishop, too.", LATER, is_material=True)

    await store.turn(ask_another)
    before = await rows(store, decision_maker)
    assert not (await loaded(store, tmp_path, park())).changes
    assert await rows(store, decision_maker) == before
    assert "Bishop" in {row.office for row in before}


@pytest.mark.parametrize(("overwrite", "message"), [(False, "A hundred of you!"), (True, "One hundred!")])
async def test_what_was_said_to_goals_in_chat_outlives_the_next_load(
    store: Store, tmp_path: Path, overwrite: bool, message: str
) -> None:
    await loaded(store, tmp_path, park())

    def say(nouns: Nouns) -> None:
        [row] = nouns.connection.all(sa.select(petition.c.id).where(petition.c.slug == park()["petitions"][0]["slug"]))
        found = nouns.petitions.find_any(row.id, "en", NOW)
        assert found is not None
        nouns.goal_messages.write(found, Goal(100, is_coming=False), "A hundred of you!", "Ada", NOW)
        nouns.goal_messages.write(found, Goal(100_000, is_coming=True), "So many!", "", NOW)

    await store.turn(say)
    for _load in range(2):
        await loaded(store, tmp_path, park(), overwrite=overwrite)
    found = {row.threshold: (row.message, row.is_coming) for row in await rows(store, milestone, by="threshold")}
    assert found[100] == (message, False)
    assert found.get(100_000) == (None if overwrite else ("So many!", True))


async def test_what_was_added_in_chat_outlives_the_next_load(store: Store, tmp_path: Path) -> None:
    said = park()
    said["petitions"][0]["imported"] = 150
    await loaded(store, tmp_path, said)
    [before] = [row for row in await rows(store, petition) if row.slug == said["petitions"][0]["slug"]]
    await store.turn(lambda nouns: nouns.additions.add(before.id, From.LIST, 30, "A list", NOW) and None)
    said["petitions"][0]["imported"] = 160
    for _load in range(2):
        await loaded(store, tmp_path, said)
    [now] = [row for row in await rows(store, petition) if row.slug == said["petitions"][0]["slug"]]
    assert now.count == before.count + 30 + 10
