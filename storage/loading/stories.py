"""Campaign stories and news of a campaign file, written into the store."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Prepared, Row
from storage.loading.campaign_file import Story
from storage.loading.organisations import organisation_by_slug
from storage.loading.pages import Loading
from storage.loading.petition_lists import write_files
from storage.rows import Changes, Rows
from storage.story_drafts import FIRST, StoryPart
from storage.tables.petitions import petition
from storage.tables.stories import attachment, story, story_text

if TYPE_CHECKING:
    from storage.nouns import Nouns

BY_SLUG = Prepared(sa.select(story).where(story.c.slug == bindparam("slug", type_=sa.Text)).with_for_update())
MAKE_ROOM = Prepared(
    sa.update(story_text)
    .where(story_text.c.story_id == bindparam("of_story"), story_text.c.version == bindparam("taken"))
    .values(version=story_text.c.version + 1)
)


def write_story(loading: Loading, said: Story, nouns: Nouns) -> Changes:
    """Make the story what the file says, all of it but its comments."""
    values = _values(loading, said, nouns) | _texts(loading, said, nouns)
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
        "links": [link.as_json() for link in said.links],
        "is_sample": loading.is_sample,
    }


def _texts(loading: Loading, said: Story, nouns: Nouns) -> dict[str, Any]:
    """What the file says; of a story that was changed in chat, only what has never stood there, as a new version."""
    of_file = {part.value: getattr(said, part.value) for part in StoryPart}
    stored = nouns.connection.first(BY_SLUG, slug=said.slug)
    if stored is None or stored.version == FIRST:
        return of_file
    earlier = nouns.story_drafts.earlier(stored.id)
    known = {part.value: {each.written.part(part) for each in earlier} for part in StoryPart}
    standing = {part.value: getattr(stored, part.value) for part in StoryPart}
    wanted = standing | {part: text for part, text in of_file.items() if text not in known[part]}
    if wanted == standing:
        return standing
    _keep(stored, standing, loading.now, nouns)
    return {"version": stored.version + 1, **wanted}


def _keep(stored: Row, standing: dict[str, Any], now: datetime, nouns: Nouns) -> None:
    """What stood there is an earlier version; what is being written in chat comes after the file's."""
    nouns.connection.run(MAKE_ROOM, of_story=stored.id, taken=stored.version + 1)
    row = {"story_id": stored.id, "version": stored.version, **standing, "replaced_at": now, "note": ""}
    nouns.connection.run(sa.insert(story_text).values(row))
