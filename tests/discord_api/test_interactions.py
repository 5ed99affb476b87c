"""What people do reaches a bot of discord.py, and they see what it answers."""

from io import BytesIO
from typing import Any

import discord
import pytest
from discord import ui

from tests.discord_api import Channel, DiscordApi, Person
from tests.discord_api.conftest import Bot

PETITION: dict[str, Any] = {
    "name": "petition",
    "description": "Read a petition",
    "options": [{"type": 3, "name": "code", "description": "Its code", "autocomplete": True}],
}
Happened = discord.Interaction[Bot]


def card(text: str) -> ui.LayoutView:
    """Words with a button below, which the library does not remember."""
    view = ui.LayoutView()
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow(ui.Button(label="Sign", custom_id="s:1"))
    view.add_item(ui.Container(ui.TextDisplay(text), row))
    view.stop()
    return view


class Signing(ui.Modal, title="Sign"):
    """A form with every kind of field that we use."""

    name: "ui.Label[Signing]" = ui.Label(text="Your name", component=ui.TextInput(custom_id="name", max_length=40))
    shown: "ui.Label[Signing]" = ui.Label(
        text="Shown as",
        component=ui.RadioGroup(
            custom_id="shown",
            options=[
                discord.RadioGroupOption(label="Name", value="n"),
                discord.RadioGroupOption(label="Count", value="c"),
            ],
        ),
    )
    agrees: "ui.Label[Signing]" = ui.Label(text="I agree", component=ui.Checkbox(custom_id="agrees"))


async def test_a_tap_on_a_card_that_others_see_is_answered_in_private(
    api: DiscordApi, bot: Bot, ada: Person, bo: Person, general: Channel
) -> None:
    async def answer(happened: Happened) -> None:
        if happened.type is discord.InteractionType.application_command:
            await happened.response.send_message(view=card("Save the park"))
        else:
            await happened.response.send_message("Signed", ephemeral=True)

    bot.answer = answer
    await bot.puts(PETITION)
    park = (await (await ada.runs("/petition code:KTMWQR", in_=general)).shown()).last
    assert (park.text, park.is_v2, park.labels) == ("Save the park", True, ["Sign"])
    tap = await (await bo.taps(park, "Sign")).shown()
    assert tap.last.is_ephemeral
    assert tap.changed_for_others == []
    assert [each.text for each in await bo.sees(channel=general)] == ["Save the park", "Signed"]
    assert [each.text for each in await ada.sees(channel=general)] == ["Save the park"]
    with pytest.raises(AssertionError, match="does not see"):
        await ada.taps(tap.last, "Undo")
    await api.settles()
    assert bot.faults == []


async def test_a_tap_that_changes_what_others_see_is_noticed(bot: Bot, ada: Person, general: Channel) -> None:
    async def answer(happened: Happened) -> None:
        if happened.type is discord.InteractionType.application_command:
            await happened.response.send_message(view=card("Save the park"))
        else:
            await happened.response.edit_message(view=card("Signed"))

    bot.answer = answer
    await bot.puts(PETITION)
    park = (await (await ada.runs("/petition", in_=general)).shown()).last
    tap = await (await ada.taps(park, "Sign")).shown()
    assert tap.changed_for_others == [park]
    assert (park.text, park.earlier) == ("Signed", ["Save the park"])
    in_private = (await (await ada.runs("/petition")).shown()).last
    tap = await (await ada.taps(in_private, "Sign")).shown()
    assert tap.changed_for_others == []
    assert tap.last is in_private


async def test_a_modal_is_filled_in_by_its_labels(bot: Bot, ada: Person) -> None:
    heard: list[Any] = []

    async def answer(happened: Happened) -> None:
        if happened.type is discord.InteractionType.modal_submit:
            heard.append(happened.data)
            await happened.response.send_message("Thank you")
        else:
            await happened.response.send_modal(Signing(custom_id="f:1"))

    bot.answer = answer
    await bot.puts(PETITION)
    opened = await (await ada.runs("/petition")).shown()
    with pytest.raises(AssertionError, match="asks for 'Your name'"):
        await ada.submits(opened, {"Shown as": "Count"})
    with pytest.raises(AssertionError, match="no field"):
        await ada.submits(opened, {"Your name": "Ada", "Shown as": "Name", "Place": "Leeds"})
    sent = await ada.submits(opened, {"Your name": "Ada", "Shown as": "Count", "agrees": True})
    assert (await sent.shown()).last.text == "Thank you"
    parts = [part["component"] for part in heard[0]["components"]]
    assert [part["value"] for part in parts] == ["Ada", "c", True]


