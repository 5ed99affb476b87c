"""What only the store can tell of a campaign file: references out of the file, codes that are taken, samples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from storage.connection import Row
from storage.loading.campaign_file import CampaignFile, Petition, Story
from storage.loading.faults import Found, Path
from storage.tables.organisations import organisation
from storage.tables.petitions import petition
from storage.tables.stories import story

if TYPE_CHECKING:
    from storage.nouns import Nouns

NAMES_A_QUESTION = 500


@dataclass(frozen=True, slots=True)
class Known:
    """What the store has already of what the file names, by slug; petitions by code as well."""

    organisations: dict[str, Row]
    petitions: dict[str, Row]
    codes: dict[str, Row]
    stories: dict[str, Row]


def known_of(file: CampaignFile, nouns: Nouns) -> Known:
    """Look up everything the file names."""
    parts: list[Petition | Story] = [*file.petitions, *file.stories]
    owners = {one.slug for one in file.organisations} | {one.organisation for one in parts}
    asks = {one.slug for one in file.petitions} | {one.petition for one in file.stories}
    asks |= {one.next_petition for one in file.petitions}
    return Known(
        organisations=_found(organisation.c.slug, owners, nouns),
        petitions=_found(petition.c.slug, asks, nouns),
        codes=_found(petition.c.code, {one.code for one in file.petitions}, nouns),
        stories=_found(story.c.slug, {one.slug for one in file.stories}, nouns),
    )


def store_faults(file: CampaignFile, known: Known) -> Iterator[Found]:
    """Why the file can't be loaded into this store."""
    for one in file.organisations:
        yield from _sample_fault((*one.at, "slug"), known.organisations.get(one.slug), file)
    for asked in file.petitions:
        yield from _sample_fault((*asked.at, "slug"), known.petitions.get(asked.slug), file)
        yield from _code_fault(asked, known)
    for told in file.stories:
        yield from _sample_fault((*told.at, "slug"), known.stories.get(told.slug), file)
    yield from _reference_faults(file, known)


def _found(column: sa.Column[Any], names: set[str], nouns: Nouns) -> dict[str, Row]:
    wanted = sorted(names - {""})
    chunks = (wanted[at : at + NAMES_A_QUESTION] for at in range(0, len(wanted), NAMES_A_QUESTION))
    rows = (row for chunk in chunks for row in nouns.connection.all(sa.select(column.table).where(column.in_(chunk))))
    return {getattr(row, column.name): row for row in rows}


def _code_fault(said: Petition, known: Known) -> Iterator[Found]:
    other = known.codes.get(said.code)
    if other is not None and other.slug != said.slug:
        yield (*said.at, "code"), f"is the code of another petition, {other.slug}."


def _sample_fault(at: Path, row: Row | None, file: CampaignFile) -> Iterator[Found]:
    """Samples and real campaigns are kept apart, so that taking samples out takes nothing else."""
    if row is not None and row.is_sample is not file.is_sample:
        kinds = ("a sample", "not a sample")
        stored, said = kinds if row.is_sample else kinds[::-1]
        yield at, f"names {row.slug}, which is {stored} in the store, while this file is {said}."


def _reference_faults(file: CampaignFile, known: Known) -> Iterator[Found]:
    owners = {one.slug for one in file.organisations}
    asks = {one.slug for one in file.petitions}
    parts: list[Petition | Story] = [*file.petitions, *file.stories]
    for one in parts:
        yield from _reference_fault((*one.at, "organisation"), one.organisation, owners, known.organisations, file)
    for told in file.stories:
        yield from _reference_fault((*told.at, "petition"), told.petition, asks, known.petitions, file)
    for asked in file.petitions:
        at = (*asked.at, "victory", "next_petition")
        yield from _reference_fault(at, asked.next_petition, asks, known.petitions, file)


def _reference_fault(
    at: Path, slug: str, in_file: set[str], in_store: dict[str, Row], file: CampaignFile
) -> Iterator[Found]:
    if not slug or slug in in_file:
        return
    if slug not in in_store:
        yield at, f"names {slug}, which is neither in this file nor in the store."
    yield from _sample_fault(at, in_store.get(slug), file)
