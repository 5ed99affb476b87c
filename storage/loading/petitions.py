"""Petitions of a campaign file, written into the store: the row, its texts and its count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from storage.additions import From
from storage.connection import Prepared, Row
from storage.loading.beside_chat import ChatText, with_chat
from storage.loading.campaign_file import Petition, PetitionText
from storage.loading.organisations import organisation_by_slug
from storage.loading.pages import Loading
from storage.loading.petition_lists import write_lists, write_milestones
from storage.petition_rows import insert_petition, make_room
from storage.petition_words import write_words
from storage.rows import Changes
from storage.standing import State, end_of_day, is_open
from storage.tables.petitions import petition, petition_text

if TYPE_CHECKING:
    from storage.nouns import Nouns

MOVES: Mapping[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.OPEN, State.CLOSED, State.WON}),
    State.OPEN: frozenset({State.CLOSED, State.WON}),
    State.CLOSED: frozenset({State.WON}),
    State.RETIRED: frozenset({State.WON}),
    State.WON: frozenset({State.CLOSED}),
}
"""Where a file may move a petition; it is opened again in chat alone, without whoever was erased since it ended."""
BY_SLUG = Prepared(sa.select(petition).where(petition.c.slug == sa.bindparam("slug", type_=sa.Text)).with_for_update())


_IS_ITS = petition_text.c.petition_id == sa.bindparam("of_petition", type_=sa.Integer)
_VERSION = sa.bindparam("at_version", type_=sa.Integer)
TEXTS = Prepared(sa.select(petition_text).where(_IS_ITS, petition_text.c.version == _VERSION))
EARLIER = Prepared(
    sa.select(petition_text.c.locale, petition_text.c.hash).where(_IS_ITS, petition_text.c.version < _VERSION)
)


def write_petition(loading: Loading, said: Petition, nouns: Nouns) -> Changes:
    """Make the petition what the file says: all of it but the reasons and what comes after its victory."""
    values = _values(loading, said, nouns)
    stored = _stored(said.slug, nouns)
    if stored is None:
        petition_id = insert_petition({"slug": said.slug, "version": 1, **values}, said.code, nouns.connection)
        if petition_id is not None:
            return _begin(loading, said, petition_id, nouns)
        stored = _stored(said.slug, nouns)
        assert stored is not None, "somebody else added it in this moment"
    changes = _update(stored, _kept(loading, stored, said, values), nouns) + _renew_texts(loading, stored, said, nouns)
    return changes + _write_rest(loading, said, stored.id, nouns)


def _stored(slug: str, nouns: Nouns) -> Row | None:
    return nouns.connection.first(BY_SLUG, slug=slug)


def _begin(loading: Loading, said: Petition, petition_id: int, nouns: Nouns) -> Changes:
    _write_texts(petition_id, 1, said.texts, nouns)
    loading.tell(
        nouns,
        "new_petition",
        f"organisation:{organisation_by_slug(nouns, said.organisation).id}",
        str(petition_id),
    )
    return Changes(added=1 + len(said.texts)) + _write_rest(loading, said, petition_id, nouns)


def _values(loading: Loading, said: Petition, nouns: Nouns) -> dict[str, Any]:
    owner = organisation_by_slug(nouns, said.organisation)
    return {
        **({"code": said.code} if said.code else {}),
        "organisation_id": owner.id,
        "state": said.state,
        "started_on": said.started_on,
        "closes_at": end_of_day(said.closes_on, owner.zone) if said.closes_on else None,
        "at_risk": said.at_risk,
        "video": said.video,
        "co_signers": list(said.co_signers),
        "ladder": None if said.ladder is None else list(said.ladder),
        "is_sample": loading.is_sample,
    }


def _kept(loading: Loading, stored: Row, said: Petition, values: dict[str, Any]) -> dict[str, Any]:
    """What the file says, without what it would undo: nobody loses safety by it, and nothing is opened again."""
    wanted = {**values, "at_risk": stored.at_risk or said.at_risk}
    if stored.zone and said.closes_on:
        wanted["closes_at"] = end_of_day(said.closes_on, stored.zone)
    if State(said.state) not in MOVES[State(stored.state)]:
        wanted["state"] = stored.state
    elif stored.state == State.RETIRED:
        wanted |= {"retired_for": "", "retired_at": None}
    has_ended = stored.state != State.DRAFT and not is_open(stored.state, stored.closes_at, loading.now)
    return wanted | {"closes_at": stored.closes_at} if has_ended else wanted


def _update(stored: Row, values: dict[str, Any], nouns: Nouns) -> Changes:
    differing = {name: value for name, value in values.items() if getattr(stored, name) != value}
    if not differing:
        return Changes()
    nouns.connection.run(sa.update(petition).where(petition.c.id == stored.id).values(differing))
    if "state" in differing:
        nouns.stages.stop_reopening(stored.id)
    if differing.get("at_risk"):
        nouns.share_links.drop_all_of(stored.id)
    return Changes(changed=1)


def _renew_texts(loading: Loading, stored: Row, said: Petition, nouns: Nouns) -> Changes:
    """A change in any language is a new version in all of them; what was signed before stays."""
    standing = nouns.connection.all(TEXTS, of_petition=stored.id, at_version=stored.version)
    texts = said.texts if loading.overwrites else with_chat(loading, said, standing, _earlier(stored, nouns))
    if {row.locale: row.hash for row in standing} == {text.locale: text.hash for text in texts}:
        return Changes()
    version = stored.version + 1
    make_room(stored.id, version, nouns.connection)
    nouns.asked.make_room(stored.id, version)
    nouns.connection.run(sa.update(petition).where(petition.c.id == stored.id).values(version=version))
    _write_texts(stored.id, version, texts, nouns)
    nouns.versions.was_brought(stored.id, version, loading.now)
    return Changes(added=len(texts))


def _earlier(stored: Row, nouns: Nouns) -> set[tuple[str, str]]:
    """What stood there in versions before the present one."""
    rows = nouns.connection.all(EARLIER, of_petition=stored.id, at_version=stored.version)
    return {(row.locale, row.hash) for row in rows}


def _write_texts(petition_id: int, version: int, texts: Sequence[PetitionText], nouns: Nouns) -> None:
    rows = [
        {
            "petition_id": petition_id,
            "version": version,
            "locale": text.locale,
            "title": text.title,
            "ask": text.ask,
            "summary": text.summary,
            "story": text.story,
            "hash": text.hash,
            "is_of_chat": isinstance(text, ChatText),
        }
        for text in texts
    ]
    nouns.connection.many(sa.insert(petition_text), rows)


def _write_rest(loading: Loading, said: Petition, petition_id: int, nouns: Nouns) -> Changes:
    changes = write_lists(loading, said, petition_id, nouns)
    changes += _write_count(loading, said, petition_id, nouns)
    changes += write_milestones(loading, said, petition_id, nouns)
    return changes + write_words(petition_id, nouns.connection)


def _write_count(loading: Loading, said: Petition, petition_id: int, nouns: Nouns) -> Changes:
    """One row of the ledger with the difference; what organizers added in a chat stays beside it."""
    difference = said.imported - nouns.additions.loaded(petition_id)
    if not difference:
        return Changes()
    nouns.additions.add(petition_id, From.FILE, difference, "", loading.now)
    return Changes(added=1)
