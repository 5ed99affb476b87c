"""The server's HTTP side: addresses, tokens, faults, recorded calls."""

from __future__ import annotations

import asyncio
import inspect
import socket
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from importlib import import_module
from types import ModuleType
from typing import Any

from aiohttp import web

from tests.loopback.faults import Faults
from tests.loopback.serving import Kept, cut
from tests.telegram_api import (  # noqa: F401  (each names the methods that it answers)
    answering,
    editing,
    governing,
    inline,
    introducing,
    listening,
    looking,
    sending,
)
from tests.telegram_api.faults import Fault
from tests.telegram_api.limits import Limits
from tests.telegram_api.methods import METHODS
from tests.telegram_api.refusals import Json, Refused, method_not_found, unauthorized
from tests.telegram_api.requests import Request, Upload, decoded_unchecked, id_of, not_here, read, with_files
from tests.telegram_api.world import World

MOST_BODY = 2_100_000_000
NAMES = {name.lower(): name for name in METHODS}


def _checking() -> ModuleType:
    """The checks, which are slow to import: aiogram builds all its models then."""
    return import_module("tests.telegram_api.checking")


@dataclass(eq=False, slots=True)
class Call:
    """A request that came, and the status of its answer: None while it is under way, 0 where it was cut."""

    method: str
    params: Json
    at: datetime
    chat_id: int | str | None = None
    uploads: dict[str, Upload] | None = None
    status: int | None = None
    description: str = ""
    result: Any = None


