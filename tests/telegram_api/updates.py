"""The updates of the bot: queued, held for a long poll, sent again until they are confirmed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from itertools import count

from telegram import Update
from telegram.constants import PollingLimit

from tests.loopback.waiting import Bell
from tests.telegram_api.refusals import CONFLICT_POLLING, CONFLICT_WEBHOOK, Json, conflict

NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
KINDS = {*Update.ALL_TYPES}


class Updates:
    """What the bot has not confirmed yet."""

    def __init__(self, bell: Bell, first_id: int = 100_001) -> None:
        """`bell` rings when an update came or was confirmed."""
        self.pending: list[Json] = []
        self.repeated: list[Json] = []
        """Given once more whatever the offset says: duplicates."""
        self.is_webhook_set = False
        self.is_over = False
        """Whether the server stops, so that no poll is held any more."""
        self.allowed: frozenset[str] | None = None
        """None stands for the default."""
        self.last: Json | None = None
        self.watch: Callable[[Json], None] = lambda update: None
        """Looks at every update before it is queued."""
        self._bell = bell
        self._ids = count(first_id)
        self._came = asyncio.Event()
        self._holder: asyncio.Future[None] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether everything was confirmed."""
        return not self.pending and not self.repeated

    @property
    def is_held(self) -> bool:
        """Whether a long poll waits."""
        return self._holder is not None

    def allow(self, kinds: Sequence[str] | None) -> None:
        """Remember which kinds the bot wants from now on; None keeps what was said last, an empty list the default."""
        if kinds is not None:
            self.allowed = frozenset(kinds) & KINDS or None

    def wants(self, kind: str) -> bool:
        """Whether the bot asked for updates of this kind."""
        return kind not in NOT_BY_DEFAULT if self.allowed is None else kind in self.allowed

    def put(self, kind: str, body: Json) -> Json | None:
        """Queue something that happened, where the bot wants to know."""
        if not self.wants(kind):
            return None
        self.last = {"update_id": next(self._ids), kind: body}
        self.watch(self.last)
        self.pending.append(self.last)
        self._tell()
        return self.last

    def repeat_last(self) -> None:
        """Send the newest update twice, as servers sometimes do."""
        assert self.last is not None, "there was no update yet"
        self.repeated.append(self.last)
        self._tell()

    def confirm(self, update: Json) -> None:
        """Forget one update, as a webhook confirms it."""
        if update in self.repeated:
            self.repeated.remove(update)
        elif update in self.pending:
            self.pending.remove(update)
        self._bell.ring()

    def drop_all(self) -> None:
        """Forget everything that waits."""
        self.pending.clear()
        self.repeated.clear()
        self._bell.ring()

    async def get(self, offset: int, limit: int, seconds: float) -> list[Json]:
        """Confirm what stands before the offset and give what comes next, after at most so many seconds."""
        if self.is_webhook_set:
            raise conflict(CONFLICT_WEBHOOK)
        self.end_poll()
        self._confirm_before(offset)
        if seconds and self.is_empty and not self.is_over:
            await self._hold(seconds)
        repeated, self.repeated = self.repeated, []
        return (repeated + self.pending)[: limit if PollingLimit.MIN_LIMIT <= limit <= PollingLimit.MAX_LIMIT else 100]

    def end_poll(self, words: str = CONFLICT_POLLING) -> None:
        """End the poll that is held with a conflict: somebody else came."""
        if self._holder is not None and not self._holder.done():
            self._holder.set_exception(conflict(words))

    def let_go(self) -> None:
        """Answer the poll that is held with what there is."""
        if self._holder is not None and not self._holder.done():
            self._holder.set_result(None)

    def _confirm_before(self, offset: int) -> None:
        if offset < 0:
            self.pending = self.pending[offset:]
        elif offset > 0:
            self.pending = [update for update in self.pending if update["update_id"] >= offset]
        self._bell.ring()

    async def _hold(self, seconds: float) -> None:
        holder = self._holder = asyncio.get_running_loop().create_future()
        later = asyncio.get_running_loop().call_later(seconds, self.let_go)
        self._bell.ring()
        try:
            await holder
        finally:
            later.cancel()
            if self._holder is holder:
                self._holder = None

    def _tell(self) -> None:
        self.let_go()
        self._bell.ring()
