"""The pages of this process, as a FastAPI application."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse, JSONResponse

from bot.platforms import Webhook
from storage.attached_files import located
from storage.store import Store

MOST_BYTES = 1_000_000
"""The largest update that is taken: far more than Telegram sends."""
PATIENCE_SECONDS = 5.0
A_DAY = "public, max-age=86400"

log = structlog.get_logger()


def always() -> bool:
    """Where there is no clock to watch."""
    return True


def web_app(store: Store, webhooks: Iterable[Webhook] = (), ticks: Callable[[], bool] = always) -> FastAPI:
    """Everything that is served; nothing of it tells about a person, and nothing documents itself to strangers.

    `ticks` says whether the clock goes.
    """
    app = FastAPI(title="Undersigned", docs_url=None, redoc_url=None, openapi_url=None)
    app.get("/health")(_health_of(store, ticks))
    app.get("/pictures/{file_id}", response_model=None)(_pictures_of(store))
    for webhook in webhooks:
        take_webhook(app, webhook)
    return app


def take_webhook(app: FastAPI, webhook: Webhook) -> None:
    """Serve a webhook too, from now on."""
    app.post(webhook.path, response_model=None)(_delivery_to(webhook))


def _health_of(store: Store, ticks: Callable[[], bool]) -> Callable[[], object]:
    async def health() -> JSONResponse:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await store.read(lambda nouns: nouns.organisations.usual_locale())
        except Exception as fault:
            log.warning("the store does not answer", kind=type(fault).__name__)
            return JSONResponse({"status": "failing", "store": "does not answer"}, status_code=503)
        if not ticks():
            return JSONResponse({"status": "failing", "store": "ok", "clock": "stands still"}, status_code=503)
        return JSONResponse({"status": "ok", "store": "ok"})

    return health


def _pictures_of(store: Store) -> Callable[..., object]:
    async def picture(file_id: str) -> Response:
        if not (file_id.isascii() and file_id.isdigit() and len(file_id) < 10):
            return Response(status_code=404)
        found = await store.read(lambda nouns: nouns.stories.public_picture(int(file_id)))
        if found is None or not located(found.path).is_file():
            return Response(status_code=404)
        return FileResponse(located(found.path), media_type=found.media_type, headers={"Cache-Control": A_DAY})

    return picture


def _delivery_to(webhook: Webhook) -> Callable[..., object]:
    async def delivery(request: Request) -> Response:
        if not webhook.knows(request.headers.get(webhook.secret_header, "")):
            return Response(status_code=403)
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            return Response(status_code=400)
        return Response(status_code=200 if await webhook.deliver(update) else 503)

    return delivery


async def _body(request: Request) -> bytes | None:
    """The body, or None where it is larger than anything we take; no more than that is read."""
    taken = bytearray()
    async for part in request.stream():
        taken += part
        if len(taken) > MOST_BYTES:
            return None
    return bytes(taken)
