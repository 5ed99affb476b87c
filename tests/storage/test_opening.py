"""Opening a store: a wrong start gets one clear sentence and changes nothing."""

from __future__ import annotations

import asyncio
import base64
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from storage.keys import KeyPlace, KeyTrouble
from storage.migrations import REVISION
from storage.migrations.run import head
from storage.opening import CannotOpen, StorePlace, open_store
from storage.postgresql import postgresql_engine
from storage.sqlite import SqliteStore, sqlite_engine
from storage.tables.metadata import metadata
from storage.vault import KEY_BYTES
from tests.storage.turning import marking, marks
from tests.stores import ENGINES, Stores

ROOT = Path(__file__).parents[2]
OTHER_KEY = base64.b64encode(bytes(KEY_BYTES)).decode()


@pytest.fixture(params=ENGINES)
async def place(request: pytest.FixtureRequest, stores: Stores, tmp_path: Path) -> StorePlace:
    """Where there is no store yet, nor a key."""
    key = KeyPlace(tmp_path / "keys" / "undersigned.key")
    if request.param == "sqlite":
        return StorePlace(f"sqlite:///{tmp_path / 'data' / 'undersigned.db'}", key)
    server = await asyncio.to_thread(stores.postgresql)
    await server.run(f"CREATE DATABASE {_database(tmp_path)}")
    return StorePlace(server.url(_database(tmp_path)), key)


@pytest.fixture
def in_a_file(tmp_path: Path) -> StorePlace:
    """Where there is no embedded store yet, nor a key."""
    return StorePlace(f"sqlite:///{tmp_path / 'data' / 'undersigned.db'}", KeyPlace(tmp_path / "keys" / "key"))


def _database(folder: Path) -> str:
    return "opening_" + "".join(letter for letter in folder.name.lower() if letter.isalnum())


def file_of(place: StorePlace) -> Path:
    assert place.file is not None
    return place.file


def everything_in(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file's bytes, and when it was written."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def remove(path: Path) -> None:
    path.unlink()


def write(path: Path, text: str) -> None:
    path.write_text(text)


async def made(place: StorePlace) -> None:
    """A store with a mark in it, closed again."""
    async with open_store(place) as store:
        await store.turn(marking("kept"))


async def over_sql(place: StorePlace, work: Callable[[sa.Connection], Any]) -> Any:
    """What plain SQL does to a closed store."""
    if place.file is None:
        engine = postgresql_engine(place.url)
        async with engine.begin() as connection:
            done = await connection.run_sync(work)
        await engine.dispose()
        return done
    plain = sqlite_engine(place.file)
    with plain.begin() as beside:
        done = work(beside)
    plain.dispose()
    return done


async def refusal(place: StorePlace, **how: bool) -> str:
    """The one sentence with which a store is not opened."""
    with pytest.raises((CannotOpen, KeyTrouble)) as raised:
        async with open_store(place, **how):
            pass
    said = str(raised.value)
    assert said.endswith(".")
    assert "\n" not in said
    return said


async def test_a_store_is_there_again_after_a_restart(place: StorePlace) -> None:
    await made(place)
    key = place.key.file.read_bytes()
    async with open_store(place) as store:
        assert await marks(store) == {"kept"}
    assert place.key.file.read_bytes() == key


@pytest.mark.parametrize("fault", ["missing", "another", "misshapen"])
async def test_without_its_key_nothing_is_opened_and_nothing_written(
    place: StorePlace, tmp_path: Path, fault: str
) -> None:
    await made(place)
    if fault == "missing":
        remove(place.key.file)
    else:
        write(place.key.file, OTHER_KEY if fault == "another" else "nonsense")
    before = everything_in(tmp_path)
    await refusal(place)
    await refusal(place, beside=True)
    assert everything_in(tmp_path) == before
    assert place.key.file.exists() == (fault != "missing")


async def test_without_its_key_not_even_an_unfinished_log_is_touched(in_a_file: StorePlace, tmp_path: Path) -> None:
    async with open_store(in_a_file) as store:
        await store.turn(marking("kept"))
        shutil.copytree(tmp_path / "data", tmp_path / "crashed")
    crashed = StorePlace(f"sqlite:///{tmp_path / 'crashed' / 'undersigned.db'}", KeyPlace(tmp_path / "other"))
    for stale in ("undersigned.db-shm", "undersigned.db.lock"):
        remove(tmp_path / "crashed" / stale)
    before = {name: found for name, found in everything_in(tmp_path / "crashed").items() if not name.endswith("-shm")}
    assert await refusal(crashed)
    after = {name: found for name, found in everything_in(tmp_path / "crashed").items() if not name.endswith("-shm")}
    assert after == before
    async with open_store(StorePlace(crashed.url, in_a_file.key)) as store:
        assert await marks(store) == {"kept"}


async def test_a_misshapen_key_makes_no_store(in_a_file: StorePlace, tmp_path: Path) -> None:
    given = StorePlace(in_a_file.url, KeyPlace(in_a_file.key.file, given="nonsense"))
    await refusal(given)
    assert everything_in(tmp_path) == {}


async def test_a_store_newer_than_the_program_is_refused(place: StorePlace) -> None:
    await made(place)
    newer = sa.text("UPDATE alembic_version SET version_num = '9999'")
    await over_sql(place, lambda connection: connection.execute(newer))
    assert "newer version" in await refusal(place)
    assert "newer version" in await refusal(place, beside=True)


async def test_a_second_opening_in_one_process_is_refused(in_a_file: StorePlace) -> None:
    async with open_store(in_a_file) as store:
        assert "Another process has" in await refusal(in_a_file)
        assert await store.turn(marking("a")) == "a"


async def test_a_second_process_is_refused(in_a_file: StorePlace) -> None:
    async with open_store(in_a_file) as store:
        ended = await asyncio.to_thread(open_in_another_process, in_a_file)
        assert (ended.returncode, ended.stdout) == (1, "")
        last = ended.stderr.splitlines()[-1]
        assert "Another process has" in last
        assert str(in_a_file.file) in last
        assert await store.turn(marking("a")) == "a"


async def test_a_second_process_may_write_beside_the_first(in_a_file: StorePlace) -> None:
    async with open_store(in_a_file) as store:
        ended = await asyncio.to_thread(open_in_another_process, in_a_file, beside=True)
        assert ended.stderr == ""
        assert await marks(store) == {"beside"}
        assert await store.turn(marking("a")) == "a"


async def test_alembic_is_imported_only_where_something_has_to_be_migrated(in_a_file: StorePlace) -> None:
    assert "alembic True" in (await asyncio.to_thread(open_in_another_process, in_a_file)).stdout
    assert "alembic False" in (await asyncio.to_thread(open_in_another_process, in_a_file)).stdout


OPENING = """
import asyncio, sys
from pathlib import Path
from storage.keys import KeyPlace
from storage.opening import StorePlace, open_store
from tests.storage.planting import NOW

async def main(url, key, beside):
    async with open_store(StorePlace(url, KeyPlace(Path(key))), beside=beside == "True") as store:
        await store.turn(lambda nouns: nouns.handled.add("test", "beside", NOW))
    print("alembic", "alembic" in sys.modules)

asyncio.run(main(*sys.argv[1:]))
"""


def open_in_another_process(place: StorePlace, *, beside: bool = False) -> subprocess.CompletedProcess[str]:
    arguments = [sys.executable, "-c", OPENING, place.url, str(place.key.file), str(beside)]
    return subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)


