"""What discord.py itself writes passes, and what it reads it understands."""

from io import BytesIO

import discord
from discord import app_commands, ui

from tests.discord_api import Channel, Community, DiscordApi, Person
from tests.discord_api.conftest import Bot

Happened = discord.Interaction[Bot]


class German(app_commands.Translator):
    """Knows one sentence."""

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """The German of it."""
        return "Lies eine Petition" if locale is discord.Locale.german and string.message.startswith("Read") else None


async def test_a_tree_of_commands_is_synchronised(api: DiscordApi, bot: Bot, ada: Person) -> None:
    tree = app_commands.CommandTree(bot)
    await tree.set_translator(German())

    @tree.command(description=app_commands.locale_str("Read a petition"))
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def petition(happened: Happened, code: str, copies: app_commands.Range[int, 1, 9] = 1) -> None:
        await happened.response.send_message(f"{code} × {copies}")

    @petition.autocomplete("code")
    async def offer(happened: Happened, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{typed}…", value="KTMWQR")]

    @tree.context_menu(name="Report")
    async def report(happened: Happened, message: discord.Message) -> None:
        await happened.response.send_message(f"Reported: {message.content}", ephemeral=True)

    await tree.sync()
    assert api.world.commands[0]["description_localizations"] == {"de": "Lies eine Petition"}
    assert await ada.completes("/petition", code="KT") == [{"name": "KT…", "value": "KTMWQR"}]
    asked = await (await ada.runs("/petition code:KTMWQR copies:2")).shown()
    assert asked.last.text == "KTMWQR × 2"
    said = await ada.says("Something bad")
    assert (await (await ada.picks("Report", said)).shown()).last.text == "Reported: Something bad"
    assert [command.name for command in await tree.fetch_commands()] == ["petition", "Report"]


async def test_messages_of_every_kind_are_sent(bot: Bot, ada: Person, leeds: Community, general: Channel) -> None:
    there = bot.get_partial_messageable(general.id)
    embed = discord.Embed(title="Park", description="Oaks", colour=0x00AA00, url="https://example.org")
    embed.set_image(url="attachment://oak.png").add_field(name="Goal", value="100").set_footer(text="Leeds")
    sent = await there.send("Hello", embed=embed, file=discord.File(BytesIO(b"oak"), "oak.png", description="An oak"))
    assert sent.attachments[0].description == "An oak"
    assert sent.embeds[0].image.url == general.messages[0].attachments[0].url
    await sent.edit(content="Bye", embed=None, attachments=[])
    assert (general.messages[0].text, general.messages[0].attachments) == ("Bye", [])
    await sent.delete()
    leeds.lets(None, general, pin_messages=True)
    reply = await there.send("Once more", silent=True, view=everything())
    await reply.pin()
    assert (general.messages[0].is_silent, general.messages[0].is_pinned) == (True, True)
    assert general.messages[0].labels == ["Sign", "Web", "Gone"]
    assert [part["type"] for part in general.messages[0].selects] == [3, 5, 6, 8]


def everything() -> ui.View:
    """A button of every kind and a menu of every kind."""
    view = ui.View()
    view.add_item(ui.Button(label="Sign", custom_id="s", style=discord.ButtonStyle.primary, emoji="🌳"))
    view.add_item(ui.Button(label="Web", url="https://example.org"))
    view.add_item(ui.Button(label="Gone", custom_id="g", disabled=True))
    view.add_item(ui.Select(custom_id="1", options=[discord.SelectOption(label="Leeds", description="A city")]))
    view.add_item(ui.UserSelect(custom_id="2"))
    view.add_item(ui.RoleSelect(custom_id="3"))
    view.add_item(ui.ChannelSelect(custom_id="4"))
    view.stop()
    return view


async def test_layouts_of_every_part_are_shown(bot: Bot, general: Channel) -> None:
    view = ui.LayoutView()
    thumbnail: ui.Thumbnail[ui.LayoutView] = ui.Thumbnail("attachment://oak.png", description="An oak")
    box = ui.Container(ui.Section("Save the park", accessory=thumbnail), accent_colour=0x00AA00)
    box.add_item(ui.Section("Sign", accessory=ui.Button(label="Sign", custom_id="s")))
    box.add_item(ui.Separator(spacing=discord.SeparatorSpacing.large)).add_item(ui.File("attachment://a.txt"))
    box.add_item(ui.MediaGallery(discord.MediaGalleryItem("https://example.org/a.png", description="Two")))
    box.add_item(ui.ActionRow(ui.Select(custom_id="m", options=[discord.SelectOption(label="Leeds")])))
    view.add_item(box).add_item(ui.TextDisplay("-# small"))
    view.stop()
    files = [discord.File(BytesIO(b"oak"), "oak.png"), discord.File(BytesIO(b"a"), "a.txt")]
    sent = await bot.get_partial_messageable(general.id).send(view=view, files=files)
    shown = general.messages[0]
    assert shown.text == "Save the park\nSign\n-# small"
    assert [each["description"] for each in shown.pictures] == ["Two", "An oak"]
    assert sent.flags.components_v2
    assert len(sent.components) == 2


async def test_people_and_roles_are_reached(
    api: DiscordApi, bot: Bot, ada: Person, bo: Person, leeds: Community
) -> None:
    leeds.everybody(manage_roles=True)
    york = api.guild("York", ada, [bo], has_bot=False)
    role = york.role("Campaign news")
    york.adds_bot(manage_roles=True)
    news = york.channel("news", is_announcement=True)
    await api.until(lambda: bot.heard[-1:] == ["CHANNEL_CREATE"])
    guild = await bot.fetch_guild(york.id)
    member = await guild.fetch_member(bo.id)
    await member.add_roles(discord.Object(role.id))
    assert york.has(bo, role)
    await member.remove_roles(discord.Object(role.id))
    assert not york.has(bo, role)
    await (await (await bot.fetch_user(bo.id)).send("Hello")).edit(content="Hello Bo")
    assert [each.text for each in await bo.sees("Hello")] == ["Hello Bo"]
    room = bot.get_channel(news.id)
    assert isinstance(room, discord.TextChannel)
    assert room.is_news()
    await (await room.send("Won")).publish()
    made = await guild.create_role(name="Neutral", mentionable=True)
    assert made.mentionable
    assert [each.name async for each in bot.fetch_guilds()] == ["Uni Leeds", "York"]


async def test_a_deferred_tap_is_answered_in_every_way(bot: Bot, ada: Person, general: Channel) -> None:
    async def answer(happened: Happened) -> None:
        await happened.response.defer()
        await happened.edit_original_response(content="Changed", view=None)
        more = await happened.followup.send("More", ephemeral=True, wait=True)
        await more.edit(content="Even more")
        await happened.followup.send("Too much")
        await happened.delete_original_response()

    bot.answer = answer
    view = ui.View()
    view.add_item(ui.Button(label="Sign", custom_id="s"))
    view.stop()
    await bot.get_partial_messageable(general.id).send("Card", view=view)
    card = general.messages[0]
    tap = await ada.taps(card, "Sign")
    await bot.answered()
    assert bot.faults == []
    assert [each.text for each in tap.messages] == ["Even more", "Too much"]
    assert tap.changed_for_others == [card, card]
    assert card.is_deleted
