"""The pages of a rehearsal: people are told by the very code that tells them, it is noted what became of each, and then
all of it is taken back.

Page after page goes through everybody who follows what is told, in the order of their ids and each once, then through
the chats. Of what else waits for the same people it is supposed that it comes before, as it would.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.about import about
from storage.alerts import Alert
from storage.among import among
from storage.broadcast_rows import Broadcast
from storage.claiming import Claims, Decide
from storage.connection import Connection, Prepared, Row
from storage.due import (
    ENOUGH,
    HAS_STOPPED,
    ONE_A_DAY,
    SAME_EVENT,
    SEEN,
    TOO_SOON,
    Collect,
    Decision,
    Due,
    Heard,
    Send,
    Skip,
)
from storage.making import LAST, add_chats, add_followers, end_of_page, listeners, who_is_told
from storage.narrowing import Narrowing
from storage.recipients import Source
from storage.rehearsals import Outcome, Part, Rehearsal, mark_of
from storage.tables.news import delivery
from storage.tables.people import account, supporter

if TYPE_CHECKING:
    from storage.nouns import Nouns
    from storage.store import Store

REHEARSING = "rehearse"
PAGE_PEOPLE = 80
"""Each is looked at one by one: so many take about 12 ms on SQLite, and signing waits for a page."""
FIRST_PAGES = 3
"""So many are done where it is begun, so that with few people it is finished by that."""
_c = delivery.c
CHATS_OF = Prepared(
    sa.select(_c.chat_id)
    .where(_c.alert_id == bindparam("alert_id", type_=sa.Integer), _c.chat_id > bindparam("after", type_=sa.BigInteger))
    .order_by(_c.chat_id)
    .limit(bindparam("most", type_=sa.Integer))
)
ACCOUNTS = Prepared(
    lambda engine: (
        sa.select(account.c.supporter_id, account.c.platform, account.c.spoken, supporter.c.locale)
        .add_columns(account.c.is_written_to, account.c.gone_at)
        .join(supporter, supporter.c.id == account.c.supporter_id)
        .where(among(engine, account.c.supporter_id, "people"))
        .order_by(account.c.supporter_id, account.c.platform.desc(), account.c.id)
    )
)
_SKIPPED = {
    HAS_STOPPED: Outcome.STOPPED,
    SEEN: Outcome.SEEN,
    SAME_EVENT: Outcome.SAME_EVENT,
    TOO_SOON: Outcome.TOO_OFTEN,
    ENOUGH: Outcome.TOO_OFTEN,
    ONE_A_DAY: Outcome.QUIET_CHANNEL,
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What would become of a person or a chat; only numbers of it are kept."""

    whom: int
    part: Part


@dataclass(frozen=True, slots=True)
class Page:
    """Who was looked at, and where the next page begins; None where this was the last one."""

    seen: Sequence[Seen]
    cursor: str | None


class Noting:
    """Decides as it is told to, and notes what was decided about one alert."""

    def __init__(self, decide: Decide, given: Alert) -> None:
        """Nothing is decided yet."""
        self._decide = decide
        self._given = given
        self.noted: dict[int, tuple[Due, Decision]] = {}

    def __call__(self, due: Due, heard: Sequence[Heard], now: datetime) -> Decision:
        """The same decision."""
        decision = self._decide(due, heard, now)
        if due.alert.id == self._given.id:
            self.noted[due.whom] = (due, decision)
        return decision


def begin_rehearsal(nouns: Nouns, found: Broadcast, decide: Decide, now: datetime) -> Rehearsal:
    """Anew, for when it begins; its first pages at once. What has begun keeps the last one, which it was sent by."""
    if found.state.has_begun:
        return nouns.rehearsals.of(found.id) or Rehearsal(found.id, mark_of(found), now, now, is_finished=True)
    begun = Rehearsal(found.id, mark_of(found), _begins_at(found, now), now)
    nouns.rehearsals.write(begun)
    work = nouns.jobs.begin(REHEARSING, str(found.id), None, now)
    nouns.jobs.move(replace(work, cursor="", done=0), now)
    for _page in range(FIRST_PAGES):
        begun = _go_on(nouns, found, begun, decide, now)
    return begun


def _begins_at(found: Broadcast, now: datetime) -> datetime:
    return max(found.starts_at or now, now)


async def finish_rehearsals(store: Store, decide: Decide, now: datetime) -> None:
    """Do what is left of all rehearsals, page after page; where nothing is, nothing is written."""
    if await store.read(lambda nouns: nouns.jobs.first_unfinished(REHEARSING)) is None:
        return
    while await store.page(lambda nouns: rehearse_more(nouns, decide, now)):
        pass


def rehearse_more(nouns: Nouns, decide: Decide, now: datetime) -> bool:
    """One page; False where there is nothing left to do."""
    work = nouns.jobs.first_unfinished(REHEARSING)
    if work is None:
        return False
    begun = nouns.rehearsals.locked(int(work.subject))
    found = nouns.broadcasts.find(int(work.subject))
    if begun is None or found is None or found.state.has_begun:
        nouns.jobs.drop(work)
    elif begun.mark != mark_of(found):
        begin_rehearsal(nouns, found, decide, now)
    else:
        _go_on(nouns, found, begun, decide, now)
    return True


