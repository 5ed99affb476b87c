"""What Discord has windows and fields for: forms that could not be taken or came late, and choices while typing."""

from __future__ import annotations

from tests.golden.catalogue import KEY, scene
from tests.golden.scenes_in_servers import on_discord, world_of
from tests.golden.stage import SUBMIT, Stage
from tests.journeys.campaigns import HOME, NAMED

OF_WINDOWS = "elsewhere a form is no window"
TYPED = (("/petition", "petition", "marriage"), ("/sign", "petition", ""), ("/stories", "story", "victory"))
GO_ON = "Go on with your answers"


@scene(*KEY, only_on="discord", because=OF_WINDOWS)
async def a_window_refused(stage: Stage) -> None:
    """A name that is none: the answers are kept, the window opens again with them, and all is thrown away."""
    with stage.dark():
        await stage.ada.opens(HOME)
    await stage.ada.taps(NAMED, "Name")
    await stage.ada.types("12", "Leeds")
    await stage.ada.taps(SUBMIT, GO_ON)
    with stage.dark():
        await stage.ada.starts()
    await stage.ada.taps(GO_ON)
    await stage.ada.taps("Throw them away")


@scene(only_on="discord", because=OF_WINDOWS)
async def windows(stage: Stage) -> None:
    """The other forms, as they open."""
    await stage.ada.commands("/search")
    with stage.dark():
        await stage.ada.starts()
    await stage.ada.taps_to("comment_on:1")
    await stage.ada.taps_to("type_zone")


@scene(only_on="discord", because=OF_WINDOWS, deadline=0.0)
async def a_late_window(stage: Stage) -> None:
    """What took too long to open is opened by a button."""
    with stage.dark():
        await stage.ada.opens(HOME)
    ada = on_discord(stage, "Ada")
    may_answer = stage.holds_answers()
    async with stage.step(f"Ada taps “{NAMED}”, and it takes long"):
        tapped = await ada.account.taps(ada.looks_at.last, NAMED)
        await tapped.answered()
        may_answer.set()
        await tapped.shown()
        await world_of(stage).rests()


@scene("en", "de", only_on="discord", because="elsewhere nothing is offered for what a command takes")
async def choices_while_typing(stage: Stage) -> None:
    """Petitions and stories are offered while Ada types what a command takes."""
    account = on_discord(stage, "Ada").account
    for command, field, words in TYPED:
        async with stage.step(f"Ada types {command} {field}:{words}"):
            await account.completes(command, None, **{field: words})
