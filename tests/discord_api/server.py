"""The server's HTTP side: addresses, tokens, faults, limits, recorded calls."""

from __future__ import annotations

import asyncio
import json
import socket
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any

from aiohttp import web

from tests.discord_api import (  # noqa: F401  (each names the operations that it answers)
    accounts,
    callbacks,
    commanding,
    following_up,
    governing,
    messaging,
)
from tests.discord_api.faults import Fault
from tests.discord_api.limits import Limits, refusing_headers
from tests.discord_api.reading import read
from tests.discord_api.refusals import Refused, not_found, unauthorized
from tests.discord_api.routes import Request, Route, Upload, routed
from tests.discord_api.spec import check_request, faults_of_answer
from tests.discord_api.world import World
from tests.loopback.faults import Faults
from tests.loopback.serving import Kept, cut

BASE = "/api/v10"
MOST_BODY = 100_000_000


@dataclass(eq=False, slots=True)
class Call:
    """A request that came, and the status of its answer: None while it is under way, 0 where it was cut."""

    method: str
    path: str
    at: datetime
    operation: str = ""
    """As the OpenAPI document names it: `POST /channels/{channel_id}/messages`."""
    body: Any = None
    uploads: dict[int, Upload] = field(default_factory=dict)
    status: int | None = None
    code: int = 0
    result: Any = None


