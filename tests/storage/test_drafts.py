"""Petitions that are being written: nobody but their organizers reads them, and nobody's words are overwritten."""

from __future__ import annotations

from functools import partial

import pytest
import sqlalchemy as sa

from storage.drafting_texts import Conflict
from storage.listing import Filter
from storage.next_version import working_version
from storage.nouns import Nouns
from storage.petition_rows import hash_of, make_room
from storage.petition_texts import Text, TextPart
from storage.petitions import Petition
from storage.standing import State
from storage.store import Store
from storage.tables.organisations import organisation
from storage.tables.petitions import petition, petition_text
from tests.storage.planting import NOW, plant_organisation, plant_petition, planted, rows, signing


def begin(nouns: Nouns, title: str = "Keep the park", organisation_id: int | None = None) -> Petition:
    """A draft as its organizers find it."""
    at = organisation_id or plant_organisation(nouns)
    return found(nouns, nouns.drafts.begin(at, title, "en", NOW))


def found(nouns: Nouns, petition_id: int) -> Petition:
    """A petition as its organizers find it."""
    shown = nouns.petitions.find_any(petition_id, "en", NOW)
    assert shown is not None
    return shown


def written(nouns: Nouns, petition: Petition, part: TextPart, value: str) -> Text:
    """Somebody who saw what stands there writes something else."""
    standing = nouns.drafts.text(petition, "en")
    assert standing is not None
    text = nouns.drafts.set_text(petition, "en", part, value, standing.mark(part))
    assert isinstance(text, Text)
    return text


async def test_a_draft_has_a_title_a_slug_and_a_code_and_nobody_else_finds_it(store: Store) -> None:
    draft = await store.turn(begin)
    assert (draft.title, draft.slug, draft.state, draft.version) == ("Keep the park", "keep-the-park", State.DRAFT, 1)
    assert len(draft.code) == 6

    def look(nouns: Nouns) -> list[object]:
        store = nouns.petitions
        listed = store.listed(Filter(), "en", NOW, 10)[0]
        by_words = store.search(["park"], "en", NOW, 10).petitions
        return [store.find(draft.id, "en", NOW), store.by_code(draft.code, "en", NOW), *listed, *by_words]

    assert await store.read(look) == [None, None]


async def test_petitions_of_one_title_have_slugs_of_their_own(store: Store) -> None:
    slugs = await store.turn(lambda nouns: [begin(nouns).slug for _ in range(22)])
    assert slugs[:2] == ["keep-the-park", "keep-the-park-2"]
    assert len(set(slugs)) == 22
    assert slugs[20].startswith("keep-the-park-")


async def test_a_draft_of_a_sample_is_one(store: Store) -> None:
    def begin_sample(nouns: Nouns) -> Petition:
        nouns.connection.run(sa.update(organisation).values(is_sample=True))
        return begin(nouns)

    await store.turn(plant_organisation)
    assert (await store.turn(begin_sample)).is_sample


async def test_a_draft_is_written_where_it_stands(store: Store) -> None:
    draft = await store.turn(begin)
    text = await store.turn(lambda nouns: written(nouns, draft, TextPart.ASK, "Let it be."))
    assert text.hash == hash_of("Keep the park", "Let it be.", "", "")
    assert working_version(draft) == 1
    outlines = await store.read(lambda nouns: nouns.drafts.outlines(draft))
    assert [each.missing for each in outlines] == [(TextPart.SUMMARY, TextPart.STORY)]
    assert not await store.read(lambda nouns: nouns.drafts.is_changed(draft))


async def test_what_is_public_stays_as_it_is_until_the_next_version(store: Store) -> None:
    public = await planted(store)
    assert not await store.read(lambda nouns: nouns.drafts.is_changed(public))
    await store.turn(lambda nouns: written(nouns, public, TextPart.TITLE, "Something else"))

    def look(nouns: Nouns) -> tuple[str, bool, bool]:
        text = nouns.drafts.text(public, "en")
        assert text is not None
        shown = nouns.petitions.find(public.id, "en", NOW)
        is_found = bool(nouns.petitions.search(["something"], "en", NOW, 5).petitions)
        return text.title, shown == public, is_found

    assert await store.read(look) == ("Something else", True, False)
    assert await store.read(lambda nouns: nouns.drafts.is_changed(public))
    await store.turn(lambda nouns: written(nouns, public, TextPart.TITLE, public.title))
    assert len(await rows(store, sa.select(petition_text))) == 2


async def test_the_second_of_two_is_told_and_nothing_is_overwritten(store: Store) -> None:
    draft = await store.turn(begin)
    seen = await store.read(lambda nouns: nouns.drafts.text(draft, "en"))
    assert seen is not None
    title, ask = TextPart.TITLE, TextPart.ASK
    await store.turn(lambda nouns: written(nouns, draft, title, "Theirs"))

    def write(nouns: Nouns, part: TextPart, value: str, mark: str) -> Text | Conflict | None:
        return nouns.drafts.set_text(draft, "en", part, value, mark)

    conflict = await store.turn(partial(write, part=title, value="Mine", mark=seen.mark(title)))
    assert isinstance(conflict, Conflict)
    assert conflict.text.title == "Theirs"
    assert isinstance(await store.turn(partial(write, part=title, value="Theirs", mark=seen.mark(title))), Text), (
        "both wrote the same"
    )
    assert isinstance(await store.turn(partial(write, part=ask, value="Let it be.", mark=seen.mark(ask))), Text)
    mine = await store.turn(partial(write, part=title, value="Mine", mark=conflict.text.mark(title)))
    assert isinstance(mine, Text)
    assert (mine.title, mine.ask) == ("Mine", "Let it be.")


