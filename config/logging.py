"""How the program logs: lines on standard error, times in UTC, never a token, nor whose words or what they were."""

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from structlog.types import EventDict, Processor

_HIDDEN = "[hidden]"
_SECRETS = (
    # Telegram's address of a method or a file (core.telegram.org/bots/api), then its token alone.
    (re.compile(r"/bot\d+(?::|%3A)[^/\s'\"]+", re.IGNORECASE), f"/bot{_HIDDEN}"),
    (re.compile(r"\b\d{5,}:[A-Za-z0-9_-]{20,}"), _HIDDEN),
    # Discord's token, and the tokens in the addresses of its webhooks and interactions.
    (re.compile(r"\b[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{6,7}\.[A-Za-z0-9_-]{20,}"), _HIDDEN),
    (re.compile(r"/(webhooks|interactions)/(\d+)/[^/\s?'\"]+"), rf"/\1/\2/{_HIDDEN}"),
    # Who somebody is on Discord: their id, and that of their direct messages.
    (re.compile(r"/(members|users|channels)/\d+"), rf"/\1/{_HIDDEN}"),
    # A password in an address, such as PostgreSQL's.
    (re.compile(r"://[^\s/:@]*:[^\s/@]+@"), f"://{_HIDDEN}@"),
    # asyncio prints a forgotten task with its exception, whose message may repeat what somebody typed.
    (re.compile(r"exception=(\w+)\(.*\)"), rf"exception=\1({_HIDDEN})"),
)


def without_secrets(text: str) -> str:
    """The text with everything that looks like a token, a password or somebody's id taken out."""
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text


def set_up_logging(level: str, format: str) -> None:
    """Log from `level` on, as `text` or `json` lines; libraries speak only from warnings on.

    Below a warning they print addresses with tokens, statements with their parameters and raw messages.
    """
    import structlog  # only the processes that log pay for it

    threshold = logging.getLevelNamesMapping()[level.upper()]
    renderer = _renderer(format)
    structlog.configure(
        processors=[*_processors(), renderer],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    _listen_to_libraries(max(threshold, logging.WARNING), renderer)


def _renderer(format: str) -> "Processor":
    import structlog

    if format == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False, default=str)
    return structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)


def _processors() -> list["Processor"]:
    import structlog

    return [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _tell_where,
        _hide_secrets,
    ]


def _listen_to_libraries(threshold: int, renderer: "Processor") -> None:
    import structlog

    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *_processors()],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(handlers=[handler], level=threshold, force=True)


def _tell_where(_logger: object, _method: str, event: "EventDict") -> "EventDict":
    """Replace `exc_info` by where it happened and what kind it was."""
    if found := _exception(event.pop("exc_info", None)):
        event["exception"] = _story(found)
    return event


def _exception(exc_info: object) -> BaseException | None:
    match exc_info:
        case BaseException() as error:
            return error
        case (_, BaseException() as error, _):
            return error
        case True:
            return sys.exc_info()[1]
        case _:
            return None


def _story(error: BaseException) -> str:
    """The exception with its causes, the last one last, in frames and types.

    A message may repeat what a supporter typed, so it is left out unless the system itself wrote it.
    """
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    frames = [f"{f.filename}:{f.lineno} in {f.name}" for f in traceback.extract_tb(error.__traceback__)]
    lines = [*frames, f"{type(error).__module__}.{type(error).__qualname__}{_system_message(error)}"]
    return "\n".join([_story(before), *lines] if before else lines)


def _system_message(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f": {error.strerror}"
    return f": {error}" if type(error).__module__ == "sqlite3" else ""


def _hide_secrets(_logger: object, _method: str, event: "EventDict") -> MutableMapping[str, Any]:
    return {key: _hidden(value) for key, value in event.items()}


def _hidden(value: object) -> object:
    match value:
        case None | bool() | int() | float():
            return value
        case dict():
            return {str(key): _hidden(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_hidden(inner) for inner in value]
        case _:
            return without_secrets(str(value))
