"""Groups and channels: an administrator chooses, the card stands, and each person is answered alone."""

from __future__ import annotations

from functools import partial
from typing import cast

from storage.standing import State
from tests.golden.catalogue import scene
from tests.golden.scenes_of_petitions import stands
from tests.golden.stage import Stage
from tests.golden.telegram import StagedTelegram
from tests.journeys.campaigns import COUNTED, HOME, MARRIAGE
from tests.journeys.groups import Gathering
from tests.storage.planting import plant_petition
from tests.telegram_api.rooms import Room
from tests.telegram_people import OnTelegram

HOME_TITLE = "Bring Separated and…"
RISKY = "PARKAK"
OF_GROUPS = "groups, channels and topics are Telegram's; Discord has servers"


def world_of(stage: Stage) -> StagedTelegram:
    """Scenes in groups are for Telegram alone."""
    return cast(StagedTelegram, stage.world)


def on_telegram(stage: Stage, name: str) -> OnTelegram:
    """Somebody with that app."""
    return cast(OnTelegram, stage.person(name).person)


def group(stage: Stage, title: str = "Park friends", *, is_channel: bool = False) -> Gathering:
    """Ada governs it, and Bo is in it."""
    ada, bo = on_telegram(stage, "Ada").account, on_telegram(stage, "Bo").account
    api = world_of(stage).api
    make = api.channel if is_channel else api.supergroup
    room: Room = make(title, [ada], [bo])
    return Gathering(world_of(stage), room, ada)


async def sends(stage: Stage, name: str, line: str, where: Gathering, thread: int | None = None) -> None:
    """Somebody writes where others look on."""
    async with stage.step(f"{name} sends {line} to “{where.room.title}”"):
        await on_telegram(stage, name).account.sends(line, where.room, thread=thread)
        await world_of(stage).looks_after_cards()


async def taps(stage: Stage, name: str, label: str, where: Gathering) -> None:
    """Somebody taps where others look on."""
    async with stage.step(f"{name} taps “{label}” in “{where.room.title}”"):
        await on_telegram(stage, name).account.taps(label, chat=where.room)
        await world_of(stage).rests()


async def has_a_card(stage: Stage, *, is_channel: bool = False) -> Gathering:
    """A group in which the card stands already."""
    where = group(stage, is_channel=is_channel)
    with stage.dark():
        await where.brings_bot()
        await taps(stage, "Ada", HOME_TITLE, where)
        await where.later()
    return where


@scene(only_on="telegram", because=OF_GROUPS)
async def group_choice(stage: Stage) -> None:
    """Ada brings the bot, looks around in the message that asks, and chooses a petition."""
    where = group(stage)
    async with stage.step("Ada brings the bot to “Park friends”"):
        await where.brings_bot()
    await taps(stage, "Bo", "Choose a petition", where)
    await taps(stage, "Ada", "Choose a petition", where)
    await taps(stage, "Ada", "Back to the choice", where)
    await taps(stage, "Ada", "An organisation", where)
    await taps(stage, "Ada", "Back to the choice", where)
    await taps(stage, "Ada", HOME_TITLE, where)


@scene(only_on="telegram", because=OF_GROUPS)
async def group_nothing(stage: Stage) -> None:
    """Ada wants nothing here, and it goes."""
    where = group(stage)
    with stage.dark():
        await where.brings_bot()
    await taps(stage, "Ada", "Nothing here", where)
    async with stage.step("A minute goes by"):
        await where.later()


@scene(only_on="telegram", because=OF_GROUPS)
async def group_organisation(stage: Stage) -> None:
    """The card of an organisation."""
    where = group(stage)
    with stage.dark():
        await where.brings_bot()
        await taps(stage, "Ada", "An organisation", where)
    await taps(stage, "Ada", "Out4Immigration", where)


@scene(only_on="telegram", because=OF_GROUPS)
async def group_signing(stage: Stage) -> None:
    """A stranger is led into private; somebody known gets the number in a pop-up, and the card changes later."""
    where = await has_a_card(stage)
    await taps(stage, "Bo", COUNTED, where)
    with stage.dark():
        await stage.bo.opens(MARRIAGE)
        await stage.bo.taps(COUNTED)
    await taps(stage, "Bo", COUNTED, where)
    await taps(stage, "Bo", COUNTED, where)
    async with stage.step("The platform says it once more"):
        world_of(stage).api.repeats_last_update()
        await world_of(stage).rests()
    async with stage.step("A minute goes by"):
        await where.later()


@scene(only_on="telegram", because=OF_GROUPS)
async def group_private_line(stage: Stage) -> None:
    """What is private is answered in private; a code or a list is answered here."""
    where = await has_a_card(stage)
    await sends(stage, "Bo", "/mine", where)
    async with stage.step("A minute goes by"):
        await world_of(stage).lets_a_minute_go_by()
    await sends(stage, "Bo", f"/petition {MARRIAGE}", where)
    await sends(stage, "Bo", "/help", where)
    await sends(stage, "Bo", "/browse", where)


@scene(only_on="telegram", because=OF_GROUPS)
async def group_cards(stage: Stage) -> None:
    """Cards by their codes: where it stands already, at risk, won, and a code that is none."""
    await stage.stores(partial(plant_petition, slug="parkak", is_sample=True, at_risk=True, count=17))
    where = await has_a_card(stage)
    await sends(stage, "Ada", f"/card {HOME}", where)
    await sends(stage, "Ada", "/card ZZZZZZ", where)
    async with stage.step("A minute goes by"):
        await world_of(stage).lets_a_minute_go_by()
    await sends(stage, "Ada", f"/card {RISKY}", where)
    await sends(stage, "Ada", "/card BNVHXD", where)
    await stands(stage, 3, State.CLOSED)
    async with stage.step("An hour goes by"):
        await where.later()
    await stage.ada.taps_to("card_choice")


@scene(only_on="telegram", because=OF_GROUPS)
async def channel_card(stage: Stage) -> None:
    """In a channel every button is a link, and lives on where the card is forwarded."""
    where = group(stage, "Park news", is_channel=True)
    async with stage.step("Ada brings the bot to “Park news”"):
        await where.brings_bot()
    await taps(stage, "Ada", HOME_TITLE, where)
    friends = world_of(stage).api.supergroup("Friends", [on_telegram(stage, "Bo").account])
    async with stage.step("Bo forwards the card to “Friends”"):
        await on_telegram(stage, "Bo").account.forwards(where.card, friends)
        await world_of(stage).rests()


@scene(only_on="telegram", because=OF_GROUPS)
async def topic_card(stage: Stage) -> None:
    """A forum has a card in each topic where one is asked for."""
    room = world_of(stage).api.group("Park forum", [on_telegram(stage, "Ada").account], is_forum=True)
    forum = Gathering(world_of(stage), room, on_telegram(stage, "Ada").account)
    with stage.dark():
        await forum.brings_bot(on_telegram(stage, "Bo").account)
    news = await room.opens_topic("News")
    await sends(stage, "Ada", f"/card {MARRIAGE}", forum, news)
