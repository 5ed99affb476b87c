"""Links that add the bot (https://discord.com/developers/docs/topics/oauth2), and words that lead to an action."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from discord import Permissions

from handlers.screens import Action, payload_of

SITE = "https://discord.com"
NEEDED = Permissions(
    view_channel=True, send_messages=True, send_messages_in_threads=True, embed_links=True, attach_files=True
)
"""What the bot needs in a server; it reads no messages and manages nothing."""
FOR_A_ROLE = Permissions(manage_roles=True, mention_everyone=True)
"""What it needs besides for a role for news, which rings for those who have it and for nobody else."""
SERVERS, PEOPLE = 0, 1
"""Where an application is installed, as Discord counts it."""


def invite(action: Action) -> str:
    """Discord has no links that lead to an action: these words do, typed to the bot."""
    return f"/start code:{payload_of(action)}"


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses of one application."""

    application_id: int

    @property
    def for_servers(self) -> str:
        """Adds the bot to a server."""
        return self._to_servers(NEEDED)

    @property
    def for_a_role(self) -> str:
        """The same with what it needs for a role for news."""
        return self._to_servers(NEEDED | FOR_A_ROLE)

    @property
    def for_people(self) -> str:
        """Adds the bot to a person's own apps, so that they have it everywhere."""
        return self._install(scope="applications.commands", integration_type=PEOPLE)

    def _to_servers(self, allowed: Permissions) -> str:
        return self._install(scope="bot applications.commands", permissions=allowed.value, integration_type=SERVERS)

    def _install(self, **asked: str | int) -> str:
        return f"{SITE}/oauth2/authorize?{urlencode({'client_id': self.application_id, **asked})}"
