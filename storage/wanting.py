"""Whether people still want to hear what waits for them: meanwhile they may have chosen less, or withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from storage.among import among
from storage.connection import Connection, Prepared, Row
from storage.follows import Topic
from storage.hearing import TEXT_CHANGED
from storage.recipients import Recipients, Source, Why
from storage.tables.news import follow
from storage.tables.signing import signature


def _chosen(engine: str) -> sa.Select[Any]:
    chosen = sa.select(follow.c.supporter_id, follow.c.subject, follow.c.topics)
    return chosen.where(among(engine, follow.c.supporter_id, "people"), among(engine, follow.c.subject, "subjects"))


def _signed(engine: str) -> sa.Select[Any]:
    its = among(engine, signature.c.petition_id, "petitions")
    signed = sa.select(signature.c.supporter_id, signature.c.petition_id, signature.c.text_version)
    return signed.where(its, among(engine, signature.c.supporter_id, "people"))


CHOSEN = Prepared(_chosen)
SIGNED = Prepared(_signed)


class Wanting:
    """What the people of some deliveries follow now."""

    def __init__(self, connection: Connection, deliveries: Sequence[Row]) -> None:
        """Reads all of it at once; of each delivery it needs the person, the alert, and why it came."""
        told = [row for row in deliveries if row.supporter_id is not None and row.why != Why.OWN]
        self._recipients = Recipients(connection)
        self._sources: dict[int, list[Source]] = {}
        subjects = {source.subject for row in told for source in self._of(row)}
        people = {row.supporter_id for row in told}
        chosen = connection.all(CHOSEN, people=people, subjects=subjects) if people else []
        self._topics = {(row.supporter_id, row.subject): Topic(row.topics) for row in chosen}
        as_signers = [row for row in deliveries if row.why == Why.SIGNED or row.alert_kind == TEXT_CHANGED]
        signers, petitions = ({key(row) for row in as_signers} for key in (_supporter_id, _petition_id))
        signed = connection.all(SIGNED, people=signers, petitions=petitions) if signers else []
        self._signed = {(row.supporter_id, row.petition_id): row.text_version for row in signed}

    def _of(self, row: Row) -> list[Source]:
        if row.alert_id not in self._sources:
            found = self._recipients.of(row.alert_kind, row.alert_subject, row.alert_occasion)
            self._sources[row.alert_id] = [source for source in found if source.topic]
        return self._sources[row.alert_id]

    def hears(self, row: Row) -> bool:
        """Whether they still follow something for which they are told this, or have still to say if it holds."""
        if row.alert_kind == TEXT_CHANGED:
            version = int(row.alert_occasion)
            return bool(self._signed.get(_as_signer(row), version) < version)
        return row.why == Why.OWN or any(self._topic(row, source) & source.topic for source in self._of(row))

    def follows(self, row: Row) -> bool:
        """Whether they still follow it at all, be it for other news or for none."""
        return row.why == Why.OWN or any((row.supporter_id, source.subject) in self._topics for source in self._of(row))

    def why(self, row: Row) -> Why:
        """Why it came, as it is now: of a signature that was withdrawn nothing is said."""
        has_signed = _as_signer(row) in self._signed
        return Why.PETITION if row.why == Why.SIGNED and not has_signed else Why(row.why)

    def _topic(self, row: Row, source: Source) -> Topic:
        return self._topics.get((row.supporter_id, source.subject), Topic.NOTHING)


def _as_signer(row: Row) -> tuple[int, int]:
    return _supporter_id(row), _petition_id(row)


def _supporter_id(row: Row) -> int:
    return int(row.supporter_id)


def _petition_id(row: Row) -> int:
    return int(row.alert_subject.partition(":")[2])
