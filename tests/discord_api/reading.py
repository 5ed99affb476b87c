"""Reading requests: JSON bodies, and multipart with `payload_json` and `files[n]`."""

from __future__ import annotations

import json
import re
from typing import Any

from aiohttp import BodyPartReader, web

from tests.discord_api.refusals import Refused
from tests.discord_api.routes import Upload

Body = tuple[Any, dict[int, Upload]]


async def read(http: web.Request) -> Body:
    """The JSON of a request, and the files beside it."""
    if http.content_type.startswith("multipart/"):
        return await _read_parts(http)
    text = await http.text()
    if not text:
        return None, {}
    if http.content_type != "application/json":
        raise Refused(400, 50035, "Expected \"Content-Type\" header to be one of {'application/json'}.")
    return parsed(text), {}


def parsed(text: str) -> Any:
    """JSON, or the refusal of what is none."""
    try:
        return json.loads(text)
    except ValueError:
        raise Refused(400, 50109, "The request body contains invalid JSON.") from None


async def _read_parts(http: web.Request) -> Body:
    body: Any = None
    uploads: dict[int, Upload] = {}
    async for part in await http.multipart():
        assert isinstance(part, BodyPartReader)
        name, data = part.name or "", bytes(await part.read())
        numbered = re.fullmatch(r"files\[(\d+)\]", name)
        if name == "payload_json":
            body = parsed(data.decode())
        elif numbered:
            uploads[int(numbered[1])] = Upload(part.filename or "unknown", data)
    return body, uploads
