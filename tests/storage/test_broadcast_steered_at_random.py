"""Whatever organizers do with a broadcast, and in whichever order: nobody is told twice, and nobody is left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

import pytest

from storage.broadcast_rows import BroadcastState
from storage.due import Due
from storage.nouns import Nouns
from storage.store import Store
from tests.storage.broadcasting import LATER, draft, found, make_all, people, plant, works
from tests.storage.delivering import claimed

EVERYBODY = [f"person {number}" for number in range(9)]
A_SECOND = timedelta(seconds=1)
ENDED = {BroadcastState.STOPPED, BroadcastState.DONE}


@dataclass
class Evening:
    """What happens to one broadcast until it ends, as chance has it."""

    nouns: Nouns
    chance: Random
    now: datetime = LATER
    told: Counter[int] = field(default_factory=Counter)
    flying: list[Due] = field(default_factory=list)
    after_the_stop: int = 0
    broadcast_id: int = 0

    def begins(self) -> None:
        """It is told from now on."""
        self.broadcast_id = draft(self.nouns)
        assert self.nouns.broadcasts.start(self.broadcast_id, self.now)
        make_all(self.nouns, self.now)

    @property
    def state(self) -> BroadcastState:
        """How it stands."""
        return found(self.nouns, self.broadcast_id).state

    def goes_on(self) -> None:
        """Something happens; all of it together within a lease, so that nothing under way is given up."""
        self.now += A_SECOND
        steps = (self._claims, self._claims, self._lands, self._lands, self._pauses, self._resumes, self._works)
        self.chance.choice(steps)()

    def ends(self) -> None:
        """Whatever was begun comes to its end."""
        if self.state is BroadcastState.PAUSED:
            self._resumes()
        for _ in range(4):
            self._works()
            self._claims(20)
            while self.flying:
                self._lands()
        self._works()

    def stops(self) -> None:
        """For good."""
        self.nouns.broadcasts.stop(self.broadcast_id, self.now)
        self.after_the_stop = len(self.flying)

    def _claims(self, most: int = 2) -> None:
        self.flying += claimed(self.nouns, self.now, most)

    def _lands(self) -> None:
        """One that is under way comes, or is to be tried again."""
        if not self.flying:
            return
        due = self.flying.pop()
        if self.chance.random() < 0.2:
            self.nouns.deliveries.try_again(due, self.now, self.now)
            return
        self.nouns.deliveries.is_sent(due, "7", self.now)
        self.told[due.whom] += 1

    def _pauses(self) -> None:
        self.nouns.broadcasts.pause(self.broadcast_id)

    def _resumes(self) -> None:
        self.nouns.broadcasts.resume(self.broadcast_id, self.now)

    def _works(self) -> None:
        works(self.nouns, self.now)


@pytest.mark.parametrize("seed", range(8))
async def test_everybody_is_told_once_however_often_it_is_paused(store: Store, seed: int) -> None:
    def evening(nouns: Nouns) -> None:
        plant(nouns)
        names = people(nouns, *EVERYBODY)
        its = Evening(nouns, Random(seed))
        its.begins()
        for _ in range(40):
            its.goes_on()
        its.ends()
        assert its.state is BroadcastState.DONE
        assert its.told == dict.fromkeys(names, 1)
        assert nouns.broadcasts.told(its.broadcast_id, its.now).people == len(names)

    await store.turn(evening)


@pytest.mark.parametrize("seed", range(8))
async def test_after_a_stop_nobody_is_told_but_those_on_the_way(store: Store, seed: int) -> None:
    def evening(nouns: Nouns) -> None:
        plant(nouns)
        names = people(nouns, *EVERYBODY)
        its = Evening(nouns, Random(seed))
        its.begins()
        for _ in range(seed * 3):
            its.goes_on()
        its.stops()
        before = sum(its.told.values())
        its.ends()
        assert its.state in ENDED
        assert sum(its.told.values()) <= before + its.after_the_stop
        assert set(its.told.values()) <= {1}
        told = nouns.broadcasts.told(its.broadcast_id, its.now)
        assert (told.people, told.people + told.stopped) == (sum(its.told.values()), len(names))
        assert (told.waiting, told.paused, told.on_their_way) == (0, 0, 0)

    await store.turn(evening)
