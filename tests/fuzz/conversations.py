"""Random conversations: people tap and type whatever comes, and the promises of the design hold after every step.

`STEPS=100000 python -m tests.fuzz.conversations` is the long form. It works in pieces with a seed each, which is
printed where a piece fails; `SEED=7 STEPS=500 python -m tests.fuzz.conversations` plays one piece again.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
import traceback
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import structlog

from bot.dispatch import Dispatch
from handlers import make_router
from handlers.screens import Button, Form, Notice, Reply
from handlers.turn import Chat, Incoming
from storage.comments import CommentState
from storage.nouns import Nouns
from tests.fuzz.promises import check_erased, check_reply, check_store, supporter_of
from tests.fuzz.words import DRAFT_CODE, DRAFT_SLUG, DRAFT_WORD, Typist
from tests.journeys.conftest import Campaigns
from tests.journeys.worlds import OPERATOR, RecordedWorld
from tests.people import Recorded
from tests.recording import Message
from tests.seen import Tappable
from tests.storage.planting import plant_petition
from tests.stores import Stores

PIECE = 500
GOES_ON = 0.85
"""How often somebody who is asked something answers it, rather than do anything else."""
CHECK_EVERY = 25
MOST_TOKENS_OF_VERB = 60
GROUP = Chat("recording", "group", is_private=False)
ROUTES = make_router().routes
COMMANDS = [*make_router().commands, "nosuch", "START", "", "x" * 3000]
CRAFTED = (
    *("", "0", "1", "2", "3", "4", "5", "6", "7", "-1", "01", "٣", "2147483647", "2147483648", "99999999999999999999"),
    *("petition", "organisation", "topic", "reason", "comment", "insults", "night", "keep", "discreet", "on", "off"),
    *("go", "use", "skip", "pick", "back", "cancel", "send", "en", "es", "zz", "counted", "reason", "' OR 1=1", "💥"),
)
PAUSES = (timedelta(seconds=3), timedelta(minutes=2), timedelta(hours=7), timedelta(days=1, minutes=1))


class Guest(Recorded):
    """Somebody in a random conversation: alone with the bot, or for one step in a group."""

    def __init__(self, world: Wild, typist: Typist, name: str, **traits: Any) -> None:
        """`typist` has their words."""
        super().__init__(world.platform, name, **traits)
        self.name = name
        self.typist = typist
        self.in_group = False
        self.asked: Form | None = None
        self.heard: tuple[Incoming, Message | None] | None = None

    def incoming(self, **said: Any) -> Incoming:
        """What they do, in the chat where they are."""
        done = super().incoming(**said)
        return replace(done, chat=GROUP) if self.in_group else done

    async def does(self, tapped: Message | None = None, **said: Any) -> None:
        """Anything at all."""
        self.heard = self.incoming(**said), tapped
        await self.says(*self.heard)

    async def says(self, incoming: Incoming, tapped: Message | None) -> None:
        """Hand it over; what comes back in their own chat is what they look at."""
        message = await self._platform.hears(incoming, tapped)
        last = self._last
        self._look_at(message)
        if self.in_group:
            self._last = last
        del self.all_seen[:-1]
        del self._platform.chat(incoming.chat.chat_id).messages[:-30]

    def buttons(self) -> list[tuple[Tappable, Message]]:
        """All that can be tapped in their chat, the newest message first."""
        shown = self._newest_first()[:4]
        return [(button, message) for message in shown for row in message.shown.rows for button in row]

    @property
    def looked_at(self) -> Message | None:
        """The message they look at."""
        return self._last


class Loud(Dispatch):
    """A dispatch whose faults are heard, and whose replies are looked at as they are."""

    def __init__(self, world: Wild, *given: Any) -> None:
        """The world takes the replies."""
        super().__init__(*given)
        self._world = world

    async def _turn(self, incoming: Incoming) -> Reply:
        reply = await self._run(incoming, self._router.way(incoming))
        self._world.reply = reply
        return reply


@dataclass
class Wild(RecordedWorld):
    """A world in which nothing fails silently."""

    reply: Reply | None = None

    def dispatch(self) -> Dispatch:
        """A loud one."""
        return Loud(self, self.store, make_router(), self.clock, OPERATOR)


@dataclass
class Conversation:
    """One piece: four people, and a seed that decides all they do."""

    world: Wild
    seed: int
    log: deque[str] = field(default_factory=lambda: deque(maxlen=25))
    tokens: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    numbers: Any = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        """The people come in."""
        self.random = Random(self.seed)
        traits: dict[str, dict[str, Any]] = {
            "a": {"suggested_name": "Ada Zqasuggested"},
            "b": {"locale": "de", "text": 1900},
            "c": {"locale": "es-MX"},
            "d": {"has_forms": True},
        }
        self.people = [Guest(self.world, Typist(self.random, name), name, **has) for name, has in traits.items()]
        self.steps: list[tuple[int, Callable[[Guest], Awaitable[None]]]] = [
            (50, self.tap),
            (8, self.tap_old),
            (7, self.tap_crafted),
            (7, self.command),
            (7, self.type),
            (2, self.fill_in),
            (3, self.again),
            (3, self.let_time_go_by),
            (1, self.restart),
            (2, self.moderate),
            (1, self.erase),
            (5, self.go_on),
        ]

    async def begin(self) -> None:
        """More petitions than the samples: open, at risk, soon ended, and a draft that nobody may see."""
        await self.world.begins()
        await self.world.begins_petitions("PARKAK", "PARKBK", "PARKCK")
        await self.world.begins_petitions("PARKDK", at_risk=True)
        soon = datetime(2026, 11, 23, tzinfo=UTC)
        plant = partial(plant_petition, is_sample=True)
        await self.world.store.turn(lambda nouns: plant(nouns, "soonended", code="SOONED", closes_at=soon))
        await self.world.store.turn(
            lambda nouns: plant(nouns, DRAFT_SLUG, code=DRAFT_CODE, state="draft", words=[DRAFT_WORD])
        )

    async def run(self, steps: int) -> None:
        """So many steps; a fault is told with the seed and what was done last."""
        weights = [weight for weight, _step in self.steps]
        number = 0
        try:
            for number in range(1, steps + 1):
                guest = self.random.choice(self.people)
                guest.in_group = self.random.random() < 0.06
                _weight, step = self.random.choices(self.steps, weights)[0]
                await (self.fill_in if guest.asked and self.random.random() < GOES_ON else step)(guest)
                if number % CHECK_EVERY == 0 or number == steps:
                    await self.world.store.read(check_store)
        except Exception as fault:
            # A fault's own words may hold 100,000 characters.
            last = "\n".join(f"  {line}" for line in self.log)
            raise AssertionError(f"seed {self.seed}, step {number}: {str(fault)[:3000]}\n{last}") from fault

    async def tap(self, guest: Guest) -> None:
        """A button they can see."""
        found = [pair for pair in guest.buttons() if pair[0].leads_to]
        if not found:
            return await self.do(guest, command="start")
        button, message = found[min(int(self.random.expovariate(0.25)), len(found) - 1)]
        if button.leads_to == "erase_now" and self.random.random() < 0.7:
            return None
        return await self.do(guest, message, token=button.leads_to)

    async def tap_old(self, guest: Guest) -> None:
        """A button that anybody ever saw."""
        if self.tokens:
            token = self.random.choice(self.tokens[self.random.choice(list(self.tokens))])
            await self.do(guest, guest.looked_at, token=token)

    async def tap_crafted(self, guest: Guest) -> None:
        """Something no screen has offered, such as a petition that is a draft."""
        random = self.random
        some = [random.choice(CRAFTED) for _ in range(random.choice((0, 1, 1, 1, 2, 2, 3, 4)))]
        seen = [part for tokens in self.tokens.values() for part in (tokens or [""])[-1].split(":")[1:]]
        if some and seen and random.random() < 0.4:
            some[random.randrange(len(some))] = random.choice(seen)
        verb = random.choice([*ROUTES, "nosuch"] if random.random() < 0.95 else ["", "💥", "a" * 200])
        if verb != "erase_now" or random.random() < 0.2:
            await self.do(guest, guest.looked_at, token=":".join([verb, *some]))

    async def command(self, guest: Guest) -> None:
        """A command with whatever words."""
        words = self.random.choice(("", "", guest.typist.anything(), guest.typist.code()))
        await self.do(guest, command=self.random.choice(COMMANDS), words=words)

    async def type(self, guest: Guest) -> None:
        """Whatever words."""
        await self.do(guest, words=guest.typist.anything())

    async def fill_in(self, guest: Guest) -> None:
        """An answer that mostly fits what is asked, or a form as a whole."""
        form = guest.asked
        if form is None:
            return await self.do(guest, words=guest.typist.ordinary())
        if form.step is not None or not form.fields:
            tokens = [button.action.token for row in form.rows for button in row if isinstance(button, Button)]
            if tokens and self.random.random() < 0.5:
                aside = ("answer:cancel", "answer:back", "see:")
                forward = [token for token in tokens if not token.startswith(aside)]
                return await self.do(guest, guest.looked_at, token=self.random.choice(forward or tokens))
            return await self.do(guest, words=guest.typist.fitting(form.fields[form.step or 0].check))
        values = {}
        for asked in form.fields:
            choices = [choice.value for choice in asked.choices]
            fits = self.random.choice(choices) if choices else guest.typist.fitting(asked.check)
            values[asked.name] = fits if self.random.random() < 0.9 else guest.typist.anything()
        return await self.do(guest, guest.looked_at, token=form.action.token, values=values)

    async def go_on(self, guest: Guest) -> None:
        """The main button, if there is one: signing needs several steps in a row."""
        for button, message in guest.buttons():
            if button.is_main and button.leads_to:
                return await self.do(guest, message, token=button.leads_to)
        return None

    async def again(self, guest: Guest) -> None:
        """What they did last comes once more, under the same id."""
        if guest.heard is not None:
            self.log.append(f"{guest.name} again")
            await self.watched(guest, guest.heard[0], guest.says(*guest.heard))

    async def let_time_go_by(self, guest: Guest) -> None:
        """Seconds, or days."""
        pause = self.random.choice(PAUSES)
        self.log.append(f"clock + {pause}")
        self.world.clock.moves(pause)
        if self.random.random() < 0.3:
            await self.world.store.turn(lambda nouns: nouns.conversations.prune(self.world.clock(), 100))

    async def restart(self, guest: Guest) -> None:
        """A new process over the same store."""
        self.log.append("restart")
        await self.world.restarts()

    async def moderate(self, guest: Guest) -> None:
        """Somebody decides on what is held."""
        chance, now = self.random.random(), self.world.clock()
        self.log.append("moderation")

        def decide(nouns: Nouns) -> None:
            for item in nouns.reviews.held(100):
                if chance < 0.8:
                    nouns.reviews.approve(item, now)
                else:
                    nouns.reviews.reject(item)
            for comment in nouns.comments.waiting(100):
                nouns.comments.decide(comment.id, CommentState.PUBLISHED)

        await self.world.store.turn(decide)

    async def erase(self, guest: Guest) -> None:
        """They want to be forgotten; nothing of them may be left."""
        if self.random.random() < 0.4:
            await self.do(guest, token="erase_now")

    async def do(self, guest: Guest, tapped: Message | None = None, **said: Any) -> None:
        """One step and what has to hold after it."""
        told = {key: value[:120] if isinstance(value, str) else value for key, value in said.items()}
        self.log.append(f"{guest.name}{' in the group' if guest.in_group else ''}: {str(told)[:400]}")
        before = await self.world.store.read(partial(supporter_of, person=guest.name))
        if said.get("token") == "erase_now":
            await self.watched(guest, None, guest.does(tapped, **said))
            if not guest.in_group:
                await self.world.store.read(partial(check_erased, person=guest.name, supporter_id=before))
        else:
            await self.watched(guest, None, guest.does(tapped, **said))

    async def watched(self, guest: Guest, incoming: Incoming | None, doing: Awaitable[None]) -> None:
        """Look at the reply as it is."""
        self.world.reply = None
        await doing
        reply = self.world.reply
        if reply is None:
            return
        is_in_group = incoming.chat == GROUP if incoming is not None else guest.in_group
        room = guest.heard[0].room.text if guest.heard else 3500
        sees_own = guest.name if not is_in_group or reply.is_private else ""
        await self.world.store.read(partial(check_reply, reply=reply, reader=sees_own, room=room))
        if not is_in_group:
            guest.asked = reply if isinstance(reply, Form) else None
        self.keep_buttons(reply)

    def keep_buttons(self, reply: Reply) -> None:
        """Any of them may be tapped long after, by anybody."""
        if isinstance(reply, Notice):
            return
        for row in reply.rows:
            for button in row:
                token = button.action.token if isinstance(button, Button) else ""
                if token and token != "erase_now" and token not in self.tokens[token.split(":")[0]]:
                    kept = self.tokens[token.split(":")[0]]
                    kept.append(token)
                    del kept[:-MOST_TOKENS_OF_VERB]


async def converse(campaigns: Campaigns, folder: Path, seed: int, steps: int, engine: str = "sqlite") -> None:
    """One piece over a store of its own."""
    store = await campaigns.open(engine, folder)
    conversation = Conversation(Wild(store), seed)
    try:
        await conversation.begin()
        await conversation.run(steps)
    finally:
        with suppress(ExceptionGroup):
            await conversation.world.ends()
        await store.close()


async def long_form(steps: int, first_seed: int | None) -> int:
    """All pieces; how many of them failed."""
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        stores = Stores(Path(folder))
        campaigns = Campaigns(stores, Path(folder))
        begun = time.monotonic()
        seed = first_seed if first_seed is not None else int(time.time())
        for at in range(0, steps, PIECE):
            piece = Path(folder) / f"piece{at}"
            piece.mkdir()
            try:
                await converse(campaigns, piece, seed, min(PIECE, steps - at))
            except AssertionError as fault:
                failed += 1
                print(f"{fault}\n{''.join(traceback.format_exception(fault.__cause__)[-14:])[-4000:]}\n")
            for file in piece.iterdir():
                file.unlink()
            seed += 1
        stores.close()
        print(f"{steps} steps, {failed} pieces failed, {time.monotonic() - begun:.0f} seconds; the next seed: {seed}")
    return failed


def main() -> int:
    """The long form, by STEPS and SEED of the environment."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    seed = os.environ.get("SEED")
    failed = asyncio.run(long_form(int(os.environ.get("STEPS", "100000")), int(seed) if seed else None))
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
