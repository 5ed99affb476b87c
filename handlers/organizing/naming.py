"""How roles, members, and what organizers work on are called."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from config.texts import _, language, n_
from handlers.screens import Button, to
from handlers.turn import Turn
from storage.broadcast_rows import Broadcast
from storage.hearing import DELIVERED
from storage.members import Member, Role
from storage.organisations import Organisation

if TYPE_CHECKING:
    from storage.nouns import Nouns


def role_named(role: Role) -> str:
    """The role as a word of its own, such as a button bears it."""
    return {Role.OWNER: _("Owner"), Role.ORGANIZER: _("Organizer"), Role.MODERATOR: _("Moderator")}[role]


def what_it_is(role: Role) -> str:
    """What somebody in this role does, in a sentence."""
    return {
        Role.OWNER: _("Owners do everything that organizers and moderators do, and let people in."),
        Role.ORGANIZER: _("Organizers write petitions, stories and news, and tell people."),
        Role.MODERATOR: _("Moderators decide on what others have written and on signatures that look odd."),
    }[role]


def your_role(role: Role) -> str:
    """What the person is."""
    return {
        Role.OWNER: _("You are an owner."),
        Role.ORGANIZER: _("You are an organizer."),
        Role.MODERATOR: _("You are a moderator."),
    }[role]


def how_many(counted: Mapping[Role, int]) -> str:
    """How many members there are, and what they are."""
    return _(
        "{owners}, {organizers}, {moderators}.",
        owners=n_("{n} owner", "{n} owners", counted[Role.OWNER]),
        organizers=n_("{n} organizer", "{n} organizers", counted[Role.ORGANIZER]),
        moderators=n_("{n} moderator", "{n} moderators", counted[Role.MODERATOR]),
    )


def member_named(turn: Turn, member: Member) -> str:
    """The name they gave themselves; the person's own is marked."""
    is_own = turn.supporter is not None and member.supporter_id == turn.supporter.id
    return _("{name} (you)", name=member.name) if is_own else member.name


def in_zone(turn: Turn, organisation: Organisation) -> str:
    """The time zone in which an organizer reads."""
    return turn.zone(organisation.zone)


def times_of(turn: Turn, organisation: Organisation) -> str:
    """Said wherever a time is typed: by whose clocks it is read."""
    return _("The times are those of {zone}; settings can change that.", zone=in_zone(turn, organisation))


def subject_named(turn: Turn, subject: str) -> str:
    """What something was done to, under the title it has now."""
    kind, _colon, number = subject.partition(":")
    if kind == "petition":
        petition = turn.store.petitions.find_any(int(number), language(), turn.now)
        if petition is None:
            return _("a petition that is gone")
        return _("“{title}” ({code})", title=petition.title, code=petition.code)
    if kind == "story":
        story = turn.store.stories.find_any(int(number))
        return _("“{title}”", title=story.title) if story else _("a story that is gone")
    if kind == "broadcast":
        found = turn.store.broadcasts.find(int(number), language())
        return _("“{title}”", title=title_of(turn, found)) if found else _("a message that is gone")
    return ""


def title_of(turn: Turn, found: Broadcast) -> str:
    """What it is called."""
    return title_in(turn.store, found, turn.now)


def title_in(store: Nouns, found: Broadcast, now: datetime) -> str:
    """The same; handing over has the petition's title, and a message may have no words yet."""
    if found.title:
        return found.title
    petition = store.petitions.find_any(found.petition_id, language(), now) if found.petition_id else None
    if found.kind == DELIVERED and petition:
        return _("Handed over: {title}", title=petition.title)
    return _("A message without words")


def back_to_desk(organisation_id: int) -> Button:
    """Lead back, and name where."""
    return Button(_("Back to the desk"), to("desk", organisation_id))
