"""Components and embeds as Discord gives them back: numbered, with every default, and with the files where they lie."""

from __future__ import annotations

from copy import deepcopy

from tests.discord_api.messages import Attachment, walked
from tests.discord_api.refusals import Json, wrong

Files = dict[str, Attachment]
MENU = {"min_values": 1, "max_values": 1}
DEFAULTS: dict[int, Json] = {
    2: {"disabled": False},
    3: {**MENU, "disabled": False},
    **{kind: {**MENU, "disabled": False, "default_values": []} for kind in (5, 6, 7, 8)},
    11: {"description": None, "spoiler": False},
    13: {"spoiler": False},
    14: {"divider": True, "spacing": 1},
    17: {"accent_color": None, "spoiler": False},
}
ITEM: Json = {"description": None, "spoiler": False}
PICTURES = ("image", "thumbnail")


def shown_components(components: list[Json], files: Files) -> list[Json]:
    """What a message shows of the components that a request wrote."""
    shown = deepcopy(components)
    for part in walked(shown):
        _complete(part)
        _place_media(part, files)
    return numbered(shown)


def shown_embed(embed: Json, files: Files) -> Json:
    """As it is shown: of the rich kind, with its pictures where they lie."""
    shown = {"type": "rich", **deepcopy(embed)}
    for name in PICTURES:
        if name in shown:
            address = _address(shown[name]["url"], files)
            shown[name] = {"url": address, "proxy_url": address, "width": 0, "height": 0, "flags": 0}
    return shown


def numbered(components: list[Json]) -> list[Json]:
    """Every component gets an id that is unique among them."""
    taken = {part["id"] for part in walked(components) if part.get("id")}
    free = (number for number in range(1, 1000) if number not in taken)
    for part in walked(components):
        part["id"] = part.get("id") or next(free)
    return components


def _complete(part: Json) -> None:
    _drop_nothings(part)
    _drop_nothings(part.get("emoji", {}))
    for name, value in DEFAULTS.get(part["type"], {}).items():
        part.setdefault(name, value)
    part["items"] = [{**ITEM, **item} for item in part.get("items", [])]
    if not part["items"]:
        del part["items"]


def _drop_nothings(part: Json) -> None:
    for name in [name for name, value in part.items() if value is None]:
        del part[name]


def _place_media(part: Json, files: Files) -> None:
    for item in part.get("items", [part] if part["type"] == 11 else []):
        item["media"] = _media(item["media"]["url"], files)
    if part["type"] == 13:
        part["file"] = _media(part["file"]["url"], files)
        named = [each for each in files.values() if each.url == part["file"]["url"]]
        part["name"], part["size"] = (named[0].name, len(named[0].data)) if named else ("", 0)


def _media(url: str, files: Files) -> Json:
    address = _address(url, files)
    told: Json = {"id": "0", "url": address, "proxy_url": address, "width": 0, "height": 0}
    return {**told, "content_type": "image/png"}


def _address(url: str, files: Files) -> str:
    name = url.removeprefix("attachment://")
    if name == url:
        return url
    if name not in files:
        raise wrong("components", "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", f"There is no file {name}.")
    return files[name].url
