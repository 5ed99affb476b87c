"""Addresses under /control/, by which a test moves people when the server is a process of its own."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.telegram_api.callbacks import Tap
from tests.telegram_api.faults import Fault
from tests.telegram_api.messages import Message
from tests.telegram_api.people import Person
from tests.telegram_api.refusals import Json

if TYPE_CHECKING:
    from tests.telegram_api.api import TelegramApi

DEEDS = (
    "starts",
    "sends",
    "opens",
    "taps",
    "blocks",
    "unblocks",
    "deactivates",
    "sees",
    "sends_document",
    "sends_photo",
)


def add_control(app: web.Application, api: TelegramApi) -> None:
    """Answer under /control/ too."""
    control = Control(api)
    app.router.add_get("/control/stats", control.stats)
    app.router.add_post("/control/person", control.person)
    app.router.add_post("/control/people", control.people)
    app.router.add_get("/control/received", control.received)
    app.router.add_post("/control/act", control.act)
    app.router.add_get("/control/chat/{id}", control.chat)
    app.router.add_get("/control/tap/{id}", control.tap)
    app.router.add_get("/control/calls", control.calls)
    app.router.add_post("/control/fault", control.fault)
    app.router.add_post("/control/settles", control.settles)


class Control:
    """Does for a distant test what a near one does by calling methods; what fails is 409 with the reason."""

    def __init__(self, api: TelegramApi) -> None:
        """Nobody is there yet."""
        self._api = api
        self._people: dict[int, Person] = {}

    async def stats(self, http: web.Request) -> web.Response:
        """How things stand."""
        api = self._api
        return web.json_response(
            {
                "url": api.url,
                "token": api.token,
                "bot": api.bot,
                "calls": len(api.calls),
                "unanswered": [tap.label for tap in api.unanswered],
                "complaints": api.complaints,
                "pending": len(api.world.updates.pending),
                "is_held": api.world.updates.is_held,
                "passed": api.limits.passed,
                "refused": api.limits.refused,
            }
        )

    async def person(self, http: web.Request) -> web.Response:
        """Let somebody new be there."""
        person = self._api.person(**await http.json())
        self._people[person.id] = person
        return web.json_response({"id": person.id})

    async def people(self, http: web.Request) -> web.Response:
        """Let many be there who have all started the bot, which is told nothing of it: `{"n": 3000}`."""
        wish = await http.json()
        made = [self._api.person(f"Person {number}") for number in range(wish["n"])]
        for person in made:
            person.chat.is_started = True
        self._people |= {person.id: person for person in made}
        return web.json_response([person.id for person in made])

    async def received(self, _: web.Request) -> web.Response:
        """How many messages of the bot stand in the chat of each person."""
        return web.json_response({person.id: len(person.chat.from_bot) for person in self._people.values()})

    async def act(self, http: web.Request) -> web.Response:
        """Let somebody do something: `{"person": id, "does": "taps", "with": {"label": "Sign"}}`."""
        wish = await http.json()
        if wish["does"] not in DEEDS:
            return web.json_response({"why": f"nobody can do {wish['does']} from afar"}, status=400)
        person, given = self._people[wish["person"]], wish.get("with", {})
        if "data" in given:
            given["data"] = base64.b64decode(given["data"])
        try:
            done = await getattr(person, wish["does"])(*wish.get("words", ()), **given)
        except AssertionError as fault:
            return web.json_response({"why": str(fault)}, status=409)
        return web.json_response(shown(done))

    async def chat(self, http: web.Request) -> web.Response:
        """What stands in a chat."""
        chat = self._api.world.chats[int(http.match_info["id"])]
        actions = [action.name for action in chat.actions]
        return web.json_response({"messages": [shown(message) for message in chat.messages], "actions": actions})

    async def tap(self, http: web.Request) -> web.Response:
        """What a tap was answered with, as soon as it is."""
        tap = self._api.world.taps.find(http.match_info["id"])
        try:
            return web.json_response(shown(await tap.answered()))
        except AssertionError as fault:
            return web.json_response({"why": str(fault)}, status=409)

    async def calls(self, http: web.Request) -> web.Response:
        """The requests so far, of one method where `?method=` names it."""
        wanted = http.query.get("method")
        calls = [call for call in self._api.calls if wanted in (None, call.method)]
        return web.json_response(
            [
                {"method": call.method, "params": call.params, "status": call.status, "at": call.at.isoformat()}
                for call in calls
            ]
        )

    async def fault(self, http: web.Request) -> web.Response:
        """Wish for trouble: the fields of a Fault."""
        self._api.server.faults.add(Fault(**await http.json()))
        return web.json_response({})

    async def settles(self, http: web.Request) -> web.Response:
        """Wait until the bot has heard everything."""
        try:
            await self._api.settles()
        except AssertionError as fault:
            return web.json_response({"why": str(fault)}, status=409)
        return web.json_response({})


def shown(thing: Any) -> Json:
    """Something as a distant test sees it."""
    if isinstance(thing, Tap):
        answer = {"text": thing.text, "is_alert": thing.is_alert, "url": thing.url, "copied": thing.copied}
        return {"id": thing.id, "label": thing.label, "is_answered": thing.is_answered, "took": thing.took, **answer}
    if isinstance(thing, Message):
        return _shown_message(thing)
    return {}


def _shown_message(message: Message) -> Json:
    return {
        "id": message.id,
        "from_bot": message.from_bot,
        "text": message.text,
        "caption": message.caption,
        "entities": [entity.json for entity in message.entities],
        "rows": [[button.json for button in row] for row in message.rows],
        "picture": _in_base64(message.picture),
        "document": message.document and [message.document[0], _in_base64(message.document[1])],
        "is_silent": message.is_silent,
        "is_protected": message.is_protected,
    }


def _in_base64(data: bytes | None) -> str | None:
    return base64.b64encode(data).decode() if data is not None else None
