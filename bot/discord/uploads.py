"""Files that were chosen in a form on Discord, as it tells of them; nothing is fetched here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from bot.safety import encodable
from handlers.uploads import Upload
from storage.unfit import Fault, Unfit

Json = dict[str, Any]
Bring = Callable[[str, int], Awaitable[bytes]]
"""Gives what lies at this address, at most so many bytes, or raises Unfit."""
UPLOAD = 19
INSTEAD = "+"
"""In the custom id of a file that may be sent in place of typed words, after the name of the field."""


async def nothing(_address: str, _most: int) -> bytes:
    """Where nothing can be fetched."""
    raise Unfit(Fault.NOT_BROUGHT)


def uploads_in(data: Json, bring: Bring) -> dict[str, Upload]:
    """The files of a form, by the names of the fields."""
    attachments = (data.get("resolved") or {}).get("attachments") or {}
    return dict(_chosen(data.get("components") or (), attachments, bring))


def _chosen(components: Iterable[Json], attachments: Mapping[str, Json], bring: Bring) -> Iterator[tuple[str, Upload]]:
    for part in components:
        component = part.get("component")
        if isinstance(component, dict) and component.get("type") == UPLOAD:
            found = [attachments[key] for key in component.get("values") or () if key in attachments]
            if found:
                yield str(component.get("custom_id", "")).removesuffix(INSTEAD), _upload(found[0], bring)


def _upload(attachment: Json, bring: Bring) -> Upload:
    name, media_type = encodable(str(attachment.get("filename") or "file")), str(attachment.get("content_type") or "")
    return Upload(name, media_type, int(attachment.get("size") or 0), partial(bring, str(attachment["url"])))
