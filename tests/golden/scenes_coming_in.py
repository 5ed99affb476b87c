"""Coming in, looking around, finding something."""

from __future__ import annotations

from tests.golden.catalogue import KEY, scene
from tests.golden.stage import Stage
from tests.journeys.campaigns import HOME

MANY = [f"PARK{letter}K" for letter in "ABCDEFGHJ"]


@scene(*KEY)
async def start(stage: Stage) -> None:
    """Somebody comes without a link, and looks at what there is."""
    await stage.ada.starts()
    await stage.ada.taps("More")
    await stage.ada.taps("Organisations", "Out4Immigration")
    await stage.ada.taps("See organisations")
    await stage.ada.taps_to("from:1")


@scene()
async def lost(stage: Stage) -> None:
    """Links, buttons, codes and commands that lead nowhere."""
    await stage.ada.starts("nowhere-at-all")
    await stage.ada.taps_to("long_gone:1")
    await stage.ada.commands("/petition ZZZZZZ")
    if stage.is_on_telegram:
        await stage.ada.commands("/nonsense")
    await stage.ada.commands("/link")


@scene()
async def lists(stage: Stage) -> None:
    """A few petitions, and then more than a page."""
    await stage.ada.commands("/browse")
    await stage.world.begins_petitions(*MANY)
    await stage.ada.commands("/browse")
    await stage.ada.taps("Next page", "Choose which", "Most signed")
    await stage.ada.taps("Back to petitions", "Choose which", "Closing soon")
    await stage.ada.taps("Back to petitions", "Choose which", "Won")
    await stage.ada.taps("Back to petitions", "Choose which", "Topics", "families")


@scene(*KEY)
async def search(stage: Stage) -> None:
    """Words are looked for, and found or not."""
    await stage.ada.starts()
    await stage.ada.taps("Search")
    await stage.ada.types("marriage")
    await stage.ada.types("nothing like this")
    await stage.ada.taps("See open petitions")


@scene()
async def a_code(stage: Stage) -> None:
    """A petition's six letters are typed; the picture is followed by words that name them."""
    await stage.ada.types(HOME.lower())
    await stage.ada.commands("/petition")


@scene()
async def stories(stage: Stage) -> None:
    """Campaign stories: the list, one story, others' tellings of the same event."""
    await stage.ada.commands("/stories")
    await stage.ada.taps_place(0)
    await stage.ada.taps_place(0)
    await stage.ada.taps_to("told_of:2")
    await stage.ada.taps_to("tellings:1")
