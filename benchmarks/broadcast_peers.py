"""The peers: python-telegram-bot's own `send_message`, to one person after another, and nothing stored.

`python -m benchmarks.broadcast_peers usual|many ADDRESS TOKEN MESSAGE FIRST N`: the usual loop with its short sleep, or
as many at once as the library's pool takes. MESSAGE is a file with what is sent, FIRST the id of the first of N people.
It prints how many seconds that took, and how many of CPU.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.request import HTTPXRequest

SLEEP_SECONDS = 0.05
AT_ONCE = 4
"""More at once cost this library more for each message, and bring it no further."""


def _message(file: Path, bot: Bot) -> dict[str, Any]:
    given = json.loads(file.read_text())
    return {
        "text": given["text"],
        "parse_mode": given["parse_mode"],
        "reply_markup": InlineKeyboardMarkup.de_json(given["reply_markup"], bot),
        "link_preview_options": LinkPreviewOptions.de_json(given["link_preview_options"], bot),
    }


async def usual(bot: Bot, message: dict[str, Any], people: range) -> None:
    """As it is found in most bots."""
    for person in people:
        await bot.send_message(person, **message)
        await asyncio.sleep(SLEEP_SECONDS)


async def many(bot: Bot, message: dict[str, Any], people: range) -> None:
    """As fast as it goes."""
    waiting = iter(people)

    async def send() -> None:
        for person in waiting:
            await bot.send_message(person, **message)

    await asyncio.gather(*(send() for _ in range(AT_ONCE)))


async def main(how: str, address: str, token: str, file: Path, people: range) -> None:
    """Send, and print what it took."""
    request = HTTPXRequest(connection_pool_size=AT_ONCE)
    async with Bot(token, base_url=f"{address}/bot", request=request) as bot:
        message = _message(file, bot)
        began, cpu = time.perf_counter(), time.process_time()
        await {"usual": usual, "many": many}[how](bot, message, people)
        print(time.perf_counter() - began, time.process_time() - cpu)


if __name__ == "__main__":
    how, address, token, file, first, n = sys.argv[1:]
    asyncio.run(main(how, address, token, Path(file), range(int(first), int(first) + int(n))))
