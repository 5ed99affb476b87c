"""Two linked accounts become one person: the one place that knows what becomes of everything both have.

Accounts and choices are united in the turn that links them, and with them one page of all else. Where there is more,
it is still the other supporter's, to whom no account leads any more, until further pages have brought it over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from storage.asking_another import move_asks
from storage.jobs import Job
from storage.making import tell_also
from storage.moving import (
    drop_agreement_with_oneself,
    move_comments,
    move_deliveries,
    move_follows,
    move_me_too,
    move_reports,
    move_share_links,
)
from storage.moving_roles import (
    move_answers,
    move_decisions,
    move_deeds,
    move_documents,
    move_invites,
    move_members,
    move_sweeps,
)
from storage.showing import Signature, SignatureState
from storage.supporters import Account

if TYPE_CHECKING:
    from storage.nouns import Nouns
    from storage.store import Store

MOST_AT_ONCE = 50
"""Rows of each table: where both signed and follow all of it, a page of so many takes about 40 ms on SQLite."""
MOST_ACCOUNTS = 5
UNITING = "unite"
_MOVES = (
    *(move_members, move_invites, move_deeds, move_decisions, move_answers, move_sweeps, move_documents, move_asks),
    *(move_follows, move_share_links, move_me_too, move_reports, move_comments, move_deliveries),
)
_STAYS = (SignatureState.INVALIDATED, SignatureState.COUNTED, SignatureState.HELD)
"""Which of two stays, whenever it was given: linking undoes no decision, and what counts goes on counting."""


def link_accounts(nouns: Nouns, first: Account, second: Account, now: datetime) -> int | None:
    """Make two accounts one person's; how many accounts they have now, or None where that would be too many."""
    one, other = _both_locked(nouns, (first, second), now)
    if one == other:
        return len(nouns.supporters.accounts(one))
    total = sum(len(nouns.supporters.accounts(each)) for each in (one, other))
    if total > MOST_ACCOUNTS:
        return None
    staying, going = sorted((one, other), key=lambda each: (nouns.supporters.since(each), each))
    _unite(nouns, staying, going, now)
    return total


def _both_locked(nouns: Nouns, parties: Sequence[Account], now: datetime) -> tuple[int, int]:
    """The supporters behind two accounts, made where there is none; whatever else is written of them waits."""
    one, other = (_supporter_of(nouns, party, now) for party in parties)
    for each in sorted({one, other}):
        nouns.supporters.lock(each)
    if [_supporter_of(nouns, party, now) for party in parties] != [one, other]:
        return _both_locked(nouns, parties, now)
    return one, other


def _supporter_of(nouns: Nouns, party: Account, now: datetime) -> int:
    found = nouns.supporters.find(party.platform, party.user_id)
    return (found or nouns.supporters.add_account(party, now)).id


def _unite(nouns: Nouns, staying: int, going: int, now: datetime) -> None:
    nouns.supporters.unite(staying, going)
    nouns.preferences.unite(staying, going)
    for work in still_joining(nouns, going):
        nouns.jobs.move(replace(work, cursor=str(staying)), now)
    if _move_page(nouns, staying, going, now):
        work = nouns.jobs.begin(UNITING, str(going), None, now)
        nouns.jobs.move(replace(work, cursor=str(staying)), now)
    else:
        _end(nouns, staying, going)


def still_joining(nouns: Nouns, supporter_id: int) -> list[Job]:
    """The work that brings this supporter what others had; its subject is the other's id."""
    return nouns.jobs.unfinished_at(UNITING, str(supporter_id))


async def finish_uniting(store: Store, now: datetime) -> None:
    """Bring over what is left, page after page."""
    while await store.page(lambda nouns: unite_more(nouns, now)):
        pass


def unite_more(nouns: Nouns, now: datetime) -> bool:
    """One page; False where there is nothing left to do."""
    work = nouns.jobs.first_unfinished(UNITING)
    if work is None:
        return False
    going, staying = int(work.subject), int(work.cursor)
    for each in sorted((going, staying)):
        nouns.supporters.lock(each)
    if nouns.jobs.find(UNITING, work.subject) == work and not _move_page(nouns, staying, going, now):
        nouns.jobs.drop(work)
        _end(nouns, staying, going)
    return True


def _end(nouns: Nouns, staying: int, going: int) -> None:
    drop_agreement_with_oneself(nouns.connection, staying)
    nouns.supporters.forget(going)


def _move_page(nouns: Nouns, staying: int, going: int, now: datetime) -> bool:
    """Whether there may be more."""
    moved = [_move_signatures(nouns, staying, going, now)]
    moved += [move(nouns.connection, going, staying, MOST_AT_ONCE) for move in _MOVES]
    moved.append(nouns.reminders.unite_page(going, staying, MOST_AT_ONCE))
    tell_also(nouns, staying, now)
    return MOST_AT_ONCE in moved


def _move_signatures(nouns: Nouns, staying: int, going: int, now: datetime) -> int:
    """Signed by both: one signature, shown no wider than either, and counted once. How many were moved."""
    page = nouns.going_signatures.page_of(going, MOST_AT_ONCE)
    mine = nouns.going_signatures.under(staying, [each.petition_id for each in page])
    doubles = [_merge(nouns, each, mine[each.petition_id]) for each in page if each.petition_id in mine]
    nouns.going_signatures.drop_merged(doubles, now)
    gone = {each.id for each in doubles}
    nouns.going_signatures.move([each.id for each in page if each.id not in gone], staying)
    return len(page)


def _merge(nouns: Nouns, one: Signature, other: Signature) -> Signature:
    """The signature that goes; the other is shown no wider than either was."""
    stays, goes = sorted((one, other), key=_precedence)
    showing = stays.showing.no_wider_than(goes.showing)
    if showing != stays.showing:
        nouns.signatures.show(stays, showing)
    return goes


def _precedence(given: Signature) -> tuple[int, datetime, int, int]:
    """The earlier first."""
    return _STAYS.index(given.state), given.signed_at, given.number or 0, given.id


def unlink(nouns: Nouns, supporter_id: int, account_id: int) -> bool:
    """One account is another person from now on, who follows and chose the same, and has signed and organizes nothing.

    False where it is not linked with others any more.
    """
    nouns.supporters.lock(supporter_id)
    if len(nouns.supporters.accounts(supporter_id)) == 1:
        return False
    parted = nouns.supporters.part(supporter_id, account_id)
    if parted is None:
        return False
    nouns.preferences.copy(supporter_id, parted)
    nouns.follows.copy(supporter_id, parted)
    nouns.reminders.copy(supporter_id, parted)
    return True
