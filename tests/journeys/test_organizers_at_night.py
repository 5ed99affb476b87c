"""At two in the morning: somebody is on duty, a raid is stopped in two taps, and undone when it is day."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.clock.guarding import watch
from bot.platforms import Delivered
from handlers.organizing.alarms import alarm_buttons, burst_said
from handlers.screens import Screen
from storage.hearing import ALARM, ALARM_UNATTENDED
from storage.members import Role
from storage.nouns import Nouns
from storage.showing import Showing, Visibility
from storage.tables.moderating import alarm
from storage.tables.news import alert, delivery
from storage.tables.organisations import member
from storage.tables.people import account, supporter
from tests.discord_people import OnDiscord
from tests.journeys.campaigns import COUNTED
from tests.journeys.discord_world import DiscordWorld
from tests.journeys.organizers import answers, code_for, goes_to_desk, joins, opens_member
from tests.journeys.telegram_world import TelegramWorld
from tests.journeys.worlds import World
from tests.people import Supporter
from tests.storage.planting import remembered, rows
from tests.telegram_people import OnTelegram

PARK = "PARKAK"
GETEQUAL = "GetEQUAL"
SIGNED_NOW = "Signed from "


async def park(world: World) -> int:
    """A petition of GetEQUAL; its id."""

    def plant(nouns: Nouns) -> int:
        from tests.storage.planting import plant_petition

        organisation = nouns.organisations.named(GETEQUAL)
        return plant_petition(
            nouns, PARK.lower(), organisation_id=organisation, code=PARK, is_sample=True, ladder=[40, 1000]
        )

    return int(await world.store.turn(plant))


async def goes_to_duty(person: Supporter) -> None:
    await goes_to_desk(person)
    await person.taps("More")
    await person.taps("On duty")


async def is_raided(world: World, petition_id: int, people: int = 70, place: str = "") -> None:
    """So many people sign within five minutes."""
    at = world.clock()

    def sign(nouns: Nouns) -> None:
        found = nouns.petitions.find(petition_id, "en", at)
        assert found is not None
        showing = Showing(Visibility.NAME, "Bo", place) if place else Showing()
        for number in range(people):
            who = remembered(nouns, "terminal", f"raider {place}{number}", "", at)
            nouns.signatures.add(found, who.id, showing, at)

    await world.store.turn(sign)


async def count_of(world: World, petition_id: int) -> int:
    found = await world.store.read(lambda nouns: nouns.petitions.find(petition_id, "en", world.clock.now))
    assert found is not None
    return found.count


async def organisation_of(world: World, petition_id: int) -> int:
    found = await world.store.read(lambda nouns: nouns.petitions.find(petition_id, "en", world.clock.now))
    assert found is not None
    return int(found.organisation_id)


async def an_alarm(world: World, petition_id: int) -> int:
    """The clock looks, and sees a burst; the alarm's id."""
    await watch(world.store, world.clock())
    (seen,) = await rows(world.store, sa.select(alarm).where(alarm.c.petition_id == petition_id))
    return int(seen.id)


async def kinds_told(world: World) -> list[str]:
    told = sa.select(alert.c.kind).join(delivery, delivery.c.alert_id == alert.c.id).where(alert.c.kind.like("alarm%"))
    return [row.kind for row in await rows(world.store, told)]


async def test_a_moderator_is_on_duty_until_the_morning(world: World, ada: Supporter) -> None:
    await joins(ada, await code_for(world, Role.MODERATOR), "Ada")
    await goes_to_duty(ada)
    ada.sees("Nobody is on duty.")
    await ada.taps("I am on duty tonight")
    ada.sees("Ada (you), until")
    await opens_member(ada, "Ada (you)")
    ada.sees("On duty until")
    (mine,) = await rows(world.store, sa.select(member))
    await goes_to_duty(ada)
    assert (mine.on_duty_until.day, mine.on_duty_until.hour) == (22, 13), "eight in the morning in New York"
    await ada.taps("End my duty")
    ada.sees("Nobody is on duty.")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("soon", "A time looks like 23:30"),
        ("25:10", "There is no such day or time."),
        ("2026-02-31 10:00", "There is no such day or time."),
        ("2026-11-20 10:00", "Duty ends within the next 7 days."),
    ],
)
async def test_a_time_that_is_none_keeps_nothing(world: World, ada: Supporter, typed: str, said: str) -> None:
    await joins(ada, await code_for(world, Role.MODERATOR), "Ada")
    await goes_to_duty(ada)
    await ada.taps("Until another time")
    await answers(ada, until=typed)
    ada.sees(said)
    (mine,) = await rows(world.store, sa.select(member))
    assert mine.on_duty_until is None
    await answers(ada, until="23:30")
    ada.sees("Ada (you), until")