def _go_on(nouns: Nouns, found: Broadcast, begun: Rehearsal, decide: Decide, now: datetime) -> Rehearsal:
    work = nouns.jobs.find(REHEARSING, str(found.id))
    if work is None or begun.is_finished:
        return begun
    page = nouns.connection.taken_back(partial(perform_page, nouns, found, begun.for_at, work.cursor, decide))
    counts = Counter(dict(begun.counts)) + Counter(each.part for each in page.seen)
    moved = replace(begun, counts=tuple(sorted(counts.items())), is_finished=page.cursor is None)
    nouns.rehearsals.write(moved)
    if page.cursor is None:
        nouns.jobs.drop(work)
    else:
        nouns.jobs.move(replace(work, cursor=page.cursor, done=work.done + len(page.seen)), now)
    return moved


def perform_page(nouns: Nouns, found: Broadcast, at: datetime, cursor: str, decide: Decide) -> Page:
    """Tell a page of people, or of chats, as if it began then; whoever asks takes that back."""
    given = nouns.broadcasts.raise_alert(found, at)
    sources, narrowing = who_is_told(nouns, given)
    stage, _colon, after = cursor.partition(":")
    performing = Performing(nouns, found, given, narrowing, at, Noting(decide, given))
    if stage == "chats":
        return performing.in_chats([each for each in sources if not each.topic], int(after or -1))
    return performing.to_people([each for each in sources if each.topic], int(after or -1))


@dataclass(frozen=True, slots=True)
class Performing:
    """One page of a broadcast that is told only to be taken back."""

    nouns: Nouns
    found: Broadcast
    given: Alert
    narrowing: Narrowing | None
    at: datetime
    noting: Noting

    @property
    def _connection(self) -> Connection:
        return self.nouns.connection

    def to_people(self, sources: Sequence[Source], after: int) -> Page:
        """Those who come next by their ids, in whichever of the sources."""
        last = _end(self._connection, sources, after)
        between = (after, LAST if last is None else last)
        hears = self._listening(sources, between)
        people = [whom for whom, row in hears.items() if row.hears]
        self._claim(_c.supporter_id.name, people)
        for source in sources:
            add_followers(self._connection, self.given, source, between, self.narrowing, self.at)
        self._claim(_c.supporter_id.name, people)
        seen = [*self._decided(hears), *self._others(hears)]
        return Page(seen, f"people:{last}" if last is not None else "chats:")

    def in_chats(self, sources: Sequence[Source], after: int) -> Page:
        """Those that come next by their ids."""
        for source in sources:
            add_chats(self._connection, self.given, source, self.at)
        rows = self._connection.all(CHATS_OF, alert_id=self.given.id, after=after, most=PAGE_PEOPLE)
        chats = [row.chat_id for row in rows]
        self._claim(_c.chat_id.name, chats)
        return Page(list(self._decided({})), f"chats:{chats[-1]}" if len(chats) == PAGE_PEOPLE else None)

    def _claim(self, of: str, these: Collection[int]) -> None:
        if these:
            Claims(self._connection, self.nouns.vault).claim_all(of, these, self.at, self.noting)

    def _listening(self, sources: Sequence[Source], between: tuple[int, int]) -> dict[int, Row]:
        """Everybody who follows one of them and for whom it is; of those who hear it by one, the row that says so."""
        rows = [
            row
            for source in sources
            for row in listeners(self._connection, self.given, source, between, self.narrowing, self.at)
        ]
        return {row.supporter_id: row for row in sorted(rows, key=lambda row: bool(row.hears))}

    def _decided(self, hears: Mapping[int, Row]) -> Iterator[Seen]:
        for whom, (due, decision) in self.noting.noted.items():
            outcome = _outcome_of(due, decision)
            has_signed = whom in hears and bool(hears[whom].has_signed)
            yield Seen(whom, Part(due.platform, due.locale, outcome, has_signed))

    def _others(self, hears: Mapping[int, Row]) -> Iterator[Seen]:
        """For whom nothing was to be decided: they can't be written to, or want no such news."""
        others = [whom for whom in hears if whom not in self.noting.noted]
        campaigns = about(self._connection, self.given).locale
        accounts: dict[int, list[Row]] = {}
        wanted = self.found.audience.platforms
        for row in self._connection.all(ACCOUNTS, people=others) if others else ():
            if not wanted or row.platform in wanted:
                accounts.setdefault(row.supporter_id, []).append(row)
        for whom in others:
            yield Seen(whom, _unwritten(hears[whom], accounts.get(whom, []), campaigns))


def _end(connection: Connection, sources: Iterable[Source], after: int) -> int | None:
    """The last of a page; None where it is the last page."""
    ends = [end_of_page(connection, source, after, PAGE_PEOPLE) for source in sources]
    return min((end for end in ends if end is not None), default=None)


def _outcome_of(due: Due, decision: Decision) -> Outcome:
    match decision:
        case Send(is_silent):
            return Outcome.CHANNEL if due.is_to_chat else Outcome.SILENT if is_silent else Outcome.NOW
        case Collect():
            return Outcome.DIGEST
        case Skip(why):
            return _SKIPPED.get(why, Outcome.NO_WAY)
    return Outcome.MORNING


def _unwritten(listener: Row, theirs: Sequence[Row], campaigns: str) -> Part:
    """Where and in which language somebody is, as far as is known, and why nothing is brought to them."""
    asked_for = [each for each in theirs if each.is_written_to]
    blocked = [each for each in asked_for if each.gone_at is not None]
    outcome = Outcome.BLOCKED if blocked else Outcome.NO_WAY
    its = next(iter(blocked or asked_for or theirs), None)
    platform, locale = (its.platform, its.locale or its.spoken or campaigns) if its else ("", campaigns)
    return Part(platform, locale, outcome if listener.hears else Outcome.NOT_WANTED, bool(listener.has_signed))
