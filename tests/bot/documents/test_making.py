"""Documents are made as long work: gone on with after a restart, stopped, and failing aloud."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa
import structlog

from bot.documents import making
from bot.documents.child import HERE, NotSet, for_template, typeset
from bot.documents.making import make_documents
from storage.documents import (
    CLAIMED_FOR,
    KEPT_FOR,
    MOST_UNFINISHED,
    PARTS_A_PAGE,
    Document,
    DocumentKind,
    DocumentState,
)
from storage.erasing import erase_person
from storage.members import Member, Role
from storage.nouns import Nouns
from storage.petitions import Petition
from storage.showing import Showing, Visibility
from storage.store import Store, StoreTrouble
from storage.tables.documents import document, document_part
from storage.tables.petitions import petition
from tests.storage.planting import NOW, planted, rows, sign
from tests.storage.test_members import join

CANDID = Showing(Visibility.REASON, "Ada Lovelace", "Leeds", "It is ours.")
LATER = NOW + CLAIMED_FOR + timedelta(seconds=1)


@pytest.fixture
async def park(store: Store) -> Petition:
    """A petition that three signed, one of them with everything."""
    found = await planted(store)
    await sign(store, found, "ada", CANDID)
    await sign(store, found, "bo")
    await sign(store, found, "cy", Showing(Visibility.INITIALS, "C. Y."))
    return found


@pytest.fixture
async def eva(store: Store) -> Member:
    """Who asks for them."""
    return await store.turn(lambda nouns: join(nouns, "eva", Role.OWNER))


async def asks(store: Store, found: Petition, by: Member, kind: DocumentKind = DocumentKind.JSON) -> int:
    """One that is to be made."""
    asked = await store.turn(lambda nouns: nouns.documents.ask(found.id, kind, "en", by, NOW))
    assert asked is not None
    return asked.id


async def seen(store: Store, document_id: int) -> Document:
    """How it stands."""
    found = await store.read(lambda nouns: nouns.documents.find(document_id))
    assert found is not None
    return found


async def content(store: Store, document_id: int) -> bytes:
    """What is in it."""
    found = await seen(store, document_id)
    made = await store.read(lambda nouns: nouns.documents.content(found, NOW))
    assert made is not None
    return made


async def test_all_who_signed_stand_in_it(store: Store, park: Petition, eva: Member) -> None:
    asked = await asks(store, park, eva)
    await make_documents(store, NOW)
    whole = json.loads(await content(store, asked))
    assert [each["name"] for each in whole["signatures"]] == ["Ada Lovelace", "C. Y."]
    assert whole["parts"] == {"named": 2, "counted_only": 1, "on_paper": 0, "on_other_lists": 0}
    assert whole["count"] == 3


async def test_pages_leave_nobody_out_and_tell_nobody_twice(
    store: Store, park: Petition, eva: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "SIGNATURES_A_PAGE", 1)
    asked = await asks(store, park, eva)
    await make_documents(store, NOW)
    assert len(json.loads(await content(store, asked))["signatures"]) == 2


async def test_after_a_restart_it_is_begun_anew(store: Store, park: Petition, eva: Member) -> None:
    asked = await asks(store, park, eva)

    def ends_over_it(nouns: Nouns) -> None:
        assert nouns.documents.claim(asked, 3, NOW)
        nouns.documents.has_come(asked, DocumentState.SETTING, 3)
        nouns.documents.add_part(asked, 0, b"half of it")

    await store.turn(ends_over_it)
    await make_documents(store, NOW)
    assert (await seen(store, asked)).state is DocumentState.SETTING
    await make_documents(store, LATER)
    assert (await seen(store, asked)).state is DocumentState.READY
    assert json.loads(await content(store, asked))["count"] == 3


async def test_what_is_stopped_meanwhile_leaves_nothing(
    store: Store, park: Petition, eva: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = await asks(store, park, eva)
    stops: list[object] = []
    keep = making._keep

    async def stop_first(*args: object) -> None:
        await store.turn(lambda nouns: stops.append(nouns.documents.stop(asked, NOW)))
        await keep(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(making, "_keep", stop_first)
    await make_documents(store, NOW)
    assert stops == [True]
    assert (await seen(store, asked)).state is DocumentState.STOPPED
    assert await rows(store, sa.select(document_part)) == []


async def test_a_draft_has_none(store: Store, park: Petition, eva: Member) -> None:
    asked = await asks(store, park, eva)
    await store.turn(lambda nouns: nouns.connection.run(sa.update(petition).values(state="draft")))
    await make_documents(store, NOW)
    assert (await seen(store, asked)).state is DocumentState.FAILED


async def test_only_so_many_are_made_at_once(store: Store, park: Petition, eva: Member) -> None:
    for _each in range(MOST_UNFINISHED):
        await asks(store, park, eva)
    one_more = await store.turn(lambda nouns: nouns.documents.ask(park.id, DocumentKind.PDF, "en", eva, NOW))
    assert one_more is None


async def test_what_is_kept_can_not_be_read_in_the_tables(store: Store, park: Petition, eva: Member) -> None:
    await asks(store, park, eva)
    await make_documents(store, NOW)
    parts = await rows(store, sa.select(document_part.c.content))
    assert parts
    assert not any(b"Lovelace" in bytes(part.content) for part in parts)


async def test_whoever_is_erased_leaves_what_was_made_and_ends_what_is_not(
    store: Store, park: Petition, eva: Member
) -> None:
    asked = await asks(store, park, eva)
    await store.turn(lambda nouns: nouns.documents.erase_person(eva.supporter_id, NOW))
    assert await store.read(lambda nouns: nouns.documents.is_due(NOW)) is None
    (row,) = await rows(store, sa.select(document).where(document.c.id == asked))
    assert row.supporter_id is None


@pytest.mark.parametrize(("name", "is_kept"), [("ada", False), ("cy", False), ("bo", True)])
async def test_no_file_gives_out_the_name_of_somebody_who_was_erased(
    store: Store, park: Petition, eva: Member, name: str, is_kept: bool
) -> None:
    asked = await asks(store, park, eva)
    await make_documents(store, NOW)
    signer = await store.read(lambda nouns: nouns.supporters.find("terminal", name))
    assert signer is not None
    await store.turn(lambda nouns: erase_person(nouns, signer.id, NOW))
    found = await seen(store, asked)
    made = await store.read(lambda nouns: nouns.documents.content(found, NOW))
    assert (made is not None) is is_kept


async def test_a_process_that_fails_or_takes_too_long_is_no_document() -> None:
    with pytest.raises(NotSet, match="ended with 1"):
        await typeset(for_template("nothing", {}))
    with pytest.raises(NotSet, match="too long"):
        await typeset(for_template("petition", {}), seconds=0.001)


@pytest.mark.parametrize("without_end", ["while True: pass", "bytearray(3 << 30)"])
def test_what_sets_type_ends_also_where_nobody_waits_for_it(without_end: str) -> None:
    program = f"from bot.documents import typesetting as it; it.MOST_SECONDS = 1; it.bound_itself()\n{without_end}"
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=HERE, stderr=subprocess.DEVNULL, timeout=60, check=False
    )
    assert ended.returncode in {1, -signal.SIGXCPU, -signal.SIGKILL}


async def test_what_no_app_would_take_is_not_kept(
    store: Store, park: Petition, eva: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "MOST_BYTES", 10)
    asked = await asks(store, park, eva)
    await make_documents(store, NOW)
    assert (await seen(store, asked)).state is DocumentState.TOO_LARGE
    assert await rows(store, sa.select(document_part)) == []


async def test_what_no_app_would_take_is_not_read_to_its_end(
    store: Store, park: Petition, eva: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "SIGNATURES_A_PAGE", 1)
    monkeypatch.setattr(making, "MOST_BYTES", 10)
    monkeypatch.setattr(making, "_written", pytest.fail)
    asked = await asks(store, park, eva)
    await make_documents(store, NOW)
    assert (await seen(store, asked)).state is DocumentState.TOO_LARGE


async def test_of_those_for_whom_it_has_no_room_nothing_is_kept(
    store: Store, park: Petition, eva: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "MOST_LISTED", 1)
    asked = await asks(store, park, eva, DocumentKind.PDF)
    await make_documents(store, NOW)
    found = await seen(store, asked)
    assert (found.state, found.listed) == (DocumentState.READY, 1)


@pytest.mark.parametrize("fault", [OSError(12, "Cannot allocate memory"), ValueError("Ada Lovelace")])
async def test_what_fails_once_is_not_begun_again_and_again(
    store: Store, park: Petition, eva: Member, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    async def fails(*_args: object) -> None:
        raise fault

    monkeypatch.setattr(making, "_made", fails)
    asked = await asks(store, park, eva)
    with structlog.testing.capture_logs() as logged:
        await make_documents(store, NOW)
    assert [each["event"] for each in logged] == ["a document could not be made"]
    assert (await seen(store, asked)).state is DocumentState.FAILED
    assert await store.read(lambda nouns: nouns.documents.is_due(LATER)) is None


async def test_what_takes_too_long_has_ended_before_anybody_else_begins_it(
    store: Store, park: Petition, eva: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert CLAIMED_FOR.total_seconds() > making.MOST_SECONDS
    monkeypatch.setattr(making, "MOST_SECONDS", 0.0)
    asked = await asks(store, park, eva)
    await make_documents(store, NOW)
    assert (await seen(store, asked)).state is DocumentState.FAILED


async def test_trouble_of_the_store_is_tried_again(
    store: Store, park: Petition, eva: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_args: object) -> None:
        raise StoreTrouble("gone for a moment")

    asked = await asks(store, park, eva)
    with monkeypatch.context() as patch:
        patch.setattr(making, "_keep", fails)
        with pytest.raises(StoreTrouble):
            await make_documents(store, NOW)
    await make_documents(store, LATER)
    assert (await seen(store, asked)).state is DocumentState.READY


def _add_part(document_id: int, position: int, nouns: Nouns) -> None:
    nouns.documents.add_part(document_id, position, b"of it")


async def test_files_are_forgotten_a_megabyte_at_a_time(store: Store, park: Petition, eva: Member) -> None:
    asked, over = await asks(store, park, eva), NOW + KEPT_FOR
    for at in range(PARTS_A_PAGE + 1):
        await store.page(partial(_add_part, asked, at))
    assert await store.page(lambda nouns: nouns.documents.prune(over - timedelta(seconds=1), 5)) == 0
    left = []
    for _page in range(3):
        forgotten = await store.page(lambda nouns: nouns.documents.prune(over, 5))
        left.append((forgotten, len(await rows(store, sa.select(document_part)))))
    assert left == [(5, 1), (5, 0), (1, 0)]
    assert await rows(store, sa.select(document)) == []


async def test_what_is_there_is_not_lost_by_a_late_stop(store: Store, park: Petition, eva: Member) -> None:
    asked = await asks(store, park, eva)
    await make_documents(store, NOW)
    assert not await store.turn(lambda nouns: nouns.documents.stop(asked, NOW))
    assert not await store.turn(lambda nouns: nouns.documents.has_failed(asked, NOW))
    assert (await seen(store, asked)).state is DocumentState.READY
    assert json.loads(await content(store, asked))["count"] == 3
