"""A petition with all kinds of people and rooms around it, and two apps that bring them what they are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import sqlalchemy as sa

from bot.outbox.making import make_deliveries
from bot.outbox.steadiness import Steadiness
from handlers.screens import Action, to
from storage.alerts import Alert
from storage.audiences import Audience, Who
from storage.broadcast_rows import Broadcast
from storage.chats import ChatKind, Place
from storage.due import QUEUED, SENT
from storage.follows import SIGNING_FOLLOWS, Topic, subject_of, subject_of_organisation
from storage.hearing import BROADCAST, CAMPAIGN_UPDATE, MILESTONE, VICTORY
from storage.nouns import Nouns
from storage.preferences import Digest, Night
from storage.recipients import Why
from storage.rehearsals import NOT_REACHED
from storage.rehearsing import Seen
from storage.showing import Showing
from storage.store import Store
from storage.tables.bookkeeping import job
from storage.tables.chats import card, chat
from storage.tables.news import alert, delivery, pace
from storage.tables.people import account
from storage.tables.telling import broadcast, campaign_update
from tests.bot.outbox.post import Letter, Post
from tests.bot.outbox.town import SINCE, Bringer, Clock
from tests.storage.planting import NOW, plant_organisation, plant_petition, rows
from tests.storage.test_cards import put

APPS = ("telegram", "discord")
A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
SOON = timedelta(seconds=20)
"""Whoever was told something just now is told the next thing a moment later."""
_names = count(1)


@dataclass(frozen=True)
class Somebody:
    """Who they are, and how they want to be told."""

    apps: tuple[str, ...] = ("telegram",)
    closed: frozenset[str] = frozenset()
    """Where they may not be written to."""
    blocked: frozenset[str] = frozenset()
    chosen: str = ""
    spoken: str = ""
    zone: str = ""
    night: Night = Night.SILENT
    digest: Digest = Digest.OFF
    is_stopped: bool = False
    has_signed: bool = False
    petition: Topic | None = None
    organisation: Topic | None = None
    """What they chose to hear of each, where they chose."""
    is_late: bool = False
    """Whether that was after it began."""
    heard: tuple[tuple[str, int], ...] = ()
    """What they were told of late, and how many days ago."""
    waits: bool = False
    """Whether a goal that was reached still waits to be told to them."""


@dataclass(frozen=True)
class Room:
    """A chat in which the petition's card stands."""

    app: str = "telegram"
    was_told: bool = False
    """Whether it was told something today."""


