"""At two in the morning: duty, an alarm, everything new held and counted again, many signatures at once."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from storage.bursts import Burst
from storage.hearing import ALARM_UNATTENDED
from storage.members import Role
from storage.nouns import Nouns
from storage.showing import Showing
from storage.tables.moderating import sweep
from storage.tables.news import delivery
from tests.golden.catalogue import scene
from tests.golden.scenes_organizing import answers, at_the_desk, code_for, joins
from tests.golden.stage import Stage
from tests.storage.planting import plant_petition, remembered

GETEQUAL = "GetEQUAL"
PARK = "PARKAK"


async def park(stage: Stage) -> int:
    """A petition of GetEQUAL that seventy people sign within a minute."""
    now = stage.world.clock()

    def plant(nouns: Nouns) -> int:
        owner = nouns.organisations.named(GETEQUAL)
        petition_id = plant_petition(
            nouns, "park", organisation_id=owner, code=PARK, is_sample=True, locales=("en", "de", "es")
        )
        found = nouns.petitions.find(petition_id, "en", now)
        assert found is not None
        for number in range(70):
            nouns.signatures.add(found, remembered(nouns, "terminal", f"raider {number}", "", now).id, Showing(), now)
        return petition_id

    return int(await stage.stores(plant))


async def alarm(stage: Stage, petition_id: int) -> tuple[int, int]:
    """The ids of an alarm and of the alert that tells it to Ada."""
    now = stage.world.clock()

    def sound(nouns: Nouns) -> tuple[int, int]:
        seen = nouns.alarms.sound(Burst(petition_id, count=412, usual=9, by_one_link=300), (Role.OWNER,), now)
        assert seen is not None
        raised = nouns.alerts.named(ALARM_UNATTENDED, f"petition:{petition_id}", f"{now:%Y-%m-%dT%H}")
        assert raised is not None
        nouns.connection.run(sa.update(delivery).where(delivery.c.alert_id == raised.id).values(state="sent"))
        return seen.id, raised.id

    found: tuple[int, int] = await stage.stores(sound)
    return found


@scene("en")
async def on_duty(stage: Stage) -> None:
    """Somebody is on duty tonight, or until another time, and ends it."""
    await joins(stage.ada, await code_for(stage), "Ada")
    await at_the_desk(stage.ada)
    await stage.ada.taps("More", "On duty", "I am on duty tonight", "Until another time")
    await answers(stage.ada, "soon")
    await answers(stage.ada, "23:30")
    await stage.ada.taps("End my duty")


@scene("en")
async def a_raid(stage: Stage) -> None:
    """An alarm comes, everything new is held in two taps, a signer reads that; in the morning it is undone."""
    petition_id = await park(stage)
    await joins(stage.ada, await code_for(stage), "Ada")
    number, alert_id = await alarm(stage, petition_id)
    await at_the_desk(stage.ada)
    await stage.ada.taps("More", "Hold or look")
    await stage.ada.taps_to(f"show_alert:{alert_id}")
    await stage.ada.taps("Hold everything new", "Hold everything new")
    await stage.bo.opens(PARK)
    await stage.bo.taps("Sign, counted only")
    stage.world.clock.moves(timedelta(hours=6))
    await stage.ada.taps_to(f"alarm:{number}")
    await stage.ada.taps("See what waits", "Count new ones again", "Count them all")
    await stage.ada.taps_to(f"alarm_fine:{number}")


@scene("en")
async def many_at_once(stage: Stage) -> None:
    """Signatures are counted that fit, struck out, and put back."""
    petition_id = await park(stage)
    await joins(stage.ada, await code_for(stage), "Ada")
    await stage.ada.taps_to(f"sweeps:{petition_id}")
    await stage.ada.taps("Strike out", "Last hour", "Only one place")
    await answers(stage.ada, "Leeds")
    rows = await stage.stores(lambda nouns: nouns.connection.all(sa.select(sweep.c.id)))
    await stage.ada.taps_to(f"sweep_stop:{rows[0].id}")
    await stage.ada.taps_to(f"sweeps:{petition_id}")
    await stage.ada.taps("Strike out", "Other times")
    await answers(stage.ada, "12:00", "11:00")
    await stage.ada.taps_to(f"sweep_new:{petition_id}:invalidate:60")
    await stage.ada.taps("Only one app", "Telegram", "Back to this petition", "Strike out", "Last hour")
    await stage.ada.taps("Strike out 70")
    await stage.ada.taps("Undo", "Back to this petition", "See the last one")
    await at_the_desk(stage.ada)
    await stage.ada.taps("More", "What was done")
