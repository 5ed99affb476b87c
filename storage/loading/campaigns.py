"""Loading a campaign file into the store, in pages; doing it again changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import sqlalchemy as sa

from storage.loading.campaign_file import CampaignFile, Petition
from storage.loading.comments import COMMENTS
from storage.loading.faults import BadCampaignFile
from storage.loading.organisations import write_organisation
from storage.loading.pages import Loading, Pages, Progress, Step
from storage.loading.petition_lists import connect_next_petition
from storage.loading.petitions import write_petition
from storage.loading.reasons import REASONS
from storage.loading.store_check import Known, known_of, store_faults
from storage.loading.stories import write_story
from storage.petition_words import write_words
from storage.rows import Changes
from storage.store import Store
from storage.tables.organisations import organisation
from storage.tables.petitions import petition

if TYPE_CHECKING:
    from storage.nouns import Nouns


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What the file holds, and how many rows of the store came, changed and went with it."""

    organisations: int
    petitions: int
    stories: int
    reasons: int
    comments: int
    changes: Changes
    kept: tuple[str, ...] = ()
    """Petitions that keep texts which were written in a chat, in place of the file's."""


async def load(
    store: Store,
    file: CampaignFile,
    now: datetime,
    *,
    announce: bool = False,
    overwrite: bool = False,
    progress: Progress | None = None,
) -> LoadReport:
    """Write the file into the store. `progress` hears how much is done, of how much.

    Texts that were written in a chat since stay in place of the file's, unless it is to overwrite them.
    Raises BadCampaignFile, and has then written nothing. After a crash, loading again goes on.
    """
    known = await store.read(partial(known_of, file))
    if faults := [file.fault(at, fault) for at, fault in store_faults(file, known)]:
        raise BadCampaignFile(faults)
    loading = Loading(now, announce, file.is_sample, overwrite)
    pages = Pages(store, _weight(file), progress)
    await pages.run([Step(1, partial(write_organisation, loading, one)) for one in file.organisations])
    await _load_petitions(store, pages, loading, file, known)
    await _load_stories(store, pages, loading, file, known)
    return _report(file, pages.changes, loading)


async def _load_petitions(store: Store, pages: Pages, loading: Loading, file: CampaignFile, known: Known) -> None:
    in_order = sorted(file.petitions, key=partial(_place_in_store, known))
    await pages.run([Step(1, partial(write_petition, loading, one)) for one in in_order])
    won = [one for one in in_order if one.state == "won"]
    await pages.run([Step(0, partial(connect_next_petition, one)) for one in won])
    await pages.run(await store.read(partial(_renaming, file, known)))
    await pages.run([step for one in in_order for step in REASONS.steps(one.slug, one.reasons)])
    for one in in_order:
        if one.slug in known.petitions:
            await pages.run(await REASONS.clearing(store, one.slug, one.reasons))


async def _load_stories(store: Store, pages: Pages, loading: Loading, file: CampaignFile, known: Known) -> None:
    await pages.run([Step(1, partial(write_story, loading, one)) for one in file.stories])
    await pages.run([step for one in file.stories for step in COMMENTS.steps(one.slug, one.comments)])
    for one in file.stories:
        if one.slug in known.stories:
            await pages.run(await COMMENTS.clearing(store, one.slug, one.comments))


def _place_in_store(known: Known, said: Petition) -> float:
    """Rows are locked in the order of their ids; new ones come last."""
    row = known.petitions.get(said.slug)
    return float("inf") if row is None else row.id


def _renaming(file: CampaignFile, known: Known, nouns: Nouns) -> list[Step]:
    """The words of petitions whose organisation got another name, and which the file does not mention."""
    renamed = [one.slug for one in file.organisations if _is_renamed(one.slug, one.name, known)]
    if not renamed:
        return []
    mentioned = {one.slug for one in file.petitions}
    theirs = sa.select(petition.c.id, petition.c.slug).join(organisation).where(organisation.c.slug.in_(renamed))
    ids = sorted(row.id for row in nouns.connection.all(theirs) if row.slug not in mentioned)
    return [Step(0, partial(_renew_words, petition_id)) for petition_id in ids]


def _renew_words(petition_id: int, nouns: Nouns) -> Changes:
    return write_words(petition_id, nouns.connection)


def _is_renamed(slug: str, name: str, known: Known) -> bool:
    return slug in known.organisations and known.organisations[slug].name != name


def _weight(file: CampaignFile) -> int:
    return len(file.organisations) + len(file.petitions) + len(file.stories) + _reasons(file) + _comments(file)


def _reasons(file: CampaignFile) -> int:
    return sum(len(one.reasons) for one in file.petitions)


def _comments(file: CampaignFile) -> int:
    return sum(len(one.comments) for one in file.stories)


def _report(file: CampaignFile, changes: Changes, loading: Loading) -> LoadReport:
    sizes = len(file.organisations), len(file.petitions), len(file.stories)
    return LoadReport(*sizes, _reasons(file), _comments(file), changes, tuple(sorted(loading.kept)))
