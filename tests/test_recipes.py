"""The recipes of CONTRIBUTING.md are true: following one adds a command, and menus and help show it by themselves."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from bot.dispatch import Dispatch
from handlers import FEATURES, make_router
from handlers.blocks import Listing
from handlers.screens import Screen
from handlers.turn import Chat, Incoming, Person
from storage.store import Store
from tests.storage.planting import NOW, plant_petition

CONTRIBUTING = Path(__file__).parent.parent / "CONTRIBUTING.md"


@pytest.fixture
def new_file() -> Iterator[ModuleType]:
    """The recipe's file, as if it stood in handlers/."""
    found = re.search(r"```python\n(.*?)```", CONTRIBUTING.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    module = ModuleType("handlers.recipe")
    sys.modules[module.__name__] = module
    exec(compile(found[1], "CONTRIBUTING.md", "exec"), module.__dict__)  # noqa: S102
    yield module
    del sys.modules[module.__name__]


async def says(dispatch: Dispatch, command: str) -> Screen:
    person, chat = Person("terminal", "ada", locale="en"), Chat("terminal", "ada")
    reply = await dispatch.answer(Incoming("terminal", command, person, chat, command=command))
    assert isinstance(reply, Screen)
    return reply


async def test_a_new_command_is_a_file_and_its_line(store: Store, new_file: ModuleType) -> None:
    await store.turn(lambda nouns: plant_petition(nouns, "park"))
    dispatch = Dispatch(store, make_router((*FEATURES, new_file)), lambda: NOW)
    assert (await says(dispatch, "howmany")).title == "1 petition is open"
    (listed,) = [block for block in (await says(dispatch, "help")).body if isinstance(block, Listing)]
    assert "/howmany: How many petitions are open" in listed.items
