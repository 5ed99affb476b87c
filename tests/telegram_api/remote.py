"""A server in a process of its own, moved from afar with the same words."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import dataclass
from typing import Any

from tests.loopback.remote import RemoteServer, server_process
from tests.telegram_api.refusals import Json


@dataclass(frozen=True, slots=True)
class RemoteMessage:
    """A message as it stood when it was asked for; `rows` are buttons as the Bot API writes them."""

    id: int
    from_bot: bool
    text: str
    caption: str
    entities: list[Json]
    rows: list[list[Json]]
    picture: bytes | None
    document: tuple[str, bytes] | None
    is_silent: bool
    is_protected: bool

    @property
    def labels(self) -> list[str]:
        """What stands on its inline buttons."""
        return [button["text"] for row in self.rows for button in row]

    @classmethod
    def of(cls, given: Json) -> RemoteMessage:
        """Read what the server tells."""
        document, picture = given["document"], given["picture"]
        files = {
            "picture": None if picture is None else base64.b64decode(picture),
            "document": None if document is None else (document[0], base64.b64decode(document[1])),
        }
        return cls(**{**given, **files})


@dataclass(frozen=True, slots=True)
class RemoteTap:
    """A tap, and what the person then sees."""

    api: RemoteApi
    id: str
    label: str
    is_answered: bool
    text: str
    is_alert: bool
    url: str
    copied: str
    took: float
    """Seconds until it was answered."""

    async def answered(self) -> RemoteTap:
        """Wait until the bot answered."""
        return RemoteTap(self.api, **await self.api.ask("GET", f"tap/{self.id}"))


class RemotePerson:
    """Somebody with the app in their hand."""

    def __init__(self, api: RemoteApi, name: str, person_id: int) -> None:
        """They have never written to the bot."""
        self.name = name
        self.id = person_id
        self._api = api

    async def starts(self, payload: str = "") -> RemoteMessage:
        """Tap START, or follow a link that says with what."""
        return RemoteMessage.of(await self._does("starts", payload=payload))

    async def sends(self, text: str) -> RemoteMessage:
        """Write a text."""
        return RemoteMessage.of(await self._does("sends", text=text))

    async def opens(self, url: str) -> RemoteMessage:
        """Follow a link that leads to the bot."""
        return RemoteMessage.of(await self._does("opens", url=url))

    async def sends_document(self, name: str, data: bytes) -> RemoteMessage:
        """Send a file."""
        given = base64.b64encode(data).decode()
        return RemoteMessage.of(await self._does("sends_document", name=name, data=given))

    async def taps(self, label: str, on: str = "") -> RemoteTap:
        """Tap a button of the newest message that has it."""
        return RemoteTap(self._api, **await self._does("taps", label=label, on=on))

    async def blocks(self) -> None:
        """Stop the bot from writing."""
        await self._does("blocks")

    async def unblocks(self) -> None:
        """Let the bot write again."""
        await self._does("unblocks")

    async def deactivates(self) -> None:
        """Delete the account."""
        await self._does("deactivates")

    async def sees(self, *texts: str) -> RemoteMessage:
        """Wait until one message of a bot shows all these words."""
        wish = {"person": self.id, "does": "sees", "words": list(texts)}
        return RemoteMessage.of(await self._api.ask("POST", "act", wish))

    async def messages(self) -> list[RemoteMessage]:
        """What stands in their chat with the bot."""
        chat = await self._api.ask("GET", f"chat/{self.id}")
        return [RemoteMessage.of(each) for each in chat["messages"]]

    async def _does(self, deed: str, **given: Any) -> Json:
        answer: Json = await self._api.ask("POST", "act", {"person": self.id, "does": deed, "with": given})
        return answer


class RemoteApi(RemoteServer):
    """`async with RemoteApi.started() as api:` runs the server as a process of its own until the end of the block."""

    def __init__(self, url: str, process: asyncio.subprocess.Process | None = None) -> None:
        """`url` is where a server already listens."""
        super().__init__(f"{url}/control", process)
        self.url = url

    @classmethod
    async def started(cls, *arguments: str) -> RemoteApi:
        """Start `python -m tests.telegram_api` with these arguments; its first line says where it listens."""
        where, process = await server_process("tests.telegram_api", *arguments)
        return cls(where, process)

    async def person(self, name: str, language: str | None = "en", username: str | None = None) -> RemotePerson:
        """Somebody new."""
        made = await self.ask("POST", "person", {"name": name, "language": language, "username": username})
        return RemotePerson(self, name, made["id"])

    async def people(self, n: int) -> list[int]:
        """So many who have all started the bot, by their ids."""
        ids: list[int] = await self.ask("POST", "people", {"n": n})
        return ids

    async def received(self) -> dict[int, int]:
        """How many messages of the bot each person has."""
        told = await self.ask("GET", "received")
        return {int(person): n for person, n in told.items()}

    async def stats(self) -> Json:
        """How things stand: url, token, bot, calls, unanswered, complaints, pending, is_held, passed, refused."""
        stats: Json = await self.ask("GET", "stats")
        return stats

    async def calls(self, method: str = "") -> list[Json]:
        """The requests so far, as `method`, `params`, `status` and `at`."""
        calls: list[Json] = await self.ask("GET", f"calls?method={method}" if method else "calls")
        return calls

    async def befalls(self, method: str, **fault: Any) -> None:
        """Wish for trouble: the fields of a Fault, as `error=429, retry_after=3`."""
        await self.ask("POST", "fault", {"method": method, **fault})

    async def settles(self) -> None:
        """Wait until the bot has heard everything."""
        await self.ask("POST", "settles", {})
