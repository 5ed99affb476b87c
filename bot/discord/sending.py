"""The calls by which something is shown: an answer to an interaction, what follows it, a message unasked."""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import partial
from typing import Any

from discord.http import Route
from discord.webhook.async_ import AsyncWebhookAdapter

from bot.discord.calling import CallFailed, Fault, call
from bot.discord.client import Client
from bot.discord.incoming import Asked
from bot.discord.render import TEXT, File, Payload
from bot.making_pictures import beside, made_picture
from bot.platforms import PLAINLY, Manner
from handlers.charts import Chart
from handlers.screens import MadeFile, QrCode

Json = dict[str, Any]
SILENT = 1 << 12
MOST_NONCE = 25
_FIRST = "/interactions/{webhook_id}/{webhook_token}/callback"
_FOLLOWING = "/webhooks/{webhook_id}/{webhook_token}"
_MESSAGE = "/channels/{channel_id}/messages/{message_id}"
_ORIGINAL = f"{_FOLLOWING}/messages/@original"


class First(IntEnum):
    """The kinds of first answers to an interaction."""

    MESSAGE = 4
    LATER = 5
    CHANGE_LATER = 6
    CHANGE = 7
    CHOICES = 8
    MODAL = 9


@dataclass(frozen=True, slots=True)
class Message:
    """A payload with its files at hand."""

    payload: Payload
    files: tuple[Json, ...] = ()

    @property
    def size(self) -> int:
        """Of its files, in bytes."""
        return sum(len(file["value"]) for file in self.files)

    def body(self, flags: int = 0) -> Json:
        """What is sent beside the files. An edit names all files that stay, so that what stood there before goes."""
        attached = [{"id": number, "filename": name} for number, (name, _file) in enumerate(self.payload.files)]
        body = self.payload.body
        return {**body, "flags": body["flags"] | flags, "attachments": attached}


