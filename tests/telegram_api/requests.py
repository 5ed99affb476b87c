"""A request as the methods see it, whether it came as JSON, as a form or in an address."""

from __future__ import annotations

import json
from collections.abc import Container
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from tests.telegram_api.refusals import Json, Refused, bad_request, too_strict

OBJECTS = {
    *("reply_markup", "entities", "caption_entities", "link_preview_options", "reply_parameters", "media", "commands"),
    *("scope", "allowed_updates", "results", "button", "menu_button", "rights", "message_ids"),
}
"""Parameters that forms hold as JSON, as far as this server's methods read them."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Request:
    """One call of a method: its name as the documentation spells it, its parameters, and the files that came along."""

    method: str
    params: Json
    uploads: dict[str, Upload] = field(default_factory=dict)

    def get(self, name: str) -> Any:
        """A parameter, or None."""
        return self.params.get(name)

    def text(self, name: str) -> str:
        """A text, or nothing."""
        return str(self.params.get(name) or "")

    def number(self, name: str, default: int = 0) -> int:
        """A number, or the default where there is none."""
        value = self.params.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        """Whether something is wished."""
        return self.params.get(name) in (True, "true", "True", 1, "1", "yes", "YES")

    @property
    def chat_id(self) -> int | str | None:
        """The chat that is meant, if any."""
        return id_of(self.params.get("chat_id"))

    def upload(self, value: object) -> Upload | None:
        """The file that `attach://…` names."""
        is_attached = isinstance(value, str) and value.startswith("attach://")
        return self.uploads.get(str(value).removeprefix("attach://")) if is_attached else None


def id_of(value: object) -> int | str | None:
    """A chat's id, which forms write as a text."""
    if isinstance(value, str) and value.lstrip("-").isdigit():
        return int(value)
    return value if isinstance(value, int | str) and value != "" else None


async def read(request: web.Request) -> tuple[Json, dict[str, Upload]]:
    """The parameters as they came, and the files."""
    params: Json = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json":
        params |= _object(await request.text())
    elif request.content_type.startswith("multipart/"):
        await _read_parts(request, params, uploads)
    elif request.can_read_body:
        params |= {key: str(value) for key, value in (await request.post()).items()}
    return params, uploads


async def _read_parts(request: web.Request, params: Json, uploads: dict[str, Upload]) -> None:
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        name, data = part.name or "", bytes(await part.read(decode=True))
        if part.filename is None:
            params[name] = data.decode()
        else:
            uploads[name] = Upload(part.filename, data)


def decoded_unchecked(params: Json, uploads: dict[str, Upload]) -> Json:
    """The same without asking any model what there is: for benchmarks."""
    decoded = {
        name: json.loads(value) if name in OBJECTS and isinstance(value, str) and value else value
        for name, value in params.items()
    }
    return with_files(decoded, uploads, uploads)


def with_files(params: Json, uploads: dict[str, Upload], known: Container[str]) -> Json:
    """A file that came under the name of a parameter is that parameter."""
    return {**{name: f"attach://{name}" for name in uploads if name in known}, **params}


def _object(body: str) -> Json:
    try:
        value = json.loads(body or "{}")
    except ValueError:
        raise Refused(400, "Bad Request: can't parse request as JSON object") from None
    if not isinstance(value, dict):
        raise Refused(400, "Bad Request: request must be a JSON object")
    return value


def required(request: Request, name: str) -> Any:
    """A parameter that has to be there."""
    value = request.get(name)
    if value is None or value == "":
        raise bad_request(f'Parameter "{name}" is required')
    return value


def not_here(words: str) -> Refused:
    """Something the Bot API knows and this server does not, so that a test fails loudly."""
    return too_strict(f"{words} is not implemented here")