@pytest.mark.parametrize("content", [b"not a database at all, but longer than a header of a hundred bytes" * 4, b"x"])
async def test_a_file_that_is_no_database_is_refused_and_left_alone(
    in_a_file: StorePlace, tmp_path: Path, content: bytes
) -> None:
    _put(file_of(in_a_file), content)
    before = everything_in(tmp_path)
    assert "is not a store of this program" in await refusal(in_a_file)
    assert everything_in(tmp_path) == before


def _put(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True)
    file.write_bytes(content)


async def test_a_folder_in_place_of_the_file_is_refused(in_a_file: StorePlace) -> None:
    _make_folder(file_of(in_a_file))
    await refusal(in_a_file)


def _make_folder(path: Path) -> None:
    path.mkdir(parents=True)


async def test_a_file_in_place_of_the_folder_is_refused(in_a_file: StorePlace, tmp_path: Path) -> None:
    write(tmp_path / "data", "a file in the way")
    assert "can't be written to" in await refusal(in_a_file)


async def test_a_name_that_no_file_can_have_is_refused(in_a_file: StorePlace, tmp_path: Path) -> None:
    await refusal(StorePlace(f"sqlite:///{tmp_path / ('x' * 300)}", in_a_file.key))


@pytest.mark.parametrize("name", ["what? a store.db", "a#b%20c.db", "ü & 'ö'.db"])
async def test_a_store_lies_where_its_name_says(in_a_file: StorePlace, tmp_path: Path, name: str) -> None:
    await made(StorePlace(f"sqlite:///{tmp_path / 'data' / name}", in_a_file.key))
    assert sorted(everything_in(tmp_path / "data")) == sorted([name, f"{name}.lock"])


async def test_a_postgresql_that_does_not_answer_is_refused(tmp_path: Path) -> None:
    url = "postgresql+asyncpg://nobody:hidden@127.0.0.1:1/none"
    assert "hidden" not in await refusal(StorePlace(url, KeyPlace(tmp_path / "key")))
    assert everything_in(tmp_path) == {}


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
async def test_processes_that_start_at_once_make_one_store(place: StorePlace) -> None:
    async def start() -> str:
        async with open_store(place) as store:
            return await store.turn(marking("kept"))

    assert await asyncio.gather(*(start() for _ in range(3))) == ["kept"] * 3


async def test_the_steps_make_exactly_the_tables_of_the_program(place: StorePlace) -> None:
    await made(place)
    assert await over_sql(place, _differences) == []


def _differences(connection: sa.Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    found: list[Any] = compare_metadata(context, metadata)
    return found


def test_the_program_knows_the_newest_step() -> None:
    assert head() == REVISION


async def test_a_sqlite_store_is_as_durable_as_promised(sqlite_store: SqliteStore) -> None:
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    assert await sqlite_store.turn(lambda nouns: _pragmas(nouns.connection.all, expected)) == expected
    assert await sqlite_store.read(lambda nouns: _pragmas(nouns.connection.all, {"query_only"})) == {"query_only": 1}
    with closing(sqlite3.connect(sqlite_store.file)) as other:
        assert other.execute("PRAGMA quick_check").fetchone() == ("ok",)


def _pragmas(ask: Callable[[Any], list[Any]], names: Any) -> dict[str, Any]:
    return {name: ask(sa.text(f"PRAGMA {name}"))[0][0] for name in names}
