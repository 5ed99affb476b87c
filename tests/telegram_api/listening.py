"""Methods by which the bot hears what happened."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from telegram.constants import SUPPORTED_WEBHOOK_PORTS, WebhookLimit

from tests.telegram_api.methods import answers
from tests.telegram_api.refusals import CONFLICT_SET, Json, bad_request
from tests.telegram_api.requests import Request
from tests.telegram_api.webhooks import Webhook
from tests.telegram_api.world import World

DEFAULT_CONNECTIONS = 40
LOOPBACK = ("127.0.0.1", "localhost", "::1")
LONGEST_POLL = 50
"""Seconds."""


@answers("getUpdates")
async def get_updates(world: World, request: Request) -> Any:
    """Updates as a long poll."""
    if not world.updates.is_webhook_set:
        world.updates.allow(request.get("allowed_updates"))
    timeout = min(max(request.number("timeout"), 0), LONGEST_POLL)
    return await world.updates.get(request.number("offset"), request.number("limit", 100), timeout)


@answers("logOut")
@answers("close")
def leave_server(world: World, request: Request) -> Any:
    """Go to another server; here nothing follows from it."""
    return True


@answers("setWebhook")
async def set_webhook(world: World, request: Request) -> Any:
    """Have updates brought to an address."""
    if not request.text("url"):
        return await delete_webhook(world, request)
    webhook = _webhook_of(request)
    world.updates.allow(request.get("allowed_updates"))
    if request.flag("drop_pending_updates"):
        world.updates.drop_all()
    world.updates.end_poll(CONFLICT_SET)
    await world.postman.set(webhook)
    return True


@answers("deleteWebhook")
async def delete_webhook(world: World, request: Request) -> Any:
    """Have updates wait for a long poll."""
    if request.flag("drop_pending_updates"):
        world.updates.drop_all()
    await world.postman.set(None)
    return True


@answers("getWebhookInfo")
def get_webhook_info(world: World, request: Request) -> Any:
    """How the deliveries go."""
    postman, allowed = world.postman, world.updates.allowed
    webhook = postman.webhook
    info: Json = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": bool(webhook and webhook.has_certificate),
        "pending_update_count": len(world.updates.pending),
    }
    if webhook is not None:
        info |= {"max_connections": webhook.max_connections, "ip_address": "127.0.0.1"}
    if postman.last_error:
        info |= {"last_error_date": world.seconds_now(), "last_error_message": postman.last_error}
    return {**info, "allowed_updates": sorted(allowed)} if allowed else info


def _webhook_of(request: Request) -> Webhook:
    secret, connections = request.text("secret_token"), request.number("max_connections", DEFAULT_CONNECTIONS)
    if len(secret) > WebhookLimit.MAX_SECRET_TOKEN_LENGTH:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    if not WebhookLimit.MIN_CONNECTIONS_LIMIT <= connections <= WebhookLimit.MAX_CONNECTIONS_LIMIT:
        connections = min(max(connections, 1), int(WebhookLimit.MAX_CONNECTIONS_LIMIT))
    url = request.text("url")
    _check_address(url)
    return Webhook(url, secret, connections, bool(request.get("certificate")))


def _check_address(url: str) -> None:
    """As the real server: https on one of four ports; on the loopback, plain http too, as a local server allows."""
    parts = urlsplit(url if "://" in url else f"https://{url}")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad_request("invalid webhook URL specified")
    if parts.hostname in LOOPBACK:
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in SUPPORTED_WEBHOOK_PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
