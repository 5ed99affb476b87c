"""The pages of a sweep: counting what fits, changing it, and putting it back, each gone on with after a restart.

Whatever changes a signature locks it first, in the order of ids, and the petition's count last.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby
from time import perf_counter
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.columns import EPOCH, MILLISECOND, Instant
from storage.connection import Prepared, Row
from storage.ledger import MOST_RELEASED_WITH_ALERT, Kind
from storage.shares import WHOLE, Share
from storage.showing import WITHDRAWN, SignatureState
from storage.sweeps import LEADS_TO, MARK, TAKES, Sweep, SweepDeed, SweepState
from storage.tables.moderating import sweep, swept
from storage.tables.people import account
from storage.tables.signing import signature

if TYPE_CHECKING:
    from storage.jobs import Job
    from storage.nouns import Nouns
    from storage.store import Store

SWEEPING = "sweep"
COUNTED_A_PAGE, CHANGED_A_PAGE = 1_000, 100
"""At most so many signatures are looked at in a page; changing one writes three rows."""
_c = signature.c
_OF_APP = sa.exists().where(account.c.supporter_id == _c.supporter_id, account.c.platform == bindparam("platform"))
_FITS = sa.and_(
    sa.or_(_c.state == bindparam("one_state"), _c.state == bindparam("other_state")),
    _c.put_by != WITHDRAWN,
    sa.or_(bindparam("platform", type_=sa.Text) == "", _OF_APP),
    sa.or_(bindparam("place", type_=sa.Text) == "", _c.place_key == bindparam("place_key", type_=sa.LargeBinary)),
    sa.or_(bindparam("put_by", type_=sa.Text) == "", _c.put_by == bindparam("put_by", type_=sa.Text)),
)
_STRIKING = (sweep.c.petition_id == _c.petition_id, sweep.c.deed == SweepDeed.INVALIDATE.value)
_IS_SWEPT = _c.put_by.in_(sa.select(MARK + sa.cast(sweep.c.id, sa.Text)).where(*_STRIKING))
"""Struck out by a sweep: what one held, and a moderator struck out then, carries that one's mark."""
_IS_ITS = sa.or_(~bindparam("only_swept", type_=sa.Boolean), _IS_SWEPT)
LOOK = Prepared(
    sa.select(
        _c.id,
        _c.signed_at,
        sa.and_(_FITS, _IS_ITS).label("fits"),
        sa.and_(_FITS, ~_IS_ITS).label("stays_out"),
    )
    .where(
        _c.petition_id == bindparam("petition_id"),
        sa.tuple_(_c.signed_at, _c.id)
        > sa.tuple_(bindparam("after", type_=Instant()), bindparam("after_id", type_=sa.BigInteger)),
        _c.signed_at <= bindparam("until", type_=Instant()),
    )
    .order_by(_c.signed_at, _c.id)
    .limit(bindparam("most", type_=sa.Integer))
)
"""A page of those that were given in time, and whether each fits all else."""
HAS_SWEPT = Prepared(
    sa.select(swept)
    .where(swept.c.sweep_id == bindparam("sweep_id", type_=sa.BigInteger))
    .limit(bindparam("most", type_=sa.Integer))
)
SPLICE = (
    sa.update(swept)
    .where(swept.c.signature_id == bindparam("of_signature"), swept.c.was == bindparam("undone"))
    .values(was=bindparam("before"))
)
NUMBER = sa.update(signature).where(_c.id == bindparam("of_signature")).values(number=bindparam("new_number"))


def begin_counting(nouns: Nouns, given: Sweep, now: datetime) -> Sweep:
    """Count what fits; the first page at once, so that little is counted before it is answered."""
    _begin(nouns, given, now)
    return _after_a_page(nouns, given, now)


def begin_sweep(nouns: Nouns, given: Sweep, now: datetime) -> Sweep:
    """Do it; the first page at once."""
    running = nouns.sweeps.is_now(replace(given, done=0), SweepState.RUNNING)
    _begin(nouns, running, now)
    return _after_a_page(nouns, running, now)


def begin_undoing(nouns: Nouns, given: Sweep, now: datetime) -> Sweep:
    """Put everything back; the first page at once."""
    undoing = nouns.sweeps.is_now(replace(given, done=0, total=given.done), SweepState.UNDOING)
    _begin(nouns, undoing, now)
    return _after_a_page(nouns, undoing, now)


