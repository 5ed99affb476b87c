"""A server in a process of its own, moved from afar."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from tests.discord_api.refusals import Json
from tests.loopback.remote import RemoteServer, server_process


class RemotePerson:
    """Somebody with the app in their hand; messages and interactions are named by their ids."""

    def __init__(self, api: RemoteApi, name: str, person_id: int, dm: int) -> None:
        """`dm` is the id of their direct messages with the bot."""
        self.name = name
        self.id = person_id
        self.dm = dm
        self._api = api

    async def does(self, deed: str, *words: str, **given: Any) -> Any:
        """Whatever a person near by can do: `taps`, `chooses`, `picks`, …"""
        wish = {"person": self.id, "does": deed, "words": words, "with": given}
        return await self._api.ask("POST", "act", wish)

    async def runs(self, command: str, channel: int | None = None) -> Json:
        """Type a command and see what comes of it."""
        where = {} if channel is None else {"in_": channel}
        return await self._api.shown(await self.does("runs", command, **where))

    async def taps(self, message: int, label: str) -> Json:
        """Tap a button and see what comes of it."""
        return await self._api.shown(await self.does("taps", message=message, label=label))

    async def submits(self, opened: int, values: Json) -> Json:
        """Fill in the modal that an interaction opened, and see what comes of it."""
        return await self._api.shown(await self.does("submits", opened=opened, values=values))

    async def sees(self, *texts: str, channel: int | None = None) -> list[Json]:
        """Wait until a message shows all these words; all that stands there."""
        told: list[Json] = await self.does("sees", *texts, channel=channel or self.dm)
        return told


class RemoteApi(RemoteServer):
    """`async with await RemoteApi.started() as api:` runs the server in a process of its own until the block ends."""

    def __init__(self, told: Json, process: asyncio.subprocess.Process) -> None:
        """`told` is what the process says first."""
        super().__init__(told["control"], process)
        self.url: str = told["url"]
        self.gateway_url: str = told["gateway_url"]
        self.token: str = told["token"]

    @classmethod
    async def started(cls, *arguments: str) -> RemoteApi:
        """Start `python -m tests.discord_api` with these arguments; its first line says where it listens."""
        told, process = await server_process("tests.discord_api", *arguments)
        return cls(json.loads(told), process)

    async def person(self, name: str, locale: str = "en-US") -> RemotePerson:
        """Somebody new."""
        made = await self.ask("POST", "person", {"name": name, "locale": locale})
        return RemotePerson(self, name, made["id"], made["dm"])

    async def guild(
        self, name: str, owner: RemotePerson, *members: RemotePerson, crowd: int = 0, **permissions: bool
    ) -> int:
        """A new server with the bot in it, and a crowd of others whom nobody moves; its id."""
        wish = {"name": name, "owner": owner.id, "members": [each.id for each in members], "crowd": crowd}
        made = await self.ask("POST", "guild", {**wish, "permissions": permissions})
        return int(made["id"])

    async def channel(self, guild: int, name: str) -> int:
        """A new channel of a server; its id."""
        made = await self.ask("POST", "channel", {"guild": guild, "name": name})
        return int(made["id"])

    async def shown(self, interaction: Json) -> Json:
        """What came of something, as soon as there is something to see."""
        told: Json = await self.ask("GET", f"interaction/{interaction['id']}")
        return told

    async def befalls(self, call: str, **fault: Any) -> None:
        """Wish for trouble: the fields of a Fault, as `error=429, retry_after=3`."""
        await self.ask("POST", "fault", {"call": call, **fault})

    async def gateway(self, deed: str, **given: Any) -> None:
        """Let something happen to the gateway: `drops`, `invalidates`, `refuses_next`, …"""
        await self.ask("POST", "gateway", {"does": deed, "with": given})

    async def passes(self, **much: float) -> None:
        """Let time go by."""
        await self.ask("POST", "passes", much)

    async def settles(self) -> None:
        """Wait until people see what came of everything."""
        await self.ask("POST", "settles", {})

    async def connected(self) -> None:
        """Wait until a bot listens to the gateway."""
        await self.ask("POST", "connected", {})

    async def stats(self) -> Json:
        """How things stand."""
        stats: Json = await self.ask("GET", "stats")
        return stats
