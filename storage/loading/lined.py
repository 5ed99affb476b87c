"""YAML to plain values that remember their lines.

Of YAML's own types it knows texts, whole and decimal numbers, true, false and null; `on`, `yes` and dates stay texts.
There are no aliases, no tags and no second document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from storage.loading.faults import Path

MOST_LEVELS = 20
WORDS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
NULLS = {"", "~", "null", "Null", "NULL"}
WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
DECIMAL = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}")


class BadYaml(Exception):
    """The text is not the YAML we read."""

    def __init__(self, line: int, fault: str) -> None:
        """`line` counts from 1."""
        super().__init__(fault)
        self.line = line
        self.fault = fault


class Lined(dict[str, Any]):
    """A mapping that knows the line of each key and where it begins."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        """Empty at first."""
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class LinedList(list[Any]):
    """A list that knows the line of each item."""

    __slots__ = ("lines",)

    def __init__(self) -> None:
        """Empty at first."""
        super().__init__()
        self.lines: list[int] = []


def parse(text: str) -> Any:
    """The one document in the text. Raises BadYaml."""
    try:
        events = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        return _document(events)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        line = min(mark.line, text.rstrip().count("\n")) + 1 if mark else 1
        raise BadYaml(line, f"is not YAML: {fault.problem or fault.context}.") from fault
    except yaml.reader.ReaderError as fault:
        line = text.count("\n", 0, fault.position) + 1
        raise BadYaml(line, "holds a character that YAML does not allow.") from fault


def line_of(root: Any, path: Path) -> int:
    """The line of a place in the file, or of the nearest thing around it that is there."""
    line, value = 1, root
    for step in path:
        if isinstance(value, Lined) and step in value:
            line, value = value.lines[str(step)], value[str(step)]
        elif isinstance(value, LinedList) and isinstance(step, int) and step < len(value):
            line, value = value.lines[step], value[step]
        else:
            break
    return line


def _document(events: Iterator[Any]) -> Any:
    next(events)
    if isinstance(next(events), yaml.StreamEndEvent):
        raise BadYaml(1, "is empty.")
    value = _value(next(events), events, 0)
    next(events)
    if not isinstance(after := next(events), yaml.StreamEndEvent):
        raise BadYaml(_line(after), "begins a second document; a campaign file is one.")
    return value


def _value(event: Any, events: Iterator[Any], level: int) -> Any:
    if isinstance(event, yaml.AliasEvent) or event.anchor:
        raise BadYaml(
            _line(event),
            "uses an anchor or alias (& or *); write the text out, or put it in quotation marks.",
        )
    if event.tag:
        raise BadYaml(_line(event), f"uses the tag {event.tag}; leave it out, or put the text in quotation marks.")
    if level > MOST_LEVELS:
        raise BadYaml(_line(event), f"is nested deeper than {MOST_LEVELS} levels.")
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(event, events, level)
    if isinstance(event, yaml.SequenceStartEvent):
        return _list(events, level)
    return _scalar(event)


def _mapping(start: Any, events: Iterator[Any], level: int) -> Lined:
    mapping = Lined(_line(start))
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key, line = _key(event), _line(event)
        if key in mapping:
            raise BadYaml(line, f"says {key!r} twice; the first is on line {mapping.lines[key]}.")
        mapping.lines[key] = line
        mapping[key] = _value(next(events), events, level + 1)
    return mapping


def _list(events: Iterator[Any], level: int) -> LinedList:
    items = LinedList()
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        items.lines.append(_line(event))
        items.append(_value(event, events, level + 1))
    return items


def _key(event: Any) -> str:
    if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
        raise BadYaml(_line(event), "has a key that is not a plain word.")
    return str(event.value)


def _scalar(event: Any) -> Any:
    text: str = event.value
    if not event.implicit[0]:
        return text.strip()
    if text in NULLS:
        return None
    if text in WORDS:
        return WORDS[text]
    if WHOLE.fullmatch(text):
        return int(text)
    return float(text) if DECIMAL.fullmatch(text) else text.strip()


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1