def cancel(nouns: Nouns, given: Sweep) -> Sweep:
    """Stop after the page that is done; what was changed stays so until it is undone."""
    return nouns.sweeps.is_now(given, SweepState.CANCELLED)


async def finish_sweeps(store: Store, now: datetime, timer: Callable[[], float] = perf_counter) -> None:
    """Do what is left of all sweeps, page after page, in smaller ones while those take long."""
    if await store.read(lambda nouns: nouns.jobs.first_unfinished(SWEEPING)) is None:
        return
    share = Share()

    def page(nouns: Nouns) -> bool:
        begun = timer()
        goes_on = sweep_more(nouns, now, share)
        share.took(timer() - begun)
        return goes_on

    while await store.page(page):
        pass


def sweep_more(nouns: Nouns, now: datetime, share: Share = WHOLE) -> bool:
    """One page, or this share of it; False where there is nothing left to do."""
    work = nouns.jobs.first_unfinished(SWEEPING)
    if work is None:
        return False
    given = nouns.sweeps.locked(int(work.subject))
    work = nouns.jobs.find(SWEEPING, work.subject) or work
    if given is None or not given.state.is_at_work:
        nouns.jobs.drop(work)
    elif not work.is_finished:
        _page(nouns, given, work, now, share)
    return True


def _begin(nouns: Nouns, given: Sweep, now: datetime) -> None:
    """From the beginning, also where an earlier part of it had not ended."""
    work = nouns.jobs.begin(SWEEPING, str(given.id), None, now)
    nouns.jobs.move(replace(work, cursor=""), now)


def _after_a_page(nouns: Nouns, given: Sweep, now: datetime) -> Sweep:
    work = nouns.jobs.find(SWEEPING, str(given.id))
    assert work is not None, "it was begun just now"
    return _page(nouns, given, work, now)


def _page(nouns: Nouns, given: Sweep, work: Job, now: datetime, share: Share = WHOLE) -> Sweep:
    pages = {SweepState.COUNTING: _count, SweepState.RUNNING: _change, SweepState.UNDOING: _put_back}
    moved, cursor = pages[given.state](nouns, given, work, now, share)
    if cursor is not None:
        nouns.jobs.move(replace(work, cursor=cursor), now)
        return nouns.sweeps.is_now(moved, moved.state)
    nouns.jobs.drop(work)
    ended = {SweepState.COUNTING: SweepState.COUNTED, SweepState.RUNNING: SweepState.DONE}
    return nouns.sweeps.is_now(moved, ended.get(moved.state, SweepState.UNDONE))


def _count(nouns: Nouns, given: Sweep, work: Job, _now: datetime, share: Share) -> tuple[Sweep, str | None]:
    page, cursor = _look(nouns, given, work.cursor, share.of(COUNTED_A_PAGE))
    fitting, left = (sum(bool(getattr(row, name)) for row in page) for name in ("fits", "stays_out"))
    return replace(given, total=given.total + fitting, done=given.done + left), cursor


def _change(nouns: Nouns, given: Sweep, work: Job, now: datetime, share: Share) -> tuple[Sweep, str | None]:
    page, cursor = _look(nouns, given, work.cursor, share.of(CHANGED_A_PAGE))
    fitting = [row.id for row in page if row.fits]
    still: sa.ColumnElement[bool] = _c.state.in_([state.value for state in TAKES[given.deed]])
    if _only_swept(given):
        still = sa.and_(still, _IS_SWEPT)
    rows = [row for row in _locked(nouns, fitting, still) if row.put_by not in (WITHDRAWN, given.mark)]
    before = [{"sweep_id": given.id, "signature_id": row.id, "was": f"{row.state}/{row.put_by}"} for row in rows]
    nouns.connection.many(sa.insert(swept), before)
    _put(nouns, given, rows, LEADS_TO[given.deed], given.mark, now)
    return replace(given, done=given.done + len(rows)), cursor


