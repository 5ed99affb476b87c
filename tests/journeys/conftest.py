"""Stories run on the recording platform, on Telegram and on Discord, over stores that hold the sample campaigns."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from itertools import count
from pathlib import Path

import pytest

import config
from storage.file_store import FileStore
from storage.loading import load, read_campaign_file
from storage.members import Role
from storage.sqlite import SqliteStore
from storage.store import Store
from tests.journeys.telling import comes_in_as
from tests.journeys.worlds import Clock, RecordedWorld, TerminalWorld, World
from tests.people import Supporter
from tests.stores import VAULT, Stores, closing, store_on

SAMPLES = Path(config.__file__).parent / "samples" / "campaigns.yaml"
APPS = RECORDING, TELEGRAM, DISCORD = "recording", "telegram", "discord"
TERMINAL = "terminal"


class Campaigns:
    """Stores with the sample campaigns in them, which are loaded once for each engine."""

    def __init__(self, stores: Stores, folder: Path) -> None:
        """Templates lie in the folder, or on the server of the stores."""
        self._stores = stores
        self._folder = folder
        self._database = ""
        self._numbers = count(1)

    @asynccontextmanager
    async def open(self, engine: str, folder: Path) -> AsyncIterator[Store]:
        """A store of one's own."""
        async with self._on_postgresql() if engine == "postgresql" else self._on_sqlite(folder) as store:
            yield store

    @asynccontextmanager
    async def _on_sqlite(self, folder: Path) -> AsyncIterator[Store]:
        template = self._folder / "undersigned.db"
        if not template.exists():
            async with self._stores.open("sqlite", self._folder) as store:
                await load(store, read_campaign_file(SAMPLES), Clock().now)
        file = folder / "undersigned.db"
        shutil.copyfile(template, file)
        async with closing(SqliteStore(file, VAULT)) as store:
            yield store

    @asynccontextmanager
    async def _on_postgresql(self) -> AsyncIterator[Store]:
        from storage.postgresql import PostgresqlStore, postgresql_engine

        server = await asyncio.to_thread(self._stores.postgresql)
        if not self._database:
            database = await server.new_database()
            async with closing(PostgresqlStore(postgresql_engine(server.url(database)), VAULT)) as store:
                await load(store, read_campaign_file(SAMPLES), Clock().now)
            self._database = database
        copy = f"{self._database}_copy_{next(self._numbers)}"
        await server.run(f"CREATE DATABASE {copy} TEMPLATE {self._database}")
        async with store_on(server, copy) as store:
            yield store


@pytest.hookimpl(trylast=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every story that has a world runs on each app; the engines come first in its name."""
    if "app" in metafunc.fixturenames:
        is_for_all = metafunc.definition.get_closest_marker("at_the_terminal_too")
        metafunc.parametrize("app", (*APPS, TERMINAL) if is_for_all else APPS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what an app can't tell; on real ones one engine is enough, since no platform knows which one it is."""
    items[:] = [item for item in items if not _is_in_vain(item)]


def _is_in_vain(item: pytest.Item) -> bool:
    given = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
    app = given.get("app", RECORDING)
    if any(item.get_closest_marker(f"{other}_alone") for other in APPS if other != app):
        return True
    return app != RECORDING and (given.get("engine") == "postgresql" or bool(item.get_closest_marker(f"not_on_{app}")))


@pytest.fixture(scope="session")
def campaigns(stores: Stores, tmp_path_factory: pytest.TempPathFactory) -> Campaigns:
    """Stores with the sample campaigns, for the whole run."""
    return Campaigns(stores, tmp_path_factory.mktemp("campaigns"))


@pytest.fixture
def engine() -> str:
    """SQLite, unless the story names its engines."""
    return "sqlite"


@pytest.fixture
async def world(campaigns: Campaigns, engine: str, app: str, tmp_path: Path) -> AsyncIterator[World]:
    """The sample campaigns, and a platform that runs."""
    async with campaigns.open(engine, tmp_path) as store:
        async for world in WORLDS[app](store, FileStore(tmp_path / "files")):
            yield world


async def _on_recording(store: Store, files: FileStore) -> AsyncIterator[World]:
    world = RecordedWorld(store, files=files)
    await world.begins()
    yield world
    with suppress(ExceptionGroup):
        await world.ends()


async def _on_telegram(store: Store, files: FileStore) -> AsyncIterator[World]:
    from tests.journeys.telegram_world import TelegramWorld, running

    async with running(TelegramWorld(store, files=files)) as world:
        yield world


async def _on_discord(store: Store, files: FileStore) -> AsyncIterator[World]:
    from tests.journeys.discord_world import DiscordWorld, running

    async with running(DiscordWorld(store, files=files)) as world:
        yield world


async def _at_terminals(store: Store, files: FileStore) -> AsyncIterator[World]:
    with tempfile.TemporaryDirectory() as folder:
        world = TerminalWorld(store, files=files, folder=Path(folder))
        yield world
        await world.ends()


WORLDS = {RECORDING: _on_recording, TELEGRAM: _on_telegram, DISCORD: _on_discord, TERMINAL: _at_terminals}


@pytest.fixture
def ada(world: World) -> Supporter:
    """Ada, whose app gives a name."""
    return world.person("ada", suggested_name="Ada L.")


@pytest.fixture
def hers(world: World) -> Supporter:
    """Ada's other account."""
    return world.person("hers", suggested_name="Ada L.")


@pytest.fixture
def bo(world: World) -> Supporter:
    """Bo, who looks at what others can see."""
    return world.person("bo")


@pytest.fixture
async def eva(world: World) -> Supporter:
    """An owner of the organisation that runs the petition."""
    return await comes_in_as(world, "Eva", Role.OWNER)


@pytest.fixture
async def otto(world: World) -> Supporter:
    """An organizer there."""
    return await comes_in_as(world, "Otto", Role.ORGANIZER)
