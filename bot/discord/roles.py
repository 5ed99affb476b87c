"""The role of a server for those who want news: made, deleted, given and taken."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import structlog

from bot.discord.calling import NOT_NOW, CallFailed, Fault
from bot.discord.client import Client
from bot.discord.happenings import told
from bot.discord.places import server_id_of
from bot.discord.sending import Sender
from handlers.deeds import RoleDeed, RoleWish
from handlers.screens import Action
from handlers.turn import Incoming

Json = dict[str, Any]
Tell = Callable[[Incoming], Awaitable[object]]
log = structlog.get_logger()


class Roles:
    """Does what replies wish of roles, and tells what became of it."""

    def __init__(self, client: Client, sender: Sender, tell: Tell) -> None:
        """`tell` takes note of what has happened to a server."""
        self._client = client
        self._sender = sender
        self._tell = tell

    async def does(self, incoming: Incoming, wish: RoleWish) -> Action | None:
        """Do it; gives what is shown instead of what was prepared."""
        try:
            is_done = await self._done(incoming, wish)
        except CallFailed as failed:
            log.info("a role could not be changed", deed=wish.deed.value, fault=str(failed.fault), kind=failed.kind)
            return await self._instead(wish, failed.fault)
        return wish.if_done if is_done else wish.if_refused

    async def _instead(self, wish: RoleWish, fault: Fault) -> Action | None:
        """A role that somebody has deleted already is one less, and has ended all the same."""
        if fault in NOT_NOW:
            return wish.if_late
        if fault is Fault.GONE:
            await self._is_gone(wish)
        return wish.if_done if (wish.deed, fault) == (RoleDeed.END, Fault.GONE) else wish.if_refused

    async def _done(self, incoming: Incoming, wish: RoleWish) -> bool:
        server_id, user_id = server_id_of(wish.server), incoming.person.user_id
        match wish.deed:
            case RoleDeed.MAKE:
                return await self._makes(server_id, wish)
            case RoleDeed.END:
                await self._sender.deletes_role(server_id, wish.role)
                await self._is_gone(wish)
            case RoleDeed.GIVE | RoleDeed.TAKE:
                is_given = wish.deed is RoleDeed.GIVE
                await self._sender.hands_role(server_id, user_id, wish.role, is_given=is_given)
        return True

    async def _makes(self, server_id: int, wish: RoleWish) -> bool:
        """A role that could not be given afterwards is none."""
        made = await self._sender.makes_role(server_id, wish.name)
        if not self._stands_below_ours(server_id, made):
            await self._sender.deletes_role(server_id, made["id"])
            return False
        await self._note("role_made", wish, f"{made['id']} {wish.name}")
        return True

    def _stands_below_ours(self, server_id: int, made: Json) -> bool:
        """Of two roles at one height the older one is the higher."""
        server = self._client.get_guild(server_id)
        if server is None or server.me is None:
            return True
        own = server.me.top_role
        return (int(made["position"]), -int(made["id"])) < (own.position, -own.id)

    async def _is_gone(self, wish: RoleWish) -> None:
        await self._note("role_gone", wish, wish.role)

    async def _note(self, happening: str, wish: RoleWish, words: str) -> None:
        await self._tell(told(happening, wish.server, self._client.application_id or 0, words))
