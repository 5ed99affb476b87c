"""Campaign files that are loaded again, as they were or changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from storage.attachments import Owner, Words
from storage.correcting import CORRECTING
from storage.file_store import DOCUMENTS, FileStore
from storage.hearing import CORRECTION
from storage.ledger import Kind
from storage.loading.campaigns import load
from storage.loading.reading import read_campaign_file
from storage.nouns import Nouns
from storage.rows import Changes
from storage.store import Store
from storage.tables.bookkeeping import job
from storage.tables.news import alert
from storage.tables.petitions import (
    decision_maker,
    delivery_to,
    key_date,
    milestone,
    petition,
    petition_text,
    petition_version,
    petition_word,
    tally,
)
from storage.tables.signing import signature
from storage.tables.stories import attachment, comment, story
from tests.pictures import PDF, png
from tests.storage.loading.files import LATER, NOW, SAMPLES, loaded, of_park, park
from tests.storage.loading.tables import everything, rows
from tests.storage.planting import sign

Change = Callable[[dict[str, Any]], Any]


async def test_loading_the_samples_again_changes_nothing(store: Store) -> None:
    file = read_campaign_file(SAMPLES)
    await load(store, file, NOW)
    before = await everything(store)
    report = await load(store, file, LATER, announce=True)
    assert not report.changes
    assert await everything(store) == before


async def test_a_goal_reached_here_keeps_its_day(store: Store, tmp_path: Path) -> None:
    said = park()
    del said["petitions"][0]["milestones"]
    said["petitions"][0]["imported"] = 99
    await loaded(store, tmp_path, said)
    await store.turn(lambda nouns: nouns.ledger.enter(1, Kind.SIGNED, 1, LATER))
    said["petitions"][0]["imported"] = 199
    await loaded(store, tmp_path, said)
    found = await rows(store, milestone, by="threshold")
    assert [(row.threshold, row.reached_on) for row in found] == [(100, LATER.date()), (200, None)]
    assert [(row.kind, row.occasion) for row in await rows(store, alert)] == [("milestone", "100")]


async def test_a_decision_and_taps_outlive_the_next_load(store: Store, tmp_path: Path) -> None:
    await loaded(store, tmp_path, park())

    def decide(nouns: Nouns) -> None:
        nouns.reviews.approve(nouns.reviews.held(1)[0], NOW)
        nouns.connection.run(sa.update(signature).values(me_too=50))

    await store.turn(decide)
    assert not (await loaded(store, tmp_path, park())).changes
    assert {(row.me_too, row.reason_state) for row in await rows(store, signature)} == {(50, "published")}


async def test_what_was_sent_in_a_chat_outlives_the_next_load(store: Store, tmp_path: Path) -> None:
    said = park()
    said["petitions"][0]["picture"] = {"file": "of-file.png", "description": "As the file has it"}
    (tmp_path / "of-file.png").write_bytes(png())
    await loaded(store, tmp_path, said)
    files = FileStore(tmp_path / "files")

    def attach(nouns: Nouns) -> None:
        owner = Owner(petition_id=1)
        nouns.attachments.set_picture(owner, files.keep(png(shade=1), DOCUMENTS), "sent.png", Words("As it was sent"))
        nouns.attachments.add(owner, files.keep(PDF, DOCUMENTS), "letter.pdf", Words("A letter"))

    await store.turn(attach)
    assert not (await loaded(store, tmp_path, said)).changes
    assert {row.description for row in await rows(store, attachment)} == {"As it was sent", "A letter"}


CHANGES: list[tuple[Change, Changes]] = [
    (lambda one: one["texts"][1].update(story="Neuf."), Changes(added=2)),
    (lambda one: one.update(imported=150), Changes(added=1)),
    (lambda one: one.update(imported=20), Changes(added=1)),
    (lambda one: one.update(state="closed"), Changes(changed=1)),
    (lambda one: one.update(ladder=[100, 1000]), Changes(changed=1)),
    (lambda one: one.update(code="PARKAC"), Changes(changed=1)),
    (lambda one: one["updates"][0].update(text="Fifty came."), Changes(changed=1)),
    (lambda one: one.pop("updates"), Changes(removed=1)),
    (lambda one: one.pop("key_dates"), Changes(removed=1)),
    (lambda one: one.pop("deliveries"), Changes(removed=2)),
    (lambda one: one["decision_makers"].reverse(), Changes(changed=2)),
    (lambda one: one["decision_makers"].pop(0), Changes(changed=2, removed=1)),
    (lambda one: one.pop("milestones"), Changes(changed=1)),
    (lambda one: one["milestones"][0].update(message="A hundred!"), Changes(changed=1)),
    (lambda one: one["topics"].append("trees"), Changes(added=2)),
    (lambda one: one["reasons"][0].update(place="Hull"), Changes(changed=1)),
    (lambda one: one["reasons"][0].update(me_too=4), Changes(changed=1)),
    (lambda one: one["reasons"][0].update(on="2026-03-05"), Changes(changed=1)),
    (lambda one: one["reasons"][0].update(text="I run here."), Changes(added=1, removed=1)),
    (lambda one: one["reasons"][1].pop("held"), Changes(changed=1)),
    (lambda one: one["reasons"].pop(), Changes(removed=1)),
]


@pytest.mark.parametrize("change", [pytest.param(change, id=str(at)) for at, change in enumerate(CHANGES)])
async def test_what_changed_in_the_file_changes_in_the_store(
    store: Store, tmp_path: Path, change: tuple[Change, Changes]
) -> None:
    await loaded(store, tmp_path, park())
    said = park()
    make, changes = change
    make(said["petitions"][0])
    assert (await loaded(store, tmp_path, said)).changes == changes
    before = await everything(store)
    assert not (await loaded(store, tmp_path, said)).changes
    assert await everything(store) == before
    assert await store.read(lambda nouns: nouns.ledger.mismatches(0, 10)[0]) == []
    assert not await rows(store, alert)


async def test_a_changed_text_is_a_new_version_in_all_languages(store: Store, tmp_path: Path) -> None:
    await loaded(store, tmp_path, park())
    said = park()
    said["petitions"][0]["texts"][1]["title"] = "Sauvez le parc"
    await loaded(store, tmp_path, said)
    found = await store.read(lambda nouns: nouns.connection.all(sa.select(petition_text).order_by("version", "locale")))
    assert [(row.version, row.locale, row.title) for row in found] == [
        (1, "en", "Save the park"),
        (1, "fr", "Le parc"),
        (2, "en", "Save the park"),
        (2, "fr", "Sauvez le parc"),
    ]
    assert found[0].hash == found[2].hash
    assert (await rows(store, petition))[0].version == 2
    assert [(row.version, row.is_material) for row in await rows(store, petition_version, by="version")] == [(2, False)]
    words = {row.word for row in await rows(store, petition_word, by="word")}
    assert {"sauvez", "parc", "leeds", "parks"} <= words


async def test_a_higher_count_is_one_row_with_the_difference(store: Store, tmp_path: Path) -> None:
    said = park()
    for imported in (120, 150, 90):
        said["petitions"][0]["imported"] = imported
        await loaded(store, tmp_path, said)
    assert [(row.kind, row.amount) for row in await rows(store, tally)] == [
        ("imported", 120),
        ("imported", 30),
        ("imported", -60),
    ]
    (row,) = await rows(store, petition)
    assert (row.count, row.last_number) == (90, 150)


async def test_a_renamed_organisation_is_found_by_its_new_name(store: Store, tmp_path: Path) -> None:
    await loaded(store, tmp_path, park())
    said = park()
    said["organisations"][0]["name"] = "Verdant Leeds"
    del said["petitions"], said["stories"]
    await loaded(store, tmp_path, said)
    words = {row.word for row in await rows(store, petition_word, by="word")}
    assert "verdant" in words
    assert "green" not in words


async def test_stories_and_comments_change_with_the_file(store: Store, tmp_path: Path) -> None:
    await loaded(store, tmp_path, park())
    said = park()
    said["stories"][0]["title"] = "Another day"
    said["stories"][0]["comments"][0]["on"] = "2026-03-17"
    assert (await loaded(store, tmp_path, said)).changes == Changes(changed=2)
    said["stories"][0]["comments"] = [
        {"on": "2026-03-18", "text": "Good.", "kind": "link_back", "url": "https://a.example/"}
    ]
    assert (await loaded(store, tmp_path, said)).changes == Changes(added=1, removed=1)
    (row,) = await rows(store, comment)
    assert (row.kind, row.url, row.author) == ("link_back", "https://a.example/", None)
    assert [row.title for row in await rows(store, story)] == ["Another day"]


async def test_what_the_file_does_not_mention_is_left_alone(store: Store, tmp_path: Path) -> None:
    await loaded(store, tmp_path, park())
    other = park()
    other["petitions"][0] |= {"slug": "wood", "code": "WCCDAB", "organisation": "leeds"}
    del other["stories"], other["organisations"]
    await loaded(store, tmp_path, other)
    assert [row.slug for row in await rows(store, petition)] == ["park", "wood"]
    assert [len(await rows(store, table)) for table in (key_date, decision_maker, story)] == [2, 6, 1]
    assert len(await rows(store, delivery_to, by="decision_maker_id")) == 2


async def test_links_to_a_petition_that_endangers_people_from_now_on_are_dropped(store: Store, tmp_path: Path) -> None:
    said = park()
    await loaded(store, tmp_path, said)

    ada = (await store.turn(lambda nouns: nouns.supporters.add("terminal", "ada", "ada", NOW))).id
    await store.turn(lambda nouns: nouns.share_links.begin(ada, 1))
    said["petitions"][0]["texts"][0]["story"] = "New."
    await loaded(store, tmp_path, said)
    assert await store.read(lambda nouns: nouns.share_links.of(ada, 1))
    said["petitions"][0]["at_risk"] = True
    await loaded(store, tmp_path, said)
    assert await store.read(lambda nouns: nouns.share_links.of(ada, 1)) is None


@pytest.mark.parametrize(
    ("says", "announce", "edited", "told"),
    [
        ({"text": "It rained."}, False, 0, 0),
        ({"text": "It rained."}, True, 1, 0),
        ({"text": "It rained.", "correction": "It rained; it did not snow."}, True, 1, 1),
    ],
)
async def test_what_was_told_is_corrected_where_that_is_announced(
    store: Store, tmp_path: Path, says: dict[str, str], announce: bool, edited: int, told: int
) -> None:
    said = park()
    await loaded(store, tmp_path, said, announce=True)
    said["petitions"][0]["updates"][0] |= says
    for _ in range(2):
        await loaded(store, tmp_path, said, announce=announce)
    assert len([row for row in await rows(store, job, by="subject") if row.kind == CORRECTING]) == edited
    corrections = [row.occasion for row in await rows(store, alert) if row.kind == CORRECTION]
    assert [occasion.partition(":")[0] for occasion in corrections] == ["first"] * told


async def test_a_file_never_takes_safety_back(store: Store, tmp_path: Path) -> None:
    await loaded(store, tmp_path, park())
    await sign(store, await of_park(store), "ada")
    await store.turn(lambda nouns: nouns.connection.run(sa.update(petition).values(at_risk=True)))
    assert not (await loaded(store, tmp_path, park())).changes
    assert (await of_park(store)).at_risk
