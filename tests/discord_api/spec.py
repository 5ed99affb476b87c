"""Discord's OpenAPI document, where it lies beside the project; without it these checks are not there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.discord_api.refusals import Json, Problems, too_strict
from tests.discord_api.routes import Request, Route

PROJECT = Path(__file__).parents[2]
NAME = "urn:discord"
PERMISSIONS = ("permissions", "default_member_permissions", "allow", "deny")


@cache
def specification() -> Json | None:
    """The one in the folder beside the project, or in UNDERSIGNED_TEST_SPEC; None where it is absent."""
    folder = Path(os.environ.get("UNDERSIGNED_TEST_SPEC") or PROJECT.parent / "shared" / "spec")
    path = folder / "discord-openapi.json"
    found: Json | None = json.loads(path.read_text()) if path.exists() else None
    return found


def check_request(route: Route, request: Request) -> None:
    """Refuse a body that the operation does not take, with a code of our own, and strictly one with unknown names."""
    body = _plain(request.body)
    if body is None or not _faults(route, "request", body, is_strict=True):
        return
    problems = Problems()
    for error in _faults(route, "request", body):
        problems.add(".".join(map(str, error.absolute_path)), "SPECIFICATION", error.message[:300])
    problems.refuse()
    strange = _faults(route, "request", body, is_strict=True)[0]
    raise too_strict(f"{strange.json_path}: {strange.message[:300]}")


def faults_of_answer(route: Route, answer: Any) -> list[str]:
    """Where an answer is not what the specification promises."""
    return [f"{each.json_path}: {each.message[:300]}" for each in _faults(route, "answer", answer)]


def _faults(route: Route, side: str, value: Any, *, is_strict: bool = False) -> list[ValidationError]:
    checker = _checker(route.template, route.method.lower(), side, is_strict)
    return [] if checker is None else [_deepest(error) for error in checker.iter_errors(value)]


def _plain(value: Any, inside: str = "") -> Any:
    """Without what discord.py writes beyond the document, and with its digits as numbers: Discord minds neither."""
    if isinstance(value, list):
        return [_plain(each, inside) for each in value]
    if not isinstance(value, dict):
        return int(value) if inside in PERMISSIONS and isinstance(value, str) and value.isdecimal() else value
    extra = ("tts", "nsfw", "flags") if inside == "embeds" else ("tts", "nsfw")
    return {name: _plain(each, name) for name, each in value.items() if name not in extra}


def _deepest(error: ValidationError) -> ValidationError:
    """Of an error about several shapes, what is wrong with the one that is meant: its `type` is right."""
    while error.context:
        shapes: dict[Any, list[ValidationError]] = {}
        for each in error.context:
            shapes.setdefault(each.relative_schema_path[0], []).append(each)
        meant = [faults for faults in shapes.values() if not any(map(_is_of_type, faults))]
        error = max((meant or list(shapes.values()))[0], key=lambda each: len(each.absolute_path))
    return error


def _is_of_type(error: ValidationError) -> bool:
    return list(error.relative_path) in (["type"], []) and error.validator in ("enum", "type")


@cache
def _checker(template: str, method: str, side: str, is_strict: bool) -> Validator | None:
    spec = specification() or {}
    operation = spec.get("paths", {}).get(template, {}).get(method)
    if operation is None:
        return None
    way = ["requestBody"] if side == "request" else ["responses", "200"]
    way += ["content", "application/json", "schema"]
    if not _is_there(operation, way):
        return None
    pointer = "/".join(each.replace("/", "~1") for each in ("", "paths", template, method, *way))
    checker: Validator = _Checks({"$ref": f"{NAME}#{pointer}"}, registry=_registry(is_strict))
    return checker


def _is_there(branch: Any, way: list[str]) -> bool:
    for key in way:
        if key not in branch:
            return False
        branch = branch[key]
    return True


@cache
def _registry(is_strict: bool) -> Registry[Any]:
    contents = _closed(specification()) if is_strict else specification()
    resource: Resource[Any] = DRAFT202012.create_resource(contents or {})
    registry: Registry[Any] = Registry().with_resource(NAME, resource)
    return registry


def _closed(part: Any) -> Any:
    """The document with every object closed to names that it does not list."""
    if isinstance(part, list):
        return [_closed(each) for each in part]
    if not isinstance(part, dict):
        return part
    closed = {name: _closed(each) for name, each in part.items()}
    if isinstance(part.get("properties"), dict) and part.get("type") == "object":
        closed.setdefault("additionalProperties", False)
    return closed


def _type(checker: Validator, types: Any, value: Any, schema: Json) -> Iterator[ValidationError]:
    """A snowflake may be a number too: discord.py writes some so, and Discord takes them."""
    if schema.get("format") == "snowflake" and isinstance(value, int) and not isinstance(value, bool):
        return
    yield from Draft202012Validator.VALIDATORS["type"](checker, types, value, schema)


_Checks: Any = extend(Draft202012Validator, {"type": _type})  # type: ignore[no-untyped-call]
