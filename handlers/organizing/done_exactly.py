"""What the trail tells below a deed: which part was changed, which signatures, which decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from config.texts import _, later, n_
from handlers.blocks import Line, Moment
from handlers.organizing.done import Done
from handlers.organizing.rules import agreeing, how_often, when_silent
from handlers.organizing.writing_facts import FACTS
from handlers.part_names import PART_NAMES
from handlers.wording import filled, platform_name
from storage.audit import Entry

UNDONE: Mapping[str, str] = {
    Done.COUNTED_SIGNATURE: later("A signature had been counted."),
    Done.REJECTED_SIGNATURE: later("A signature had not been counted."),
    Done.PUBLISHED_REASON: later("A reason had been published."),
    Done.SOFTENED_REASON: later("A reason was to be softened."),
    Done.REJECTED_REASON: later("A reason had been rejected."),
    Done.PUBLISHED_COMMENT: later("A comment had been published."),
    Done.SOFTENED_COMMENT: later("A comment was to be softened."),
    Done.REJECTED_COMMENT: later("A comment had been rejected."),
}
PARTS: Mapping[str, str] = {
    **{part.value: label for part, label in PART_NAMES.items()},
    **{name.value: fact.label for name, fact in FACTS.items()},
    "dates": later("Key dates"),
}


def exactly(entry: Entry, zone: str) -> tuple[Line, ...]:
    """Nothing where the deed says it all, or whoever did it was erased since."""
    return (*_part(entry), *_decision(entry), *_signatures(entry, zone), *_rules(entry), *_document(entry))


def _part(entry: Entry) -> Iterator[Line]:
    part = entry.detail.get("part", "")
    if part in PARTS:
        yield _("Part: {part}", part=_(PARTS[part]))


def _decision(entry: Entry) -> Iterator[Line]:
    undone = entry.detail.get("undone", "")
    if undone in UNDONE:
        yield _(UNDONE[undone])


def _signatures(entry: Entry, zone: str) -> Iterator[Line]:
    told = entry.detail
    if "since" not in told or "until" not in told:
        return
    since, until = (Moment(datetime.fromisoformat(told[each]), zone, with_time=True) for each in ("since", "until"))
    yield filled(_("Signed from {since} to {until}"), since=since, until=until)
    if told.get("app"):
        yield _("By people on {platform}", platform=platform_name(told["app"]))
    if told.get("by_place"):
        yield _("Only those with one place")
    if told.get("by_holding"):
        yield _("Held since new ones wait")


def _document(entry: Entry) -> Iterator[Line]:
    listed = entry.detail.get("listed")
    if listed:
        yield n_("{n} signature is listed in it.", "{n} signatures are listed in it.", listed)


def _rules(entry: Entry) -> Iterator[Line]:
    """How they stood from then on."""
    told = entry.detail
    if "most_a_week" in told:
        yield how_often(told["most_a_week"])
    if "needs_two" in told:
        yield agreeing(needs_two=told["needs_two"])
    if "quiet_days" in told:
        yield when_silent(told["quiet_days"])
