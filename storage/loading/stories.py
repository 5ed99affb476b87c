"""Campaign stories and news of a campaign file, written into the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from storage.loading.campaign_file import Story
from storage.loading.organisations import organisation_by_slug
from storage.loading.pages import Loading
from storage.loading.petition_lists import write_files
from storage.rows import Changes, Rows
from storage.tables import attachment, petition, story

if TYPE_CHECKING:
    from storage.nouns import Nouns


def write_story(loading: Loading, said: Story, nouns: Nouns) -> Changes:
    """Make the story what the file says, all of it but its comments."""
    values = _values(loading, said, nouns)
    difference = Rows(story, story.c.slug == said.slug, ("slug",)).become(nouns.connection, [values])
    row = nouns.connection.first(sa.select(story.c.id).where(story.c.slug == said.slug))
    assert row is not None, "it was written just now"
    if difference.added:
        loading.tell(nouns, "new_story", f"organisation:{values['organisation_id']}", str(row.id))
    return difference.changes + write_files(attachment.c.story_id, row.id, said.files, nouns)


def _values(loading: Loading, said: Story, nouns: Nouns) -> dict[str, Any]:
    found = nouns.connection.first(sa.select(petition.c.id).where(petition.c.slug == said.petition))
    return {
        "slug": said.slug,
        "organisation_id": organisation_by_slug(nouns, said.organisation).id,
        "petition_id": found.id if found else None,
        "kind": said.kind,
        "event": said.event,
        "happened_on": said.on,
        "reported_on": said.reported_on,
        "locale": said.locale,
        "title": said.title,
        "text": said.text,
        "links": [link.as_json() for link in said.links],
        "is_sample": loading.is_sample,
    }
