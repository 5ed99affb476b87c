"""Signing: counted only, with a name, step by step, and what comes in between."""

from __future__ import annotations

from tests.golden.catalogue import KEY, scene
from tests.golden.stage import Stage
from tests.journeys.campaigns import COUNTED, HOME, MARRIAGE, NAMED, WHO_SEES

WORDS = "Nobody should be sent away for love."
ONE_BY_ONE = "elsewhere a form is one window, and not one question after another"
OTHERS = [f"PARK{letter}K" for letter in "ABCDE"]


@scene(*KEY)
async def signed_counted(stage: Stage) -> None:
    """One tap; the card says so from then on."""
    with stage.dark():
        await stage.ada.opens(HOME)
    await stage.ada.taps(COUNTED)
    await stage.ada.taps(WHO_SEES)


@scene(*KEY)
async def signed_with_a_name(stage: Stage) -> None:
    """Every question, an answer that is too long, and how it will look."""
    with stage.dark():
        await stage.ada.opens(HOME)
    await stage.ada.taps(NAMED, "Name and reason")
    if stage.is_on_telegram:
        await stage.ada.types("A" * 81)
    await stage.ada.types("Ada L.", "Leeds", WORDS)
    if stage.is_on_telegram:
        await stage.ada.taps(WHO_SEES, "Back to your answers")
    await stage.ada.taps_main()


@scene(only_on="telegram", because=ONE_BY_ONE)
async def a_form_in_one_direction_and_back(stage: Stage) -> None:
    """A suggestion is used, a question skipped, an answer changed, and all of it thrown away."""
    with stage.dark():
        await stage.ada.opens(HOME)
        await stage.ada.taps(NAMED)
    await stage.ada.types("Name please")
    await stage.ada.taps("Name")
    await stage.ada.taps("Use “{suggestion}”", suggestion="Ada L.")
    await stage.ada.taps("Skip", "Change", "Back", "Cancel")
    await stage.ada.taps_to("answer:send:1")


@scene(only_on="telegram", because=ONE_BY_ONE)
async def a_form_that_waits(stage: Stage) -> None:
    """Something else comes in between, also another form."""
    with stage.dark():
        await stage.ada.opens(HOME)
        await stage.ada.taps(NAMED, "Name")
    await stage.ada.types("Ada L.")
    await stage.ada.commands("/browse")
    await stage.ada.taps_to("comment_on:1")
    await stage.ada.taps("Go on with your answers")
    await stage.ada.taps_to("answered:skip")


@scene()
async def signed_by_initials(stage: Stage) -> None:
    """A name is typed, and its initials alone are kept; then another petition, signed the same way in one tap."""
    with stage.dark():
        await stage.ada.opens(HOME)
        await stage.ada.taps(NAMED, "Initials, region")
        await stage.ada.types("Ada Lovelace", "Yorkshire")
    await stage.ada.taps_main()
    await stage.ada.opens(MARRIAGE)
    await stage.ada.taps("Sign as {shown}", shown="A. L., Yorkshire")


@scene("en", "de")
async def a_held_reason(stage: Stage) -> None:
    """Words that name a third person wait for a moderator; the signature counts."""
    with stage.dark():
        await stage.ada.opens(HOME)
        await stage.ada.taps(NAMED, "Name and reason")
        await stage.ada.types("Ada L.", "Leeds", "My neighbour Max was sent away.")
    await stage.ada.taps_main()
    await stage.ada.opens(HOME)
    await stage.ada.taps("Change or withdraw")


@scene()
async def a_held_signature(stage: Stage) -> None:
    """The sixth in a minute is looked at before it counts."""
    await stage.world.begins_petitions(*OTHERS)
    with stage.dark():
        for code in OTHERS:
            await stage.ada.opens(code)
            await stage.ada.taps(COUNTED)
        await stage.ada.opens(HOME)
    await stage.ada.taps(COUNTED)
    await stage.ada.opens(HOME)
    await stage.ada.taps(WHO_SEES)


@scene()
async def signed_already(stage: Stage) -> None:
    """A tap on an old button, and an update that the platform brings twice."""
    with stage.dark():
        await stage.ada.opens(HOME)
        await stage.ada.taps(COUNTED)
        await stage.ada.opens(HOME)
    await stage.ada.taps_to("sign:3")
    await stage.ada.is_heard_again()
    await stage.ada.commands(f"/sign {HOME}")
    await stage.ada.types(HOME)
    await stage.ada.is_heard_again()
