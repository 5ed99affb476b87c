"""Cards that are sent into chats which are not the bot's."""

from __future__ import annotations

from tests.golden.catalogue import scene
from tests.golden.scenes_in_groups import on_telegram, world_of
from tests.golden.stage import Stage
from tests.journeys.campaigns import HOME
from tests.telegram_api import Asking

OF_INLINE = "no other app offers cards while somebody types its name"


async def asks(stage: Stage, words: str) -> Asking:
    """Ada types the bot's name and these words."""
    asking: list[Asking] = []
    async with stage.step(f"Ada types “@undersigned {words}” to a friend"):
        asking.append(await on_telegram(stage, "Ada").account.asks_inline(words))
        await world_of(stage).rests()
        await asking[0].answered()
    return asking[0]


@scene(only_on="telegram", because=OF_INLINE, is_inline=True)
async def inline(stage: Stage) -> None:
    """What is offered, and the card that is sent."""
    friends = world_of(stage).api.group("Friends", [on_telegram(stage, "Ada").account])
    await asks(stage, "nothing like this")
    asking = await asks(stage, "marriage")
    async with stage.step("Ada sends the first to “Friends”"):
        await on_telegram(stage, "Ada").account.chooses(asking, asking.results[0].title, friends)
        await world_of(stage).rests()


@scene(only_on="telegram", because=OF_INLINE, is_inline=True)
async def share_inline(stage: Stage) -> None:
    """Where inline mode is on, sharing begins with a list of chats."""
    with stage.dark():
        await stage.ada.opens(HOME)
    await stage.ada.taps("Share")
