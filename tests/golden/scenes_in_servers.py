"""Servers on Discord: whoever manages one chooses alone, cards stand for all, and each tap is answered alone."""

from __future__ import annotations

from typing import cast

from tests.discord_api import Channel, Interaction, Message, Person
from tests.discord_people import OnDiscord
from tests.golden.catalogue import scene
from tests.golden.discord import StagedDiscord
from tests.golden.stage import Stage
from tests.journeys import servers
from tests.journeys.campaigns import COUNTED, MARRIAGE

OF_SERVERS = "no other app has servers"
OF_LETTERS = "elsewhere nobody has to ask for messages"
NEWS_HERE = "News in this server"
TELL = "Tell me how it ends"


def world_of(stage: Stage) -> StagedDiscord:
    """Scenes in servers are for Discord alone."""
    return cast(StagedDiscord, stage.world)


def on_discord(stage: Stage, name: str) -> OnDiscord:
    """Somebody with that app."""
    return cast(OnDiscord, stage.person(name).person)


def account(stage: Stage, name: str) -> Person:
    """Olga owns the server, and the others are in it."""
    return world_of(stage).owner if name == "Olga" else on_discord(stage, name).account


def channel(stage: Stage, name: str = "general", *, is_announcement: bool = False) -> Channel:
    """A channel where others look on."""
    return world_of(stage).server.channel(name, is_announcement=is_announcement)


async def runs(stage: Stage, name: str, command: str, where: Channel) -> Message:
    """Somebody chooses a command in a channel; what they alone are shown."""
    async with stage.step(f"{name} sends {command} in #{where.name}"):
        done = await servers.runs(world_of(stage), account(stage, name), command, where)
    return done.last


async def taps(stage: Stage, name: str, message: Message, *labels: str) -> Message:
    """Somebody taps one button after another, beginning on this message; what they are shown last."""
    for label in labels:
        async with stage.step(f"{name} taps “{label}”"):
            done = await servers.taps(world_of(stage), account(stage, name), message, label)
        message = done.last
    return message


async def picks_report(stage: Stage, name: str, message: Message) -> Message:
    """Somebody reports by the menu of a message."""
    done: list[Interaction] = []
    async with stage.step(f"{name} picks “Report” in the menu of a message"):
        done.append(await (await account(stage, name).picks("Report", message)).shown())
        await world_of(stage).rests()
    return done[0].last


async def time_goes_by(stage: Stage) -> None:
    """Cards are brought up to date."""
    async with stage.step("A minute goes by"):
        await servers.later(world_of(stage))


async def has_a_card(stage: Stage, where: Channel) -> Message:
    """The card stands there already."""
    with stage.dark():
        return await servers.puts_card(world_of(stage), account(stage, "Olga"), where)


async def has_a_card_of_an_organisation(stage: Stage, where: Channel) -> Message:
    """It stands there already."""
    with stage.dark():
        asked = await runs(stage, "Olga", "/card", where)
        chosen = await taps(stage, "Olga", asked, "Put an organisation here")
        await taps(stage, "Olga", chosen, chosen.labels[0])
        await time_goes_by(stage)
    return where.messages[-1]


async def is_thanked(stage: Stage, name: str, where: Channel) -> Message:
    """Somebody has signed in a channel, and looks at the thank-you."""
    with stage.dark():
        petition = await runs(stage, name, f"/petition petition:{MARRIAGE}", where)
    return await taps(stage, name, petition, COUNTED)


def may_make_roles(stage: Stage) -> None:
    """The bot is given the right."""
    server = world_of(stage).server
    server.gives(None, server.role("Helper", manage_roles=True))


@scene(only_on="discord", because=OF_SERVERS)
async def server_set_up(stage: Stage) -> None:
    """Olga chooses what stands in a channel, alone; only the card is seen by all, and taken away again."""
    where = channel(stage)
    asked = await runs(stage, "Olga", "/card", where)
    chosen = await taps(stage, "Olga", asked, "Put a petition here")
    await taps(stage, "Olga", chosen, chosen.labels[0])
    await time_goes_by(stage)
    organisations = await taps(stage, "Olga", await runs(stage, "Olga", "/card", where), "Put an organisation here")
    await taps(stage, "Olga", organisations, organisations.labels[0])
    await time_goes_by(stage)
    which = await taps(stage, "Olga", await runs(stage, "Olga", "/card", where), "Take a card away")
    await taps(stage, "Olga", which, which.labels[0])
    await time_goes_by(stage)


@scene(only_on="discord", because=OF_SERVERS)
async def server_refuses(stage: Stage) -> None:
    """Who manages nothing, a channel where the bot may not write, and no channel at all."""
    where, quiet = channel(stage), channel(stage, "quiet")
    world_of(stage).server.lets(None, quiet, send_messages=False)
    world_of(stage).server.offers_to_all("card")
    await runs(stage, "Bo", "/card", where)
    await runs(stage, "Olga", "/card", quiet)
    await stage.bo.commands("/card")


@scene(only_on="discord", because=OF_SERVERS)
async def server_announcements(stage: Stage) -> None:
    """In an announcement channel what is announced is published, or not."""
    asked = await runs(stage, "Olga", "/card", channel(stage, "news", is_announcement=True))
    await taps(stage, "Olga", asked, "Publish announcements", "Publish nothing")


