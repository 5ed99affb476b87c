"""What the platform itself remembers of its private chats: the message of the open form, and what can be removed."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.telegram.incoming import NAME, Heard
from storage.chat_messages import FORM_KEPT_FOR, KEPT_FOR
from storage.nouns import Nouns
from storage.store import Store

MOST_CHATS = 5_000
MOST_MESSAGES = 200
"""What is remembered without the store: the chats that were seen last, and the newest messages of each."""
EVERY_SECONDS = 1.0
MOST_CHATS_A_PAGE = 200
NOT_ASKED = -1
MARGIN = timedelta(minutes=1)
"""One message that is too old for Telegram would keep the others of its call standing."""

log = structlog.get_logger()


@dataclass(slots=True)
class Remembered:
    """One private chat; `form` is NOT_ASKED until the store was asked for it."""

    user_id: str
    form: int | None = NOT_ASKED
    form_until: datetime | None = None
    """A form is kept for so long; words that are typed later answer none."""
    left: int | None = None
    """Where a form stood that was left for something else; it goes when the form comes again."""
    messages: dict[int, datetime] = field(default_factory=dict)
    """Since when each stands there, the newest last."""
    unwritten: list[int] = field(default_factory=list)


class Memory:
    """Remembers in memory at once, and in the store now and then; what a crash loses of it is only left standing."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        """`clock` gives aware times."""
        self._store = store
        self._clock = clock
        self._chats: OrderedDict[str, Remembered] = OrderedDict()
        self._unwritten: set[str] = set()

    async def form_of(self, heard: Heard) -> int | None:
        """The message in which a form is open in this chat."""
        chat = self._chat(heard)
        if chat.form == NOT_ASKED:
            key, now = heard.incoming.chat.key, self._clock()
            try:
                chat.form, chat.left = await self._store.read(lambda nouns: nouns.chat_messages.form(key, now))
            except Exception:
                log.exception("could not look up where a form stands")
                return None
            chat.form_until = now + FORM_KEPT_FOR
        if chat.form is not None and chat.form_until is not None and chat.form_until <= self._clock():
            chat.form = None
        return chat.form

    async def form_is_in(self, heard: Heard, message: int, *, is_asking: bool = True) -> int | None:
        """The form stands in this message from now on; where it stood before, if that was another message.

        Without `is_asking` it waits there to be sent, and words that are typed answer nothing.
        """
        chat, before = self._chat(heard), await self.form_of(heard)
        earlier = before or chat.left
        chat.form_until = self._clock() + FORM_KEPT_FOR
        await self._keep_form(heard, message if is_asking else None, None if is_asking else message)
        return earlier if earlier != message else None

    async def form_is_left(self, heard: Heard, shown: int) -> None:
        """Words that are typed from now on answer no form; unless `shown` took its place, its message still stands."""
        left = await self.form_of(heard) or self._chat(heard).left
        await self._keep_form(heard, None, left if left != shown else None)

    async def form_is_gone(self, heard: Heard, shown: int) -> int | None:
        """Its answers are thrown away; the message that still shows them, unless that is what is `shown` now."""
        stood = await self.form_of(heard) or self._chat(heard).left
        await self._keep_form(heard, None, None)
        return stood if stood != shown else None

    async def shows_form(self, heard: Heard, message: int) -> bool:
        """Whether a form that is not ended stands in this message."""
        return message in {await self.form_of(heard), self._chat(heard).left}

    async def _keep_form(self, heard: Heard, open_in: int | None, left_in: int | None) -> None:
        """In the store too; what can't be kept there is known until the process ends."""
        chat = self._chat(heard)
        if (chat.form, chat.left) == (open_in, left_in):
            return
        chat.form, chat.left = open_in, left_in
        key, now = heard.incoming.chat.key, self._clock()
        try:
            await self._store.turn(lambda nouns: nouns.chat_messages.keep_form(key, open_in, left_in, now))
        except Exception:
            log.exception("could not keep where a form stands")

    def stands(self, heard: Heard, message: int) -> None:
        """A message that stands in the chat from now on."""
        key, chat = heard.incoming.chat.key, self._chat(heard)
        chat.messages[message] = self._clock()
        if len(chat.messages) > MOST_MESSAGES:
            del chat.messages[next(iter(chat.messages))]
        chat.unwritten.append(message)
        del chat.unwritten[:-MOST_MESSAGES]
        self._unwritten.add(key)

    async def recent(self, heard: Heard) -> list[int]:
        """All that stands in the chat and is younger than two days, as far as it is known."""
        key, now = heard.incoming.chat.key, self._clock() + MARGIN
        stored: Sequence[int] = await self._store.read(lambda nouns: nouns.chat_messages.recent(key, now))
        known = (message for message, since in self._chat(heard).messages.items() if since > now - KEPT_FOR)
        return sorted({*stored, *known})

    async def forget(self, heard: Heard) -> None:
        """Nothing of this chat is remembered any more."""
        key = heard.incoming.chat.key
        self._chats.pop(key, None)
        self._unwritten.discard(key)
        await self._store.turn(lambda nouns: nouns.chat_messages.drop_all_of(key))

    async def keep(self, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        """Write to the store now and then, until cancelled."""
        while True:
            await sleep(EVERY_SECONDS)
            try:
                await self.write()
            except Exception:
                log.exception("could not remember what stands in chats")

    async def write(self) -> None:
        """Write down what stands in the chats of people whom the store knows."""
        some = list(self._unwritten)[:MOST_CHATS_A_PAGE]
        self._unwritten.difference_update(some)
        unwritten = [(key, self._chats[key]) for key in some if key in self._chats]
        batch = [(key, chat.user_id, chat.unwritten) for key, chat in unwritten]
        for _key, chat in unwritten:
            chat.unwritten = []
        now = self._clock()

        def write(nouns: Nouns) -> None:
            for key, user_id, messages in batch:
                if nouns.supporters.find(NAME, user_id) is not None:
                    nouns.chat_messages.add(key, messages, now)

        if batch:
            await self._store.page(write)

    def _chat(self, heard: Heard) -> Remembered:
        key = heard.incoming.chat.key
        chat = self._chats.setdefault(key, Remembered(heard.incoming.person.user_id))
        self._chats.move_to_end(key)
        if len(self._chats) > MOST_CHATS:
            self._chats.popitem(last=False)
        return chat
