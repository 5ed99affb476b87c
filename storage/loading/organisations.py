"""Organisations of a campaign file, written into the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from storage.connection import Prepared, Row
from storage.loading.campaign_file import Organisation
from storage.loading.pages import Loading
from storage.rows import Changes, Rows
from storage.tables.organisations import organisation

if TYPE_CHECKING:
    from storage.nouns import Nouns

BY_SLUG = Prepared(
    sa.select(organisation.c.id, organisation.c.zone).where(organisation.c.slug == sa.bindparam("slug", type_=sa.Text))
)


def write_organisation(loading: Loading, said: Organisation, nouns: Nouns) -> Changes:
    """Make the organisation what the file says."""
    rows = Rows(organisation, organisation.c.slug == said.slug, ("slug",))
    return rows.become(nouns.connection, [_values(loading, said)]).changes


def organisation_by_slug(nouns: Nouns, slug: str) -> Row:
    """Its id and zone; whoever asks knows that it is there."""
    found = nouns.connection.first(BY_SLUG, slug=slug)
    assert found is not None, "references were checked before anything was written"
    return found


def _values(loading: Loading, said: Organisation) -> dict[str, Any]:
    return {
        "slug": said.slug,
        "name": said.name,
        "motto": said.motto,
        "mission": said.mission,
        "contact": said.contact,
        "legal_line": said.legal_line,
        "sign_off": said.sign_off,
        "locale": said.locale,
        "zone": said.zone,
        "links": [link.as_json() for link in said.links],
        "is_sample": loading.is_sample,
    }
