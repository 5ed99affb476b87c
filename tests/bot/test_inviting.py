"""The first owner's code: told once, where nobody is an owner and none waits."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial

import pytest

from bot.inviting import OwnerCode
from bot.platforms import Opened
from storage.invites import HOLDS_FOR, Invite
from storage.members import Role
from storage.store import Store
from tests.recording import Recording
from tests.storage.planting import NOW, plant_organisation
from tests.storage.test_members import joined

CODE = re.compile(r"\b(?:[A-Z2-9]{4}-){2}[A-Z2-9]{4}\b")


@asynccontextmanager
async def opening() -> AsyncIterator[Opened]:
    """A platform that has logged in."""
    yield Opened(Recording())


async def said_at_start(store: Store, later: timedelta = timedelta(), platforms: int = 2) -> list[str]:
    """What an operator is told by one start of several platforms."""
    said: list[str] = []
    code = OwnerCode(store, lambda: NOW + later, said.append)
    for _ in range(platforms):
        async with code.told_with(opening()) as opened:
            assert opened.platform.name == "recording"
    return said


def code_in(sentence: str) -> str:
    """As it is typed."""
    (code,) = CODE.findall(sentence)
    return str(code).replace("-", "")


async def leads_to(store: Store, code: str) -> int | None:
    """The organisation of the code; None where one is to be founded."""
    found = await store.turn(lambda nouns: nouns.invites.type(code, "terminal:ada", NOW))
    assert isinstance(found, Invite)
    assert found.role is Role.OWNER
    return found.organisation_id


async def test_an_empty_store_gets_a_code_for_a_founder(store: Store) -> None:
    (told,) = await said_at_start(store)
    assert "founds an organisation and is its owner" in told
    assert await leads_to(store, code_in(told.splitlines()[0])) is None


async def test_the_one_organisation_there_is_gets_its_owner(store: Store) -> None:
    await store.turn(plant_organisation)
    (told,) = await said_at_start(store)
    assert "is the owner of your organisation" in told
    assert await leads_to(store, code_in(told.splitlines()[0])) == 1
    (entry,), _total = await store.read(lambda nouns: nouns.audit.of(1, 9))
    assert (entry.deed, entry.role) == ("invited", "")


async def test_a_code_that_is_still_good_is_not_told_again(store: Store) -> None:
    await said_at_start(store)
    (told,) = await said_at_start(store, HOLDS_FOR - timedelta(seconds=1))
    assert not CODE.search(told)
    assert "`undersigned invite ORGANISATION --role owner`" in told
    (anew,) = await said_at_start(store, HOLDS_FOR)
    assert CODE.search(anew)


async def test_of_several_organisations_none_is_chosen(store: Store) -> None:
    for slug in ("leeds", "york"):
        await store.turn(partial(plant_organisation, slug=slug))
    (told,) = await said_at_start(store)
    assert told.startswith("No organisation has an owner.")
    assert not CODE.search(told)


@pytest.mark.parametrize("role", Role)
async def test_where_somebody_is_an_owner_nothing_is_said(store: Store, role: Role) -> None:
    await joined(store, "ada", role)
    assert bool(await said_at_start(store)) == (role is not Role.OWNER)
