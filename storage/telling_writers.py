"""Writers are told what was decided on their words: some minutes later, so that it can be undone untold."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import Alerts
from storage.columns import Instant
from storage.connection import Connection, Prepared
from storage.decisions import Decided, Decisions, Ruling, Thing, Verdict, decided_of
from storage.hearing import COMMENT_DECIDED, REASON_DECIDED, SIGNATURE_RELEASED
from storage.showing import HELD_BY_REPORTS, UNREAD
from storage.tables.moderating import IS_TO_BE_TOLD, decided
from storage.tables.signing import signature
from storage.tables.stories import comment
from storage.takings import Takings

TOLD_AFTER = timedelta(minutes=3)
"""So long a moderator can undo a decision before its writer hears of it."""
RELEASED = "released"
ANEW = "anew"
"""At the end of an occasion: something else was told of it before."""
MOST_LOOKED_BACK = 20

KINDS = {
    Thing.SIGNATURE: SIGNATURE_RELEASED,
    Thing.REASON: REASON_DECIDED,
    Thing.COMMENT: COMMENT_DECIDED,
}
DUE = Prepared(
    sa.select(decided)
    .where(sa.text(IS_TO_BE_TOLD), decided.c.at <= bindparam("until", type_=Instant()))
    .order_by(decided.c.at, decided.c.id)
    .limit(bindparam("most", type_=sa.Integer))
)
SETTLE = Prepared(
    sa.update(decided)
    .where(decided.c.id == bindparam("decision_id", type_=sa.BigInteger), sa.text(IS_TO_BE_TOLD))
    .values(is_settled=True)
)
_subject = bindparam("subject_id", type_=sa.BigInteger)
WRITERS = {
    thing: Prepared(sa.select(table.c.supporter_id).where(table.c.id == _subject, table.c.supporter_id.is_not(None)))
    for thing, table in ((Thing.SIGNATURE, signature), (Thing.REASON, signature), (Thing.COMMENT, comment))
}


def note_decision(connection: Connection, thing: Thing, subject_id: int, held_for: str, given: Ruling) -> None:
    """A decision stands, and nobody looks at it any more; what the command line decides is not undone: told at once."""
    made = Decisions(connection).write(thing, subject_id, held_for, given)
    Takings(connection).release(thing, subject_id)
    if made is not None and given.by is None:
        tell_writer(connection, made, given.at)


def tell_due(connection: Connection, now: datetime, most: int) -> int:
    """Tell one page of what was decided long enough ago; fewer than `most` where nothing is left."""
    rows = connection.all(DUE, until=now - TOLD_AFTER, most=most)
    for row in rows:
        if connection.run(SETTLE, decision_id=row.id):
            tell_writer(connection, decided_of(row), now)
    return len(rows)


def tell_writer(connection: Connection, given: Decided, now: datetime) -> None:
    """Whoever wrote it hears what is decided now, unless they know it or it changes nothing for them."""
    told = _told_before(connection, given)
    if told is given.verdict or (told is None and not _is_news(given)):
        return
    writer = connection.first(WRITERS[given.thing], subject_id=given.subject_id)
    if writer is None:
        return
    subject = "comment" if given.thing is Thing.COMMENT else "signature"
    occasion = _occasion(given, now, is_anew=told is not None)
    Alerts(connection).raise_once(
        KINDS[given.thing], f"{subject}:{given.subject_id}", occasion, now, to=writer.supporter_id
    )


def _is_news(given: Decided) -> bool:
    """That readers were wrong troubles nobody; that a signature does not count is seen where it stands."""
    if given.thing is Thing.SIGNATURE:
        return given.verdict is Verdict.PUBLISHED
    return given.verdict is not Verdict.PUBLISHED or given.held_for not in ("", HELD_BY_REPORTS)


def _told_before(connection: Connection, given: Decided) -> Verdict | None:
    """What was told of the same words and does not hold any more, because it was undone after that."""
    for earlier in Decisions(connection).before(given, MOST_LOOKED_BACK):
        if not earlier.is_undone:
            return None
        if earlier.is_settled and _is_news(earlier):
            return earlier.verdict
    return None


def _occasion(given: Decided, now: datetime, *, is_anew: bool) -> str:
    """Words may be given anew and decided on again, so that the moment tells the decisions apart."""
    if given.thing is Thing.SIGNATURE and given.verdict is Verdict.PUBLISHED:
        return RELEASED
    cause = given.cause or given.held_for.replace(UNREAD, "")
    return ":".join([given.verdict.value, cause, f"{now:%Y%m%dT%H%M%S%f}", *((ANEW,) if is_anew else ())])
