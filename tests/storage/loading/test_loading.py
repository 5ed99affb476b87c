"""Campaign files in the store: what a load writes, and what it refuses."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from storage.loading import BadCampaignFile, load, read_campaign_file
from storage.nouns import Nouns
from storage.postgresql import PostgresqlStore, postgresql_engine
from storage.rows import Changes
from storage.sqlite import SqliteStore
from storage.store import Store
from storage.tables.news import alert
from storage.tables.organisations import organisation
from storage.tables.petitions import milestone, petition, tally
from storage.tables.signing import signature
from storage.tables.stories import attachment
from storage.tables.telling import campaign_update
from tests.storage.loading.files import NOW, SAMPLES, example_in_manual, loaded, park, read
from tests.storage.loading.tables import everything, rows
from tests.stores import VAULT

Change = Callable[[dict[str, Any]], Any]


async def test_the_samples_stand_in_the_store_as_the_file_says(store: Store) -> None:
    told: list[tuple[int, int]] = []
    report = await load(
        store, read_campaign_file(SAMPLES), NOW, progress=lambda done, total: told.append((done, total))
    )
    assert (report.organisations, report.petitions, report.stories, report.reasons, report.comments) == (4, 3, 3, 14, 7)
    assert told[-1] == (31, 31)
    headlines = await store.read(lambda nouns: [nouns.organisations.find(row.id) for row in _owners(nouns)])
    assert {one.slug: one.signatures for one in headlines if one} == {
        "out4immigration": 13_821,
        "getequal": 127,
        "doma-project": 0,
        "freedom-to-marry": 0,
    }
    assert [(row.code, row.count, row.last_number, row.is_sample) for row in await rows(store, petition)] == [
        ("KTMWQR", 12_030, 12_030, True),
        ("BNVHXD", 1_791, 1_791, True),
        ("PLZGFY", 127, 127, True),
    ]
    assert not await rows(store, alert)


async def test_the_example_in_the_manual_loads(store: Store, tmp_path: Path) -> None:
    await loaded(store, tmp_path, example_in_manual())
    (row,) = await rows(store, petition)
    assert (row.count, len(row.code)) == (120, 6)
    assert row.closes_at.isoformat() == "2026-09-30T23:00:00+00:00"
    await loaded(store, tmp_path, example_in_manual())
    assert (await rows(store, petition))[0].code == row.code


async def test_decision_makers_are_addressed_or_only_handed_to(store: Store) -> None:
    await load(store, read_campaign_file(SAMPLES), NOW)
    found = await store.read(lambda nouns: nouns.details.decision_makers(2))
    assert [(one.office, one.person, one.is_addressed, one.is_delivered) for one in found] == [
        ("President of the United States", "", True, True),
        ("Secretary of Homeland Security", "Janet Napolitano", False, True),
        ("Director of Immigration and Customs Enforcement", "John Morton", False, True),
        ("", "Rep. Hakeem Jeffries", False, True),
    ]


async def test_a_victory_is_an_update_that_goes_on(store: Store) -> None:
    await load(store, read_campaign_file(SAMPLES), NOW)
    won = [row for row in await rows(store, campaign_update) if row.kind == "victory"]
    assert [(row.slug, row.is_full, row.next_petition_id, row.event) for row in won] == [
        ("victory", False, 3, "dhs-guidance-2012")
    ]
    assert won[0].text.startswith("Dear signers,")
    assert won[0].sources[0]["on"] == "2012-09-28"


async def test_goals_reached_elsewhere_have_the_files_date_or_none(store: Store, tmp_path: Path) -> None:
    said = park()
    said["petitions"][0]["imported"] = 210
    await loaded(store, tmp_path, said)
    found = await rows(store, milestone, by="threshold")
    assert [(row.threshold, str(row.reached_on), row.message) for row in found] == [
        (100, "2026-04-01", "One hundred!"),
        (200, "None", ""),
    ]


async def test_reasons_are_sealed_and_found_by_their_keys(store: Store, tmp_path: Path) -> None:
    await loaded(store, tmp_path, park())
    shown = await store.read(lambda nouns: nouns.reasons.of(1, 10))
    assert [(one.showing.name, one.showing.place, one.showing.reason, one.me_too) for one in shown[0]] == [
        ("Ada", "Leeds", "I walk here.", 3)
    ]
    held = await store.read(lambda nouns: nouns.reviews.held(10))
    assert [(one.signature.showing.name, one.held_for) for one in held] == [("Kit", "third_person")]
    raw = await rows(store, signature)
    assert {(row.number, row.supporter_id, row.text_version) for row in raw} == {(None, None, 1)}
    assert not any(b"Ada" in bytes(row.name) for row in raw)
    (written,) = (await store.read(lambda nouns: nouns.comments.of(1, 10)))[0]
    assert (written.author, written.text) == ("Grace", "I was there.")


async def test_equal_reasons_of_two_people_are_two(store: Store, tmp_path: Path) -> None:
    said = park()
    ada = said["petitions"][0]["reasons"][0]
    said["petitions"][0]["reasons"] = [ada, {**ada, "place": "York"}, {**ada, "place": "Hull"}]
    await loaded(store, tmp_path, said)
    assert len(await rows(store, signature)) == 3
    assert not (await loaded(store, tmp_path, said)).changes
    said["petitions"][0]["reasons"].pop()
    assert (await loaded(store, tmp_path, said)).changes == Changes(removed=1)


async def test_pictures_keep_their_row_when_only_their_words_change(store: Store) -> None:
    file = read_campaign_file(SAMPLES)
    await load(store, file, NOW)
    found = await rows(store, attachment)
    assert [(row.is_picture, row.name, row.media_type) for row in found][-1] == (
        False,
        "Policy Memo",
        "application/pdf",
    )
    assert len(found) == 6


async def test_nothing_is_announced_unless_asked_for(store: Store, tmp_path: Path) -> None:
    said = park()
    said["petitions"][0] |= {"state": "won", "victory": VICTORY}
    await loaded(store, tmp_path, said, announce=True)
    told = [(row.kind, row.subject, row.occasion) for row in await rows(store, alert)]
    assert told == [
        ("new_petition", "organisation:1", "1"),
        ("delivered", "petition:1", "2026-05-01"),
        ("campaign_update", "petition:1", "first"),
        ("victory", "petition:1", "victory"),
        ("new_story", "organisation:1", "1"),
    ]
    await loaded(store, tmp_path, said, announce=True)
    assert len(await rows(store, alert)) == 5


async def test_a_response_and_what_is_handed_over_on_one_day_are_told_once(store: Store, tmp_path: Path) -> None:
    said = park()
    await loaded(store, tmp_path, said)
    said["petitions"][0]["updates"].append({**said["petitions"][0]["updates"][0], "slug": "answer", "kind": "response"})
    said["petitions"][0]["deliveries"] += [{"person": who, "on": "2026-06-01"} for who in ("Ada", "Bo")]
    said["petitions"][0]["deliveries"].append({"person": "Cy"})
    await loaded(store, tmp_path, said, announce=True)
    assert [(row.kind, row.occasion) for row in await rows(store, alert)] == [
        ("delivered", "2026-06-01"),
        ("delivered", "undated"),
        ("response", "answer"),
    ]


VICTORY = {"full": True, "on": "2026-09-01", "title": "Won", "letter": "Thanks.", "what_changed": "It stays."}
FAULTS: list[tuple[Change, str]] = [
    (
        lambda said: said["petitions"][0].update(organisation="x"),
        "petitions[0].organisation: names x, which is neither in this",
    ),
    (lambda said: said["stories"][0].update(petition="x"), "stories[0].petition: names x, which is neither in this"),
    (
        lambda said: said["petitions"][0].update(slug="wood"),
        "petitions[0].code: is the code of another petition, park.",
    ),
    (lambda said: said.update(samples=True), "petitions[0].slug: names park, which is not a sample in the store"),
    (
        lambda said: said["petitions"][0].update(state="won", victory=VICTORY | {"next_petition": "x"}),
        "petitions[0].victory.next_petition: names x, which is neither",
    ),
]


@pytest.mark.parametrize(("change", "fault"), [pytest.param(*one, id=str(at)) for at, one in enumerate(FAULTS)])
async def test_a_file_that_does_not_fit_the_store_loads_nothing(
    store: Store, tmp_path: Path, change: Change, fault: str
) -> None:
    await loaded(store, tmp_path, park())
    before = await everything(store)
    said = park()
    said["organisations"][0]["motto"] = "New"
    change(said)
    with pytest.raises(BadCampaignFile) as bad:
        await loaded(store, tmp_path, said)
    assert fault in str(bad.value)
    assert ", line " in str(bad.value)
    assert await everything(store) == before


def another_process(store: Store) -> Store:
    """The same database as a process beside this one has it: with a queue of its own."""
    if isinstance(store, SqliteStore):
        return SqliteStore(store.file, VAULT)
    assert isinstance(store, PostgresqlStore)
    return PostgresqlStore(postgresql_engine(store._engine.url.render_as_string(hide_password=False)), VAULT)


async def test_two_processes_that_load_at_once_load_once(store: Store) -> None:
    file = read_campaign_file(SAMPLES)
    beside = another_process(store)
    await asyncio.gather(*(load(one, file, NOW) for one in (store, beside, store, beside)))
    await beside.close()
    assert [len(await rows(store, table)) for table in (organisation, petition, tally, signature)] == [4, 3, 3, 14]


async def test_many_reasons_are_loaded_in_pages(store: Store, tmp_path: Path) -> None:
    said = park()
    reasons = [{"name": f"N{at}", "on": "2026-03-01", "text": f"Because {at}."} for at in range(1_250)]
    said["petitions"][0]["reasons"] = reasons
    told: list[int] = []
    await load(store, read(tmp_path, said), NOW, progress=lambda done, total: told.append(done))
    assert len(told) > 3
    assert told == sorted(told)
    assert len(await rows(store, signature)) == 1_250
    said["petitions"][0]["reasons"] = reasons[:30]
    assert (await loaded(store, tmp_path, said)).changes == Changes(removed=1_220)


def _owners(nouns: Nouns) -> list[Any]:
    return nouns.connection.all(sa.select(organisation.c.id))
