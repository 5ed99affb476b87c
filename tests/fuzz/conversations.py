"""Random conversations: people tap and type whatever comes, and the promises of the design hold after every step.

`STEPS=100000 python -m tests.fuzz.conversations` is the long form. It works in pieces with a seed each, in turn on both
engines; `SEED=7 STEPS=500 ENGINES=sqlite python -m tests.fuzz.conversations` plays one piece again.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from unittest.mock import patch

import structlog

from tests.fuzz.conversation import Conversation
from tests.fuzz.guests import Wild
from tests.journeys.conftest import Campaigns
from tests.stores import ENGINES, Stores

PIECE = 500
ENOUGH = 10_000
"""From so many steps on, every kind of thing that can be done must have been done."""
TO_BE_DONE = {
    *("signed, counted", "signed, initials", "signed, name", "signed, reason", "signed as before", "signature held"),
    *("changed to initials", "changed to name", "changed to reason", "hidden", "withdrawn", "erased"),
    *("commented", "comment deleted", "me too", "me too taken back", "reported", "hears", "hears nothing"),
    *("setting chosen", "stopped", "thrown away", "answers gone", "given my data"),
}


async def converse(campaigns: Campaigns, folder: Path, seed: int, steps: int, engine: str = "sqlite") -> Counter[str]:
    """One piece over a store of its own; what was done in it to the end."""
    async with campaigns.open(engine, folder) as store:
        conversation = Conversation(Wild(store), seed)
        ids = Random(seed)
        try:
            # The ids of rows are made by chance too, and decide in which order some lists stand.
            with patch.multiple(secrets, randbits=ids.getrandbits, choice=ids.choice):
                await conversation.begin()
                await conversation.run(steps)
        finally:
            with suppress(ExceptionGroup):
                await conversation.world.ends()
    return conversation.completed


@dataclass
class LongForm:
    """All pieces, and what came of them."""

    campaigns: Campaigns
    folder: Path
    engines: Sequence[str]
    failed: int = 0
    steps: Counter[str] = field(default_factory=Counter)
    completed: Counter[str] = field(default_factory=Counter)

    async def run(self, steps: int, first_seed: int) -> None:
        """One piece after the other."""
        for number, at in enumerate(range(0, steps, PIECE)):
            engine = self.engines[number % len(self.engines)]
            await self._piece(first_seed + number, min(PIECE, steps - at), engine)

    async def _piece(self, seed: int, steps: int, engine: str) -> None:
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            try:
                self.completed += await converse(self.campaigns, Path(folder), seed, steps, engine)
                self.steps[engine] += steps
            except AssertionError as fault:
                self.failed += 1
                print(f"on {engine}: {fault}\n{''.join(traceback.format_exception(fault.__cause__)[-14:])[-4000:]}\n")

    def missing(self) -> list[str]:
        """What nobody did to the end, though there was time enough."""
        return sorted(TO_BE_DONE - set(self.completed)) if self.steps.total() >= ENOUGH else []


def main() -> int:
    """The long form, by STEPS, SEED and ENGINES of the environment."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    steps, seed = int(os.environ.get("STEPS") or 100_000), int(os.environ.get("SEED") or time.time())
    engines = os.environ.get("ENGINES", " ".join(ENGINES)).split()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        stores = Stores(Path(folder))
        form = LongForm(Campaigns(stores, Path(folder)), Path(folder), engines)
        try:
            asyncio.run(form.run(steps, seed))
        finally:
            stores.close()
    pieces, took = -(-steps // PIECE), time.monotonic() - begun
    print(f"{dict(form.steps)} clean steps, {form.failed} of {pieces} pieces failed, {took:.0f} seconds")
    print(f"seeds {seed} to {seed + pieces - 1}; done to the end: {dict(form.completed.most_common())}")
    missing = form.missing()
    print(f"never done to the end: {missing}" if missing else "everything was done to the end")
    return int(bool(form.failed or missing))


if __name__ == "__main__":
    sys.exit(main())