async def test_whoever_is_on_duty_hears_alone_else_everybody(world: World, ada: Supporter, bo: Supporter) -> None:
    petition_id = await park(world)
    await joins(ada, await code_for(world), "Ada")
    await joins(bo, await code_for(world, Role.MODERATOR), "Bo")
    await is_raided(world, petition_id)
    await an_alarm(world, petition_id)
    assert await kinds_told(world) == [ALARM_UNATTENDED] * 2
    world.clock.moves(timedelta(hours=2))
    # Where nobody may be written to who has not asked for it, they have.
    await world.store.turn(lambda nouns: nouns.connection.run(sa.update(account).values(is_written_to=True)))
    await bo.taps_to("duty_on:" + str((await rows(world.store, sa.select(member)))[0].organisation_id))
    bo.sees("Alarms ring for you from now on.")
    await is_raided(world, petition_id, place="Leeds")
    await watch(world.store, world.clock())
    assert await kinds_told(world) == [ALARM_UNATTENDED] * 2 + [ALARM]


async def test_a_raid_is_stopped_in_two_taps_and_undone_in_the_morning(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    petition_id = await park(world)
    await joins(ada, await code_for(world), "Ada")
    await is_raided(world, petition_id)
    number = await an_alarm(world, petition_id)
    await ada.taps_to(f"alarm:{number}")
    ada.sees("70 signatures in 5 minutes, usually 0", "Nobody has answered yet.")
    await ada.taps_to(f"done:{await organisation_of(world, petition_id)}")
    ada.sees("An alarm was raised on “parkak in en” (PARKAK). Signatures in 5 minutes: 70, usually 0.")
    ada.does_not_see("The command line")
    await ada.taps_to(f"alarm:{number}")
    ada.starts_counting()
    await ada.taps("Hold everything new")
    ada.sees("Hold everything new on")
    await ada.taps("Hold everything new")
    assert ada.taps_made == 2
    ada.sees("New signatures wait. Nobody lost anything.")

    await bo.opens(PARK)
    await bo.taps(COUNTED)
    bo.sees("Your signature is being checked.", "checked just now before they count.", "Nothing is lost.")
    bo.does_not_see("very fast")
    assert await count_of(world, petition_id) == 70
    await ada.taps_to(f"alarm:{number}")
    ada.sees("Ada held everything new at")

    world.clock.moves(timedelta(hours=6))
    await ada.taps("See what waits")
    ada.sees("1 waits so far.")
    await ada.taps("Count new ones again")
    ada.sees("New signatures count again.", "1 that came meanwhile waits.")
    await ada.taps("Count them all")
    ada.sees("Counted: 1 of 1")
    assert await count_of(world, petition_id) == 71
    await bo.opens(PARK)
    bo.sees("as number 71.")


async def is_alarmed(world: World, person: Supporter, number: int) -> None:
    """The alarm stands in their chat, as the outbox brings it."""
    found = await world.store.read(lambda nouns: nouns.alarms.find(number))
    assert found is not None
    shown = Screen(burst_said(found), rows=alarm_buttons(found))
    if isinstance(world, TelegramWorld) and isinstance(person, OnTelegram):
        assert isinstance(await world.telegram.deliver(str(person.account.id), shown), Delivered)
    elif isinstance(world, DiscordWorld) and isinstance(person, OnDiscord):
        assert isinstance(await world.discord.deliver(str(person.account.id), shown), Delivered)
    else:
        await person.taps_to(f"alarm:{number}")


async def test_from_the_alarm_itself_a_raid_is_stopped_in_two_taps(world: World, ada: Supporter) -> None:
    petition_id = await park(world)
    await joins(ada, await code_for(world, Role.MODERATOR), "Ada")
    await is_raided(world, petition_id)
    number = await an_alarm(world, petition_id)
    ada.starts_counting()
    await is_alarmed(world, ada, number)
    ada.taps_made = 0
    await ada.taps("Hold everything new", on="70 signatures in 5 minutes")
    await ada.taps("Hold everything new", on="Signing goes on.")
    assert ada.taps_made == 2
    found = await world.store.read(lambda nouns: nouns.petitions.find(petition_id, "en", world.clock.now))
    assert found is not None
    assert found.holds_new


async def test_a_signature_is_decided_with_one_tap(world: World, ada: Supporter) -> None:
    petition_id = await park(world)
    await joins(ada, await code_for(world, Role.MODERATOR), "Ada")
    await ada.taps_to(f"holding_yes:{petition_id}")
    await is_raided(world, petition_id, people=1)
    await goes_to_desk(ada)
    await ada.taps("Waiting: 1")
    ada.starts_counting()
    await ada.taps("Count it")
    assert ada.taps_made == 1
    assert await count_of(world, petition_id) == 1


async def test_from_whatever_waits_a_raid_is_stopped_in_two_taps(world: World, ada: Supporter) -> None:
    petition_id = await park(world)
    await joins(ada, await code_for(world, Role.MODERATOR), "Ada")
    at = world.clock()

    def waits(nouns: Nouns) -> None:
        found = nouns.petitions.find(petition_id, "en", at)
        assert found is not None
        nouns.signatures.add(found, remembered(nouns, "terminal", "bo", "", at).id, Showing(), at, is_held=True)

    await world.store.turn(waits)
    await goes_to_desk(ada)
    await ada.taps("Waiting: 1")
    ada.starts_counting()
    await ada.taps("Hold everything new")
    await ada.taps("Hold everything new")
    ada.sees("New signatures wait. Nobody lost anything.")
    assert ada.taps_made == 2


async def test_that_new_ones_wait_is_seen_wherever_the_petition_is(world: World, ada: Supporter) -> None:
    petition_id = await park(world)
    await joins(ada, await code_for(world), "Ada")
    await is_raided(world, petition_id, people=7)
    await ada.taps_to(f"holding:{petition_id}")
    ada.sees("Those that came already can be held after that.")
    await ada.taps("Hold or strike out many")
    ada.sees("First it is counted how many fit.")
    await ada.taps_to(f"holding_yes:{petition_id}")
    await is_raided(world, petition_id, people=1, place="Leeds")
    await goes_to_desk(ada)
    await ada.taps("Petitions")
    ada.sees("New signatures wait.")
    await ada.taps_to(f"pet:{petition_id}")
    ada.sees("New signatures wait.")
    await goes_to_desk(ada)
    await ada.taps("Waiting: 1")
    ada.sees_no_button("Hold everything new")
    await ada.taps("Count new ones again")
    ada.sees("1 waits so far.")


async def test_the_second_who_answers_sees_who_was_first(world: World, ada: Supporter, bo: Supporter) -> None:
    petition_id = await park(world)
    await joins(ada, await code_for(world), "Ada")
    await joins(bo, await code_for(world, Role.MODERATOR), "Bo")
    await is_raided(world, petition_id)
    number = await an_alarm(world, petition_id)
    await ada.taps_to(f"alarm_fine:{number}")
    ada.sees("Ada said at", "that it is fine.")
    await bo.taps_to(f"alarm_fine:{number}")
    bo.sees("This alarm was answered before. Nothing was changed.", "Ada said at")


async def test_nobody_is_told_that_it_rings_where_nothing_reaches_them(world: World, ada: Supporter) -> None:
    await joins(ada, await code_for(world, Role.MODERATOR), "Ada")
    await goes_to_duty(ada)
    await world.store.turn(lambda nouns: nouns.connection.run(sa.update(supporter).values(is_stopped=True)))
    await ada.taps("I am on duty tonight")
    ada.sees("You are on duty, but no alarm reaches you here yet: all others are told instead.")
    ada.does_not_see("Alarms ring for you")


async def test_an_alarm_that_reached_nobody_stands_on_the_desk(world: World, ada: Supporter) -> None:
    petition_id = await park(world)
    await joins(ada, await code_for(world, Role.MODERATOR), "Ada")
    await is_raided(world, petition_id)
    await an_alarm(world, petition_id)
    await goes_to_desk(ada)
    ada.sees("1 alarm is open.")
    await ada.taps("More")
    await ada.taps("Hold or look")
    ada.sees("An alarm is open.")
    await ada.taps_to(f"holding_yes:{petition_id}")
    await goes_to_desk(ada)
    ada.sees("New signatures wait on 1 petition.")
    ada.does_not_see("alarm is open")
