"""Names of members: nobody joins under one that somebody else there has or had, and files tell people apart."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.organizing.done import Done
from handlers.turn import Turn
from storage.members import Member
from storage.organisations import Organisation
from storage.searching import fold_name

MOST_MEMBERS = 10_000
MARK_DIGITS = 8


def is_somebodys(turn: Turn, organisation: Organisation, name: str) -> bool:
    """Whether another member, present or former, is read under this name in what was done."""
    own, sought = turn.supporter.id if turn.supporter else None, fold_name(name)
    return any(whose != own and fold_name(each) == sought for whose, each in _names(turn, organisation.id))


def _names(turn: Turn, organisation_id: int) -> Iterator[tuple[int, str]]:
    members: list[Member] = turn.store.members.of_organisation(organisation_id, MOST_MEMBERS)
    yield from ((each.supporter_id, each.name) for each in members)
    for deed in (Done.FOUNDED, Done.JOINED):
        yield from turn.store.audit.who_did(organisation_id, deed)


def mark_of_member(turn: Turn, organisation: Organisation, supporter_id: int | None) -> str:
    """The same for one person in every file of this organisation, and meaningless anywhere else."""
    if supporter_id is None:
        return ""
    hashed = turn.store.vault.keyed_hash("member in a file", str(organisation.id), str(supporter_id))
    return hashed.hex()[:MARK_DIGITS]
