"""News of a petition as its organizers write it: a victory, a response, or an update; nobody else sees a draft.

What is told of it is a broadcast (`storage/broadcasts.py`), which publishes it when it begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.broadcasts import Broadcasts
from storage.campaign_updates import VICTORY, CampaignUpdates
from storage.connection import Connection, Prepared, Row, insert_into
from storage.news_pieces import Begun, NewsConflict, NewsPart, NewsState, NewsWords, Piece
from storage.organisations import Source, sources_of
from storage.stages import Stages
from storage.tables.organisations import organisation
from storage.tables.petitions import decision_maker, petition
from storage.tables.stories import attachment
from storage.tables.telling import broadcast, campaign_update, update_text
from storage.vault import random_id
from storage.victories_back import take_back_victory

_u, _t, _b = campaign_update.c, update_text.c, broadcast.c
_ONE = _u.id == bindparam("of_update", type_=sa.Integer)
_ANY = (
    sa.select(
        campaign_update,
        petition.c.organisation_id,
        sa.func.coalesce(sa.func.nullif(petition.c.zone, ""), organisation.c.zone).label("zone"),
        petition.c.is_sample,
        sa.func.coalesce(sa.func.nullif(_u.locale, ""), organisation.c.locale).label("first_locale"),
    )
    .join(petition, petition.c.id == _u.petition_id)
    .join(organisation, organisation.c.id == petition.c.organisation_id)
)
_NEWEST = (_u.happened_on.desc(), _u.id.desc())
FIND = Prepared(_ANY.where(_ONE))
VICTORY_OF = Prepared(
    _ANY.where(_u.petition_id == bindparam("petition_id"), _u.kind == VICTORY, _u.state != NewsState.WITHDRAWN.value)
    .order_by(*_NEWEST)
    .limit(1)
)
_OF_KIND = sa.and_(_u.petition_id == bindparam("petition_id"), _u.kind == bindparam("kind"))
OF_KIND = Prepared(
    _ANY.where(_OF_KIND)
    .order_by(*_NEWEST)
    .limit(bindparam("most", type_=sa.Integer))
    .offset(bindparam("skip", type_=sa.Integer))
)
HOW_MANY = Prepared(sa.select(sa.func.count().label("n")).select_from(campaign_update).where(_OF_KIND))
OF_EVENT = Prepared(
    _ANY.where(_u.event == bindparam("event"), _u.kind == VICTORY, _u.state != NewsState.WITHDRAWN.value)
    .order_by(_u.id)
    .limit(bindparam("most", type_=sa.Integer))
)
TEXTS = Prepared(sa.select(update_text).where(_t.update_id == bindparam("update_id")).order_by(_t.locale))
DROP_TEXT = Prepared(
    sa.delete(update_text).where(_t.update_id == bindparam("of_update"), _t.locale == bindparam("of_locale"))
)
TOLD_BY = Prepared(sa.select(_b.id).where(_b.update_id == bindparam("update_id")))
DROP_BROADCAST = Prepared(sa.delete(broadcast).where(_b.update_id == bindparam("of_update"), _b.started_at.is_(None)))
"""What has told nobody yet."""
DROP_FILES = Prepared(sa.delete(attachment).where(attachment.c.update_id == bindparam("of_update")))
DROP = Prepared(sa.delete(campaign_update).where(_ONE, _u.state == NewsState.DRAFT.value))
ITS_MAKER = Prepared(
    sa.select(decision_maker.c.id).where(
        decision_maker.c.id == bindparam("maker_id"), decision_maker.c.petition_id == bindparam("petition_id")
    )
)
WITHDRAW = Prepared(
    sa.update(campaign_update)
    .where(_ONE, _u.state == NewsState.PUBLISHED.value)
    .values(state=NewsState.WITHDRAWN.value, withdrawn_for=bindparam("why", type_=sa.Text))
)


class NewsDrafts:
    """What organizers write, change, correct and withdraw."""

    def __init__(self, connection: Connection, broadcasts: Broadcasts, stages: Stages) -> None:
        """Speaks over the turn's connection; a victory that is withdrawn opens its petition again."""
        self._connection = connection
        self._broadcasts = broadcasts
        self._stages = stages

    def find(self, update_id: int) -> Piece | None:
        """One of them, in whatever state."""
        row = self._connection.first(FIND, of_update=update_id)
        return None if row is None else _piece(row)

    def victory_of(self, petition_id: int) -> Piece | None:
        """The victory that stands, or is being written."""
        row = self._connection.first(VICTORY_OF, petition_id=petition_id)
        return None if row is None else _piece(row)

    def of_kind(self, petition_id: int, kind: str, most: int, skip: int = 0) -> tuple[list[Piece], int]:
        """One page of a petition's news of this kind, newest first, and how many there are."""
        asked = {"petition_id": petition_id, "kind": kind}
        total = self._connection.first(HOW_MANY, **asked)
        rows = self._connection.all(OF_KIND, **asked, most=most, skip=skip)
        return [_piece(row) for row in rows], int(total.n) if total else 0

    def of_event(self, event: str, most: int) -> list[Piece]:
        """The victories that one event brought, of any organisation, the first one first."""
        return [_piece(row) for row in self._connection.all(OF_EVENT, event=event, most=most)] if event else []

    def begin(self, petition_id: int, begun: Begun) -> int:
        """A draft; its id."""
        values = {
            "petition_id": petition_id,
            # Nobody types it, and it is never read.
            "slug": f"{begun.kind}-{random_id():x}",
            "state": NewsState.DRAFT.value,
            "kind": begun.kind,
            "locale": begun.locale,
            "happened_on": begun.happened_on,
            "sources": _stored(begun.sources),
            "is_full": begun.is_full,
            "event": begun.event,
            "decision_maker_id": begun.decision_maker_id,
            **asdict(begun.words),
        }
        row = self._connection.first(sa.insert(campaign_update).values(values).returning(_u.id))
        assert row is not None, "what was added has an id"
        others = [{"update_id": row.id, "locale": locale, **asdict(words)} for locale, words in begun.others.items()]
        self._connection.many(sa.insert(update_text), others)
        return int(row.id)

    def drop(self, given: Piece) -> bool:
        """Throw a draft away, with the telling of it; False where it is told or public by now."""
        if self.broadcast_of(given.id) is not None and not self._connection.run(DROP_BROADCAST, of_update=given.id):
            return False
        self._connection.run(DROP_FILES, of_update=given.id)
        return self._connection.run(DROP, of_update=given.id) > 0

    def broadcast_of(self, update_id: int) -> int | None:
        """What tells it, once that was begun."""
        row = self._connection.first(TOLD_BY, update_id=update_id)
        return None if row is None else int(row.id)

    def texts(self, given: Piece) -> dict[str, NewsWords]:
        """What it says in each of its languages, the first one first."""
        others = {row.locale: _words(row) for row in self._connection.all(TEXTS, update_id=given.id)}
        return {given.locale: given.words, **others}

    def add_language(self, given: Piece, locale: str, title: str) -> bool:
        """One more language, with nothing but its title; False where it has it already."""
        if locale == given.locale:
            return False
        row = {"update_id": given.id, "locale": locale, **asdict(NewsWords(title))}
        added = insert_into(self._connection.name, update_text).values(row).on_conflict_do_nothing()
        return self._connection.run(added) > 0

    def remove_language(self, given: Piece, locale: str) -> bool:
        """Without it; False where it has not got it, or was written in it first."""
        return self._connection.run(DROP_TEXT, of_update=given.id, of_locale=locale) > 0

    def set_part(self, given: Piece, locale: str, part: NewsPart, value: str, seen: str) -> NewsWords | NewsConflict:
        """Write one part where it is as somebody saw it (its mark); the language is one of its own."""
        standing = self.texts(given)[locale]
        if standing.mark(part) != seen and standing.part(part) != value:
            return NewsConflict(standing)
        if locale == given.locale:
            self._set(given, **{part.value: value})
        else:
            its = sa.and_(_t.update_id == given.id, _t.locale == locale)
            self._connection.run(sa.update(update_text).where(its).values({part.value: value}))
        return NewsWords(**{**asdict(standing), part.value: value})

    def set_day(self, given: Piece, on: date) -> None:
        """When it happened."""
        self._set(given, happened_on=on)

    def set_full(self, given: Piece, *, is_full: bool) -> None:
        """Whether all of it was won."""
        self._set(given, is_full=is_full)

    def set_sources(self, given: Piece, sources: Sequence[Source]) -> None:
        """What it rests on."""
        self._set(given, sources=_stored(sources))

    def set_event(self, given: Piece, event: str) -> None:
        """Which event brought it, where that brought others too."""
        self._set(given, event=event)

    def set_maker(self, given: Piece, maker_id: int | None) -> bool:
        """Who decided or answered; False where that is none of its petition's decision makers."""
        asked = {"maker_id": maker_id, "petition_id": given.petition_id}
        if maker_id is not None and self._connection.first(ITS_MAKER, **asked) is None:
            return False
        self._set(given, decision_maker_id=maker_id)
        return True

    def set_next(self, given: Piece, petition_id: int | None) -> None:
        """With which petition it goes on."""
        self._set(given, next_petition_id=petition_id)

    def complete(self, given: Piece, now: datetime) -> None:
        """What was told of it says what it says now, without a sound; nothing where nobody was told."""
        self._tell_again(given, now, says_so=False)

    def correct(self, given: Piece, what: str, now: datetime) -> None:
        """It was told wrongly: all who were told are told `what` was wrong, and how it is."""
        self._set(given, correction=what)
        self._tell_again(given, now, says_so=True)

    def withdraw(self, given: Piece, why: str, now: datetime) -> bool:
        """It holds no longer, and says why to all who were told; False where it was not public.

        A petition that was won by it stands as it did before.
        """
        if not self._connection.run(WITHDRAW, of_update=given.id, why=why):
            return False
        telling = self.broadcast_of(given.id)
        if telling is not None:
            self._broadcasts.stop(telling, now)
        if given.is_victory:
            take_back_victory(self._connection, self._stages, given.petition_id, now)
        self._put_right(given, now, says_so=True)
        return True

    def _tell_again(self, given: Piece, now: datetime, *, says_so: bool) -> None:
        if given.state is not NewsState.DRAFT:
            self._put_right(given, now, says_so=says_so)

    def _put_right(self, given: Piece, now: datetime, *, says_so: bool) -> None:
        row = self._connection.first(FIND, of_update=given.id)
        if row is not None:
            CampaignUpdates(self._connection).correct(given.petition_id, row.slug, now, says_so=says_so)

    def _set(self, given: Piece, **values: Any) -> None:
        self._connection.run(sa.update(campaign_update).where(_u.id == given.id).values(values))


def _stored(sources: Sequence[Source]) -> list[dict[str, str | None]]:
    return [{"title": each.title, "url": each.url, "on": each.on or None} for each in sources]


def _words(row: Row) -> NewsWords:
    return NewsWords(row.title, row.text, row.what_changed, row.not_solved)


def _piece(row: Row) -> Piece:
    return Piece(
        id=row.id,
        petition_id=row.petition_id,
        organisation_id=row.organisation_id,
        zone=row.zone,
        is_sample=bool(row.is_sample),
        kind=row.kind,
        state=NewsState(row.state),
        locale=row.first_locale,
        happened_on=row.happened_on,
        words=_words(row),
        event=row.event,
        correction=row.correction,
        withdrawn_for=row.withdrawn_for,
        sources=sources_of(row.sources),
        is_full=bool(row.is_full),
        next_petition_id=row.next_petition_id,
        decision_maker_id=row.decision_maker_id,
    )
