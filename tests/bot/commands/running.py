"""A home for a store, its key and its settings; and the command line run in it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from click.testing import CliRunner, Result

from bot.commands import undersigned
from storage.keys import KeyPlace
from storage.opening import StorePlace, open_store
from storage.store import Store

ROOT = Path(__file__).parents[3]
MAIN = [sys.executable, "-c", "from bot.commands import main; main()"]


def hear_control_c() -> None:
    """In a process about to start: a shell's background job, such as these tests, may have it ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@dataclass(frozen=True, slots=True)
class Home:
    """A folder of an operator, and what else they set."""

    folder: Path
    url: str = ""
    settings: tuple[tuple[str, str], ...] = ()

    @property
    def file(self) -> Path:
        """The store, where it is a file."""
        return self.folder / "data" / "undersigned.db"

    @property
    def key(self) -> Path:
        """The key file."""
        return self.folder / "keys" / "undersigned.key"

    @property
    def place(self) -> StorePlace:
        """Where the store is, as the program sees it."""
        return StorePlace(self.url or f"sqlite:///{self.file}", KeyPlace(self.key))

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of ours but what is set here."""
        others = {name: value for name, value in os.environ.items() if not name.upper().startswith("UNDERSIGNED_")}
        ours = {"STORE": self.place.url, "KEY_FILE": str(self.key), **dict(self.settings)}
        return {**others, "PYTHONPATH": str(ROOT), **{f"UNDERSIGNED_{name}": value for name, value in ours.items()}}

    def having(self, **settings: str) -> Home:
        """The same home with further settings."""
        return replace(self, settings=(*self.settings, *settings.items()))

    def does(self, *words: str) -> Result:
        """What a command says and how it ends, in this process."""
        unset = {name: None for name in os.environ if name.upper().startswith("UNDERSIGNED_")}
        return CliRunner().invoke(undersigned, words, env={**unset, **self.environment})

    def runs(self, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """The same in a process of its own, which must end by itself."""
        return subprocess.run(
            [*MAIN, *words],
            input=typed,
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    def starts(self, *words: str) -> subprocess.Popen[str]:
        """A process that goes on."""
        return subprocess.Popen(
            [*MAIN, *words],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=hear_control_c,
        )

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Store]:
        """The store itself."""
        async with open_store(self.place) as store:
            yield store

    def contents(self) -> dict[str, bytes]:
        """Every file and folder there is, to see that nothing changed; a lock names whoever took it last."""
        return {
            str(path.relative_to(self.folder)): path.read_bytes() if path.is_file() else b""
            for path in sorted(self.folder.rglob("*"))
            if path.suffix != ".lock"
        }

    def copied_to(self, folder: Path) -> Home:
        """The same home elsewhere."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return replace(self, folder=folder)
