"""One random conversation: four people, a moderator and a clock; the promises are checked after every step."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from typing import TypeVar

from handlers.screens import Form, Notice
from handlers.turn import Incoming
from tests.fuzz.diary import Diary
from tests.fuzz.filling import is_preview
from tests.fuzz.guests import Guest, Wild
from tests.fuzz.ledgers import check_counts, check_erased, check_store, petitions_as_planted, supporter_of
from tests.fuzz.moderation import decide
from tests.fuzz.promises import check_reply
from tests.fuzz.steps import Chance, Doing
from tests.fuzz.words import DRAFT_CODE, DRAFT_SLUG, DRAFT_WORD
from tests.recording import Message
from tests.storage.planting import plant_petition

T = TypeVar("T")
CHECK_EVERY = 25
ANSWERS = 0.85
"""How often somebody goes on with what they are asked, or are about, rather than do anything else."""
COMES_AGAIN = 0.04
STAYS_IN_GROUP = 0.6
PAUSES = (timedelta(seconds=3), timedelta(minutes=2), timedelta(minutes=2), timedelta(hours=7), timedelta(hours=25))
SOON = datetime(2026, 11, 26, tzinfo=UTC)


def is_overheard(incoming: Incoming) -> bool:
    """Whether these are words between people in a group, which are none of the bot's business."""
    return not (incoming.chat.is_private or incoming.token or incoming.command)