class Sender:
    """What one client sends; every method raises CallFailed."""

    def __init__(self, client: Client) -> None:
        """Nothing is sent yet."""
        self._client = client
        self._adapter: Any = AsyncWebhookAdapter()  # type: ignore[no-untyped-call]  # the library's own way

    async def answers(self, interaction: Asked, kind: First, data: Json, files: Sequence[Json] = ()) -> None:
        """The first answer to an interaction."""
        body: Json = {"type": int(kind), **({"data": data} if data else {})}
        route = Route("POST", _FIRST, webhook_id=interaction.id, webhook_token=interaction.token)
        await self._once_more(lambda: self._asks(route, body, files))

    async def follows(self, asked: Asked, message: Message, flags: int = 0) -> Json:
        """One more message below the first answer, as it came to stand there."""
        sent: Json = await self._call(asked, "POST", _FOLLOWING, message.body(flags), message.files)
        return sent

    async def changes_original(self, asked: Asked, message: Message) -> None:
        """The message that was answered, or deferred to."""
        await self._call(asked, "PATCH", _ORIGINAL, message.body(), message.files)

    async def removes_original(self, asked: Asked) -> None:
        """Take back what said that an answer comes."""
        await self._call(asked, "DELETE", _ORIGINAL, None)

    async def removes_following(self, asked: Asked, message_id: str) -> None:
        """One of the messages below the first answer goes."""
        await self._call(asked, "DELETE", f"{_FOLLOWING}/messages/{message_id}", None)

    async def _call(self, asked: Asked, method: str, path: str, body: Json | None, files: Sequence[Json] = ()) -> Any:
        route = Route(method, path, webhook_id=asked.application_id, webhook_token=asked.token)
        return await call(lambda: self._asks(route, body, files), self._client.brake)

    async def _asks(self, route: Route, body: Json | None, files: Sequence[Json]) -> Any:
        session = self._client.session
        if not files:
            return await self._adapter.request(route, session, payload=body)
        return await self._adapter.request(route, session, multipart=_multipart(body, files))

    async def _once_more(self, request: Callable[[], Awaitable[Any]]) -> None:
        """A first answer that broke off is given again; if the first try had arrived, Discord says so."""
        try:
            await call(request, self._client.brake)
        except CallFailed as failed:
            if failed.fault is not Fault.UNKNOWN:
                raise
            await self._unless_answered(request)

    async def _unless_answered(self, request: Callable[[], Awaitable[Any]]) -> None:
        try:
            await call(request, self._client.brake)
        except CallFailed as failed:
            if failed.fault is not Fault.ANSWERED:
                raise

    async def posts(self, channel_id: int, message: Message, manner: Manner = PLAINLY) -> str:
        """A new message in a channel; gives its id. The same nonce within some minutes posts it once.

        Nobody is mentioned but those who have the role that it calls.
        """
        body = message.body(SILENT if manner.is_silent else 0)
        if manner.calls:
            body |= _mentioning(body, manner.calls)
        if manner.nonce:
            body |= {"nonce": manner.nonce[:MOST_NONCE], "enforce_nonce": True}
        route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel_id)
        kind: Json = {"form": _multipart(body, message.files)} if message.files else {"json": body}
        sent = await call(lambda: self._client.http.request(route, **kind), self._client.brake)
        return str(sent["id"])

    async def changes(self, channel_id: int, message_id: int, message: Message) -> None:
        """A message of ours shows this from now on."""
        route = Route("PATCH", _MESSAGE, channel_id=channel_id, message_id=message_id)
        body = message.body()
        kind: Json = {"form": _multipart(body, message.files)} if message.files else {"json": body}
        await call(lambda: self._client.http.request(route, **kind), self._client.brake)

    async def publishes(self, channel_id: int, message_id: str) -> None:
        """A message of ours in a channel for announcements goes to whoever follows that channel."""
        path = "/channels/{channel_id}/messages/{message_id}/crosspost"
        route = Route("POST", path, channel_id=channel_id, message_id=message_id)
        await call(lambda: self._client.http.request(route), self._client.brake)

    async def removes(self, channel_id: int, message_id: int) -> None:
        """A message of ours goes."""
        route = Route("DELETE", _MESSAGE, channel_id=channel_id, message_id=message_id)
        await call(lambda: self._client.http.request(route), self._client.brake)

    async def writes_to(self, user_id: int, channel_id: int, message: Message) -> None:
        """A new message in the direct messages that somebody wrote in; opened first where the server wants that."""
        try:
            await self.posts(channel_id, message)
        except CallFailed as failed:
            if failed.fault is not Fault.GONE:
                raise
            await self.posts(await self.opens_dm(user_id), message)

    async def makes_role(self, server_id: int, name: str) -> Json:
        """A new role that may do nothing, stands apart nowhere, and that others can't mention."""
        route = Route("POST", "/guilds/{guild_id}/roles", guild_id=server_id)
        body = {"name": name, "permissions": "0", "hoist": False, "mentionable": False}
        made: Json = await call(lambda: self._client.http.request(route, json=body), self._client.brake)
        return made

    async def deletes_role(self, server_id: int, role: str) -> None:
        """A role of ours goes."""
        route = Route("DELETE", "/guilds/{guild_id}/roles/{role_id}", guild_id=server_id, role_id=role)
        await call(lambda: self._client.http.request(route), self._client.brake)

    async def hands_role(self, server_id: int, user_id: str, role: str, *, is_given: bool) -> None:
        """Somebody has a role from now on, or no longer."""
        path = "/guilds/{guild_id}/members/{user_id}/roles/{role_id}"
        method = "PUT" if is_given else "DELETE"
        route = Route(method, path, guild_id=server_id, user_id=user_id, role_id=role)
        await call(lambda: self._client.http.request(route), self._client.brake)

    async def opens_dm(self, user_id: int) -> int:
        """The channel of direct messages with somebody."""
        route = Route("POST", "/users/@me/channels")
        body = {"recipient_id": str(user_id)}
        opened = await call(lambda: self._client.http.request(route, json=body), self._client.brake)
        return int(opened["id"])


def _mentioning(body: Json, role: str) -> Json:
    """The role stands before all else, and nothing else in the message can mention anybody."""
    named = {"type": TEXT, "content": f"<@&{role}>"}
    return {"components": [named, *body["components"]], "allowed_mentions": {"parse": [], "roles": [role]}}


async def loaded(payload: Payload) -> Message:
    """The payload with its files, read or made off the event loop. Raises OSError."""
    return Message(payload, await beside(partial(_loaded, payload)) if payload.files else ())


def _loaded(payload: Payload) -> tuple[Json, ...]:
    return tuple(
        {
            "name": f"files[{number}]",
            "value": _content_of(file),
            "filename": name,
            "content_type": mimetypes.guess_type(name)[0] or "application/octet-stream",
        }
        for number, (name, file) in enumerate(payload.files)
    )


def _content_of(file: File) -> bytes:
    match file:
        case QrCode() | Chart():
            return made_picture(file)
        case MadeFile():
            return file.content
        case _:
            return file.path.read_bytes()


def _multipart(body: Json | None, files: Sequence[Json]) -> list[Json]:
    return [{"name": "payload_json", "value": json.dumps(body), "content_type": "application/json"}, *files]