class Server:
    """Answers requests out of a world."""

    def __init__(self, world: World, token: str, *, checks: bool = True) -> None:
        """Without `checks` neither requests nor answers are held against models: for benchmarks."""
        self.world = world
        self.token = token
        self._checking = _checking() if checks else None
        self.faults: Faults[Fault] = Faults()
        self.limits = Limits(world)
        self.latency = 0.0
        """How many seconds a call takes on the way, half of them there and half back."""
        self.calls: list[Call] = []
        self.keeps_calls = True
        self.complaints: list[str] = []
        """What only this server minds, and what it answered wrongly itself."""
        self.in_progress = 0
        self.url = ""
        self._runner: web.AppRunner | None = None
        self._kept = Kept()
        world.postman.perform = self._asked_by_answer
        world.updates.watch = self._check_update

    async def start(self, port: int = 0, also: Callable[[web.Application], None] = lambda app: None) -> None:
        """Listen on the loopback; `also` may add addresses."""
        app = web.Application(client_max_size=MOST_BODY)
        app.router.add_route("*", "/bot{token}/{method}", self._called)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        app.router.add_route("*", "/{rest:(?!control).*}", self._nowhere)
        also(app)
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=1)
        await self._runner.setup()
        listening_socket = socket.create_server(("127.0.0.1", port))
        await web.SockSite(self._runner, listening_socket).start()
        self.url = f"http://127.0.0.1:{listening_socket.getsockname()[1]}"

    async def stop(self) -> None:
        """End every poll and connection."""
        self.world.updates.is_over = True
        self.world.updates.let_go()
        await self.world.postman.stop()
        self._kept.cancel()
        if self._runner is not None:
            await self._runner.cleanup()

    async def perform(self, method: str, params: Json, uploads: dict[str, Upload], call: Call) -> Any:
        """Do what a method does, or raise why not."""
        known = self._named(method)
        if known is None:
            raise method_not_found()
        if known not in METHODS:
            raise not_here(known)
        call.params = params = self._decoded(known, params, uploads)
        call.chat_id = id_of(params.get("chat_id"))
        if self._checking:
            self._checking.check_request(known, params)
        result = METHODS[known](self.world, Request(known, params, uploads))
        result = await result if inspect.isawaitable(result) else result
        if self._checking and known != "getUpdates":
            self._complain(known, result, self._checking.faults_of_answer(known, result))
        return result

    def _named(self, method: str) -> str | None:
        named: str | None = self._checking.method_named(method) if self._checking else NAMES.get(method.lower())
        return named

    def _decoded(self, method: str, params: Json, uploads: dict[str, Upload]) -> Json:
        if not self._checking:
            return decoded_unchecked(params, uploads)
        given = with_files(params, uploads, self._checking.parameters_of(method))
        decoded: Json = self._checking.decoded(method, given)
        return decoded

    def _check_update(self, update: Json) -> None:
        if self._checking:
            self._complain("getUpdates", update, self._checking.faults_of_update(update))

    def _complain(self, method: str, result: Any, faults: list[str]) -> None:
        if faults:
            self.complaints.append(f"the test server answers {method} wrongly: {faults[0]} in {result}")

    async def _called(self, http: web.Request) -> web.StreamResponse:
        call = self._new_call(http.match_info["method"])
        if call.method.lower() == "getupdates":
            return await self._answered(http, call)
        return await asyncio.shield(self._kept.start(self._counted(http, call)))

    async def _counted(self, http: web.Request, call: Call) -> web.StreamResponse:
        self.in_progress += 1
        try:
            return await self._answered(http, call)
        finally:
            self.in_progress -= 1
            self.world.bell.ring()

    def _new_call(self, method: str) -> Call:
        call = Call(method, {}, self.world.now())
        if self.keeps_calls:
            self.calls.append(call)
        return call

    async def _asked_by_answer(self, wish: Json) -> None:
        """A method that the answer to a webhook calls."""
        call = self._new_call(str(wish["method"]))
        call.params = {name: value for name, value in wish.items() if name != "method"}
        await self._performed(call, {})

    async def _answered(self, http: web.Request, call: Call) -> web.StreamResponse:
        if http.match_info["token"] != self.token:
            return self._refused(call, unauthorized())
        try:
            call.params, uploads = await read(http)
            call.uploads = uploads
            call.method = self._named(call.method) or call.method
        except Refused as refusal:
            return self._refused(call, refusal)
        await self._travels()
        response = await self._dealt_with(http, call, uploads)
        await self._travels()
        return response

    async def _travels(self) -> None:
        if self.latency:
            await asyncio.sleep(self.latency / 2)

    async def _dealt_with(self, http: web.Request, call: Call, uploads: dict[str, Upload]) -> web.StreamResponse:
        fault = self.faults.take(call.method, id_of(call.params.get("chat_id")))
        if fault is not None:
            early = await self._befallen(http, call, fault)
            if early is not None:
                return early
        response = await self._performed(call, uploads)
        if fault is not None and fault.loses_answer:
            return self._cut(http, call)
        return response

    async def _performed(self, call: Call, uploads: dict[str, Upload]) -> web.Response:
        if refusal := self.limits.refusal(call.method, id_of(call.params.get("chat_id"))):
            return self._refused(call, refusal)
        try:
            call.result = await self.perform(call.method, call.params, uploads, call)
        except Refused as refusal:
            return self._refused(call, refusal)
        except Exception:
            self.complaints.append(f"the test server broke over {call.method}: {traceback.format_exc()}")
            return self._refused(call, Refused(500, "Internal Server Error: the test server broke"))
        call.status = HTTPStatus.OK
        return web.json_response({"ok": True, "result": call.result})

    async def _befallen(self, http: web.Request, call: Call, fault: Fault) -> web.StreamResponse | None:
        """What the fault answers before the method does anything, or None where it lets the call through."""
        await fault.wait()
        if fault.resets:
            return self._cut(http, call)
        if fault.is_garbage:
            call.status = HTTPStatus.OK
            return web.Response(text='{"ok":true,"result":{"mess', content_type="application/json")
        if fault.refusal is not None:
            return self._refused(call, fault.refusal)
        if fault.error is not None:
            call.status = fault.error
            return web.Response(status=fault.error, text=fault.page, content_type="text/html")
        return None

    def _refused(self, call: Call, refusal: Refused) -> web.Response:
        call.status, call.description = refusal.status, refusal.description
        if refusal.is_strict:
            self.complaints.append(f"{call.method}: {refusal.description}")
        retry_after = refusal.parameters.get("retry_after")
        headers = {"Retry-After": str(retry_after)} if retry_after else None
        return web.json_response(refusal.answer, status=refusal.status, headers=headers)

    def _cut(self, http: web.Request, call: Call) -> web.Response:
        call.status = 0
        return cut(http)

    async def _download(self, http: web.Request) -> web.Response:
        if http.match_info["token"] != self.token:
            return web.json_response(unauthorized().answer, status=HTTPStatus.UNAUTHORIZED)
        file = self.world.files.at(http.match_info["path"])
        if file is None or self.world.files.local is not None:
            return web.json_response(Refused(404, "Not Found").answer, status=HTTPStatus.NOT_FOUND)
        await asyncio.sleep(0)
        return web.Response(body=file.data)

    async def _nowhere(self, http: web.Request) -> web.Response:
        return web.json_response(Refused(404, "Not Found").answer, status=HTTPStatus.NOT_FOUND)
