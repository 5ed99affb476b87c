"""What a schema can't say of a campaign file: names that are used twice, files, and parts that do not fit together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path as FilePath
from typing import Any

from storage.attached_files import BadFile, beside, media_type
from storage.loading.faults import Found, Path, key_of

Raw = dict[str, Any]


def cross_faults(said: Raw, folder: FilePath) -> Iterator[Found]:
    """The faults of a file that its schema has nothing against; `folder` is where it lies."""
    for part in ("organisations", "petitions", "stories"):
        yield from _repeated((part,), said.get(part, ()), "slug")
    yield from _repeated(("petitions",), said.get("petitions", ()), "code")
    for part in ("petitions", "stories"):
        for index, one in enumerate(said.get(part, ())):
            yield from _file_faults((part, index), one, folder)
    for index, petition in enumerate(said.get("petitions", ())):
        yield from _petition_faults(("petitions", index), petition)


def maker_of(said: Raw) -> tuple[str, str, str]:
    """What makes a decision maker the same in two places."""
    return said.get("office", ""), said.get("person", ""), said.get("district", "")


def _petition_faults(at: Path, said: Raw) -> Iterator[Found]:
    yield from _repeated((*at, "texts"), said["texts"], "locale")
    yield from _repeated((*at, "updates"), said.get("updates", ()), "slug")
    yield from _repeated((*at, "milestones"), said.get("milestones", ()), "goal")
    yield from _repeated((*at, "decision_makers"), said.get("decision_makers", ()), maker_of)
    yield from _repeated((*at, "deliveries"), said.get("deliveries", ()), maker_of)
    yield from _repeated((*at, "key_dates"), said.get("key_dates", ()), lambda one: (one["on"], one["what"]))
    if any(low >= high for low, high in pairwise(said.get("ladder", ()))):
        yield (*at, "ladder"), "must rise from goal to goal."
    yield from _victory_faults(at, said)


def _victory_faults(at: Path, said: Raw) -> Iterator[Found]:
    victory = said.get("victory")
    if victory is None:
        return
    if (state := said.get("state", "open")) != "won":
        yield (*at, "state"), f"is {state}, but the petition has a victory; it must be won."
    if victory.get("next_petition") == said["slug"]:
        yield (*at, "victory", "next_petition"), "names the petition itself."


def _repeated(at: Path, items: Sequence[Raw], by: str | Callable[[Raw], Any]) -> Iterator[Found]:
    """What stands in a list twice, judged by one key or by a function."""
    first: dict[Any, int] = {}
    for index, item in enumerate(items):
        value = item.get(by) if isinstance(by, str) else by(item)
        if value is None:
            continue
        if (earlier := first.setdefault(value, index)) != index:
            yield (
                (*at, index, *([by] if isinstance(by, str) else [])),
                f"is the same as in {key_of((*at, earlier))}.",
            )


def _file_faults(at: Path, said: Raw, folder: FilePath) -> Iterator[Found]:
    attachments = said.get("attachments", ())
    yield from _repeated((*at, "attachments"), attachments, "file")
    if "picture" in said:
        yield from _one_file((*at, "picture", "file"), said["picture"]["file"], folder, is_picture=True)
    for index, attachment in enumerate(attachments):
        yield from _one_file((*at, "attachments", index, "file"), attachment["file"], folder, is_picture=False)


def _one_file(at: Path, name: str, folder: FilePath, *, is_picture: bool) -> Iterator[Found]:
    try:
        media_type(beside(folder, name), is_picture=is_picture)
    except BadFile as fault:
        yield at, str(fault)
