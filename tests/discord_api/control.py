"""Addresses under /control/, by which a test moves people when the server is a process of its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.discord_api.channels import Channel
from tests.discord_api.interactions import Interaction
from tests.discord_api.messages import Message
from tests.discord_api.people import Person
from tests.discord_api.refusals import Json

if TYPE_CHECKING:
    from tests.discord_api.api import DiscordApi
    from tests.discord_api.communities import Community

DEEDS = (
    *("runs", "completes", "picks", "taps", "opens", "chooses", "submits", "says", "sees"),
    *("installs", "uninstalls", "opens_dms", "closes_dms"),
)
GATEWAY_DEEDS = (
    *("drops", "asks_to_reconnect", "invalidates", "forgets_sessions", "refuses_next", "says_no_hello"),
    *("holds", "lets_go"),
)
Handler = Callable[[web.Request], Awaitable[web.Response]]


def add_control(app: web.Application, api: DiscordApi) -> None:
    """Answer under /control/ too."""
    control = Control(api)
    app.router.add_get("/control/stats", control.stats)
    app.router.add_get("/control/calls", control.calls)
    app.router.add_get("/control/interaction/{id}", reporting(control.interaction))
    for name in ("person", "guild", "channel", "act", "gateway", "fault", "passes", "connected", "settles"):
        app.router.add_post(f"/control/{name}", reporting(getattr(control, name)))


def reporting(handler: Handler) -> Handler:
    """What could not be done is 409 with the reason."""

    async def handled(http: web.Request) -> web.Response:
        try:
            return await handler(http)
        except AssertionError as fault:
            return web.json_response({"why": str(fault)}, status=409)

    return handled


class Control:
    """Does for a distant test what a near one does by calling methods; things are named by their ids."""

    def __init__(self, api: DiscordApi) -> None:
        """Nobody is there yet."""
        self._api = api
        self._people: dict[int, Person] = {}
        self._communities: dict[int, Community] = {}

    async def stats(self, _: web.Request) -> web.Response:
        """How things stand."""
        api = self._api
        return web.json_response(
            {
                "url": api.url,
                "gateway_url": api.gateway_url,
                "token": api.token,
                "calls": len(api.server.calls),
                "is_connected": api.gateway.is_connected,
                "commands": [command["name"] for command in api.world.commands],
                "unanswered": [str(each) for each in api.unanswered],
                "failed": [str(each) for each in api.failed],
                "complaints": api.complaints,
                "unknown_calls": [f"{call.method} {call.path}" for call in api.unknown_calls],
            }
        )

    async def calls(self, http: web.Request) -> web.Response:
        """The requests so far, of one operation where `?operation=` names it."""
        wanted = http.query.get("operation")
        calls = [call for call in self._api.calls if wanted in (None, call.operation)]
        return web.json_response(
            [{"operation": each.operation, "body": each.body, "status": each.status} for each in calls]
        )

    async def person(self, http: web.Request) -> web.Response:
        """Let somebody new be there."""
        person = self._api.person(**await http.json())
        self._people[person.id] = person
        return web.json_response({"id": person.id, "dm": person.dm.id})

    async def guild(self, http: web.Request) -> web.Response:
        """A new server: name, owner, members, how large a crowd is there besides, permissions of the bot."""
        wish = await http.json()
        owner, members = self._people[wish["owner"]], [self._people[each] for each in wish.get("members", [])]
        made = self._api.guild(wish["name"], owner, members, crowd=wish.get("crowd", 0), **wish.get("permissions", {}))
        self._communities[made.id] = made
        return web.json_response({"id": made.id})

    async def channel(self, http: web.Request) -> web.Response:
        """A new channel of a server."""
        wish = await http.json()
        community = self._communities[wish.pop("guild")]
        return web.json_response({"id": community.channel(**wish).id})

    async def act(self, http: web.Request) -> web.Response:
        """Let somebody do something: `{"person": id, "does": "taps", "with": {"message": id, "label": "Sign"}}`."""
        wish = await http.json()
        if wish["does"] not in DEEDS:
            return web.json_response({"why": f"nobody can do {wish['does']} from afar"}, status=400)
        person = self._people[wish["person"]]
        given = {name: self._meant(name, value) for name, value in wish.get("with", {}).items()}
        done = getattr(person, wish["does"])(*wish.get("words", ()), **given)
        return web.json_response(shown(await done if isinstance(done, Awaitable) else done))

    async def interaction(self, http: web.Request) -> web.Response:
        """What came of something that somebody did, as soon as there is something to see."""
        interaction = self._interaction(int(http.match_info["id"]))
        waits = interaction.answered if http.query.get("until") == "answered" else interaction.shown
        return web.json_response(shown(await waits()))

    async def gateway(self, http: web.Request) -> web.Response:
        """Let something happen to the gateway: `{"does": "drops", "with": {"code": 4000}}`."""
        wish = await http.json()
        assert wish["does"] in GATEWAY_DEEDS, f"the gateway cannot do {wish['does']}"
        getattr(self._api.gateway, wish["does"])(**wish.get("with", {}))
        return web.json_response({})

    async def fault(self, http: web.Request) -> web.Response:
        """Wish for trouble: the fields of a Fault."""
        self._api.befalls(**await http.json())
        return web.json_response({})

    async def passes(self, http: web.Request) -> web.Response:
        """Let time go by."""
        self._api.passes(**await http.json())
        return web.json_response({})

    async def connected(self, _: web.Request) -> web.Response:
        """Wait until a bot listens to the gateway."""
        await self._api.connected()
        return web.json_response({})

    async def settles(self, _: web.Request) -> web.Response:
        """Wait until people see what came of everything."""
        await self._api.settles()
        return web.json_response({})

    def _meant(self, name: str, value: Any) -> Any:
        if name in ("in_", "channel"):
            return self._api.world.channels[value]
        if name == "message":
            return self._message(value)
        return self._interaction(value) if name == "opened" else value

    def _message(self, key: int) -> Message:
        channels = self._api.world.channels.values()
        found = next((each for channel in channels for each in channel.messages if each.id == key), None)
        assert found is not None, "the message is gone"
        return found

    def _interaction(self, key: int) -> Interaction:
        return next(each for each in self._api.interactions if each.id == key)


def shown(thing: Any) -> Any:
    """Something as a distant test sees it."""
    if isinstance(thing, Interaction):
        return _shown_interaction(thing)
    if isinstance(thing, Message):
        return _shown_message(thing)
    if isinstance(thing, Channel):
        return {"id": thing.id}
    return [shown(each) for each in thing] if isinstance(thing, list) else thing


def _shown_interaction(done: Interaction) -> Json:
    return {
        "id": done.id,
        "first": done.first,
        "has_failed": done.has_failed,
        "modal": done.modal,
        "choices": done.choices,
        "messages": [_shown_message(each) for each in done.messages],
        "changed_for_others": [each.id for each in done.changed_for_others],
    }


def _shown_message(message: Message) -> Json:
    return {
        "id": message.id,
        "text": message.text,
        "labels": message.labels,
        "is_ephemeral": message.is_ephemeral,
        "components": message.components,
        "from_bot": message.author.is_bot,
    }
