"""The server as a process of its own: its first line is where it listens; it runs until it is told to end."""

from __future__ import annotations

import argparse
import asyncio
import gc
import signal
from pathlib import Path

from tests.telegram_api.api import TOKEN, TelegramApi


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.telegram_api", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--username", default="undersigned_test_bot")
    parser.add_argument("--local", type=Path, help="a folder for files, as with a server in --local mode")
    parser.add_argument("--no-checks", action="store_true", help="for benchmarks: check nothing against models")
    parser.add_argument("--limits", action="store_true", help="let no more messages through than Telegram does")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds that each call takes on the way")
    asyncio.run(_serve(parser.parse_args()))


async def _serve(wishes: argparse.Namespace) -> None:
    ended = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, ended.set)
    api = TelegramApi(
        token=wishes.token,
        username=wishes.username,
        local=wishes.local,
        port=wishes.port,
        checks=not wishes.no_checks,
    )
    api.limits.is_on, api.server.latency = wishes.limits, wishes.latency
    if wishes.no_checks:
        # What is measured against it must not wait for a collector that walks over all that was ever sent.
        gc.disable()
    async with api:
        print(api.url, flush=True)
        await ended.wait()


if __name__ == "__main__":
    main()