@dataclass
class Conversation:
    """One piece, and the seed that decides everything in it."""

    world: Wild
    seed: int
    diary: Diary = field(default_factory=lambda: Diary({}))
    log: deque[str] = field(default_factory=lambda: deque(maxlen=25))
    number: int = 0

    def __post_init__(self) -> None:
        """The people come in."""
        self.random = Random(self.seed)
        self.guests = self.world.guests(self.random)
        self.stranger = Guest(self.world, "stranger", self.random)
        self.chance = Chance(self.random)
        self._ways: Counter[Callable[[Guest], Doing]] = Counter(
            {
                self.chance.go_on: 60,
                self.chance.tap: 14,
                self.chance.tap_old: 6,
                self.chance.tap_crafted: 5,
                self.chance.command: 4,
                self.chance.type: 4,
                self.chance.fill_in: 2,
            }
        )
        self._events: Counter[Callable[[Guest], Awaitable[None]]] = Counter(
            {self.let_time_go_by: 5, self.restart: 1, self.moderate: 3, self.sign_everything: 1}
        )

    @property
    def completed(self) -> Counter[str]:
        """What was done to the end, and how often."""
        return self.diary.completed

    async def begin(self) -> None:
        """More petitions than the samples: open, at risk, soon ended, and a draft that nobody may see."""
        await self.world.begins()
        await self.world.begins_petitions("PARKAK", "PARKBK", "PARKCK")
        await self.world.begins_petitions("PARKDK", at_risk=True)
        plant = partial(plant_petition, is_sample=True)
        await self.world.store.turn(partial(plant, slug="soonended", code="SOONED", closes_at=SOON))
        await self.world.store.turn(partial(plant, slug=DRAFT_SLUG, code=DRAFT_CODE, state="draft", words=[DRAFT_WORD]))
        self.diary = Diary(await self.world.store.read(petitions_as_planted))

    async def run(self, steps: int) -> None:
        """So many steps; a fault is told with the seed and what was done last."""
        try:
            for self.number in range(1, steps + 1):
                await self._step()
                if self.number % CHECK_EVERY == 0 or self.number == steps:
                    await self.world.store.read(partial(check_store, diary=self.diary))
                    await self._look_on()
        except Exception as fault:
            # A fault's own words may hold 100,000 characters.
            last = "\n".join(f"  {line}" for line in self.log)
            raise AssertionError(f"seed {self.seed}, step {self.number}: {str(fault)[:3000]}\n{last}") from fault

    async def _look_on(self) -> None:
        """A stranger reads who signed, and why, wherever that has changed."""
        for petition_id in sorted(self.diary.changed):
            for verb in ("signers", "reasons"):
                await self.do(self.stranger, Doing(token=f"{verb}:{petition_id}"))
        self.diary.changed.clear()

    async def _step(self) -> None:
        guest = self.random.choice(self.guests)
        guest.goes(to_group=self.random.random() < (STAYS_IN_GROUP if guest.is_in_group else 0.05))
        chance = self.random.random()
        if self.random.random() < COMES_AGAIN:
            await self.again(guest)
        elif guest.place.asked and chance < ANSWERS:
            await self.do(guest, self.chance.fill_in(guest))
        elif guest.place.is_preview and chance < ANSWERS:
            await self.do(guest, self.chance.send(guest))
        elif guest.wish and chance < ANSWERS:
            await self.do(guest, self.chance.go_on(guest))
        elif self.random.random() < 0.12:
            await self._chosen(self._events)(guest)
        else:
            await self.do(guest, self._chosen(self._ways)(guest))

    def _chosen(self, weighted: Counter[T]) -> T:
        return self.random.choices(list(weighted), list(weighted.values()))[0]

    async def again(self, guest: Guest) -> None:
        """What they did last comes once more, under the same id."""
        if guest.heard is not None:
            self.log.append(f"{guest.name} again")
            await self._watched(guest, *guest.heard, is_again=True)

    async def let_time_go_by(self, _guest: Guest) -> None:
        """Seconds, or days."""
        pause = self.random.choice(PAUSES)
        self.log.append(f"clock + {pause}")
        self.world.clock.moves(pause)
        if self.random.random() < 0.3:
            await self.world.store.turn(lambda nouns: nouns.conversations.prune(self.world.clock(), 100))

    async def restart(self, _guest: Guest) -> None:
        """A new process over the same store."""
        self.log.append("restart")
        await self.world.restarts()

    async def moderate(self, _guest: Guest) -> None:
        """Somebody decides on what is held."""
        self.log.append("moderation")
        deciding = partial(decide, seed=self.random.randrange(2**32), now=self.world.clock())
        for decision in await self.world.store.turn(deciding):
            decision.note(self.diary)

    async def sign_everything(self, guest: Guest) -> None:
        """So fast that not all of it counts at once."""
        for petition_id in self.diary.petitions:
            await self.do(guest, Doing(token=f"sign:{petition_id}"))

    async def do(self, guest: Guest, doing: Doing) -> None:
        """One step, and what has to hold after it."""
        told = {key: value[:120] if isinstance(value, str) else value for key, value in doing.said.items()}
        self.log.append(f"{guest.name}{' in the group' if guest.is_in_group else ''}: {str(told)[:400]}")
        before = await self.world.store.read(partial(supporter_of, person=guest.name))
        await self._watched(guest, guest.incoming(**doing.said), doing.tapped)
        if doing.token == "erase_now":
            await self.world.store.read(partial(check_erased, person=guest.name, supporter_id=before))

    async def _watched(
        self, guest: Guest, incoming: Incoming, tapped: Message | None, *, is_again: bool = False
    ) -> None:
        """Look at the reply as it is."""
        self.world.reply = None
        await guest.says(incoming, tapped)
        reply = self.world.reply
        if reply is None:
            assert is_overheard(incoming), "no reply at all"
            return
        self.diary.hears(incoming, reply, self.world.clock.now, is_again=is_again)
        await self.world.store.read(partial(check_counts, diary=self.diary))
        check_reply(self.diary, incoming, reply)
        guest.has_signed = any(person == guest.name for person, _petition in self.diary.signed)
        if not isinstance(reply, Notice):
            guest.place.asked = reply if isinstance(reply, Form) else None
            guest.place.is_preview = is_preview(reply)
        self.chance.keep_buttons(reply)
