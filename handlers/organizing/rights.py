"""Who may do what as an organizer: the one matrix, which every organizer's route is checked against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from config.texts import later
from storage.members import Role


class Deed(StrEnum):
    """Something that an organizer's route does; in the order in which help tells them."""

    SEE_DESK = "see_desk"
    SEE_MEMBERS = "see_members"
    SEE_RIGHTS = "see_rights"
    LEAVE = "leave"
    SEE_STATUS = "see_status"
    WRITE_PETITION = "write_petition"
    PUBLISH = "publish"
    WRITE_STORY = "write_story"
    TELL = "tell"
    CONFIRM = "confirm"
    REMIND = "remind"
    MARK_GOAL = "mark_goal"
    DECLARE_VICTORY = "declare_victory"
    DELIVER = "deliver"
    MAKE_DOCUMENTS = "make_documents"
    ADD_SIGNATURES = "add_signatures"
    NAME_LINKS = "name_links"
    SEE_CHARTS = "see_charts"
    SEE_HELD = "see_held"
    DECIDE = "decide"
    BE_ON_DUTY = "be_on_duty"
    HOLD_NEW = "hold_new"
    SWEEP = "sweep"
    INVITE = "invite"
    CHANGE_ROLE = "change_role"
    REMOVE_MEMBER = "remove_member"
    SEE_AUDIT = "see_audit"
    EXPORT_AUDIT = "export_audit"
    SET_RULES = "set_rules"
    TELL_ALONE = "tell_alone"


SENTENCES: Mapping[Deed, str] = {
    Deed.SEE_DESK: later("See how the campaigns stand"),
    Deed.SEE_MEMBERS: later("See the members, under the names they chose"),
    Deed.SEE_RIGHTS: later("See who may do what"),
    Deed.LEAVE: later("Leave the organisation"),
    Deed.SEE_STATUS: later("See how all petitions go, and be told what to do next"),
    Deed.WRITE_PETITION: later("Write petitions and change their texts"),
    Deed.PUBLISH: later("Publish petitions, close them and open them again"),
    Deed.WRITE_STORY: later("Write stories and news"),
    Deed.TELL: later("Tell people news: try it out, send, pause, stop and correct it"),
    Deed.CONFIRM: later("Confirm what another organizer wants to send"),
    Deed.REMIND: later("Set reminders that come again"),
    Deed.MARK_GOAL: later("Attach a message to a goal"),
    Deed.DECLARE_VICTORY: later("Declare a victory, correct it or withdraw it"),
    Deed.DELIVER: later("Record who was handed the signatures, and what they answered"),
    Deed.MAKE_DOCUMENTS: later("Make files and posters of a petition, to hand it over"),
    Deed.ADD_SIGNATURES: later("Add signatures from paper and other lists"),
    Deed.NAME_LINKS: later("Make links with a name, and see how many came by them"),
    Deed.SEE_CHARTS: later("See how a petition goes, in numbers and charts"),
    Deed.SEE_HELD: later("See what waits for a decision"),
    Deed.DECIDE: later("Publish, ask to soften or reject what others wrote"),
    Deed.BE_ON_DUTY: later("Be on duty for alarms"),
    Deed.HOLD_NEW: later("Hold everything new on a petition, and undo that"),
    Deed.SWEEP: later("Hold, strike out and restore many signatures at once"),
    Deed.INVITE: later("Invite people and take invitations back"),
    Deed.CHANGE_ROLE: later("Change what a member is"),
    Deed.REMOVE_MEMBER: later("Remove a member"),
    Deed.SEE_AUDIT: later("Read what was done"),
    Deed.EXPORT_AUDIT: later("Keep what was done as a file"),
    Deed.SET_RULES: later("Set how often people are written to, and whether two must agree"),
    Deed.TELL_ALONE: later("Send without a second organizer where none comes, with a reason"),
}

EVERYBODY = frozenset({Deed.SEE_DESK, Deed.SEE_MEMBERS, Deed.SEE_RIGHTS, Deed.LEAVE})
AUTHORING = frozenset(
    {
        *(Deed.SEE_STATUS, Deed.WRITE_PETITION, Deed.PUBLISH, Deed.WRITE_STORY),
        *(Deed.MARK_GOAL, Deed.ADD_SIGNATURES, Deed.NAME_LINKS, Deed.SEE_CHARTS),
    }
)
TELLING = frozenset({Deed.TELL, Deed.CONFIRM, Deed.REMIND, Deed.DECLARE_VICTORY, Deed.DELIVER, Deed.MAKE_DOCUMENTS})
MODERATING = frozenset({Deed.SEE_HELD, Deed.DECIDE, Deed.BE_ON_DUTY, Deed.HOLD_NEW, Deed.SWEEP})
OWNING = frozenset(
    {
        *(Deed.INVITE, Deed.CHANGE_ROLE, Deed.REMOVE_MEMBER, Deed.SEE_AUDIT, Deed.EXPORT_AUDIT),
        *(Deed.SET_RULES, Deed.TELL_ALONE),
    }
)

RIGHTS: Mapping[Role, frozenset[Deed]] = {
    Role.OWNER: EVERYBODY | AUTHORING | TELLING | MODERATING | OWNING,
    Role.ORGANIZER: EVERYBODY | AUTHORING | TELLING,
    Role.MODERATOR: EVERYBODY | MODERATING,
}


def may(role: Role, deed: Deed) -> bool:
    """Whether somebody in this role may do it."""
    return deed in RIGHTS[role]


def who_may(deed: Deed) -> tuple[Role, ...]:
    """The roles that may do it, the strongest first."""
    return tuple(role for role in Role if may(role, deed))


def in_order(deeds: Iterable[Deed]) -> tuple[Deed, ...]:
    """As help tells them."""
    return tuple(sorted(deeds, key=list(Deed).index))
