"""After signing: looking it up, changing it, withdrawing, taking one's data along, being forgotten."""

from __future__ import annotations

from tests.golden.catalogue import KEY, scene
from tests.golden.stage import Stage
from tests.journeys.campaigns import COUNTED, HOME, MARRIAGE, NAMED


async def has_signed(stage: Stage) -> None:
    """Ada has signed one petition with her name, and another counted only."""
    with stage.dark():
        await stage.ada.opens(HOME)
        await stage.ada.taps(NAMED, "Name")
        await stage.ada.types("Ada L.", "Leeds")
        await stage.ada.taps_main()
        await stage.ada.opens(MARRIAGE)
        await stage.ada.taps(COUNTED)


@scene(*KEY)
async def my_signatures(stage: Stage) -> None:
    """None, and then two."""
    await stage.ada.commands("/mine")
    await has_signed(stage)
    await stage.ada.commands("/mine")
    await stage.ada.taps_what_begins("Bring")


@scene()
async def changing(stage: Stage) -> None:
    """What is shown is changed, and then nothing is shown."""
    await has_signed(stage)
    with stage.dark():
        await stage.ada.commands("/mine")
        await stage.ada.taps_what_begins("Bring")
    await stage.ada.taps("Edit what is shown", "Name")
    with stage.dark():
        await stage.ada.types("Ada", "Hull")
    await stage.ada.taps_main()
    await stage.ada.taps("Show nothing of me")


@scene("en", "de")
async def withdrawing(stage: Stage) -> None:
    """In two taps, and signing again."""
    await has_signed(stage)
    with stage.dark():
        await stage.ada.opens(HOME)
    await stage.ada.taps("Change or withdraw", "Withdraw")
    await stage.ada.taps_to("withdraw:3")
    await stage.ada.taps_to("withdraw:1")


@scene("en", "de")
async def privacy(stage: Stage) -> None:
    """What is kept, a file of it, a tidy chat."""
    await stage.ada.commands("/privacy")
    await stage.ada.taps("Get my data")
    await has_signed(stage)
    await stage.ada.commands("/privacy")
    await stage.ada.taps("Get my data", "Back to privacy")
    if stage.is_on_telegram:
        await stage.ada.taps("Clean up this chat")


@scene("en", "de")
async def being_erased(stage: Stage) -> None:
    """Asked once, with what stays; then nothing is kept."""
    await has_signed(stage)
    with stage.dark():
        await stage.ada.commands("/privacy")
    await stage.ada.taps("Erase me", "Erase me now")
