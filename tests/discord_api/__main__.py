"""The server as a process of its own: its first line says as JSON where it listens; it runs until it is told to end."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal

from tests.discord_api.api import TOKEN, DiscordApi
from tests.discord_api.world import real_now

AS_DISCORD = {
    "POST /channels/{channel_id}/messages": (5, 5.0),
    "PUT /applications/{application_id}/commands": (5, 20.0),
}
"""A few buckets as they are known from Discord; with `--limits`."""


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.discord_api", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--name", default="Undersigned")
    parser.add_argument("--limits", action="store_true", help="hold requests to some of Discord's limits")
    parser.add_argument("--no-checks", action="store_true", help="for benchmarks: check nothing against the document")
    asyncio.run(_serve(parser.parse_args()))


async def _serve(wishes: argparse.Namespace) -> None:
    ended = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, ended.set)
    checks = not wishes.no_checks
    api = DiscordApi(token=wishes.token, name=wishes.name, now=real_now, checks=checks, port=wishes.port)
    if wishes.limits:
        api.limits.per_route, api.limits.per_second = AS_DISCORD, 50
    async with api:
        print(json.dumps(_listening(api)), flush=True)
        await ended.wait()


def _listening(api: DiscordApi) -> dict[str, str]:
    control = f"{api.server.root}/control"
    return {"url": api.url, "gateway_url": api.gateway_url, "token": api.token, "control": control}


if __name__ == "__main__":
    main()
