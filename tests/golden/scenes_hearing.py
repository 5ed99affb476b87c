"""What somebody hears of, how and when; what they missed; and stopping all of it."""

from __future__ import annotations

from tests.golden.catalogue import KEY, scene
from tests.golden.stage import Stage
from tests.journeys.campaigns import COUNTED, HOME, MARRIAGE
from tests.journeys.test_missed_news import happens


async def follows(stage: Stage) -> None:
    """Ada has signed the first petition."""
    with stage.dark():
        await stage.ada.opens(MARRIAGE)
        await stage.ada.taps(COUNTED)


@scene("en", "de")
async def following(stage: Stage) -> None:
    """Nothing, less, more, nothing again."""
    await stage.ada.commands("/following")
    await follows(stage)
    await stage.ada.taps_to("hear:petition:1:1")
    await stage.ada.taps("Hear goals", "Hear nothing")
    with stage.dark():
        await stage.ada.taps_to("hear:organisation:1:18")
    await stage.ada.taps_to("news_of:topic:nowhere")
    await stage.ada.commands("/following")
    await stage.ada.taps_place(0)


@scene(*KEY)
async def reminding(stage: Stage) -> None:
    """Ada wants to sign tomorrow, sees what she waits for, and does not want to any more."""
    with stage.dark():
        await stage.ada.opens(HOME)
    await stage.ada.taps("Remind me", "Tomorrow", "Another time", "In three days")
    await stage.ada.commands("/following")
    await stage.ada.taps("My reminders")
    await stage.ada.taps_place(0)
    await stage.ada.taps("Don't remind me")
    await stage.ada.taps_to("reminders")


@scene(*KEY)
async def missed_news(stage: Stage) -> None:
    """One piece of news, then many."""
    await follows(stage)
    await happens(stage.world, "campaign_update", "petition:1", "after-the-hearing")
    await stage.ada.opens(HOME)
    await stage.ada.starts()
    await stage.ada.taps_place(0)
    with stage.dark():
        await stage.ada.taps_to("heed:petition:1:4:1")
    for goal in range(20_000, 33_000, 1_000):
        await happens(stage.world, "milestone", "petition:1", str(goal))
    await stage.ada.starts()
    await stage.ada.taps("See all news")


@scene("en", "de")
async def discreet_news(stage: Stage) -> None:
    """Only that there is some, until it is asked for."""
    await follows(stage)
    with stage.dark():
        await stage.ada.taps_to("prefer:discreet:on")
    await happens(stage.world, "campaign_update", "petition:1", "after-the-hearing")
    await stage.ada.starts()
    await stage.ada.taps("Show it")


@scene("en", "de")
async def stopped(stage: Stage) -> None:
    """By a word; and resumed by a tap."""
    await stage.bo.types("stop")
    await follows(stage)
    await stage.ada.types("stop")
    await stage.ada.is_heard_again()
    await stage.ada.starts()
    await stage.ada.taps("Resume messages")


@scene(*KEY)
async def settings(stage: Stage) -> None:
    """Everything that can be set, but for the time zone and the language."""
    await stage.ada.commands("/settings")
    await stage.ada.taps("At night", "Keep for the morning", "How often", "Once a week")
    await stage.ada.taps("Discreet", "Only that there is news", "Pictures", "Text alone")
    await stage.ada.opens(HOME)


@scene()
async def time_zone(stage: Stage) -> None:
    """A city is typed, mistyped, and forgotten again."""
    with stage.dark():
        await stage.ada.commands("/settings")
    await stage.ada.taps("Time zone")
    await stage.ada.types("Berlni", "berlin")
    await stage.ada.taps("Time zone", "Type another")
    if stage.is_on_telegram:
        await stage.ada.taps("Cancel")
        await stage.ada.taps_to("zone")
    await stage.ada.taps("Forget my time zone")


@scene()
async def languages(stage: Stage) -> None:
    """Each is named in itself, and spoken at once."""
    with stage.dark():
        await stage.ada.commands("/settings")
    await stage.ada.taps("Language", "Deutsch")
