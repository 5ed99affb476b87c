"""The world of a story: a store with the sample campaigns, a clock, a recording platform and dispatch over them."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest

import config
from bot.dispatch import Dispatch
from handlers import make_router
from handlers.turn import Operator
from storage.loading import load, read_campaign_file
from storage.nouns import Nouns
from storage.sqlite import SqliteStore
from storage.store import Store
from tests.people import Supporter
from tests.recording import Recording
from tests.storage.planting import plant_petition
from tests.stores import VAULT, Stores

SAMPLES = Path(config.__file__).parent / "samples" / "campaigns.yaml"
OPERATOR = Operator("Example Org", "hello@example.org", "https://example.org/privacy")


@dataclass
class Clock:
    """The injected clock; a little time goes by with each look at it, so that what comes later is later."""

    now: datetime = datetime(2026, 11, 21, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=100)
        return self.now

    def moves(self, by: timedelta) -> None:
        """Let time go by."""
        self.now += by


@dataclass
class World:
    """What a story happens in."""

    store: Store
    clock: Clock = field(default_factory=Clock)
    platform: Recording = field(default_factory=Recording)
    _running: asyncio.Task[None] | None = None

    def person(self, name: str, **traits: Any) -> Supporter:
        """Somebody new."""
        return Supporter(self.platform, name, **traits)

    def dispatch(self) -> Dispatch:
        """A dispatch over the store, as a process that starts has it."""
        return Dispatch(self.store, make_router(), self.clock, OPERATOR)

    def begin(self) -> None:
        """The platform runs."""
        self._running = asyncio.create_task(self.platform.run(self.dispatch().answer))

    async def end(self) -> None:
        """The platform comes to its end, with everything answered."""
        assert self._running is not None
        self.platform.end()
        await self._running

    async def restarts(self) -> None:
        """A new process over the same store, in the same chats."""
        await self.end()
        self.begin()

    async def approves_what_is_held(self) -> list[int | None]:
        """A moderator says yes to everything; the numbers of those signatures."""

        def approve(nouns: Nouns) -> list[int | None]:
            return [nouns.reviews.approve(item, self.clock()) for item in nouns.reviews.held(100)]

        return await self.store.turn(approve)

    async def begins_petitions(self, *codes: str, at_risk: bool = False) -> None:
        """More sample petitions, under these codes."""
        for code in codes:
            await self.store.turn(partial(plant_petition, slug=code.lower(), is_sample=True, at_risk=at_risk))


class Campaigns:
    """Stores with the sample campaigns in them, which are loaded once for each engine."""

    def __init__(self, stores: Stores, folder: Path) -> None:
        """Templates lie in the folder, or on the server of the stores."""
        self._stores = stores
        self._folder = folder
        self._database = ""
        self._numbers = count(1)

    async def open(self, engine: str, folder: Path) -> Store:
        """A store of one's own; whoever opens it closes it."""
        return await self._on_postgresql() if engine == "postgresql" else await self._on_sqlite(folder)

    async def _on_sqlite(self, folder: Path) -> Store:
        template = self._folder / "undersigned.db"
        if not template.exists():
            async with self._stores.open("sqlite", self._folder) as store:
                await load(store, read_campaign_file(SAMPLES), Clock().now)
        file = folder / "undersigned.db"
        shutil.copyfile(template, file)
        return SqliteStore(file, VAULT)

    async def _on_postgresql(self) -> Store:
        from storage.postgresql import PostgresqlStore, postgresql_engine

        server = await asyncio.to_thread(self._stores.postgresql)
        if not self._database:
            database = await server.new_database()
            store = PostgresqlStore(postgresql_engine(server.url(database)), VAULT)
            await load(store, read_campaign_file(SAMPLES), Clock().now)
            await store.close()
            self._database = database
        copy = f"{self._database}_copy_{next(self._numbers)}"
        await server.run(f"CREATE DATABASE {copy} TEMPLATE {self._database}")
        return PostgresqlStore(postgresql_engine(server.url(copy)), VAULT)


@pytest.fixture(scope="session")
def campaigns(stores: Stores, tmp_path_factory: pytest.TempPathFactory) -> Campaigns:
    """Stores with the sample campaigns, for the whole run."""
    return Campaigns(stores, tmp_path_factory.mktemp("campaigns"))


@pytest.fixture
def engine() -> str:
    """SQLite, unless the story names its engines."""
    return "sqlite"


@pytest.fixture
async def world(campaigns: Campaigns, engine: str, tmp_path: Path) -> AsyncIterator[World]:
    """The sample campaigns, and a platform that runs."""
    store = await campaigns.open(engine, tmp_path)
    world = World(store)
    world.begin()
    yield world
    with suppress(ExceptionGroup):
        await world.end()
    await store.close()


@pytest.fixture
def ada(world: World) -> Supporter:
    """Ada, whose app gives a name."""
    return world.person("ada", suggested_name="Ada L.")


@pytest.fixture
def bo(world: World) -> Supporter:
    """Bo, who looks at what others can see."""
    return world.person("bo")
