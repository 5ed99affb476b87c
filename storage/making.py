"""An alert's deliveries are made page by page: a row for each person and chat who is to be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import MADE, STALE, STALE_AFTER, Alert
from storage.asking_again import ask_page
from storage.columns import Instant
from storage.connection import Connection, Prepared, insert_into
from storage.due import OUT_OF_REACH, QUEUED, SKIPPED
from storage.follows import Topic, since_of
from storage.hearing import TOLD_BY_ORGANIZERS
from storage.narrowing import Narrowing, fits, narrowing_of, reaches
from storage.private_tables import IS_REACHED, account, alert, card, chat, delivery, follow, signature, supporter
from storage.recipients import Recipients, Source, Why

if TYPE_CHECKING:
    from storage.jobs import Job
    from storage.nouns import Nouns

MAKING = "tell"
PAGE_ROWS = 3_000
"""So many take about 15 ms on SQLite; those who are looked at and are not told count too."""
MOST_OWED = 50
_COLUMNS = ("alert_id", "supporter_id", "platform", "why", "state", "due_at")
_WITH_PROBLEM = ("alert_id", "supporter_id", "platform", "why", "state", "problem", "due_at")
_alert_id, _due_at = bindparam("alert_id", type_=sa.Integer), bindparam("due_at", type_=Instant())
_of_subject = follow.c.subject == bindparam("subject")
_has_way = account.c.id.is_not(None)
_BY_ANY_WAY = (
    sa.case((_has_way, QUEUED), else_=SKIPPED),
    sa.case((_has_way, ""), else_=OUT_OF_REACH),
    sa.case((_has_way, _due_at)),
)
"""State, problem and time of a row for somebody who may have no account that can be written to."""
_after = follow.c.supporter_id > bindparam("after", type_=sa.BigInteger)

PAGE_END = Prepared(
    sa.select(follow.c.supporter_id)
    .where(_of_subject, _after)
    .order_by(follow.c.supporter_id)
    .limit(1)
    .offset(bindparam("rows", type_=sa.Integer))
)
"""The last of a page of followers; none where this page is the last one."""


def _add(engine: str, chosen: Any, columns: Sequence[str] = _COLUMNS) -> Any:
    return insert_into(engine, delivery).from_select(columns, chosen).on_conflict_do_nothing()


def _followers(topic: Topic, engine: str, asked: frozenset[str] | None = None) -> Any:
    """A page of those who follow a subject, want this kind of news of it and can be written to.

    Whoever has two accounts stands here twice, the platform that is last by name first; only one is told.
    What was chosen later than now was chosen by a clock that was set back since: that is no reason to leave them out.
    Of a broadcast to some, which only they hear of, those who can't be written to have a row too: what they missed.
    """
    begun = sa.or_(since_of(topic) < bindparam("raised_at", type_=Instant()), since_of(topic) > _due_at)
    its = (_of_subject, _after, follow.c.supporter_id <= bindparam("last", type_=sa.BigInteger))
    signed = sa.exists().where(
        signature.c.supporter_id == follow.c.supporter_id,
        signature.c.petition_id == bindparam("petition_id", type_=sa.Integer),
    )
    why = sa.case((signed, Why.SIGNED.value), else_=bindparam("why", type_=sa.Text))
    hears = follow.c.topics.bitwise_and(int(topic)) != 0
    page = sa.select(_alert_id, follow.c.supporter_id).select_from(follow)
    if asked is None:
        page = page.add_columns(account.c.platform, why, sa.literal(QUEUED), _due_at)
        reached = page.join(account, sa.and_(account.c.supporter_id == follow.c.supporter_id, IS_REACHED))
    else:
        page = page.add_columns(sa.func.coalesce(account.c.platform, ""), why, *_BY_ANY_WAY)
        told = page.outerjoin(account, reaches(engine, asked, follow.c.supporter_id, IS_REACHED))
        reached = told.where(*fits(engine, asked, follow.c.supporter_id))
    return reached.where(*its, hears, begun).order_by(follow.c.supporter_id, account.c.platform.desc())


@cache
def _adding(topic: Topic, asked: frozenset[str] | None) -> Prepared:
    if asked is None:
        return Prepared(lambda engine: _add(engine, _followers(topic, engine)))
    return Prepared(lambda engine: _add(engine, _followers(topic, engine, asked), _WITH_PROBLEM))


_its_card = sa.and_(card.c.kind == bindparam("kind"), card.c.key == bindparam("key", type_=sa.Integer))
ADD_CHATS = Prepared(
    lambda engine: _add(
        engine,
        sa.select(_alert_id, chat.c.id, chat.c.platform, sa.literal(Why.HERE.value), sa.literal(QUEUED), _due_at)
        .join(card, card.c.chat_id == chat.c.id)
        # A message that somebody sent on stands in a chat where nothing more can be said.
        .where(_its_card, card.c.message != "", chat.c.kind != "sent"),
        ("alert_id", "chat_id", "platform", "why", "state", "due_at"),
    )
)
_one = bindparam("supporter_id", type_=sa.BigInteger)
ADD_ONE = Prepared(
    lambda engine: _add(
        engine,
        sa.select(_alert_id, supporter.c.id, sa.func.coalesce(account.c.platform, ""), sa.literal(Why.OWN.value))
        .add_columns(*_BY_ANY_WAY)
        .outerjoin(account, sa.and_(account.c.supporter_id == supporter.c.id, IS_REACHED))
        .where(supporter.c.id == _one)
        .order_by(account.c.platform.desc()),
        _WITH_PROBLEM,
    )
)
"""Whoever can't be written to finds it among what they missed."""
IS_MADE = Prepared(sa.update(alert).where(alert.c.id == _alert_id).values(state=MADE))


