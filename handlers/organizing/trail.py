"""What was done: the audit trail as a list, and as a file to keep."""

from __future__ import annotations

import json
from typing import Any

from config.texts import _
from handlers.blocks import Block, Line, Moment
from handlers.lists import Page, page_buttons, page_of, page_position
from handlers.organizing.done_exactly import exactly
from handlers.organizing.done_told import told
from handlers.organizing.gate import ORGANISATION, Desk, organizes
from handlers.organizing.member_names import mark_of_member
from handlers.organizing.naming import back_to_desk, in_zone, subject_named
from handlers.organizing.rights import Deed
from handlers.screens import Button, MadeFile, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import filled, together
from storage.audit import Entry
from storage.organisations import Organisation

MOST_IN_FILE = 500
"""A turn has 50 ms, and a thousand took longer."""


@organizes("done", Deed.SEE_AUDIT, of=ORGANISATION, reads=True)
def show_done(turn: Turn, desk: Desk[Organisation], page: int = 1) -> Reply:
    """Five to a page, the newest first."""
    organisation, zone = desk.organisation, in_zone(turn, desk.organisation)
    found = page_of(lambda most, skip: turn.store.audit.of(organisation.id, most, skip), page)
    lines = tuple(together(_line(turn, desk, each), *exactly(each, zone)) for each in found.items)
    paging = page_buttons("done", organisation.id, page=found.number, shown=len(found.items), total=found.total)
    keep = (Button(_("Keep it as a file"), to("keep_done", organisation.id)),) if found.items else ()
    nothing = () if lines else (_("Nothing yet. What members do here will stand here."),)
    body: tuple[Block, ...] = (*lines, *nothing, *_position(found))
    return Screen(_("What was done"), body, rows_of(paging, (*keep, back_to_desk(organisation.id))))


def _line(turn: Turn, desk: Desk[Organisation], entry: Entry) -> Line:
    at = Moment(entry.at, in_zone(turn, desk.organisation), with_time=True)
    said = told(entry, desk.me.supporter_id, subject_named(turn, entry.subject))
    return filled(_("{moment}: {deed}"), moment=at, deed=said)


def _position(found: Page[Entry]) -> tuple[str, ...]:
    several = found.total > len(found.items)
    return (page_position(found.number, len(found.items), found.total),) if several else ()


@organizes("keep_done", Deed.EXPORT_AUDIT, of=ORGANISATION, reads=True, again="done")
def keep_done(turn: Turn, desk: Desk[Organisation], part: int = 1) -> Reply:
    """A file of JSON lines, the newest first; what is older is in the next one."""
    organisation = desk.organisation
    found = page_of(lambda most, skip: turn.store.audit.of(organisation.id, most, skip), part, MOST_IN_FILE)
    older = Button(_("Keep what is older"), to("keep_done", organisation.id, found.number + 1))
    return Screen(
        _("What was done, as a file"),
        (
            _("Names stand in it in clear: keep it where nobody else reads it."),
            _("One entry to a line, the newest first, at most {n} to a file.", n=MOST_IN_FILE),
        ),
        rows_of(
            (older,) if found.number * MOST_IN_FILE < found.total else (),
            Button(_("Back to what was done"), to("done", organisation.id)),
        ),
        attachments=(_file(turn, organisation, found),) if found.items else (),
        is_event=True,
    )


def _file(turn: Turn, organisation: Organisation, found: Page[Entry]) -> MadeFile:
    name = f"undersigned-{organisation.slug}-done-{turn.now:%Y-%m-%d}-{found.number}.jsonl"
    called = {each: subject_named(turn, each) for each in {entry.subject for entry in found.items}}
    written = (_written(turn, organisation, each, called[each.subject]) for each in found.items)
    lines = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in written)
    return MadeFile(name, "application/jsonl", lines.encode(), _("What was done, one entry to a line"))


def _written(turn: Turn, organisation: Organisation, entry: Entry, called: str) -> dict[str, Any]:
    """An entry in plain values; without a role it was the command line, or an alarm that nobody raised.

    `member` and `about_member` are marks that stay with a person whatever they are called. What it was done to is
    `called` as the list calls it; nothing else changes with the language.
    """
    return {
        "at": entry.at.isoformat(),
        "by": entry.name,
        "member": mark_of_member(turn, organisation, entry.by),
        "role": entry.role,
        "deed": entry.deed,
        "of": entry.subject,
        "called": called,
        "about": entry.about,
        "about_member": mark_of_member(turn, organisation, entry.about_id),
        "detail": dict(entry.detail),
    }
