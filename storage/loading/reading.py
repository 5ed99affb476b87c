"""Reading a campaign file: all of it is right, or nothing of it is used."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path as FilePath
from typing import Any

from storage.loading.campaign_file import CampaignFile
from storage.loading.cross_check import cross_faults
from storage.loading.faults import BadCampaignFile, Fault, Found, Path, key_of
from storage.loading.lined import BadYaml, line_of, parse
from storage.loading.parts import organisation_of, petition_of, story_of
from storage.loading.schema_check import schema_faults

MOST_BYTES = 20_000_000
MOST_FAULTS = 50


def read_campaign_file(path: FilePath) -> CampaignFile:
    """The file as values, with dates as dates and files found. Raises BadCampaignFile."""
    said = _parsed(path)
    _refuse(path, said, schema_faults(said))
    _refuse(path, said, cross_faults(said, path.parent))
    listed = {part: list(enumerate(said.get(part, ()))) for part in ("organisations", "petitions", "stories")}
    return CampaignFile(
        path=path,
        is_sample=said.get("samples", False),
        organisations=tuple(organisation_of(("organisations", at), one) for at, one in listed["organisations"]),
        petitions=tuple(petition_of(("petitions", at), one, path.parent) for at, one in listed["petitions"]),
        stories=tuple(story_of(("stories", at), one, path.parent) for at, one in listed["stories"]),
        lines=_lines(said),
    )


def _parsed(path: FilePath) -> Any:
    try:
        return parse(_text(path))
    except BadYaml as fault:
        raise BadCampaignFile([Fault(path.name, fault.line, "", fault.fault)]) from fault


def _text(path: FilePath) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadCampaignFile([Fault(path.name, 0, "", "is larger than 20 MB; make it several files.")])
        raw = path.read_bytes()
    except OSError as fault:
        raise BadCampaignFile([Fault(path.name, 0, "", f"can't be read: {fault.strerror}.")]) from fault
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise BadYaml(raw.count(b"\n", 0, fault.start) + 1, "is not UTF-8 text.") from fault


def _refuse(path: FilePath, said: Any, found: Iterable[Found]) -> None:
    faults = [Fault(path.name, line_of(said, at), key_of(at), fault) for at, fault in found]
    if faults:
        raise BadCampaignFile(sorted(faults)[:MOST_FAULTS])


def _lines(said: Any) -> dict[Path, int]:
    """The lines of what is checked against the store."""
    places: list[Path] = [
        (part, index, *key)
        for part in ("organisations", "petitions", "stories")
        for index, one in enumerate(said.get(part, ()))
        for key in (("slug",), ("code",), ("organisation",), ("petition",), ("victory", "next_petition"))
        if key[0] in one
    ]
    return {place: line_of(said, place) for place in places}
