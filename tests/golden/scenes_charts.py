"""How a petition goes: each chart as a picture with its sentence, by day and at night, and where it can endanger."""

from __future__ import annotations

from datetime import timedelta

from bot.clock.charting import count_groups, sum_hours
from storage.nouns import Nouns
from storage.showing import Showing, Visibility
from tests.golden.catalogue import scene
from tests.golden.scenes_organizing import GETEQUAL, code_for, joins
from tests.golden.stage import Stage, Visitor
from tests.storage.planting import plant_petition

PARK = "PARKCH"
A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)


async def _park(stage: Stage, *, at_risk: bool = False) -> int:
    """A petition of GetEQUAL that forty people signed within four days."""
    now = stage.world.clock()

    def plant(nouns: Nouns) -> int:
        owner = nouns.organisations.named(GETEQUAL)
        petition_id = plant_petition(
            nouns,
            "parkch",
            organisation_id=owner,
            code=PARK,
            is_sample=True,
            at_risk=at_risk,
            locales=("en", "de", "es"),
            title="Keep Green Park",
        )
        found = nouns.petitions.find(petition_id, "en", now)
        assert found is not None
        for number in range(40):
            app, name = ("telegram", "discord")[number % 3 == 0], f"signer {number}"
            at = now - A_DAY * (number % 4) - AN_HOUR * (number % 7)
            signer = nouns.supporters.add(app, name, name, at, spoken="en")
            place = "Leeds" if number < 12 else "القاهرة" if number < 20 else ""
            shown = Showing(Visibility.INITIALS, "Ada", place) if place else Showing()
            nouns.signatures.add(found, signer.id, shown, at, source="group" if number < 9 else "")
        return petition_id

    petition_id = int(await stage.stores(plant))
    stage.world.clock.moves(timedelta(minutes=1))
    await sum_hours(stage.world.store, stage.world.clock())
    await count_groups(stage.world.store, stage.world.clock())
    return petition_id


async def _opens_charts(person: Visitor, petition_id: int) -> None:
    with person.stage.dark():
        await person.taps_to(f"pet:{petition_id}")
    await person.taps("How it goes")


@scene("en", "de", "es")
async def charts_of_time(stage: Stage) -> None:
    """Per hour, per day and in total, then in dark colours."""
    petition_id = await _park(stage)
    await joins(stage.ada, await code_for(stage), "Ada")
    await _opens_charts(stage.ada, petition_id)
    await stage.ada.taps("Per hour", "Per day", "In total", "Dark", "Back to how it goes")


@scene("en")
async def charts_of_groups(stage: Stage) -> None:
    """By app, link and place, and what became of it."""
    petition_id = await _park(stage)
    await joins(stage.ada, await code_for(stage), "Ada")
    await _opens_charts(stage.ada, petition_id)
    await stage.ada.taps("By app", "By link", "By place", "The way", "Messages")


@scene("en")
async def charts_at_risk(stage: Stage) -> None:
    """Whole tens alone, and nothing of hours, links and places."""
    petition_id = await _park(stage, at_risk=True)
    await joins(stage.ada, await code_for(stage), "Ada")
    await _opens_charts(stage.ada, petition_id)
    await stage.ada.taps("Per day", "In total", "By app")
