"""`undersigned run`: everything that is configured."""

from __future__ import annotations

import click

from bot.application import Refused, settings_or_refuse
from bot.commands.chat import converse

HOW_TO_ADD = (
    "Terminal chat. To add Telegram or Discord, put UNDERSIGNED_TELEGRAM_TOKEN or UNDERSIGNED_DISCORD_TOKEN into .env"
    " (config/sample.env has all settings)."
)
KNOWN = {"terminal"}


@click.command()
def command() -> None:
    """Run what is configured; without a platform, chat in this terminal with the sample campaigns."""
    settings = settings_or_refuse()
    unknown = [name for name in settings.platforms if name not in KNOWN]
    if unknown:
        raise Refused(
            f"UNDERSIGNED_PLATFORMS names {', '.join(unknown)}, which this version does not have; it has: terminal."
        )
    click.echo(HOW_TO_ADD)
    converse(settings)
