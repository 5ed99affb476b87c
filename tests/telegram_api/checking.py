"""Every request and every answer, held against aiogram's models, PTB's signatures and the specification."""

from __future__ import annotations

import inspect
import json
import re
import types
from collections import defaultdict
from functools import cache
from typing import Any, Union, get_args, get_origin

import aiogram.methods
import telegram
from aiogram.methods.base import TelegramMethod
from aiogram.types import InputFile
from aiogram.types.base import TelegramObject
from pydantic import BaseModel, TypeAdapter, ValidationError

from tests.telegram_api import spec
from tests.telegram_api.keyboards import markup_of
from tests.telegram_api.refusals import Json, bad_request, too_strict

OF_THE_CLIENT = {
    *("self", "read_timeout", "write_timeout", "connect_timeout", "pool_timeout", "api_kwargs", "filename"),
}
"""What python-telegram-bot's methods take for themselves."""
EMPTY_WORDS = {"chat_id": "chat_id is empty", "text": "Message text is empty"}
"""What the real server says where these are missing; of others it says that they are required."""

NEWER = {"can_send_welcome_messages"}
"""Required by aiogram's models, which are newer than what python-telegram-bot and the specification know."""
WORDED = ("entities", "caption_entities", "reply_markup", "media")
"""What the methods refuse themselves, in the real server's words."""


@cache
def models() -> dict[str, type[TelegramMethod[Any]]]:
    """aiogram's models of the methods."""
    found = (each for each in vars(aiogram.methods).values() if inspect.isclass(each))
    return {
        each.__api_method__: each for each in found if issubclass(each, TelegramMethod) and each is not TelegramMethod
    }


@cache
def method_named(name: str) -> str | None:
    """A method as the documentation spells it, since the server does not mind capitals."""
    known = {each.lower(): each for each in (*models(), *spec.methods())}
    return known.get(name.lower())


@cache
def parameters_of(method: str) -> frozenset[str]:
    """Every parameter that aiogram, python-telegram-bot or the specification knows."""
    model, snake = models().get(method), re.sub("([A-Z])", lambda found: f"_{found[1].lower()}", method)
    of_ptb = inspect.signature(getattr(telegram.Bot, snake, lambda: None)).parameters
    of_aiogram = {field.alias or name for name, field in model.model_fields.items()} if model else set()
    return frozenset({*of_aiogram, *of_ptb, *spec.parameters(method)} - OF_THE_CLIENT)


def decoded(method: str, params: Json) -> Json:
    """The parameters with numbers, truths and objects where forms had texts."""
    return {name: _decoded(method, name, value) for name, value in params.items() if value is not None}


def check_request(method: str, params: Json) -> None:
    """Refuse what the method does not know or know so."""
    unknown = [name for name in params if name not in parameters_of(method)]
    if unknown:
        raise too_strict(f"unknown parameter {unknown[0]}")
    markup_of(params.get("reply_markup"))
    _check_with_aiogram(method, params)
    faults = spec.faults_of_parameters(method, params)
    if faults:
        raise too_strict(f"{method}: {faults[0]}")


def faults_of_answer(method: str, result: Any) -> list[str]:
    """Where an answer is not what aiogram or the specification expects."""
    try:
        unknown = _unknown(_answers(method).validate_python(result), "result")
    except ValidationError as fault:
        unknown = [] if _is_only_newer(fault) else [str(fault)]
    return [*unknown, *spec.faults_of_answer(method, result)]


def faults_of_update(update: Json) -> list[str]:
    """Where an update is not what aiogram or the specification expects."""
    return faults_of_answer("getUpdates", [update])


@cache
def _answers(method: str) -> TypeAdapter[Any]:
    return TypeAdapter(models()[method].__returning__)


@cache
def _kinds(method: str, name: str) -> frozenset[Any]:
    model = models().get(method)
    field = model.model_fields.get(name) if model else None
    return frozenset(_flat(field.annotation)) if field else frozenset()


def _flat(annotation: Any) -> list[Any]:
    if get_origin(annotation) in (Union, types.UnionType):
        return [kind for each in get_args(annotation) for kind in _flat(each)]
    return [get_origin(annotation) or annotation]


def _decoded(method: str, name: str, value: Any) -> Any:
    kinds = _kinds(method, name)
    if not isinstance(value, str) or not kinds:
        return value
    if int in kinds and re.fullmatch(r"-?\d+", value):
        return int(value)
    if str in kinds or InputFile in kinds:
        return value
    return _from_json(name, value)


def _from_json(name: str, value: str) -> Any:
    if not value:
        return None
    try:
        return json.loads(value[:1].lower() + value[1:] if value in ("True", "False") else value)
    except ValueError:
        if name == "reply_markup":
            raise bad_request("Can't parse reply keyboard markup JSON object") from None
        raise bad_request(f"Can't parse {name.replace('_', ' ')} JSON object") from None


def _check_with_aiogram(method: str, params: Json) -> None:
    model = models().get(method)
    if model is None:
        return
    files = {name for name in params if InputFile in _kinds(method, name) and str not in _kinds(method, name)}
    try:
        read = model.model_validate({name: value for name, value in params.items() if name not in files})
    except ValidationError as fault:
        _refuse(method, params, fault)
    else:
        unknown = _unknown(read, method, is_request=True)
        if unknown:
            raise too_strict(unknown[0])


def _is_only_newer(fault: ValidationError) -> bool:
    """Whether each thing that does not fit lacks nothing but newer fields in one of the shapes it could have."""
    shapes: dict[tuple[Any, ...], list[bool]] = defaultdict(list)
    for error in fault.errors():
        shapes[error["loc"][:-1]].append(error["type"] == "missing" and error["loc"][-1] in NEWER)
    places: dict[tuple[Any, ...], list[bool]] = defaultdict(list)
    for shape, are_newer in shapes.items():
        places[shape[:-1]].append(all(are_newer))
    return all(any(fitting) for fitting in places.values())


def _refuse(method: str, params: Json, fault: ValidationError) -> None:
    for error in fault.errors():
        name = str(error["loc"][0]) if error["loc"] else ""
        if error["type"] == "missing" and len(error["loc"]) == 1:
            raise bad_request(EMPTY_WORDS.get(name, f'Parameter "{name}" is required'))
        if name in WORDED:
            return
    if _is_only_newer(fault):
        return
    first = fault.errors()[0]
    raise too_strict(f"{method}: {'.'.join(map(str, first['loc']))}: {first['msg']}")


def _unknown(value: Any, place: str, *, is_request: bool = False) -> list[str]:
    """Fields that neither aiogram nor the specification knows."""
    if isinstance(value, list):
        return [each for at, one in enumerate(value) for each in _unknown(one, f"{place}[{at}]")]
    if not isinstance(value, BaseModel):
        return []
    known = _known_to_spec(type(value).__name__) if isinstance(value, TelegramObject) else parameters_of(place)
    here = [f"{place}.{name} is not known" for name in value.model_extra or {} if name not in known]
    set_ones = ((name, getattr(value, name)) for name in value.model_fields_set if name in type(value).model_fields)
    return here + [each for name, one in set_ones for each in _unknown(one, f"{place}.{name}")]


@cache
def _known_to_spec(name: str) -> frozenset[str]:
    return frozenset(field["name"] for field in spec.types().get(name, {}).get("fields", []))
