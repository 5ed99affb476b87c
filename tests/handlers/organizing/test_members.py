"""Members who go while they are being removed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from handlers.organizing.gate import Desk
from handlers.organizing.members import leave, remove_member
from handlers.screens import Screen
from handlers.turn import Chat, Incoming, Person, Turn
from storage.members import Member, Role
from storage.nouns import Nouns
from storage.store import Store
from tests.storage.planting import NOW
from tests.storage.test_members import join

GONE = "There is nothing here."


@pytest.mark.parametrize("does", [remove_member, leave])
async def test_who_was_erased_in_this_moment_is_not_removed_once_more(store: Store, does: Callable[..., Any]) -> None:
    def go(nouns: Nouns) -> tuple[Screen, int]:
        ada, bo = join(nouns, "ada", Role.OWNER), join(nouns, "bo", Role.ORGANIZER)
        nouns.members.erase_person(bo.supporter_id)
        shown = does.__wrapped__(turn_of("ada", nouns), desk_of(nouns, does, ada, bo))  # type: ignore[attr-defined]
        return shown, nouns.audit.of(1, 9)[1]

    shown, written = await store.turn(go)
    assert (shown.title, written) == (GONE, 0)


def turn_of(name: str, nouns: Nouns) -> Turn:
    incoming = Incoming("terminal", "1", Person("terminal", name), Chat("terminal", f"chat of {name}"))
    return Turn(incoming, nouns, NOW)


def desk_of(nouns: Nouns, does: object, ada: Member, bo: Member) -> Desk[Any]:
    """As it was found before Bo was erased."""
    organisation = nouns.organisations.find(1)
    assert organisation is not None
    return Desk(organisation, bo, organisation) if does is leave else Desk(organisation, ada, bo)