def tell_one(connection: Connection, alert_id: int, supporter_id: int, now: datetime) -> None:
    """An alert that concerns one person alone is told to them, and its deliveries are made with that."""
    connection.run(ADD_ONE, alert_id=alert_id, supporter_id=supporter_id, due_at=now)
    connection.run(IS_MADE, alert_id=alert_id)


def make_page(nouns: Nouns, given: Alert, now: datetime) -> bool:
    """One page of its deliveries; False where there is nothing left to make."""
    if now - given.raised_at > STALE_AFTER and nouns.jobs.find(MAKING, str(given.id)) is None:
        nouns.alerts.is_now(given, STALE)
        return False
    work = nouns.jobs.begin(MAKING, str(given.id), None, now)
    source_number, after = _place(work)
    sources, narrowing = _whom(nouns, given)
    if source_number >= len(sources):
        nouns.alerts.is_now(given, MADE)
        nouns.jobs.drop(work)
        return False
    last = _make(nouns.connection, given, sources[source_number], after, narrowing, now)
    cursor = f"{source_number + 1}:" if last is None else f"{source_number}:{last}"
    nouns.jobs.move(replace(work, cursor=cursor), now)
    return True


def _whom(nouns: Nouns, given: Alert) -> tuple[list[Source], Narrowing | None]:
    """Where they are, and who of them; a broadcast to some is told in no chat, and one that was stopped to nobody."""
    sources = Recipients(nouns.connection).of(given.kind, given.subject, given.occasion)
    found = nouns.broadcasts.of_alert(given.id) if given.kind in TOLD_BY_ORGANIZERS else None
    narrowing = narrowing_of(found)
    if found is not None and found.state.value == "stopped":
        return [], narrowing
    return [source for source in sources if narrowing is None or source.topic], narrowing


def _place(work: Job) -> tuple[int, str]:
    """Which of the sources, and after whom of it; nothing where it begins."""
    source, _colon, after = work.cursor.partition(":")
    return int(source or 0), after


def _make(
    connection: Connection, given: Alert, source: Source, after: str, narrowing: Narrowing | None, now: datetime
) -> str | None:
    """The last whom this page looked at, or None where it was the last page."""
    if source.why is Why.OWN:
        return ask_page(connection, given, after, PAGE_ROWS, now)
    if source.why is Why.HERE:
        kind, _colon, key = source.subject.partition(":")
        connection.run(ADD_CHATS, alert_id=given.id, due_at=now, kind=kind, key=int(key))
        return None
    begin = int(after or -1)
    end = connection.first(PAGE_END, subject=source.subject, after=begin, rows=PAGE_ROWS - 1)
    last = 2**63 - 1 if end is None else int(end.supporter_id)
    _add_followers(connection, given, source, (begin, last), narrowing, now)
    return None if end is None else str(last)


def _add_followers(
    connection: Connection,
    given: Alert,
    source: Source,
    between: tuple[int, int],
    narrowing: Narrowing | None,
    now: datetime,
) -> None:
    """Those of a source whose ids are greater than the first and at most the second."""
    after, last = between
    connection.run(
        _adding(source.topic, narrowing.asked if narrowing else None),
        alert_id=given.id,
        due_at=now,
        raised_at=given.raised_at,
        subject=source.subject,
        after=after,
        last=last,
        petition_id=given.subject_id if source.why is Why.PETITION and given.subject.startswith("petition:") else 0,
        why=source.why.value,
        **(narrowing.values if narrowing else {}),
    )


def tell_also(nouns: Nouns, supporter_id: int, now: datetime) -> None:
    """Whoever follows from now on what another did hears what is being told just now: its page may have passed them."""
    for given in nouns.alerts.waiting(MOST_OWED):
        sources, narrowing = _whom(nouns, given)
        for source in sources if now - given.raised_at <= STALE_AFTER else ():
            if source.topic:
                _add_followers(nouns.connection, given, source, (supporter_id - 1, supporter_id), narrowing, now)
