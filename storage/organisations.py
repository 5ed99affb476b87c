"""Organisations: who runs campaigns, and their headline, the sum over their petitions."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared, Row, insert_into
from storage.slugs import numbered, slug_of
from storage.tables.organisations import organisation
from storage.tables.petitions import petition

IS_PUBLIC = petition.c.state != "draft"


@dataclass(frozen=True, slots=True)
class Source:
    """An address with its title, and the ISO date it bears where known."""

    title: str
    url: str
    on: str = ""


def sources_of(listed: list[dict[str, str]]) -> tuple[Source, ...]:
    """Sources as they stand in a JSON column."""
    return tuple(Source(one["title"], one["url"], one.get("on") or "") for one in listed)


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who runs campaigns; `signatures` is the sum over its petitions, not a number of people."""

    id: int
    slug: str
    name: str
    motto: str
    mission: str
    contact: str
    legal_line: str
    links: tuple[Source, ...]
    locale: str
    zone: str
    is_sample: bool
    petitions: int
    signatures: int
    is_at_risk: bool
    """Whether a signature under one of its petitions could endanger somebody."""


FIND = Prepared(
    sa.select(
        organisation,
        sa.func.count(petition.c.id).label("petitions"),
        sa.func.coalesce(sa.func.sum(petition.c.count), 0).label("signatures"),
        sa.func.coalesce(sa.func.max(sa.cast(petition.c.at_risk, sa.Integer)), 0).label("is_at_risk"),
    )
    .outerjoin(petition, sa.and_(petition.c.organisation_id == organisation.c.id, IS_PUBLIC))
    .where(organisation.c.id == bindparam("organisation_id"))
    .group_by(organisation.c.id)
)
WITH_PETITIONS = Prepared(
    sa.select(organisation.c.id, organisation.c.name)
    .where(organisation.c.id.in_(sa.select(petition.c.organisation_id).where(IS_PUBLIC)))
    .order_by(organisation.c.name, organisation.c.id)
    .limit(bindparam("most", type_=sa.Integer))
    .offset(bindparam("skip", type_=sa.Integer))
)


USUAL_LOCALE = Prepared(
    sa.select(organisation.c.locale)
    .group_by(organisation.c.locale)
    .order_by(sa.func.count().desc(), sa.func.min(organisation.c.id))
    .limit(1)
)


NAMED = Prepared(
    sa.select(organisation.c.id)
    .where(sa.or_(organisation.c.slug == bindparam("slug"), organisation.c.name == bindparam("name")))
    .order_by(sa.case((organisation.c.slug == bindparam("slug"), 0), else_=1), organisation.c.id)
    .limit(1)
)
OWN = Prepared(sa.select(organisation.c.id).where(~organisation.c.is_sample).order_by(organisation.c.id).limit(2))
_NAMES = ("slug", "name", "locale", "zone", "links", "is_sample")
ADD = Prepared(
    lambda engine: (
        insert_into(engine, organisation)
        .values({name: bindparam(name, type_=organisation.c[name].type) for name in _NAMES})
        .on_conflict_do_nothing(index_elements=["slug"])
        .returning(organisation.c.id)
    )
)


LOCK = Prepared(
    sa.select(organisation.c.id)
    .where(organisation.c.id == bindparam("organisation_id"))
    .with_for_update(key_share=True)
)


def lock_organisation(connection: Connection, organisation_id: int) -> None:
    """Whoever else locks it waits until this turn has ended; what refers to it can be added meanwhile."""
    connection.first(LOCK, organisation_id=organisation_id)


class Organisations:
    """The organisations of the store."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def find(self, organisation_id: int) -> Organisation | None:
        """An organisation with its headline, or None."""
        row = self._connection.first(FIND, organisation_id=organisation_id)
        return None if row is None else _organisation(row)

    def named(self, given: str) -> int | None:
        """The id of the one with this slug, else with exactly this name."""
        row = self._connection.first(NAMED, slug=given, name=given)
        return None if row is None else int(row.id)

    def own(self) -> list[int]:
        """The first two that are no samples; enough to know whether there is one alone."""
        return [row.id for row in self._connection.all(OWN)]

    def add(self, name: str, *, locale: str, zone: str) -> int:
        """A new one under a slug that none had; its id."""
        values = {"name": name, "locale": locale, "zone": zone, "links": [], "is_sample": False}
        for number in count(1):
            added = self._connection.first(ADD, slug=numbered(slug_of(name, "organisation"), number), **values)
            if added is not None:
                return int(added.id)
        raise AssertionError("numbers do not end")

    def usual_locale(self) -> str:
        """The language most organisations here speak, or nothing where there is none."""
        row = self._connection.first(USUAL_LOCALE)
        return row.locale if row else ""

    def with_petitions(self, most: int, skip: int = 0) -> list[tuple[int, str]]:
        """Ids and names of those that have a public petition, by name."""
        return [(row.id, row.name) for row in self._connection.all(WITH_PETITIONS, most=most, skip=skip)]


def _organisation(row: Row) -> Organisation:
    return Organisation(
        id=row.id,
        slug=row.slug,
        name=row.name,
        motto=row.motto,
        mission=row.mission,
        contact=row.contact,
        legal_line=row.legal_line,
        links=sources_of(row.links),
        locale=row.locale,
        zone=row.zone,
        is_sample=row.is_sample,
        petitions=row.petitions,
        signatures=int(row.signatures),
        is_at_risk=bool(row.is_at_risk),
    )
