"""Bring a store to the newest revision, over a connection that is already in a transaction."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError


class NewerStore(Exception):
    """The store was written by a newer version of this program."""


def configuration(connection: sa.Connection | None = None) -> Config:
    """Alembic's settings; nothing is read from a file."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade(connection: sa.Connection) -> None:
    """Run the missing steps. Raises NewerStore."""
    try:
        command.upgrade(configuration(connection), "head")
    except CommandError as fault:
        raise NewerStore("This store was written by a newer version of this program; update the program.") from fault


def head() -> str:
    """The newest step there is."""
    return str(ScriptDirectory.from_config(configuration()).get_current_head())
