"""Whatever happens in whatever order: nobody is left out, told twice but for what was in flight, or nagged.

People follow, sign and withdraw, things happen, the server fails in all its ways, processes end in the middle, and
clocks go on; in the end the promises of the design are looked at.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from storage.follows import SIGNING_FOLLOWS, Topic, subject_of
from storage.nouns import Nouns
from storage.showing import Showing
from tests.bot.outbox.town import ALL, SINCE, Town
from tests.storage.planting import NOW
from tests.telegram_api import Person

FAULTS = ("limit", "fault", "lost", "reset", "garbage")
HAPPENS = ("response", "campaign_update", "milestone")
DEEDS = ("sign", "withdraw", "follow", "leave", "block", "return")
STEPS = st.lists(
    st.tuples(
        st.sampled_from([*FAULTS, *HAPPENS, *DEEDS, "crash", "tell", "correct", "passes", "set back"]),
        st.integers(0, 3),
    ),
    max_size=25,
)
CORRECTION = "Correction"
LONDON = ZoneInfo("Europe/London")
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
_numbers = count(1)


@dataclass
class Life:
    """What happens to four people, and what they may expect of it."""

    town: Town
    people: list[Person]
    expect: dict[str, set[int]] = field(default_factory=dict)
    """Who is to be told of it in any case, by its title."""
    may_hear: dict[str, set[int]] = field(default_factory=dict)
    left: dict[int, set[str]] = field(default_factory=dict)
    """What somebody does not want to hear any more that was not told yet."""
    blocked: set[int] = field(default_factory=set)
    goal: int = 0
    latest: datetime = NOW
    """What the clock showed before it was set back."""
    corrections: int = 0
    in_doubt: int = 0
    """How many messages may have come twice."""

    async def does(self, step: str, which: int) -> None:
        """One step."""
        if step in FAULTS:
            self._befalls(step)
        elif step in HAPPENS:
            await self._hears(step)
        elif step in DEEDS:
            await getattr(self, f"_{step}")(which)
        elif step == "correct":
            await self._corrects(says_so=bool(which % 2))
        elif step == "set back":
            await self._is_set_back(timedelta(minutes=(1, 61, 1_500, 4_500)[which]))
        elif step == "passes":
            await self.ends()
            self.town.clock.passes(hours=(1, 11, 25, 50)[which])
        else:
            await (self._crashes(which) if step == "crash" else self.town.tells())

    def _befalls(self, fault: str) -> None:
        api = self.town.api
        match fault:
            case "limit":
                api.fails_next("sendMessage", error=429, retry_after=3)
            case "fault":
                api.fails_next("sendMessage", error=500, times=2)
            case "lost":
                api.loses_next_answer("sendMessage")
                self.in_doubt += 1
            case "reset":
                api.resets_next("sendMessage")
            case _:
                api.garbles_next("sendMessage")

    async def _is_set_back(self, much: timedelta) -> None:
        """Whatever the clock showed before, what is due now is told soon."""
        await self.ends()
        self.latest = max(self.latest, self.town.clock())
        self.town.clock.time -= much
        begun = self.town.clock()
        heard = [len(person.chat.from_bot) for person in self.people]
        await self._hears("response")
        self.town.api.server.faults.waiting.clear()
        await self.town.tells_all()
        title, wants = list(self.expect.items())[-1]
        there = [person for person, n in zip(self.people, heard, strict=True) if title in _titles(person)[n:]]
        assert {person.id for person in there} >= wants, "a clock that was set back held it up"
        assert self.town.clock() - begun < timedelta(minutes=3)

    async def _hears(self, kind: str) -> None:
        self.goal += 100
        title = await self.town.hears(kind, str(self.goal) if kind == "milestone" else "")
        await self.town.makes()
        self.may_hear[title] = {person.id for person in self.people if await self._topics(person)}
        if kind == "response":
            wants = {each.id for each in self.people if Topic.ENDINGS in await self._topics(each)}
            self.expect[title] = wants - self.blocked

    async def _corrects(self, *, says_so: bool) -> None:
        """The last campaign update says something else from now on."""
        updates = [title for title in self.may_hear if title.startswith("campaign_update")]
        if updates:
            self.corrections += says_so
            await self.town.corrects(updates[-1], says_so=says_so)

    async def _topics(self, person: Person) -> Topic:
        supporter, subject = await self.town.supporter(person), subject_of(self.town.petition_id)
        return await self.town.store.read(lambda nouns: nouns.follows.of(supporter, subject))

    async def _sign(self, which: int) -> None:
        self._wants_again(which)
        await self._as(which, _signs)

    async def _withdraw(self, which: int) -> None:
        await self._as(which, _withdraws)

    async def _follow(self, which: int) -> None:
        self._wants_again(which)
        await self._as(which, lambda nouns, one, at: nouns.follows.set(one, subject_of(at), ALL, SINCE))

    async def _leave(self, which: int) -> None:
        await self._as(which, lambda nouns, one, at: nouns.follows.set(one, subject_of(at), Topic.NOTHING, SINCE))

        one = self.people[which]
        heard = {message.text.splitlines()[0] for message in one.chat.from_bot}
        for title in {title for title, may in self.may_hear.items() if one.id in may and title not in heard}:
            self.left.setdefault(one.id, set()).add(title)
            self.may_hear[title].discard(one.id)
            self.expect.get(title, set()).discard(one.id)

    def _wants_again(self, which: int) -> None:
        """What waits still may be heard then."""
        one = self.people[which].id
        for title in self.left.pop(one, set()):
            self.may_hear[title].add(one)

    async def _as(self, which: int, deed: object) -> None:
        one = await self.town.supporter(self.people[which])
        await self.town.store.turn(lambda nouns: deed(nouns, one, self.town.petition_id))  # type: ignore[operator]

    async def _block(self, which: int) -> None:
        """Whoever left may have missed what came meanwhile."""
        person = self.people[which]
        if not person.chat.is_blocked:
            await person.blocks()
        self.blocked.add(person.id)
        for wants in self.expect.values():
            wants.discard(person.id)

    async def _return(self, which: int) -> None:
        person = self.people[which]
        if person.chat.is_blocked:
            await person.unblocks()
            await self.town.store.turn(lambda nouns: nouns.supporters.come_back("telegram", str(person.id)))
        self.blocked.discard(person.id)

    async def _crashes(self, arrived: int) -> None:
        """A process ends that has begun some, of which these few have arrived."""
        bringer = self.town.bringer()
        for due in (await self.town.store.turn(bringer._claim)).due[:arrived]:
            screen = await bringer._rendering.screen(self.town.platform, due)
            if screen is not None:
                await bringer._deliver(due, screen)
                self.in_doubt += 1
        await self.town.begins_anew()

    async def ends(self) -> None:
        """All comes to an end; what was told by a later clock may hold back what is told seldom until that time."""
        await self.town.tells_all(max(self.latest - self.town.clock(), timedelta()))

    def check(self) -> None:
        """The promises, one after the other."""
        messages = {person.id: person.chat.from_bot for person in self.people}
        heard = {each: Counter(message.text.splitlines()[0] for message in got) for each, got in messages.items()}
        for titles in heard.values():
            corrections = titles.pop(CORRECTION, 0)
            assert corrections <= self.corrections + self.in_doubt, "it was corrected more often than it was told"
            assert not corrections or any(title.startswith("campaign_update") for title in titles), "nothing was told"
        for title, wants in self.expect.items():
            assert all(heard[each][title] for each in wants), f"somebody was left out of {title}"
        assert sum(n - 1 for titles in heard.values() for n in titles.values()) <= self.in_doubt
        for each, got in messages.items():
            for message in got:
                assert message.is_silent or not _is_night(message.sent_at), "it rang at night"
            assert not {title for title in self.may_hear if heard[each][title] and each not in self.may_hear[title]}
            self._check_not_nagged([(message.text, message.sent_at) for message in got])

    def _check_not_nagged(self, got: list[tuple[str, datetime]]) -> None:
        """Each is counted once, and at the first time at which it came."""
        first: dict[str, datetime] = {}
        for text, at in got:
            if text.splitlines()[0] != CORRECTION:
                first.setdefault(text.splitlines()[0], at)
        updates = [at for title, at in first.items() if title.startswith("campaign_update")]
        goals = [at for title, at in first.items() if not title.startswith(HAPPENS)]
        assert _most_within(updates, A_WEEK) <= 1 + self.in_doubt
        assert _most_within(goals, A_DAY) <= 1 + self.in_doubt
        assert _most_within([*updates, *goals], A_WEEK) <= 3 + self.in_doubt


def _titles(person: Person) -> list[str]:
    return [message.text.splitlines()[0] for message in person.chat.from_bot]


def _is_night(at: datetime) -> bool:
    local = at.astimezone(LONDON).time()
    return local >= time(22) or local < time(8)


def _most_within(times: list[datetime], window: timedelta) -> int:
    return max((sum(at <= each < at + window for each in times) for at in times), default=0)


def _signs(nouns: Nouns, supporter: int, petition_id: int) -> None:
    petition = nouns.petitions.find(petition_id, "en", NOW)
    assert petition is not None
    if nouns.signatures.add(petition, supporter, Showing(), NOW) is not None:
        nouns.follows.begin(supporter, subject_of(petition_id), SIGNING_FOLLOWS, SINCE)


def _withdraws(nouns: Nouns, supporter: int, petition_id: int) -> None:
    signed = nouns.signatures.of(petition_id, supporter)
    if signed is not None:
        nouns.signatures.withdraw(signed, NOW)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, hour=st.integers(0, 23))
@example(steps=[("set back", 3)] * 10, hour=0)
@example(steps=[("milestone", 0), ("set back", 3), ("milestone", 0)], hour=0)
async def test_whatever_happens_the_promises_are_kept(town: Town, steps: list[tuple[str, int]], hour: int) -> None:
    """Each time from the beginning: what happened before must not be what breaks a promise now."""
    await town.forgets()
    town.clock.time = NOW + timedelta(hours=hour)
    await town.founded(slug=f"park {next(_numbers)}", count=50_000)
    people = await town.people(4)
    for person in people:
        await person.starts()
    life = Life(town, people)
    for step, which in steps:
        await life.does(step, which)
    town.api.server.faults.waiting.clear()
    await life.ends()
    life.check()