@pytest.mark.parametrize("state", ["draft", "open"])
async def test_languages_come_and_go_but_for_the_last(store: Store, state: str) -> None:
    petition_id = await store.turn(lambda nouns: plant_petition(nouns, "park", state=state))
    park = await store.read(lambda nouns: found(nouns, petition_id))

    def locales(nouns: Nouns) -> list[str]:
        return [each.locale for each in nouns.drafts.outlines(park)]

    assert not await store.turn(lambda nouns: nouns.drafts.remove_language(park, "en"))
    assert await store.turn(lambda nouns: nouns.drafts.add_language(park, "de"))
    assert not await store.turn(lambda nouns: nouns.drafts.add_language(park, "de"))
    assert await store.read(locales) == ["de", "en"]
    assert await store.turn(lambda nouns: nouns.drafts.remove_language(park, "en"))
    assert await store.read(locales) == ["de"]
    assert await store.read(lambda nouns: nouns.drafts.text(park, "en")) is None
    assert await store.turn(lambda nouns: nouns.drafts.set_text(park, "en", TextPart.ASK, "x", "")) is None
    public = await rows(store, sa.select(petition_text.c.locale).where(petition_text.c.version == 1))
    assert [row.locale for row in public] == (["de"] if state == "draft" else ["en"])


async def test_a_file_that_brings_a_version_leaves_what_is_being_written(store: Store) -> None:
    public = await planted(store)
    await store.turn(lambda nouns: written(nouns, public, TextPart.TITLE, "In work"))
    await store.turn(lambda nouns: make_room(public.id, 2, nouns.connection))
    await store.turn(lambda nouns: nouns.connection.run(sa.update(petition).values(version=2)))

    def bring(nouns: Nouns) -> None:
        values = {"title": "From the file", "ask": "", "summary": "", "story": "", "hash": ""}
        nouns.connection.run(sa.insert(petition_text).values(petition_id=public.id, version=2, locale="en", **values))

    await store.turn(bring)
    shown = await store.read(lambda nouns: found(nouns, public.id))
    text = await store.read(lambda nouns: nouns.drafts.text(shown, "en"))
    assert (shown.title, text and text.title) == ("From the file", "In work")


async def test_an_organisation_has_its_drafts_first(store: Store) -> None:
    def plant(nouns: Nouns) -> int:
        for slug, state in (("won", "won"), ("open", "open"), ("closed", "closed"), ("draft", "draft")):
            plant_petition(nouns, slug, state=state)
        plant_petition(nouns, "york", organisation_id=plant_organisation(nouns, "york"))
        return plant_organisation(nouns)

    leeds = await store.turn(plant)
    listed, total = await store.read(lambda nouns: nouns.drafts.of_organisation(leeds, "en", NOW, 2))
    others, _total = await store.read(lambda nouns: nouns.drafts.of_organisation(leeds, "en", NOW, 2, 2))
    assert total == 4
    assert [each.slug for each in listed] == ["draft", "open"]
    assert {each.slug for each in others} == {"won", "closed"}


async def test_what_is_alike_is_found_but_for_drafts_of_others(store: Store) -> None:
    def plant(nouns: Nouns) -> int:
        plant_petition(nouns, "trees", words=["save", "trees", "leeds"])
        plant_petition(nouns, "hidden", words=["save", "trees", "leeds"], state="draft")
        begin(nouns, "Save our trees in York")
        begin(nouns, "Save their trees", plant_organisation(nouns, "york"))
        begin(nouns, "Open the library")
        return plant_organisation(nouns)

    leeds = await store.turn(plant)
    similar = await store.read(lambda nouns: nouns.drafts.similar(leeds, "Save the trees of Leeds", "en", NOW))
    assert [each.title for each in similar] == ["Save our trees in York", "trees in en"]
    assert await store.read(lambda nouns: nouns.drafts.similar(leeds, "Of it", "en", NOW)) == []
    assert await store.read(lambda nouns: nouns.drafts.similar(leeds, "Nothing alike whatsoever", "en", NOW)) == []


async def test_risk_is_not_taken_back_once_somebody_has_signed(store: Store) -> None:
    park = await planted(store)
    assert await store.turn(lambda nouns: nouns.drafted_parts.set_at_risk(park, at_risk=True))
    assert await store.turn(lambda nouns: nouns.drafted_parts.set_at_risk(park, at_risk=False))
    await store.turn(signing(park, "ada", is_held=True))
    assert await store.turn(lambda nouns: nouns.drafted_parts.set_at_risk(park, at_risk=True))
    assert not await store.turn(lambda nouns: nouns.drafted_parts.set_at_risk(park, at_risk=False))


@pytest.mark.parametrize("locale", ["", "e", "en\x00", "x" * 60, "en:de", "de-"])
async def test_what_is_no_language_has_no_text(store: Store, locale: str) -> None:
    draft = await store.turn(begin)
    assert await store.read(lambda nouns: nouns.drafts.text(draft, locale)) is None
    assert await store.turn(lambda nouns: nouns.drafts.set_text(draft, locale, TextPart.ASK, "x", "")) is None