def _put_back(nouns: Nouns, given: Sweep, _work: Job, now: datetime, share: Share) -> tuple[Sweep, str | None]:
    """What this sweep put into its state, and nobody else has changed since, goes back to how it stood."""
    most = share.of(CHANGED_A_PAGE)
    found = nouns.connection.all(HAS_SWEPT, sweep_id=given.id, most=most + 1)
    page = found[:most]
    was = {row.signature_id: row.was for row in page}
    target = LEADS_TO[given.deed].value
    rows = _locked(nouns, was, sa.true())
    ours = [row for row in rows if (row.state, row.put_by) == (target, given.mark)]
    for before, some in groupby(sorted(ours, key=lambda row: was[row.id]), key=lambda row: was[row.id]):
        state, _slash, put_by = before.partition("/")
        _put(nouns, given, list(some), SignatureState(state), put_by, now)
    # A later sweep that is undone after this one leads back to before this one, too.
    undone = f"{target}/{given.mark}"
    taken = [{"of_signature": key, "undone": undone, "before": before} for key, before in was.items()]
    nouns.connection.many(SPLICE, taken)
    its = swept.c.sweep_id == given.id
    nouns.connection.run(sa.delete(swept).where(its, swept.c.signature_id.in_(was)))
    return replace(given, done=given.done + len(ours)), "" if len(found) > most else None


def _only_swept(given: Sweep) -> bool:
    """What a moderator struck out by looking at it stays so."""
    return given.deed is SweepDeed.RESTORE


def _look(nouns: Nouns, given: Sweep, cursor: str, most: int) -> tuple[Sequence[Row], str | None]:
    """This page, each with whether it fits, and where the next one begins; None where this is the last one."""
    after, after_id = _read(cursor) if cursor else (given.conditions.since, -1)
    conditions = given.conditions
    found = nouns.connection.all(
        LOOK,
        petition_id=given.petition_id,
        one_state=TAKES[given.deed][0].value,
        other_state=TAKES[given.deed][-1].value,
        platform=conditions.platform,
        place=conditions.place,
        place_key=nouns.sweeps.place_key(conditions.place) if conditions.place else b"",
        put_by=conditions.put_by,
        only_swept=_only_swept(given),
        after=after,
        after_id=after_id,
        until=conditions.until,
        most=most + 1,
    )
    page = found[:most]
    last = page[-1] if len(found) > most else None
    return page, None if last is None else _written(last)


def _written(row: Row) -> str:
    return f"{(row.signed_at - EPOCH) // MILLISECOND}:{row.id}"


def _read(cursor: str) -> tuple[datetime, int]:
    at, _colon, signature_id = cursor.partition(":")
    return (EPOCH + int(at) * MILLISECOND).astimezone(UTC), int(signature_id)


def _locked(nouns: Nouns, ids: Collection[int], still: sa.ColumnElement[bool]) -> list[Row]:
    """As they are now; nobody else changes them before this page is done."""
    asked = sa.select(_c.id, _c.state, _c.put_by, _c.number, _c.signed_at).where(_c.id.in_(list(ids)), still)
    return nouns.connection.all(asked.order_by(_c.id).with_for_update())


def _put(nouns: Nouns, given: Sweep, rows: Sequence[Row], state: SignatureState, put_by: str, now: datetime) -> None:
    """All these are in this state from now on, and the count says so."""
    if not rows:
        return
    changed = sa.update(signature).where(_c.id.in_([row.id for row in rows]))
    nouns.connection.run(changed.values(state=state.value, put_by=put_by))
    for was in sorted({row.state for row in rows}):
        of_kind = [row for row in rows if row.state == was]
        kind = _kind_of(SignatureState(was), state)
        if kind is not None:
            _enter(nouns, given, kind, of_kind, now)


def _kind_of(was: SignatureState, becomes: SignatureState) -> Kind | None:
    """How the ledger calls it; None where the count stays."""
    if SignatureState.COUNTED not in (was, becomes) or was is becomes:
        return None
    if becomes is SignatureState.COUNTED:
        return Kind.RELEASED if was is SignatureState.HELD else Kind.RESTORED
    return Kind.HELD if becomes is SignatureState.HELD else Kind.INVALIDATED


def _enter(nouns: Nouns, given: Sweep, kind: Kind, rows: Sequence[Row], now: datetime) -> None:
    """In the ledger; what is counted for the first time gets its number, in the order of signing."""
    counts = kind in (Kind.RELEASED, Kind.RESTORED)
    new = sorted((row for row in rows if counts and row.number is None), key=lambda row: (row.signed_at, row.id))
    amount, is_part = (len(rows) if counts else -len(rows)), given.total > MOST_RELEASED_WITH_ALERT
    entered = nouns.ledger.enter(given.petition_id, kind, amount, now, numbers=len(new), is_part=is_part)
    first = entered.number - len(new) + 1
    nouns.connection.many(
        NUMBER, [{"of_signature": row.id, "new_number": number} for number, row in enumerate(new, first)]
    )