class Server:
    """Answers requests out of a world."""

    def __init__(self, world: World, token: str, *, checks: bool = True) -> None:
        """Without `checks` neither requests nor answers are held against the specification: for benchmarks."""
        self.world = world
        self.token = token
        self.checks = checks
        self.faults: Faults[Fault] = Faults()
        self.limits = Limits(world.now)
        self.calls: list[Call] = []
        self.unknown_calls: list[Call] = []
        self.keeps_calls = True
        self.in_progress = 0
        self.root = ""
        self._runner: web.AppRunner | None = None
        self._kept = Kept()

    async def start(self, port: int = 0, also: Callable[[web.Application], None] = lambda app: None) -> None:
        """Listen on the loopback; `also` may add addresses."""
        app = web.Application(client_max_size=MOST_BODY)
        app.router.add_route("*", BASE + "{path:/.*}", self._called)
        app.router.add_get("/gateway", self.world.gateway.connected)
        app.router.add_get("/attachments/{channel}/{id}/{name}", self._download)
        app.router.add_get("/ephemeral-attachments/{app}/{id}/{name}", self._download_chosen)
        also(app)
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=1)
        await self._runner.setup()
        listening_socket = socket.create_server(("127.0.0.1", port))
        await web.SockSite(self._runner, listening_socket).start()
        port = listening_socket.getsockname()[1]
        self.root = self.world.files_url = f"http://127.0.0.1:{port}"
        self.world.gateway.url = f"ws://127.0.0.1:{port}/gateway"

    async def stop(self) -> None:
        """End every connection."""
        self.world.gateway.lets_go()
        self.world.gateway.drops(1001)
        self._kept.cancel()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _called(self, http: web.Request) -> web.StreamResponse:
        """Answer in a task that goes on where the client hangs up, so that the effect happens nevertheless."""
        call = Call(http.method, http.match_info["path"], self.world.now())
        if self.keeps_calls:
            self.calls.append(call)
        return await asyncio.shield(self._kept.start(self._counted(http, call)))

    async def _counted(self, http: web.Request, call: Call) -> web.StreamResponse:
        self.in_progress += 1
        try:
            return await self._answered(http, call)
        except Refused as refusal:
            return self._refused(call, refusal)
        finally:
            self.in_progress -= 1
            self.world.bell.ring()

    async def _answered(self, http: web.Request, call: Call) -> web.StreamResponse:
        found = routed(call.method, call.path)
        if found is None:
            self.unknown_calls.append(call)
            raise not_found()
        route, params = found
        call.operation = f"{route.method} {route.template}"
        call.body, call.uploads = await read(http)
        fault = self.faults.take(call.method, call.path)
        early = await self._befallen(http, call, fault) if fault else None
        if early is not None:
            return early
        if route.needs_token and http.headers.get("Authorization") != f"Bot {self.token}":
            raise unauthorized()
        response = self._limited(http, call, route, params)
        return self._cut(http, call) if fault and fault.loses_answer else response

    def _limited(self, http: web.Request, call: Call, route: Route, params: dict[str, str]) -> web.Response:
        verdict = self.limits.judge(call.operation, params)
        if verdict.refusal is not None:
            call.status = HTTPStatus.TOO_MANY_REQUESTS
            return _json(verdict.refusal, call.status, verdict.headers)
        try:
            response = self._performed(call, route, Request(params, dict(http.query), call.body, call.uploads))
        except Refused as refusal:
            response = self._refused(call, refusal)
        response.headers.update(verdict.headers)
        return response

    def _performed(self, call: Call, route: Route, request: Request) -> web.Response:
        try:
            if self.checks:
                check_request(route, request)
            call.result = route.handler(self.world, request)
        except Refused:
            raise
        except Exception:
            self.world.complaints.append(f"the test server broke over {call.operation}: {traceback.format_exc()}")
            raise Refused(500, 0, "500: Internal Server Error (the test server broke)") from None
        call.status = HTTPStatus.NO_CONTENT if call.result is None else HTTPStatus.OK
        self._check_answer(call, route)
        return web.Response(status=204) if call.result is None else _json(call.result, call.status)

    def _check_answer(self, call: Call, route: Route) -> None:
        if self.checks and call.result is not None:
            for fault in faults_of_answer(route, call.result)[:1]:
                self.world.complaints.append(f"the test server answers {call.operation} wrongly: {fault}")

    async def _befallen(self, http: web.Request, call: Call, fault: Fault) -> web.StreamResponse | None:
        """What the fault answers before anything happens, or None where it lets the call through."""
        await fault.wait()
        if fault.resets:
            return self._cut(http, call)
        if fault.is_garbage:
            call.status = HTTPStatus.OK
            return web.Response(body=b'{"id":"1', headers={"Content-Type": "application/json"})
        if fault.refusal is not None:
            raise fault.refusal
        if fault.error is None:
            return None
        call.status = fault.error
        if fault.retry_after is None:
            page = f"<html><h1>{fault.error}</h1></html>"
            return web.Response(status=fault.error, text=page, content_type="text/html")
        headers = refusing_headers(fault.retry_after, "global" if fault.is_global else "user")
        return _json(fault.wait_told, fault.error, headers)

    def _refused(self, call: Call, refusal: Refused) -> web.Response:
        call.status, call.code = refusal.status, refusal.code
        if refusal.is_strict:
            self.world.complaints.append(f"{call.operation}: {refusal.message}")
        call.result = refusal.answer
        return _json(refusal.answer, refusal.status)

    def _cut(self, http: web.Request, call: Call) -> web.Response:
        call.status = 0
        return cut(http)

    async def _download(self, http: web.Request) -> web.Response:
        channel = self.world.channels.get(int(http.match_info["channel"]))
        for message in channel.messages if channel else ():
            for each in message.attachments:
                if str(each.id) == http.match_info["id"]:
                    return web.Response(body=each.data)
        return web.Response(status=404)

    async def _download_chosen(self, http: web.Request) -> web.Response:
        chosen = self.world.chosen_files.get(int(http.match_info["id"]))
        return web.Response(status=404) if chosen is None else web.Response(body=chosen.data)


def _json(body: Any, status: int, headers: dict[str, str] | None = None) -> web.Response:
    """With a content type that says nothing of a charset, as Discord's."""
    kind = {"Content-Type": "application/json", **(headers or {})}
    return web.Response(body=json.dumps(body).encode(), status=status, headers=kind)
