"""Reasons and comments: read, agreed with, written, held, reported."""

from __future__ import annotations

from tests.golden.catalogue import scene
from tests.golden.stage import Stage
from tests.journeys.campaigns import GUIDELINES, HOME, NAMED
from tests.journeys.test_reasons_and_comments import publish_all

WORDS = "Nobody should be sent away for love."
COMMENT = "I was there that day, and it rained."


async def has_given_a_reason(stage: Stage) -> None:
    """Ada's reason is published at once."""
    with stage.dark():
        await stage.ada.opens(HOME)
        await stage.ada.taps(NAMED, "Name and reason")
        await stage.ada.types("Ada L.", "Leeds", WORDS)
        await stage.ada.taps_main()


@scene("en", "de")
async def reasons(stage: Stage) -> None:
    """None yet, one, and many of them."""
    await stage.bo.opens(HOME)
    await stage.bo.taps("Reasons")
    await has_given_a_reason(stage)
    await stage.bo.opens(HOME)
    await stage.bo.taps("Reasons")
    await stage.bo.opens(GUIDELINES)
    await stage.bo.taps("Reasons")


@scene()
async def me_too(stage: Stage) -> None:
    """Bo agrees with a reason, takes it back, and reports it."""
    await has_given_a_reason(stage)
    with stage.dark():
        await stage.bo.opens(HOME)
        await stage.bo.taps("Reasons")
    await stage.bo.taps("Me too or report")
    await stage.bo.taps_place(0)
    await stage.bo.taps("Me too", "Take back “me too”", "Report it", "It insults somebody")
    await stage.bo.is_heard_again()


@scene()
async def a_reason_of_ones_own(stage: Stage) -> None:
    """How it stands, and where it is offered to give one."""
    await has_given_a_reason(stage)
    with stage.dark():
        await stage.ada.opens(HOME)
        await stage.ada.taps("Reasons", "Me too or report")
    await stage.ada.taps_place(0)


@scene()
async def comments(stage: Stage) -> None:
    """A story's comments are read, one is written, waits, is published and deleted."""
    with stage.dark():
        await stage.ada.commands("/stories")
        await stage.ada.taps_place(1)
        while stage.ada.reads_on:
            await stage.ada.taps_place(0)
    await stage.ada.taps_what_begins("Read")
    await stage.ada.taps("Write a comment", "With a name")
    await stage.ada.taps("Use “{suggestion}”", suggestion="Ada L.")
    if stage.is_on_telegram:
        await stage.ada.types("😀")
    await stage.ada.types(COMMENT)
    await stage.ada.taps_main()
    await publish_all(stage.world)
    await stage.ada.taps("Back to the comments", "See my comments")
    await stage.ada.taps_place(0)
    await stage.ada.taps("Delete my comment")


@scene()
async def reporting_a_comment(stage: Stage) -> None:
    """Which one, and what is wrong with it."""
    await stage.bo.taps_to("report_comments:3:1")
    await stage.bo.taps_place(0)
    await stage.bo.taps("It advertises")
