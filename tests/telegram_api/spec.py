"""The Bot API as data, where a specification lies beside the project; without it these checks are not there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from tests.telegram_api.refusals import Json

PROJECT = Path(__file__).parents[2]
PLAIN: dict[str, type | tuple[type, ...]] = {
    "Integer": int,
    "String": str,
    "Boolean": bool,
    "Float": (int, float),
    "InputFile": str,
}


@cache
def specification() -> Json | None:
    """The newest one in the folder beside the project, or in UNDERSIGNED_TEST_SPEC; None where it is absent."""
    folder = Path(os.environ.get("UNDERSIGNED_TEST_SPEC") or PROJECT.parent / "shared" / "spec")
    found = sorted(folder.glob("telegram-bot-api-*.json"))
    return json.loads(found[-1].read_text()) if found else None


@cache
def methods() -> dict[str, Json]:
    """The methods by their names."""
    spec = specification()
    return spec["methods"] if spec else {}


@cache
def types() -> dict[str, Json]:
    """The types by their names."""
    spec = specification()
    return spec["types"] if spec else {}


@cache
def parameters(method: str) -> dict[str, Json]:
    """The parameters of a method by their names."""
    return {field["name"]: field for field in methods().get(method, {}).get("fields", [])}


def faults_of_parameters(method: str, params: Json) -> list[str]:
    """Where parameters that the specification knows are not of the types that it wants."""
    known = parameters(method)
    named = {name: value for name, value in params.items() if name in known}
    return [fault for name, value in named.items() for fault in _faults(value, known[name]["types"], name)]


def faults_of_answer(method: str, result: Any) -> list[str]:
    """Where an answer is not what the specification promises."""
    wanted = methods().get(method, {}).get("returns")
    return _faults(result, wanted, "result") if wanted else []


def _faults(value: Any, wanted: Iterable[str], place: str) -> list[str]:
    """Nothing where the value is of one of the types, else why it is not of the one that fits best."""
    tries = [_faults_of_one(value, name, place) for name in wanted]
    return min(tries, key=lambda faults: (bool(faults), len(faults)), default=[])


def _faults_of_one(value: Any, name: str, place: str) -> list[str]:
    if name.startswith("Array of "):
        if not isinstance(value, list):
            return [f"{place} is no array"] * 2
        inner = name.removeprefix("Array of ")
        return [fault for at, each in enumerate(value) for fault in _faults_of_one(each, inner, f"{place}[{at}]")]
    if name in PLAIN:
        is_right = isinstance(value, PLAIN[name]) and (name == "Boolean" or not isinstance(value, bool))
        return [] if is_right else [f"{place} is no {name}"] * 2
    return _faults_of_object(value, name, place)


def _faults_of_object(value: Any, name: str, place: str) -> list[str]:
    kind = types().get(name, {})
    if "subtypes" in kind:
        return _faults(value, kind["subtypes"], place)
    if name == "RichText" or not kind:
        return []
    if not isinstance(value, dict):
        return [f"{place} is no {name}"] * 2
    fields = {field["name"]: field for field in kind.get("fields", [])}
    missing = [f"{place}.{key} is missing" for key, field in fields.items() if field["required"] and key not in value]
    known = [(key, each) for key, each in value.items() if key in fields and each is not None]
    unknown = [f"{place}.{key} is not known to {name}" for key in value if key not in fields]
    return missing + unknown + [f for key, each in known for f in _faults(each, fields[key]["types"], f"{place}.{key}")]