async def test_autocomplete_offers_choices(bot: Bot, ada: Person) -> None:
    async def answer(happened: Happened) -> None:
        data: Any = happened.data
        (option,) = data["options"]
        assert option["focused"]
        choice = discord.app_commands.Choice(name=f"{option['value']}…", value="KTMWQR")
        await happened.response.autocomplete([choice])

    bot.answer = answer
    await bot.puts(PETITION)
    assert await ada.completes("/petition", code="KT") == [{"name": "KT…", "value": "KTMWQR"}]


async def test_a_message_is_reported_by_its_menu(bot: Bot, ada: Person, bo: Person, general: Channel) -> None:
    seen: list[str] = []

    async def answer(happened: Happened) -> None:
        data: Any = happened.data
        seen.append(data["resolved"]["messages"][data["target_id"]]["content"])
        await happened.response.send_message("Thank you", ephemeral=True)

    bot.answer = answer
    await bot.puts({"name": "Report", "type": 3})
    said = await bo.says("Something bad", general)
    assert (await (await ada.picks("Report", said)).shown()).last.is_ephemeral
    assert seen == ["Something bad"]


async def test_what_was_deferred_in_private_stays_private(
    api: DiscordApi, bot: Bot, ada: Person, general: Channel
) -> None:
    async def answer(happened: Happened) -> None:
        await happened.response.defer(ephemeral=True, thinking=True)
        await happened.followup.send("First")
        await happened.followup.send("Second")

    bot.answer = answer
    await bot.puts(PETITION)
    asked = await ada.runs("/petition", in_=general)
    await api.until(lambda: len(asked.messages) == 2)
    assert [each.is_ephemeral for each in asked.messages] == [True, False]
    assert asked.messages[0] is asked.original


async def test_files_come_along(bot: Bot, ada: Person) -> None:
    async def answer(happened: Happened) -> None:
        view = ui.LayoutView()
        view.add_item(ui.MediaGallery(discord.MediaGalleryItem("attachment://oak.png", description="An oak")))
        view.stop()
        await happened.response.send_message(view=view, file=discord.File(BytesIO(b"oak"), "oak.png"))

    bot.answer = answer
    await bot.puts(PETITION)
    shown = (await (await ada.runs("/petition")).shown()).last
    assert shown.file("oak.png") == b"oak"
    assert shown.pictures[0]["description"] == "An oak"
    assert shown.pictures[0]["media"]["url"] == shown.attachments[0].url


async def test_people_choose_in_menus(bot: Bot, ada: Person, general: Channel) -> None:
    heard: list[Any] = []

    async def answer(happened: Happened) -> None:
        if happened.type is discord.InteractionType.component:
            heard.append(happened.data)
            await happened.response.defer()
            return
        view = ui.View()
        view.add_item(
            ui.Select(custom_id="m", placeholder="Where", options=[discord.SelectOption(label="Leeds", value="l")])
        )
        view.add_item(ui.ChannelSelect(custom_id="c"))
        view.stop()
        await happened.response.send_message("Choose", view=view)

    bot.answer = answer
    await bot.puts(PETITION)
    shown = (await (await ada.runs("/petition")).shown()).last
    await (await ada.chooses(shown, "Where", "Leeds")).answered()
    await (await ada.chooses(shown, "c", general)).answered()
    assert [each["values"] for each in heard] == [["l"], [str(general.id)]]
    with pytest.raises(AssertionError, match="none of"):
        await ada.chooses(shown, "m", "York")


async def test_a_button_of_last_year_still_asks(api: DiscordApi, bot: Bot, ada: Person, general: Channel) -> None:
    heard: list[Any] = []

    async def answer(happened: Happened) -> None:
        heard.append(happened.data)
        await happened.response.send_message("Signed", ephemeral=True)

    bot.answer = answer
    posted = await bot.get_partial_messageable(general.id).send(view=card("Save the park"))
    api.passes(days=365)
    park = general.message(posted.id)
    assert park is not None
    assert (await (await ada.taps(park, "Sign")).shown()).last.text == "Signed"
    assert heard[0]["custom_id"] == "s:1"