@scene(only_on="discord", because=OF_SERVERS)
async def server_card(stage: Stage) -> None:
    """Ada signs by a card; what she sees is hers alone, and the card changes later."""
    card = await has_a_card(stage, channel(stage))
    await taps(stage, "Ada", card, "Sign", COUNTED)
    await taps(stage, "Ada", card, "Read the story")
    await taps(stage, "Ada", card, "More")
    await time_goes_by(stage)


@scene(only_on="discord", because=OF_SERVERS)
async def server_commands(stage: Stage) -> None:
    """Commands that are chosen in a channel are answered alone there as in direct messages."""
    where = channel(stage)
    for command in ("/start", "/help", "/language", "/stop"):
        await runs(stage, "Ada", command, where)


@scene(only_on="discord", because=OF_SERVERS)
async def server_role(stage: Stage) -> None:
    """A role for news: made, taken, given back, refused, ended."""
    where = channel(stage)
    card = await has_a_card(stage, where)
    refused = await taps(stage, "Olga", await runs(stage, "Olga", "/card", where), "Make a role for news")
    may_make_roles(stage)
    world_of(stage).api.fails_next("POST /guilds/*/roles", error=403, code=40003, message="Too fast")
    late = await taps(stage, "Olga", refused, "Make a role for news")
    await taps(stage, "Olga", late, "Make a role for news")
    await time_goes_by(stage)
    offered = await taps(stage, "Ada", card, NEWS_HERE)
    world_of(stage).api.fails_next("PUT /guilds/*/members/*/roles/*", error=403, code=40003, message="Too fast")
    await taps(stage, "Ada", await taps(stage, "Ada", offered, "Take the role"), "Try again", "Take the role")
    with stage.dark():
        has_it = await taps(stage, "Ada", card, NEWS_HERE)
    await taps(stage, "Ada", has_it, "Give it back")
    asked = await runs(stage, "Olga", "/card", where)
    await taps(stage, "Olga", asked, "Delete the role", "Delete the role")
    await taps(stage, "Ada", card, NEWS_HERE)


@scene(only_on="discord", because=OF_SERVERS)
async def server_role_lost(stage: Stage) -> None:
    """The bot lost the right to give it."""
    where = channel(stage)
    card = await has_a_card(stage, where)
    may_make_roles(stage)
    with stage.dark():
        await taps(stage, "Olga", await runs(stage, "Olga", "/card", where), "Make a role for news")
        await servers.later(world_of(stage))
        offered = await taps(stage, "Ada", card, NEWS_HERE)
    server = world_of(stage).server
    async with stage.step("Somebody takes the right away"):
        server.deletes_role(next(role for role in server.guild.roles if role.name == "Helper"))
        await world_of(stage).rests()
    await taps(stage, "Ada", offered, "Take the role")


@scene("en", "de", only_on="discord", because=OF_LETTERS)
async def told_directly(stage: Stage) -> None:
    """How it ends is told by direct message to whoever asks: the first comes at once; and no more of it."""
    await stage.ada.opens(MARRIAGE)
    await stage.ada.taps(COUNTED, TELL)
    await stage.ada.commands("/following")
    await stage.ada.taps("Direct messages", "No direct messages", "News by direct message")


@scene(only_on="discord", because=OF_LETTERS)
async def told_directly_refused(stage: Stage) -> None:
    """Discord lets nobody write to Ada: how to allow it, and where else it is told; then only not just now."""
    where, other = channel(stage), channel(stage, "other")
    await has_a_card(stage, where)
    thanks = await is_thanked(stage, "Ada", other)
    account(stage, "Ada").closes_dms()
    refused = await taps(stage, "Ada", thanks, TELL)
    account(stage, "Ada").opens_dms()
    world_of(stage).api.fails_next("POST /users/@me/channels", error=403, code=40003, message="Too fast")
    await taps(stage, "Ada", await taps(stage, "Ada", refused, "Try again"), "Try again")


@scene(only_on="discord", because="elsewhere a card is handed on by a link")
async def post_here(stage: Stage) -> None:
    """Ada posts a card where she is, knowing who sees that; once it can't be posted, and once nobody knows."""
    where = channel(stage)
    with stage.dark():
        shared = await runs(stage, "Ada", f"/share petition:{MARRIAGE}", where)
    asked = await taps(stage, "Ada", shared, "Post here")
    world_of(stage).api.fails_next("POST /webhooks/*", error=403, code=50013, message="No")
    await taps(stage, "Ada", asked, "Post it")
    world_of(stage).api.loses_next_answer("POST /webhooks/*")
    await taps(stage, "Ada", await taps(stage, "Ada", shared, "Post here"), "Post it")
    await taps(stage, "Ada", await taps(stage, "Ada", shared, "Post here"), "Post it")


@scene(only_on="discord", because="no other app has a menu on each message")
async def report_by_menu(stage: Stage) -> None:
    """What stands on a message is reported by its menu: cards, a list of reasons, nothing of the kind."""
    await picks_report(stage, "Ada", await has_a_card(stage, channel(stage)))
    await picks_report(stage, "Ada", await has_a_card_of_an_organisation(stage, channel(stage, "campaigns")))
    with stage.dark():
        await stage.ada.opens(MARRIAGE)
        await stage.ada.taps("Reasons")
    await picks_report(stage, "Ada", on_discord(stage, "Ada").looks_at.last)
    with stage.dark():
        await stage.ada.starts()
    await picks_report(stage, "Ada", on_discord(stage, "Ada").looks_at.last)
    await picks_report(stage, "Ada", await account(stage, "Bo").says("Who reads this?", channel(stage)))
