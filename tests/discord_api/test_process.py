"""The server as a process of its own, moved from afar."""

import asyncio

import pytest
from discord import InteractionType
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from tests.discord_api import RemoteApi
from tests.discord_api.conftest import Bot
from tests.discord_api.test_interactions import Happened, Signing, card


async def answer(happened: Happened) -> None:
    if happened.type is InteractionType.application_command:
        await happened.response.send_message(view=card("Save the park"))
    elif happened.type is InteractionType.component:
        await happened.response.send_modal(Signing(custom_id="f:1"))
    else:
        await happened.response.send_message("Signed", ephemeral=True)


async def test_people_act_from_afar(monkeypatch: pytest.MonkeyPatch) -> None:
    async with await RemoteApi.started("--limits") as api:
        monkeypatch.setattr(Route, "BASE", api.url)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", URL(api.gateway_url))
        async with Bot() as bot:
            bot.answer = answer
            running = asyncio.create_task(bot.start(api.token))
            await api.connected()
            await bot.puts({"name": "petition", "description": "Read a petition"})
            ada = await api.person("Ada", locale="de")
            general = await api.channel(await api.guild("York", ada, manage_roles=True), "hall")
            shown = await ada.runs("/petition", general)
            opened = await ada.taps(shown["messages"][0]["id"], "Sign")
            sent = await ada.submits(opened["id"], {"Your name": "Ada", "Shown as": "Count"})
            assert [each["text"] for each in sent["messages"]] == ["Signed"]
            with pytest.raises(AssertionError, match="no button 'Follow'"):
                await ada.taps(shown["messages"][0]["id"], "Follow")
            seen = await ada.sees("Save the park", channel=general)
            assert [each["is_ephemeral"] for each in seen] == [False, True]
            await api.settles()
            stats = await api.stats()
            assert (stats["failed"], stats["complaints"], stats["commands"]) == ([], [], ["petition"])
            await api.gateway("holds")
            late = await ada.does("runs", "/petition")
            await api.passes(seconds=3)
            with pytest.raises(AssertionError, match="This interaction failed"):
                await api.shown(late)
            await api.gateway("lets_go")
            await bot.close()
            await running