@dataclass(repr=False)
class Village:
    """The people there by their numbers, and how the apps know each of them."""

    store: Store
    clock: Clock
    posts: dict[str, Post] = field(default_factory=lambda: {name: Post(name) for name in APPS})
    petition_id: int = 0
    organisation_id: int = 0
    people: dict[int, Somebody] = field(default_factory=dict)
    addresses: dict[int, list[str]] = field(default_factory=dict)

    async def settles(self, people: Sequence[Somebody], rooms: Sequence[Room], hour: int) -> None:
        """With all of them, around a petition of its own; nothing is left of an earlier one."""
        self.clock.time = NOW + hour * AN_HOUR
        self.people, self.addresses = {}, {}
        await self.store.turn(lambda nouns: self._settle(nouns, people, rooms))

    def _settle(self, nouns: Nouns, people: Sequence[Somebody], rooms: Sequence[Room]) -> None:
        for table in (delivery, alert, job, pace, card, chat, broadcast):
            nouns.connection.run(sa.delete(table))
        slug = f"park{next(_names)}"
        self.organisation_id = plant_organisation(nouns, slug)
        self.petition_id = plant_petition(nouns, slug, organisation_id=self.organisation_id, count=50_000)
        self.comes(nouns, people)
        for room in rooms:
            self._opens(nouns, room)

    def comes(self, nouns: Nouns, people: Sequence[Somebody]) -> None:
        """They sign, follow and choose how they want to be told."""
        for somebody in people:
            self._comes(nouns, somebody)

    def _comes(self, nouns: Nouns, somebody: Somebody) -> None:
        name = f"p{next(_names)}"
        who, *others = (self._with_account(nouns, somebody, app, f"{app}:{name}") for app in somebody.apps)
        for other in others:
            nouns.connection.run(sa.update(account).where(account.c.supporter_id == other).values(supporter_id=who))
        nouns.supporters.set_locale(who, somebody.chosen)
        wishes = {"zone": somebody.zone, "night": somebody.night, "digest": somebody.digest}
        nouns.preferences.set(who, is_stopped=somebody.is_stopped, **wishes)
        self._follows(nouns, who, somebody)
        self._was_told(nouns, who, somebody)
        self.people[who] = somebody
        self.addresses[who] = [f"{app}:{name}" for app in somebody.apps]

    def _with_account(self, nouns: Nouns, somebody: Somebody, app: str, address: str) -> int:
        is_open = app not in somebody.closed
        added = nouns.supporters.add(app, address, address, SINCE, is_written_to=is_open, spoken=somebody.spoken)
        if app in somebody.blocked:
            nouns.connection.run(sa.update(account).where(account.c.supporter_id == added.id).values(gone_at=NOW))
        return added.id

    def _follows(self, nouns: Nouns, who: int, somebody: Somebody) -> None:
        petition = nouns.petitions.find(self.petition_id, "en", NOW)
        if somebody.has_signed and petition:
            nouns.signatures.add(petition, who, Showing(), NOW)
            nouns.follows.begin(who, subject_of(self.petition_id), SIGNING_FOLLOWS, SINCE)
        since = self.clock() if somebody.is_late else SINCE
        if somebody.petition is not None:
            nouns.follows.set(who, subject_of(self.petition_id), somebody.petition, since)
        if somebody.organisation is not None:
            nouns.follows.set(who, subject_of_organisation(self.organisation_id), somebody.organisation, since)

    def _was_told(self, nouns: Nouns, who: int, somebody: Somebody) -> None:
        whom = {"supporter_id": who, "platform": somebody.apps[0]}
        for kind, days in somebody.heard:
            self._tell(nouns, kind, self.clock() - days * A_DAY - AN_HOUR, state=SENT, **whom)
        if somebody.waits:
            self._tell(nouns, MILESTONE, self.clock(), state=QUEUED, due_at=self.clock(), **whom)

    def _opens(self, nouns: Nouns, room: Room) -> None:
        address = f"{room.app}:c{next(_names)}"
        put(nouns, self.petition_id, Place(room.app, address, address, ChatKind.GROUP))
        chat_id = nouns.chats.find(room.app, address)
        assert chat_id is not None
        self.addresses[chat_id] = [address]
        if room.was_told:
            self._tell(nouns, CAMPAIGN_UPDATE, self.clock() - AN_HOUR, chat_id=chat_id, platform=room.app, state=SENT)

    def _tell(self, nouns: Nouns, kind: str, at: datetime, **columns: Any) -> None:
        occasion = str(next(_names)) if kind in {MILESTONE, BROADCAST} else f"before-{next(_names)}"
        raised = {"kind": kind, "subject": subject_of(self.petition_id), "occasion": occasion, "raised_at": at}
        row = nouns.connection.first(sa.insert(alert).values(raised | {"state": "made"}).returning(alert.c.id))
        assert row is not None
        told_at = at if columns["state"] == SENT else None
        its = {"alert_id": row.id, "why": Why.PETITION.value, "at": told_at}
        nouns.connection.run(sa.insert(delivery).values(its | columns))

    async def drafts(self, kind: str, audience: Audience, *, of_all: bool) -> Broadcast:
        """What is about to be told, of the petition or, in words of their own, of all its organisation does."""
        return await self.store.turn(lambda nouns: self._draft(nouns, kind, audience, of_all=of_all))

    def _draft(self, nouns: Nouns, kind: str, audience: Audience, *, of_all: bool) -> Broadcast:
        petition_id = None if of_all and kind == BROADCAST else self.petition_id
        update_id = None if kind == BROADCAST else self._news(nouns, kind)
        begun = nouns.broadcasts.begin(self.organisation_id, kind, "en", NOW, petition_id, update_id)
        assert begun is not None
        if kind == BROADCAST:
            nouns.broadcast_words.write(begun, "en", "We move", "To Hull.")
        assert nouns.broadcasts.aim(begun, audience)
        found = nouns.broadcasts.find(begun)
        assert found is not None
        return found

    def _news(self, nouns: Nouns, kind: str) -> int:
        words = {"slug": f"news-{next(_names)}", "title": "We won", "text": "It is so.", "state": "draft"}
        its = {"petition_id": self.petition_id, "happened_on": date(2026, 11, 20), "sources": []}
        added = sa.insert(campaign_update).values(words | its | {"kind": "news" if kind == CAMPAIGN_UPDATE else kind})
        row = nouns.connection.first(added.returning(campaign_update.c.id))
        assert row is not None
        return int(row.id)

    async def concerned(self, found: Broadcast) -> set[int]:
        """Everybody who signed or follows what it is about, and the rooms where it may be told."""
        of_petition = found.petition_id is not None
        people = {
            who
            for who, each in self.people.items()
            if each.organisation is not None or (of_petition and (each.has_signed or each.petition is not None))
        }
        rooms = self.addresses.keys() - self.people.keys()
        is_told_there = found.kind != BROADCAST and found.audience.is_everybody
        return {who for who in people if _fits(self.people[who], found.audience)} | (rooms if is_told_there else set())

    async def performs(self) -> None:
        """Everything that is due now is brought, and nothing that comes later."""
        while await make_deliveries(self.store, self.clock()):
            pass
        until = self.clock() + SOON
        while (at := await self._next()) is not None and at <= until:
            self.clock.time = max(self.clock.time, at)
            for post in self.posts.values():
                await Bringer(self.store, post, Steadiness(1_000.0), self.clock).keep()

    async def goes_on(self) -> None:
        """Until nothing waits any more, however many days that takes."""
        while (at := await self._next()) is not None:
            self.clock.time = max(self.clock.time, at)
            await self.performs()

    async def _next(self) -> datetime | None:
        """When something is due."""
        (row,) = await rows(self.store, sa.select(sa.func.min(delivery.c.due_at).label("at")))
        at: datetime | None = row.at
        return at

    def letters_of(self, whom: int, found: Broadcast) -> list[Letter]:
        """What somebody, or a room, got of it, alone or in one message with others."""
        got = [letter for post in self.posts.values() for each in self.addresses[whom] for letter in post.letters[each]]
        return [each for each in got if repr(self._leads_to(found)) in repr(each.screen)]

    def _leads_to(self, found: Broadcast) -> Action:
        if found.kind == BROADCAST:
            return to("broadcast", found.id)
        return to("victory", self.petition_id) if found.kind == VICTORY else to("update", found.update_id or 0)

    def has_blocked(self, seen: Seen, found: Broadcast) -> bool:
        """Whether they blocked us where they would have been told."""
        somebody = self.people.get(seen.whom)
        if somebody is None or seen.part.outcome not in NOT_REACHED:
            return False
        wanted = found.audience.platforms or APPS
        return any(app in wanted and app in somebody.blocked - somebody.closed for app in somebody.apps)

    def tells(self, raised: Alert, found: Broadcast) -> bool:
        """Whether an alert is what tells it."""
        return (
            raised.kind == found.kind and raised.raised_at >= found.made_at and not raised.occasion.startswith("before")
        )


def _fits(somebody: Somebody, audience: Audience) -> bool:
    """Whether it is for them."""
    is_who = audience.who is Who.EVERYBODY or somebody.has_signed == (audience.who is Who.SIGNERS)
    is_there = not audience.platforms or set(audience.platforms) & set(somebody.apps)
    language = somebody.chosen or somebody.spoken or "en"
    return bool(is_who and is_there and (not audience.locales or language in audience.locales))
