"""Whom a petition asks, version by version: what its organizers write is asked once it is published.

Whom it asks now stands in `decision_maker`. Of a public petition the list that is being written stands at the version
after the present one, and what was replaced at the version that asked it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared, insert_into
from storage.drafting_parts import DraftingParts, StoredTarget, Target
from storage.next_version import begin_next
from storage.petitions import Petition
from storage.rows import Rows
from storage.tables.petitions import decision_maker, petition, petition_asks
from storage.vault import random_id

_c = petition_asks.c
_OF = _c.petition_id == bindparam("of_petition", type_=sa.Integer)
_NUMBER = bindparam("number", type_=sa.Integer)
AT = Prepared(sa.select(_c.targets).where(_OF, _c.version == _NUMBER))
_PUBLISHED = _c.version <= bindparam("present", type_=sa.Integer)
SINCE = Prepared(
    sa.select(_c.targets).where(_OF, _PUBLISHED, _c.version <= _NUMBER).order_by(_c.version.desc()).limit(1)
)
UNTIL = Prepared(sa.select(_c.targets).where(_OF, _PUBLISHED).order_by(_c.version).limit(1))
HAS_CHANGED = Prepared(
    sa.select(_c.version).join(petition, petition.c.id == _c.petition_id).where(_OF, _c.version <= petition.c.version)
)
DISCARD = Prepared(sa.delete(petition_asks).where(_OF, _c.version == _NUMBER))
MAKE_ROOM = Prepared(sa.update(petition_asks).where(_OF, _c.version == _NUMBER).values(version=_c.version + 1))
_SHAPE = ("office", "person", "district")


class Asked:
    """Whom a petition asks, asked, and will ask."""

    def __init__(self, connection: Connection, parts: DraftingParts) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection
        self._parts = parts

    def written(self, found: Petition) -> list[StoredTarget]:
        """As its organizers have it: what is being written, else whom it asks now."""
        present = self._parts.targets(found.id)
        row = None if found.is_draft else self._connection.first(AT, of_petition=found.id, number=found.version + 1)
        if row is None:
            return present
        delivered = {_shape(each.said) for each in present if each.is_delivered}
        return [_stored(each, delivered) for each in row.targets]

    def at(self, found: Petition, number: int) -> tuple[Target, ...]:
        """Whom one of its versions asks, in the organizers' order."""
        if number > found.version:
            return tuple(each.said for each in self.written(found))
        row = None if number == found.version else self._published_at(found, number)
        if row is None:
            return tuple(each.said for each in self._parts.targets(found.id))
        return tuple(_stored(each, set()).said for each in row)

    def has_changed(self, petition_id: int) -> bool:
        """Whether a version that was published changed whom it asks."""
        return self._connection.first(HAS_CHANGED, of_petition=petition_id) is not None

    def add(self, found: Petition, said: Target) -> bool:
        """One more, after all others; False where it stands there already."""
        if found.is_draft:
            return self._parts.add_target(found.id, said)
        standing = self.written(found)
        if _is_among(standing, said):
            return False
        self._write(found, [*standing, StoredTarget(random_id(), said, is_delivered=False)])
        return True

    def change(self, found: Petition, target_id: int, said: Target) -> bool:
        """Say it otherwise; False where it is gone, or another one is said like this."""
        if found.is_draft:
            return self._parts.change_target(found.id, target_id, said)
        standing = self.written(found)
        others = [each for each in standing if each.id != target_id]
        if len(others) == len(standing) or _is_among(others, said):
            return False
        self._write(found, [replace(each, said=said) if each.id == target_id else each for each in standing])
        return True

    def move_up(self, found: Petition, target_id: int) -> bool:
        """Before the one above it; False where it is the first, or gone."""
        if found.is_draft:
            return self._parts.move_up(found.id, target_id)
        standing = self.written(found)
        place = next((at for at, each in enumerate(standing) if each.id == target_id), 0)
        if place == 0:
            return False
        standing[place - 1 : place + 1] = [standing[place], standing[place - 1]]
        self._write(found, standing)
        return True

    def remove(self, found: Petition, target_id: int) -> bool:
        """Take it out; False where it is gone, or the petition was handed over to it."""
        if found.is_draft:
            return self._parts.remove_target(found.id, target_id)
        standing = self.written(found)
        kept = [each for each in standing if each.id != target_id or each.is_delivered]
        if len(kept) == len(standing):
            return False
        self._write(found, kept)
        return True

    def publish(self, found: Petition) -> None:
        """What was written is asked from now on, with the version after the present one."""
        if self._connection.first(AT, of_petition=found.id, number=found.version + 1) is None:
            return
        present, written = self._parts.targets(found.id), self.written(found)
        self._keep(found.id, found.version, present)
        rows = Rows(decision_maker, decision_maker.c.petition_id == found.id, _SHAPE)
        rows.become(self._connection, [_row(found.id, at, said) for at, said in enumerate(_whole(present, written))])

    def discard(self, found: Petition) -> None:
        """Forget what was written."""
        self._connection.run(DISCARD, of_petition=found.id, number=found.version + 1)

    def make_room(self, petition_id: int, version: int) -> None:
        """What is being written goes on as the version after this one."""
        self._connection.run(MAKE_ROOM, of_petition=petition_id, number=version)

    def _published_at(self, found: Petition, number: int) -> list[dict[str, object]] | None:
        asked = {"of_petition": found.id, "present": found.version}
        row = self._connection.first(SINCE, number=number, **asked) or self._connection.first(UNTIL, **asked)
        return None if row is None else list(row.targets)

    def _write(self, found: Petition, targets: Sequence[StoredTarget]) -> None:
        begin_next(found, self._connection)
        self.discard(found)
        self._keep(found.id, found.version + 1, targets)

    def _keep(self, petition_id: int, version: int, targets: Sequence[StoredTarget]) -> None:
        said = [{"id": each.id, **asdict(each.said)} for each in targets]
        values = {"petition_id": petition_id, "version": version, "targets": said}
        self._connection.run(insert_into(self._connection.name, petition_asks).values(values).on_conflict_do_nothing())


def _whole(present: Sequence[StoredTarget], written: Sequence[StoredTarget]) -> list[Target]:
    """What was written, and whoever was handed the signatures meanwhile."""
    handed = [each.said for each in present if each.is_delivered and not _is_among(written, each.said)]
    return [*(each.said for each in written), *(replace(each, is_addressed=False) for each in handed)]


def _row(petition_id: int, position: int, said: Target) -> dict[str, object]:
    return {"petition_id": petition_id, "position": position, **asdict(said)}


def _stored(each: dict[str, object], delivered: set[tuple[str, ...]]) -> StoredTarget:
    office, person, district = (str(each[name]) for name in _SHAPE)
    said = Target(office, person, district, bool(each["is_addressed"]))
    return StoredTarget(int(str(each["id"])), said, _shape(said) in delivered)


def _shape(said: Target) -> tuple[str, ...]:
    return (said.office, said.person, said.district)


def _is_among(targets: Sequence[StoredTarget], said: Target) -> bool:
    return any(_shape(each.said) == _shape(said) for each in targets)
