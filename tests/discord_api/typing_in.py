"""What a person types after a slash, read as their app reads it: `/petition code:KTMWQR`."""

from __future__ import annotations

import re
from typing import Any

from tests.discord_api.refusals import Json

SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, NUMBER = 1, 2, 3, 4, 5, 10
RESOLVED = {6: "users", 7: "channels", 8: "roles"}


def typed(command: Json, words: str, given: dict[str, Any], *, focus: str | None = None) -> Json:
    """The data of the interaction; `focus` is the option that is still being typed."""
    data: Json = {"id": command["id"], "name": command["name"], "type": 1}
    options = _options(command.get("options", []), words, given, focus, data)
    return {**data, "options": options} if options else data


def _options(known: list[Json], words: str, given: dict[str, Any], focus: str | None, data: Json) -> list[Json]:
    if known and known[0]["type"] in (SUBCOMMAND, GROUP):
        return [_subcommand(known, words, given, focus, data)]
    values = {**_split(known, words), **given}
    strange = values.keys() - {option["name"] for option in known}
    assert not strange, f"the command has no option {strange}"
    if focus is None:
        missing = [each["name"] for each in known if each.get("required") and each["name"] not in values]
        assert not missing, f"the app asks for {missing} first"
    return [_option(each, values[each["name"]], focus, data) for each in known if each["name"] in values]


def _subcommand(known: list[Json], words: str, given: dict[str, Any], focus: str | None, data: Json) -> Json:
    name, _, rest = words.partition(" ")
    found = next((each for each in known if each["name"] == name), None)
    assert found is not None, f"there is no {name!r} among {[each['name'] for each in known]}"
    inside = _options(found.get("options", []), rest.strip(), given, focus, data)
    return {"name": name, "type": found["type"], "options": inside}


def _split(known: list[Json], words: str) -> dict[str, str]:
    """`code:KT reason:For the oaks` by the names of the options."""
    if not words:
        return {}
    names = "|".join(re.escape(option["name"]) for option in known) or "(?!)"
    parts = re.split(rf"(?:^|\s)({names}):", words)
    assert not parts[0].strip(), f"{parts[0]!r} belongs to no option"
    return dict(zip(parts[1::2], (each.strip() for each in parts[2::2]), strict=True))


def _option(option: Json, value: Any, focus: str | None, data: Json) -> Json:
    told: Json = {"name": option["name"], "type": option["type"]}
    if focus == option["name"]:
        return {**told, "value": value, "focused": True}
    if option["type"] in RESOLVED:
        data.setdefault("resolved", {}).setdefault(RESOLVED[option["type"]], {})[str(value.id)] = value.json
        return {**told, "value": str(value.id)}
    return {**told, "value": _checked(option, _read(option, value))}


def _read(option: Json, value: Any) -> Any:
    if option.get("choices"):
        found = [each["value"] for each in option["choices"] if value in (each["name"], each["value"])]
        assert found, f"{value!r} is none of the choices {[each['name'] for each in option['choices']]}"
        return found[0]
    kinds: dict[int, Any] = {INTEGER: int, NUMBER: float, BOOLEAN: lambda given: given in (True, "True", "true")}
    return kinds.get(option["type"], str)(value)


def _checked(option: Json, value: Any) -> Any:
    """The app lets nobody send what the command does not allow."""
    if option["type"] == STRING:
        assert option.get("min_length", 0) <= len(value) <= option.get("max_length", 6000), f"{value!r}: wrong length"
    if option["type"] in (INTEGER, NUMBER):
        most = option.get("max_value", value)
        assert option.get("min_value", value) <= value <= most, f"{value} is too small or too large"
    return value
