"""Reminders that come again, as organizers set them: listed, changed, paused, gone on with, stopped.

Each step is one conditional change, so that of two organizers who tap at once one wins.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.columns import Instant
from storage.connection import Connection, Prepared
from storage.recurring import Occurrence, Rule, first_after, written
from storage.reminders import FORGOTTEN_AFTER, OVER, PAUSED, WAITING, Reminder, Reminders
from storage.tables.news import IS_RULE, reminder
from storage.vault import Vault

_c = reminder.c
_STANDS = (IS_RULE, sa.or_(_c.state == WAITING, _c.state == PAUSED))
_IS_ONE = sa.and_(_c.id == bindparam("reminder_id", type_=sa.BigInteger), IS_RULE)
_OF = _c.petition_id == bindparam("of_petition", type_=sa.Integer)
OF_PETITION = Prepared(sa.select(reminder).where(_OF, *_STANDS).order_by(_c.id))


def _becomes(state: str, *before: str, **values: Any) -> Prepared:
    was = sa.or_(*(_c.state == each for each in before))
    changed = sa.update(reminder).where(_IS_ONE, was).values(state=state, **values)
    return Prepared(changed.returning(_c.id))


_DUE = {"occurrence": bindparam("new_occurrence"), "next_due": bindparam("new_due", type_=Instant())}
PAUSE = _becomes(PAUSED, WAITING)
GO_ON = _becomes(WAITING, PAUSED, **_DUE)
STOP = _becomes(OVER, WAITING, PAUSED, next_due=_DUE["next_due"])
_SAID = {name: bindparam(f"new_{name}", type_=_c[name].type) for name in ("zone", "rule", "words", "ends_at")}
CHANGE = Prepared(sa.update(reminder).where(_IS_ONE, *_STANDS).values(**_SAID, **_DUE).returning(_c.id))


class ReminderRules:
    """What organizers have told again and again."""

    def __init__(self, connection: Connection, vault: Vault, reminders: Reminders) -> None:
        """Speaks over the turn's connection; zones go through the vault."""
        self._connection = connection
        self._vault = vault
        self._reminders = reminders

    def of_petition(self, petition_id: int) -> list[Reminder]:
        """All that wait or are paused, the next first."""
        rows = self._connection.all(OF_PETITION, of_petition=petition_id)
        found = [self._reminders.opened(row) for row in rows]
        return sorted(found, key=lambda each: (each.is_paused, each.due.moment, each.id))

    def find(self, petition_id: int, reminder_id: int) -> Reminder | None:
        """One of them."""
        return next((each for each in self.of_petition(petition_id) if each.id == reminder_id), None)

    def change(
        self, reminder_id: int, rule: Rule, zone: str, now: datetime, *, words: str, ends_at: datetime | None
    ) -> bool:
        """It comes by this rule from now on; False where that comes no more, or it is over by now."""
        first = first_within(rule, zone, now, ends_at)
        if first is None:
            return False
        sealed = self._vault.seal("reminder", "zone", reminder_id, zone)
        said = {"new_zone": sealed, "new_rule": written(rule), "new_words": words, "new_ends_at": ends_at}
        return self._run(CHANGE, reminder_id, **said, **_due(first))

    def pause(self, reminder_id: int) -> bool:
        """Nothing of it is told until it goes on; False where it does not wait."""
        return self._run(PAUSE, reminder_id)

    def go_on(self, found: Reminder, now: datetime) -> bool:
        """It is told again from its next time on; False where that never comes, or it is not paused."""
        following = first_within(found.rule, found.zone, now, found.ends_at)
        return following is not None and self._run(GO_ON, found.id, **_due(following))

    def stop(self, reminder_id: int, now: datetime) -> bool:
        """It comes no more; False where it was over already."""
        return self._run(STOP, reminder_id, new_due=now + FORGOTTEN_AFTER)

    def _run(self, change: Prepared, reminder_id: int, **values: Any) -> bool:
        return self._connection.first(change, reminder_id=reminder_id, **values) is not None


def first_within(rule: Rule, zone: str, now: datetime, ends_at: datetime | None) -> Occurrence | None:
    """The next time that it comes before its end; None where it comes no more."""
    first = first_after(rule, zone, now)
    return None if first is None or (ends_at is not None and first.moment >= ends_at) else first


def _due(at: Occurrence) -> dict[str, Any]:
    return {"new_occurrence": at.local, "new_due": at.moment}
