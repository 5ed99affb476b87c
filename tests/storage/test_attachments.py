"""What is attached to petitions and stories, and which pictures the world may see."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage.attachments import MOST_FILES, Owner, Words
from storage.file_store import DOCUMENTS, FileStore, Stored
from storage.nouns import Nouns
from storage.store import Store
from storage.tables.stories import story
from tests.pictures import PDF, png
from tests.storage.everything import plant_story
from tests.storage.planting import plant_petition

SAID = Words("A park with old trees", "Before the felling")


@pytest.fixture
def picture(tmp_path: Path) -> Stored:
    return FileStore(tmp_path).keep(png(), DOCUMENTS)


@pytest.fixture
def letter(tmp_path: Path) -> Stored:
    return FileStore(tmp_path).keep(PDF, DOCUMENTS)


async def test_a_petition_has_one_picture_and_the_newest_stays(store: Store, tmp_path: Path, picture: Stored) -> None:
    newer = FileStore(tmp_path).keep(png(shade=7), DOCUMENTS)

    def attach(nouns: Nouns) -> None:
        owner = Owner(petition_id=plant_petition(nouns, "park"))
        nouns.attachments.set_picture(owner, picture, "trees.jpeg", SAID)
        nouns.attachments.set_picture(owner, newer, "more trees.png", replace(SAID, caption=""))
        (found,) = nouns.attachments.all_of(owner)
        assert (found.name, found.description, found.caption, found.size) == (
            "more trees.png",
            SAID.description,
            "",
            newer.size,
        )
        assert found.is_picture
        assert nouns.stories.files_of_petition(owner.petition_id or 0) == [found]
        assert nouns.attachments.named([picture.sha256, newer.sha256]) == {newer.sha256}

    await store.turn(attach)


async def test_files_are_added_described_replaced_and_removed(store: Store, picture: Stored, letter: Stored) -> None:
    def attach(nouns: Nouns) -> None:
        owner = Owner(story_id=plant_story(nouns))
        assert nouns.attachments.add(owner, letter, "letter.PDF", SAID)
        assert nouns.attachments.add(owner, letter, "the same letter.pdf", SAID)
        (found,) = nouns.attachments.all_of(owner)
        nouns.attachments.describe(found.id, Words("The letter"))
        nouns.attachments.replace(found.id, picture, "scan.pdf")
        attached = nouns.attachments.find(found.id)
        assert attached is not None
        assert attached.owner == owner
        assert (attached.file.name, attached.file.media_type) == ("scan.png", "image/png")
        assert (attached.file.description, attached.file.is_picture) == ("The letter", False)
        nouns.attachments.remove(found.id)
        assert nouns.attachments.all_of(owner) == []
        assert nouns.attachments.find(found.id) is None

    await store.turn(attach)


async def test_so_many_files_and_no_more(store: Store, tmp_path: Path) -> None:
    files = [FileStore(tmp_path).keep(png(shade=shade), DOCUMENTS) for shade in range(MOST_FILES + 1)]

    def attach(nouns: Nouns) -> list[bool]:
        owner = Owner(petition_id=plant_petition(nouns, "park"))
        nouns.attachments.set_picture(owner, files[0], "picture.png", SAID)
        return [nouns.attachments.add(owner, each, "file.png", SAID) for each in files]

    assert await store.turn(attach) == [True] * MOST_FILES + [False]


@pytest.mark.parametrize("state", ["draft", "open"])
async def test_the_world_sees_no_picture_of_a_draft(store: Store, picture: Stored, state: str) -> None:
    def attach(nouns: Nouns) -> list[bool]:
        story_id = plant_story(nouns)
        nouns.connection.run(sa.update(story).values(state="draft" if state == "draft" else "published"))
        owners = [Owner(petition_id=plant_petition(nouns, "park", state=state)), Owner(story_id=story_id)]
        for owner in owners:
            nouns.attachments.set_picture(owner, picture, "trees.png", SAID)
        (first,), (second,) = (nouns.attachments.all_of(owner) for owner in owners)
        return [nouns.stories.public_picture(each.id) is not None for each in (first, second)]

    assert await store.turn(attach) == [state == "open"] * 2
