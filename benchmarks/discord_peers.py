"""The peer: a bare app of discord.py that answers a command and a button, with nothing stored and nothing decided.

`python -m benchmarks.discord_peers`, with the settings of Undersigned in its environment, until it is ended.
"""

from __future__ import annotations

import os

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

ANSWER = "✓"


class Card(discord.ui.View):
    """A button that works after a restart too, as the library's documentation shows it."""

    def __init__(self) -> None:
        """It never times out."""
        super().__init__(timeout=None)

    @discord.ui.button(label="Sign, counted only", custom_id="sign")
    async def sign(self, interaction: discord.Interaction, _button: discord.ui.Button[Card]) -> None:
        """Only answer."""
        await interaction.response.send_message(ANSWER, ephemeral=True)


class App(discord.Client):
    """One command, and one button that is registered at the start."""

    def __init__(self) -> None:
        """The same intents as ours, which the library needs least."""
        super().__init__(intents=discord.Intents(guilds=True, dm_messages=True))
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        """Tell the command, and know the button again."""
        self.add_view(Card())
        self.tree.add_command(show)
        await self.tree.sync()


@app_commands.command(name="petition", description="Read a petition")
@app_commands.describe(petition="Its code")
async def show(interaction: discord.Interaction, petition: str) -> None:
    """A message with the button."""
    await interaction.response.send_message(f"Petition {petition}", view=Card(), ephemeral=True)


if __name__ == "__main__":
    Route.BASE = os.environ["UNDERSIGNED_DISCORD_API"]
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["UNDERSIGNED_DISCORD_GATEWAY"])
    App().run(os.environ["UNDERSIGNED_DISCORD_TOKEN"])
