"""A platform that fails for a while costs nobody their news."""

from __future__ import annotations

from datetime import timedelta

from bot.outbox.steadiness import Steadiness
from bot.platforms import PLAINLY, Delivered, Manner, Receipt, Unknown
from handlers.screens import Screen
from tests.bot.outbox.town import Bringer, Clock, Town, told
from tests.recording import Recording
from tests.telegram_api import TelegramApi


class Down(Recording):
    """A platform of which nobody knows for a while what it does."""

    name = "telegram"

    def __init__(self, clock: Clock, **much: float) -> None:
        """It is down for so long."""
        super().__init__()
        self._clock = clock
        self._until = clock() + timedelta(**much)
        self.asked = 0

    async def deliver(self, address: str, screen: Screen, manner: Manner = PLAINLY) -> Receipt:
        """Nothing comes back until then."""
        self.asked += self._clock() < self._until
        return Unknown() if self._clock() < self._until else Delivered("1")


async def brought(town: Town, down: Down) -> None:
    """However often it has to be tried."""
    await town.makes()
    for _ in range(10):
        await Bringer(town.store, down, town.steadiness, town.clock).keep()
        town.clock.passes(minutes=10)


async def test_a_few_seconds_without_an_answer_lose_an_update_for_nobody(town: Town, api: TelegramApi) -> None:
    people = await town.people(80)
    title = await town.hears("campaign_update")
    api.fails_next("sendMessage", error=502, times=9)
    await town.tells_all()
    assert all(told(person) == [title] for person in people)


async def test_while_nothing_comes_less_and_less_is_tried(town: Town) -> None:
    await town.people(500)
    await town.hears("response")
    down = Down(town.clock, minutes=5)
    await brought(town, down)
    assert down.asked < 40
    assert await town.states() == [("sent", "")] * 500
    assert town.steadiness.per_second == Steadiness(30.0).per_second


async def test_even_of_what_is_never_sent_again_only_little_is_lost(town: Town) -> None:
    await town.founded("zoo", count=50_000)
    await town.people(200)
    await town.hears("milestone", "100")
    await brought(town, Down(town.clock, seconds=20))
    states = [state for state, _problem in await town.states()]
    assert states.count("failed") < 20
    assert states.count("sent") > 180
