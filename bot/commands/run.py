"""`undersigned run`: everything that is configured."""

from __future__ import annotations

import click

from bot.application import Refused, platforms_here, settings_or_refuse, unknown_platforms
from config.settings import Settings

HOW_TO_ADD = (
    "Terminal chat. Telegram and Discord are added by UNDERSIGNED_TELEGRAM_TOKEN and UNDERSIGNED_DISCORD_TOKEN in .env"
    " (see config/sample.env), in a version that has them; this one has the terminal."
)
NO_OPERATOR = (
    "Supporters can't be told who runs this: set UNDERSIGNED_OPERATOR_NAME and UNDERSIGNED_OPERATOR_CONTACT,"
    " for example UNDERSIGNED_OPERATOR_CONTACT=hello@example.org."
)


@click.command()
def command() -> None:
    """Run what is configured; without a platform, chat in this terminal with the sample campaigns."""
    settings = settings_or_refuse()
    if settings.has_messaging_platform and not settings.operator_is_named:
        click.echo(NO_OPERATOR, err=True)
    _refuse_unknown(settings)
    click.echo(HOW_TO_ADD)
    from bot.commands.chat import converse

    converse(settings)


def _refuse_unknown(settings: Settings) -> None:
    unknown = unknown_platforms(settings)
    if unknown:
        raise Refused(
            f"UNDERSIGNED_PLATFORMS, or a token, asks for {' and '.join(unknown)}, which this version does not have;"
            f" for example UNDERSIGNED_PLATFORMS={','.join(platforms_here())}"
        )
