"""Samples are taken out with all that was signed there, and nothing else is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from storage.comments import CommentState
from storage.documents import DocumentKind, Finished
from storage.follows import Topic
from storage.loading import load, read_campaign_file, remove_samples
from storage.loading.removing import PHASES
from storage.members import Role
from storage.nouns import Nouns
from storage.showing import Showing, Visibility
from storage.store import Store
from storage.tables.bookkeeping import job
from storage.tables.metadata import metadata
from storage.tables.petitions import addition
from storage.tables.telling import campaign_update, rehearsal, update_text
from storage.voices import Cause, Said
from tests.storage.loading.files import LATER, NOW, SAMPLES, loaded, park
from tests.storage.planting import remembered


async def sizes(store: Store) -> dict[str, int]:
    """How many rows each table has."""

    def count(nouns: Nouns) -> dict[str, int]:
        tables = {
            table.name: sa.select(sa.func.count().label("n")).select_from(table) for table in metadata.sorted_tables
        }
        found = {name: nouns.connection.first(query) for name, query in tables.items()}
        return {name: row.n for name, row in found.items() if row and row.n and name != "job"}

    return await store.read(count)


async def sign(store: Store, person: str, code: str) -> None:
    """Sign with a name, as a supporter of the terminal."""

    def signing(nouns: Nouns) -> Any:
        found = nouns.petitions.by_code(code, "en", NOW)
        assert found is not None
        supporter = remembered(nouns, "terminal", person, person, NOW)
        return nouns.signatures.add(found, supporter.id, Showing(Visibility.NAME, person), NOW)

    assert await store.turn(signing) is not None


async def test_samples_go_with_all_that_was_signed_there(store: Store, tmp_path: Path) -> None:
    await loaded(store, tmp_path, park())
    await sign(store, "Grace", "PARKAB")
    without = await sizes(store)
    await load(store, read_campaign_file(SAMPLES), NOW, announce=True)
    for person, code in (("Ada", "KTMWQR"), ("Ada", "PLZGFY"), ("Grace", "PLZGFY")):
        await sign(store, person, code)
    told: list[tuple[int, int]] = []
    removed = await remove_samples(store, LATER, lambda done, total: told.append((done, total)))
    assert told[-1] == (removed, max(total for _, total in told))
    assert await sizes(store) == without
    assert await remove_samples(store, LATER) == 0


def do_all(nouns: Nouns) -> None:
    """Somebody says something of every kind about samples, and nothing else."""
    found = nouns.petitions.by_code("KTMWQR", "en", NOW)
    assert found is not None
    (reason, *_others), _total = nouns.reasons.of(found.id, 5)
    (story, *_stories), _total = nouns.stories.newest(5)
    bo = remembered(nouns, "terminal", "bo", "bo", NOW)
    nouns.voices.me_too(reason.id, bo.id)
    nouns.voices.report(Said.REASON, reason.id, bo.id, Cause.OTHER, NOW)
    written = nouns.comments.add(story.id, bo.id, "Bo", "Words.", NOW.date())
    nouns.voices.report(Said.COMMENT, written.id, bo.id, Cause.OTHER, NOW)
    nouns.share_links.begin(bo.id, found.id)
    nouns.follows.set(bo.id, f"petition:{found.id}", Topic.ENDINGS, NOW)
    nouns.follows.set(bo.id, f"organisation:{found.organisation_id}", Topic.PETITIONS, NOW)
    nouns.reminders.remind_to_sign(bo.id, found.id, NOW)
    nouns.supporters.write_to("terminal", "bo", is_on=True)
    nouns.comments.decide(written.id, CommentState.REJECTED, NOW)
    signed = nouns.signatures.add(found, bo.id, Showing(), NOW, is_held=True)
    assert signed is not None
    for item in nouns.reviews.held(100):
        nouns.reviews.approve(item, NOW)
    wish = nouns.reminders.to_sign(bo.id, found.id)
    assert wish is not None
    nouns.alerts.raise_once("reminder_to_sign", wish.subject, "x", NOW, to=bo.id)
    told = {each.kind for each in nouns.alerts.recent(9)}
    assert told == {"comment_decided", "signature_released", "reminder_to_sign"}


async def test_what_was_told_of_samples_goes_with_them_and_whoever_sent_it_too(store: Store) -> None:
    await load(store, read_campaign_file(SAMPLES), NOW)
    await store.turn(tell_of_sample)
    await remove_samples(store, LATER)
    assert await sizes(store) == {}


def tell_of_sample(nouns: Nouns) -> None:
    """Somebody who is no member any more asked, and another agreed, to tell of a victory and of something else."""
    found = nouns.petitions.by_code("KTMWQR", "en", NOW)
    assert found is not None
    bo, di = (remembered(nouns, "terminal", name, name, NOW).id for name in ("bo", "di"))
    day = NOW.date()
    row = {"petition_id": found.id, "slug": "won", "kind": "victory", "happened_on": day, "title": "W", "text": ""}
    added = nouns.connection.first(
        sa.insert(campaign_update).values({**row, "sources": [], "state": "draft"}).returning(campaign_update.c.id)
    )
    assert added is not None
    nouns.connection.run(sa.insert(update_text).values(update_id=added.id, locale="de", title="G", text=""))
    for kind, update_id in (("victory", added.id), ("broadcast", None)):
        begun = nouns.broadcasts.begin(found.organisation_id, kind, "en", NOW, found.id, update_id)
        assert begun is not None
        nouns.broadcast_words.write(begun, "de", "Neues", "Es gibt Neues.")
        counts = {"mark": "", "for_at": NOW, "made_at": NOW, "counts": [], "is_finished": True}
        nouns.connection.run(sa.insert(rehearsal).values(broadcast_id=begun, **counts))
        assert nouns.asking_another.ask(begun, bo, NOW)
        assert nouns.asking_another.agree(begun, di, NOW)
        assert nouns.broadcasts.begin_telling(begun, NOW)
    paper = {"petition_id": found.id, "kind": "paper", "amount": 3, "note": "Fair", "at": NOW}
    nouns.connection.run(sa.insert(addition).values(paper))


def have_one_made(nouns: Nouns) -> None:
    """Somebody who is no member any more had a document made of a sample."""
    found = nouns.petitions.by_code("KTMWQR", "en", NOW)
    assert found is not None
    bo = remembered(nouns, "terminal", "bo", "bo", NOW)
    by = nouns.members.add(found.organisation_id, bo.id, Role.OWNER, "Bo", NOW)
    assert by is not None
    asked = nouns.documents.ask(found.id, DocumentKind.CSV, "en", by, NOW)
    assert asked is not None
    nouns.documents.add_part(asked.id, 0, b"Names")
    assert nouns.documents.is_ready(asked.id, Finished(b"Names", 1, 0, at_risk=False), NOW)


async def test_documents_of_samples_go_with_them_and_whoever_had_them_made_too(store: Store) -> None:
    await load(store, read_campaign_file(SAMPLES), NOW)
    await store.turn(have_one_made)
    await remove_samples(store, LATER)
    assert await sizes(store) == {}


def test_no_table_is_forgotten_that_refers_to_what_goes() -> None:
    gone = {phase.table.name for phase in PHASES}
    for table in metadata.sorted_tables:
        for key in table.foreign_keys:
            goes_along = table.name in gone or key.ondelete == "CASCADE"
            assert goes_along or key.column.table.name not in gone, f"{table.name} refers to {key.column.table.name}"


async def test_whoever_only_spoke_about_samples_goes_with_them(store: Store) -> None:
    await load(store, read_campaign_file(SAMPLES), NOW)
    await store.turn(do_all)
    await remove_samples(store, LATER)
    assert await sizes(store) == {}


async def test_whoever_follows_something_else_stays(store: Store) -> None:
    await load(store, read_campaign_file(SAMPLES), NOW)
    await store.turn(do_all)

    def follow(nouns: Nouns) -> None:
        bo = remembered(nouns, "terminal", "bo", "bo", NOW)
        nouns.follows.set(bo.id, "topic:parks", Topic.PETITIONS, NOW)

    await store.turn(follow)
    await remove_samples(store, LATER)
    assert await sizes(store) == {"supporter": 1, "account": 1, "follow": 1}


async def test_an_interrupted_removal_goes_on(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    await load(store, read_campaign_file(SAMPLES), NOW)
    await sign(store, "Ada", "KTMWQR")

    def stop_early(done: int, total: int) -> None:
        if done > total // 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        await remove_samples(store, NOW, stop_early)
    assert await store.read(lambda nouns: nouns.petitions.open_count()) == 0
    await remove_samples(store, LATER)
    assert await sizes(store) == {}
    (row,) = await store.read(lambda nouns: nouns.connection.all(sa.select(job)))
    assert row.is_finished


async def test_samples_can_be_loaded_again(store: Store) -> None:
    file = read_campaign_file(SAMPLES)
    await load(store, file, NOW)
    before = await sizes(store)
    await remove_samples(store, NOW)
    await load(store, file, LATER)
    assert await sizes(store) == before
