"""The command line: `undersigned` and its commands, each imported only when it is asked for."""

from __future__ import annotations

import importlib
import sys

import click

from bot.collecting import made_to_stay

COMMANDS = {
    "setup": "Ask for tokens and names, check them, and write .env.",
    "run": "Run what is configured; without a platform, chat in this terminal.",
    "chat": "Chat in this terminal.",
    "invite": "Print a code that lets an organizer in.",
    "load": "Load campaigns from a file, or the samples.",
    "migrate": "Bring the store to this version.",
    "doctor": "Say what is configured, what is reachable and what is wrong.",
    "alerts": "Say how far the newest alerts are, and when they will be finished.",
    "status": "Say how petitions stand: their count, the last day, the next goal, what waits, what is being told.",
    "review": "See and decide what is held.",
}


class Commands(click.Group):
    """Knows the names and one line of each; the module of a command holds its options."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """In the order of the list above."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command itself, or None if there is none by this name."""
        if cmd_name not in COMMANDS:
            return None
        with made_to_stay():
            command: click.Command = importlib.import_module(f"bot.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List them without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["--help"]})
def undersigned() -> None:
    """Petitions that live in chat apps."""


def main() -> None:
    """The entry point of `undersigned`: exit code 2 for what was asked wrongly."""
    sys.exit(undersigned(standalone_mode=True))
