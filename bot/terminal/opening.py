"""The terminal as one of several platforms of `undersigned run`."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.platforms import Opened, Surroundings
from bot.terminal.incoming import locale_of
from bot.terminal.platform import DEFAULT_PERSON, Terminal


@asynccontextmanager
async def opened(_around: Surroundings) -> AsyncIterator[Opened]:
    """One person at this keyboard."""
    yield Opened(Terminal(DEFAULT_PERSON, locale=locale_of(os.environ)))
