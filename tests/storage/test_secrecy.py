"""Nothing of a person stands anywhere in clear, and what is sealed opens only in its own place."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from storage.erasing import erase_person
from storage.nouns import Nouns
from storage.petitions import Petition
from storage.showing import Showing, Visibility
from storage.sqlite import SqliteStore
from storage.store import Store
from storage.tables.metadata import metadata
from storage.tables.signing import signature
from storage.tables.stories import comment, story
from storage.vault import KEY_BYTES, Unreadable, Vault, random_id
from tests.storage.planting import (
    NOW,
    end,
    erase,
    plant_organisation,
    planted,
    remembered,
    rows,
    sign,
    signature_of,
    signing,
    withdraw,
)

NAME, PLACE = "Zephyrine Quackenbush", "Llanfairpwllgwyngyll"
REASON = "My uncle Ottokar lost his Bockwurst stand."
COMMENT = "Xylophones for everybody, I say."
HALF_FILLED = "Only half a Kumquat so far"
USER_ID, ADDRESS = "7481920365528", "chat-5566778899001"
TYPED = (NAME, PLACE, REASON, COMMENT, HALF_FILLED, USER_ID, ADDRESS)
WORDS = {"Zephyrine", "Quackenbush", "Ottokar", "Bockwurst", "Xylophones", "Kumquat", *TYPED}


def spellings() -> set[bytes]:
    """Every word as it might stand in a file, in small letters."""
    folded = [word.lower() for word in WORDS]
    clear = {word.encode(encoding) for word in folded for encoding in ("utf-8", "utf-16-le", "utf-16-be")}
    return clear | {one.hex().encode() for one in clear}


async def everything_in_clear(store: Store) -> bytes:
    """Every byte that the store keeps, in small letters."""
    if isinstance(store, SqliteStore):
        return _bytes_of(store.file.parent)
    dumped = [await rows(store, _as_text(table)) for table in metadata.sorted_tables]
    assert sum(map(len, dumped)) > 0
    return "\n".join(row[0] for table in dumped for row in table).lower().encode()


def _as_text(table: sa.Table) -> sa.Select[Any]:
    """Rows as PostgreSQL writes them out, bytes in hexadecimal digits."""
    return sa.select(sa.literal_column(f'"{table.name}"::text')).select_from(table)


def _bytes_of(folder: Path) -> bytes:
    files = [path for path in folder.iterdir() if path.is_file()]
    assert any(path.stat().st_size for path in files)
    return b"".join(path.read_bytes() for path in files).lower()


async def assert_nothing_in_clear(store: Store) -> None:
    everything = await everything_in_clear(store)
    assert [one for one in spellings() if one in everything] == []


def remember_all(nouns: Nouns, park: Petition) -> None:
    """A supporter who typed everything there is to type."""
    supporter = remembered(nouns, "telegram", USER_ID, ADDRESS, NOW)
    showing = Showing(Visibility.REASON, NAME, PLACE, REASON)
    assert nouns.signatures.add(park, supporter.id, showing, NOW)
    nouns.conversations.keep(ADDRESS, USER_ID, {"form": {"reason": HALF_FILLED, "name": NAME}}, NOW)
    planted_story = sa.insert(story).values(
        slug="story",
        organisation_id=plant_organisation(nouns),
        kind="story",
        happened_on=date(2026, 3, 1),
        locale="en",
        title="A story",
        text="",
        links=[],
        is_sample=False,
    )
    (planted,) = nouns.connection.all(planted_story.returning(story.c.id))
    comment_id = random_id()
    written = sa.insert(comment).values(
        id=comment_id,
        story_id=planted.id,
        supporter_id=supporter.id,
        kind="comment",
        state="published",
        author=nouns.vault.seal("comment", "author", comment_id, NAME),
        text=nouns.vault.seal("comment", "text", comment_id, COMMENT),
        text_key=nouns.vault.keyed_hash("comment", COMMENT),
        posted_on=date(2026, 3, 1),
    )
    nouns.connection.run(written)


@pytest.fixture
async def park(store: Store) -> AsyncIterator[Petition]:
    """A petition that the supporter signed with all they have."""
    found = await planted(store)
    await store.turn(lambda nouns: remember_all(nouns, found))
    yield found
    # Whatever a test did, the whole of it was kept secret to the last.
    await assert_nothing_in_clear(store)


async def test_nothing_stands_in_clear_while_it_is_shown(store: Store, park: Petition) -> None:
    await assert_nothing_in_clear(store)
    (shown,), _total = await store.read(lambda nouns: nouns.reasons.of(park.id, 10))
    assert shown.showing == Showing(Visibility.REASON, NAME, PLACE, REASON)


async def test_nothing_stands_in_clear_after_it_was_made_private(store: Store, park: Petition) -> None:
    def hide(nouns: Nouns) -> None:
        supporter = nouns.supporters.find("telegram", USER_ID)
        assert supporter is not None
        mine = nouns.signatures.of(park.id, supporter.id)
        assert mine is not None
        nouns.signatures.show(mine, Showing())

    await store.turn(hide)
    await assert_nothing_in_clear(store)


async def test_nothing_stands_in_clear_after_it_was_withdrawn(store: Store, park: Petition) -> None:
    def withdraw_it(nouns: Nouns) -> None:
        supporter = nouns.supporters.find("telegram", USER_ID)
        assert supporter is not None
        mine = nouns.signatures.of(park.id, supporter.id)
        assert mine is not None
        nouns.signatures.withdraw(mine, NOW)

    await store.turn(withdraw_it)
    await assert_nothing_in_clear(store)


def erase_all(nouns: Nouns) -> None:
    supporter = nouns.supporters.find("telegram", USER_ID)
    assert supporter is not None
    nouns.conversations.drop_all_of(USER_ID)
    erase_person(nouns, supporter.id, NOW)


async def test_not_even_what_was_sealed_is_left_after_erasing(store: Store, park: Petition) -> None:
    sealed = await _sealed(store)
    assert len(sealed) >= 7
    kept = await everything_in_clear(store)
    assert all(value.lower() in kept or value.hex().encode() in kept for value in sealed)
    await end(store, park)
    await store.turn(erase_all)
    await store.scrub()
    left = await everything_in_clear(store)
    assert [value for value in sealed if value.lower() in left or value.hex().encode() in left] == []


async def _sealed(store: Store) -> set[bytes]:
    """Every encrypted value and keyed hash of a person, as it stands in the tables."""
    found = set()
    for table in metadata.sorted_tables:
        columns = [column for column in table.c if isinstance(column.type, sa.LargeBinary)]
        if columns and table.name != "key_check":
            found |= {bytes(value) for row in await rows(store, sa.select(*columns)) for value in row if value}
    return found


async def test_the_log_is_empty_after_scrubbing(sqlite_store: SqliteStore) -> None:
    park = await planted(sqlite_store)
    await sign(sqlite_store, park, "ada")
    await erase(sqlite_store, "ada")
    log = Path(f"{sqlite_store.file}-wal")
    assert _size(log) > 0
    await sqlite_store.scrub()
    assert _size(log) == 0
    assert await sqlite_store.turn(signing(park, "ben")) is not None


def _size(path: Path) -> int:
    return path.stat().st_size


async def test_withdrawing_leaves_nothing_of_the_row(sqlite_store: SqliteStore) -> None:
    park = await planted(sqlite_store)
    ada = await sign(sqlite_store, park, "ada", Showing(Visibility.REASON, NAME, PLACE, REASON))
    (row,) = await rows(sqlite_store, sa.select(signature.c.name, signature.c.place, signature.c.reason))
    await withdraw(sqlite_store, ada)
    await sqlite_store.scrub()
    left = _bytes_of(sqlite_store.file.parent)
    assert [value for value in row if bytes(value).lower() in left] == []


@pytest.mark.parametrize("change", ["another row", "another column"])
async def test_what_was_moved_in_the_tables_can_not_be_read(store: Store, change: str) -> None:
    park = await planted(store)
    mine = Showing(Visibility.NAME, NAME, PLACE)
    ada, ben = await sign(store, park, "ada", mine), await sign(store, park, "ben", mine)
    of_ben = sa.select(signature.c.name).where(signature.c.id == ben.id).scalar_subquery()
    taken = {"name": of_ben} if change == "another row" else {"name": signature.c.place}
    moved = sa.update(signature).where(signature.c.id == ada.id).values(taken)
    await store.turn(lambda nouns: nouns.connection.run(moved))
    with pytest.raises(Unreadable):
        await signature_of(store, park, "ada")


VAULT = Vault(bytes(KEY_BYTES))
OTHER = Vault(bytes([1]) * KEY_BYTES)
Place = tuple[str, str, int]
PLACES = st.tuples(
    st.sampled_from(["signature", "comment"]), st.sampled_from(["name", "text"]), st.integers(0, 2**63 - 1)
)


@given(st.text(), PLACES)
def test_what_was_sealed_opens_in_its_place(text: str, place: Place) -> None:
    assert VAULT.open(*place, VAULT.seal(*place, text)) == text


@given(st.text(), PLACES, PLACES)
def test_what_was_sealed_opens_nowhere_else(text: str, place: Place, other: Place) -> None:
    sealed = VAULT.seal(*place, text)
    if other != place:
        with pytest.raises(Unreadable):
            VAULT.open(*other, sealed)
    with pytest.raises(Unreadable):
        OTHER.open(*place, sealed)


@given(st.text(), st.data())
def test_what_was_changed_can_not_be_read(text: str, data: st.DataObject) -> None:
    sealed = VAULT.seal("signature", "name", 1, text)
    at = data.draw(st.integers(0, len(sealed) - 1))
    changed = sealed[:at] + bytes([sealed[at] ^ data.draw(st.integers(1, 255))]) + sealed[at + 1 :]
    with pytest.raises(Unreadable):
        VAULT.open("signature", "name", 1, changed)


@given(st.binary(max_size=40))
def test_what_is_no_sealed_value_can_not_be_read(text: bytes) -> None:
    with pytest.raises(Unreadable):
        VAULT.open("signature", "name", 1, VAULT.seal("signature", "name", 1, "")[:5] + text)


def test_an_empty_text_leaves_no_bytes() -> None:
    assert VAULT.seal_if("signature", "name", 1, "") is None
    assert VAULT.open("signature", "name", 1, None) == ""


def test_sealing_twice_gives_different_bytes() -> None:
    assert VAULT.seal("signature", "name", 1, NAME) != VAULT.seal("signature", "name", 1, NAME)


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_a_keyed_hash_is_equal_for_equal_parts_only(parts: list[str], others: list[str]) -> None:
    assert (VAULT.keyed_hash("kind", *parts) == VAULT.keyed_hash("kind", *others)) == (parts == others)
    assert VAULT.keyed_hash("kind", *parts) != VAULT.keyed_hash("other", *parts)
    assert VAULT.keyed_hash("kind", *parts) != OTHER.keyed_hash("kind", *parts)
