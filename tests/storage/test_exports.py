"""Whoever did everything gets everything, and once erased leaves nothing behind, in any table."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from storage.erasing import erase_person
from storage.follows import Topic
from storage.nouns import Nouns
from storage.showing import Showing, Visibility
from storage.store import Store
from storage.tables.metadata import metadata
from storage.tables.people import supporter
from tests.storage.everything import (
    ADDRESS,
    COMMENT,
    NAME,
    PLACE,
    REASON,
    USER_ID,
    ZONE,
    do_everything,
    plant_story,
)
from tests.storage.planting import NOW, end, planted, read, remembered, rows, sign
from tests.storage.test_secrecy import everything_in_clear

SECTIONS = {
    "account": "accounts",
    "signature": "signatures",
    "follow": "follows",
    "me_too": "me_too",
    "report": "reports",
    "share_link": "share_links",
    "reminder": "reminders",
    "delivery": "messages",
    "comment": "comments",
    "member": "organizes_for",
    "invite": "invitations",
    "audit": "done_as_organizer",
    "decided": "decided",
    "taken": "looks_at",
    "alarm": "alarms_answered",
    "sweep": "sweeps",
    "document": "documents",
}
"""Which part of the export holds the rows of each table that names a supporter."""


def tables_of_people() -> list[sa.Table]:
    return [table for table in metadata.sorted_tables if "supporter_id" in table.c]


async def done(store: Store) -> int:
    """The id of somebody who did everything, beside somebody else who signed."""
    park = await planted(store)
    other = await sign(store, park, "bo", Showing(Visibility.REASON, "Bo", "", "I walk here."))
    return await store.turn(lambda nouns: do_everything(nouns, park, plant_story(nouns), other.id))


async def test_an_export_has_every_row_of_every_table(store: Store) -> None:
    person = await done(store)
    exported = await store.read(lambda nouns: nouns.exports.of(person))
    for table in tables_of_people():
        mine = await rows(store, sa.select(table).where(table.c.supporter_id == person))
        assert mine, f"whoever does everything has something in {table.name}"
        assert len(exported[SECTIONS[table.name]]) == len(mine)


async def test_an_export_says_what_was_typed_and_nothing_of_others(store: Store) -> None:
    person = await done(store)
    exported = str(await store.read(lambda nouns: nouns.exports.of(person)))
    for words in (NAME, PLACE, REASON, COMMENT, ZONE, USER_ID, ADDRESS, "insults", "'language': 'de'"):
        assert words in exported
    assert "I walk here." not in exported
    assert "Bo" not in exported


async def test_what_was_signed_and_followed_is_named_as_people_know_it(store: Store) -> None:
    park = await planted(store)
    await sign(store, park, "bo")

    def follow(nouns: Nouns) -> dict[str, Any]:
        bo = remembered(nouns, "terminal", "bo", "chat of bo", NOW)
        nouns.follows.set(bo.id, f"petition:{park.id}", Topic.ENDINGS, NOW)
        nouns.follows.set(bo.id, "petition:404", Topic.ENDINGS, NOW)
        nouns.follows.set(bo.id, "topic:parks", Topic.STORIES, NOW)
        return nouns.exports.of(bo.id, "en")

    exported = await store.turn(follow)
    named = {"petition": "park", "title": park.title}
    assert named.items() <= exported["signatures"][0].items()
    followed = {each["of"]: each for each in exported["follows"]}
    assert named.items() <= followed[f"petition:{park.id}"].items()
    assert "title" not in followed["petition:404"]
    assert "title" not in followed["topic:parks"]


async def traces(store: Store, person: int) -> set[Any]:
    """The person's ids, and every sealed or hashed value of their rows."""
    found: set[Any] = {person}
    of_person = [(table, table.c.supporter_id == person) for table in tables_of_people()]
    for table, condition in (*of_person, (supporter, supporter.c.id == person)):
        hidden = [column for column in table.c if isinstance(column.type, sa.LargeBinary) or column.name == "code"]
        if hidden:
            found |= {value for row in await rows(store, sa.select(*hidden).where(condition)) for value in row if value}
    conversation = metadata.tables["conversation"]
    (kept,) = await rows(store, sa.select(conversation.c.person_key, conversation.c.chat_key, conversation.c.body))
    return found | set(kept)


@pytest.mark.parametrize("has_ended", [False, True])
async def test_nothing_of_an_erased_person_is_left_in_any_table(store: Store, has_ended: bool) -> None:
    person = await done(store)
    known = await traces(store, person)
    if has_ended:
        await end(store, await read(store, 1))
    await store.turn(lambda nouns: erase_person(nouns, person, NOW))
    await store.scrub()
    for table in metadata.sorted_tables:
        for row in await rows(store, sa.select(table)):
            assert not any(value == one for value in row for one in known), f"something is left in {table.name}"
    left = await everything_in_clear(store)
    for value in known - {person}:
        spelled = (value.lower(), value.hex().encode()) if isinstance(value, bytes) else (value.lower().encode(),)
        assert not any(one in left for one in spelled)
    assert (await read(store, 1)).count == (2 if has_ended else 1)


async def test_what_they_said_of_others_is_taken_back(store: Store) -> None:
    person = await done(store)
    await store.turn(lambda nouns: erase_person(nouns, person, NOW))
    (bo,), _total = await store.read(lambda nouns: nouns.reasons.of(1, 10))
    assert bo.me_too == 0
    assert await store.read(lambda nouns: nouns.reviews.held(10)) == []
