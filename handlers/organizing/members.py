"""The members of an organisation: who they are, what they are, and how that ends."""

from __future__ import annotations

from collections.abc import Sequence

from config.texts import _
from handlers.blocks import Block, Line, Moment, Paragraph
from handlers.lists import Entry, Page, Way, list_screen, page_of
from handlers.organizing.done import Done, with_said
from handlers.organizing.duty import duty_line
from handlers.organizing.gate import MEMBER, ORGANISATION, Desk, nothing_to_organize, organizes
from handlers.organizing.naming import back_to_desk, in_zone, member_named, role_named, what_it_is
from handlers.organizing.rights import Deed, may
from handlers.screens import Button, Look, Reply, Rows, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import ending, filled, see_open_petitions
from storage.members import Member, Role
from storage.organisations import Organisation


@organizes("members", Deed.SEE_MEMBERS, of=ORGANISATION, reads=True)
def list_members(turn: Turn, desk: Desk[Organisation], page: int = 1) -> Reply:
    """Five to a page, whoever came first before the others."""
    total = sum(turn.store.members.how_many(desk.organisation.id).values())

    def fetch(most: int, skip: int) -> tuple[Sequence[Member], int]:
        return turn.store.members.of_organisation(desk.organisation.id, most, skip), total

    found = page_of(fetch, page)
    entries = Page([_entry(turn, desk, each) for each in found.items], found.number, total)
    invitations = Button(_("Invitations"), to("invites", desk.organisation.id))
    extra = invitations if desk.may(Deed.INVITE) else None
    way = Way(back_to_desk(desk.organisation.id), "members", (desk.organisation.id,), extra)
    return list_screen(_("Members of {organisation}", organisation=desk.organisation.name), entries, way)


def _entry(turn: Turn, desk: Desk[Organisation], member: Member) -> Entry:
    return Entry(member_named(turn, member), _facts(turn, desk.organisation, member), to("member", member.id))


def _facts(turn: Turn, organisation: Organisation, member: Member) -> Line:
    sentence = _("{role}, since {day}")
    return filled(sentence, role=role_named(member.role), day=Moment(member.since, in_zone(turn, organisation)))


@organizes("member", Deed.SEE_MEMBERS, of=MEMBER, reads=True)
def show_member(turn: Turn, desk: Desk[Member]) -> Reply:
    """One member, and what this person may change of it."""
    member = desk.subject
    since = Paragraph(_facts(turn, desk.organisation, member))
    facts: tuple[Block, ...] = (since, *duty_line(turn, desk.organisation, member), what_it_is(member.role))
    return Screen(member_named(turn, member), facts, _rows(desk))


def _rows(desk: Desk[Member]) -> Rows:
    member = desk.subject
    others = [role for role in Role if role is not member.role] if desk.may(Deed.CHANGE_ROLE) else []
    changes = tuple(Button(_make(role), to("member_role", member.id, role.value)) for role in others)
    return rows_of(changes, _way_out(desk), Button(_("Back to members"), to("members", desk.organisation.id)))


def _way_out(desk: Desk[Member]) -> Button | None:
    if desk.subject.id == desk.me.id:
        return Button(_("Leave"), to("leave", desk.organisation.id), Look.DANGER)
    return Button(_("Remove"), to("member_out", desk.subject.id), Look.DANGER) if desk.may(Deed.REMOVE_MEMBER) else None


def _make(role: Role) -> str:
    return {
        Role.OWNER: _("Make owner"),
        Role.ORGANIZER: _("Make organizer"),
        Role.MODERATOR: _("Make moderator"),
    }[role]


@organizes("member_role", Deed.CHANGE_ROLE, of=MEMBER, reads=True)
def ask_to_change(turn: Turn, desk: Desk[Member], role: Role) -> Reply:
    """Asked once, with what the new role may do."""
    return Screen(
        _("Change what {member} is?", member=member_named(turn, desk.subject)),
        (
            _("{role} until now.", role=role_named(desk.subject.role)),
            what_it_is(role),
            _("It holds at once, also for what they have half done."),
        ),
        _yes_or_back(desk, Button(_make(role), to("member_role_yes", desk.subject.id, role.value))),
    )


def _yes_or_back(desk: Desk[Member], yes: Button) -> Rows:
    return rows_of((yes, Button(_("Leave it as it is"), to("member", desk.subject.id))))


@organizes("member_role_yes", Deed.CHANGE_ROLE, of=MEMBER, again="member")
def change_role(turn: Turn, desk: Desk[Member], role: Role) -> Reply:
    """From now on they are this; the last owner stays one."""
    member, shown = desk.subject, to("member", desk.subject.id)
    if role is member.role:
        return turn.follow(shown, {})
    if _is_last_owner(turn, member):
        return last_owner(desk.organisation)
    turn.store.members.change(member, role)
    if role is not Role.OWNER:
        turn.store.invites.drop_of(member.organisation_id, member.supporter_id)
    if not may(role, Deed.DECIDE):
        turn.store.takings.release_all(member.supporter_id)
    _write(turn, desk, Done.CHANGED_ROLE, role)
    return with_said(turn.follow(shown, {}), _("{role} from now on.", role=role_named(role)))


@organizes("member_out", Deed.REMOVE_MEMBER, of=MEMBER, reads=True)
def ask_to_remove(turn: Turn, desk: Desk[Member]) -> Reply:
    """Asked once, with what goes."""
    return Screen(
        _("Remove {member}?", member=member_named(turn, desk.subject)),
        (
            _("It holds at once, also for what they have half done. Their open invitations end."),
            _("What they did stays, and so does what they signed as a supporter."),
        ),
        _yes_or_back(desk, Button(_("Remove"), to("member_out_yes", desk.subject.id), Look.DANGER)),
    )


@organizes("member_out_yes", Deed.REMOVE_MEMBER, of=MEMBER)
def remove_member(turn: Turn, desk: Desk[Member]) -> Reply:
    """They are a member no longer; the last owner stays."""
    if _is_last_owner(turn, desk.subject):
        return last_owner(desk.organisation)
    if not _let_go(turn, desk.subject):
        return nothing_to_organize()
    _write(turn, desk, Done.REMOVED, desk.subject.role)
    listed = turn.follow(to("members", desk.organisation.id), {})
    return with_said(listed, _("Removed: {member}", member=desk.subject.name))


@organizes("leave", Deed.LEAVE, of=ORGANISATION, reads=True)
def ask_to_leave(turn: Turn, desk: Desk[Organisation]) -> Reply:
    """Asked once; the last owner learns what to do first."""
    if _is_last_owner(turn, desk.me):
        return last_owner(desk.organisation)
    return Screen(
        _("Leave {organisation}?", organisation=desk.organisation.name),
        (
            _("You come back only by a new invitation. Your open invitations end."),
            _("What you did stays, and so does what you signed as a supporter."),
        ),
        rows_of(
            (
                Button(_("Leave"), to("leave_yes", desk.organisation.id), Look.DANGER),
                Button(_("Stay"), to("member", desk.me.id)),
            )
        ),
    )


@organizes("leave_yes", Deed.LEAVE, of=ORGANISATION)
def leave(turn: Turn, desk: Desk[Organisation]) -> Reply:
    """They are a member no longer."""
    if _is_last_owner(turn, desk.me):
        return last_owner(desk.organisation)
    if not _let_go(turn, desk.me):
        return nothing_to_organize()
    turn.store.audit.write(desk.organisation.id, Done.LEFT, turn.now, by=desk.me, role=desk.role.value)
    return Screen(
        _("You have left {organisation}.", organisation=ending(desk.organisation.name)),
        (_("What you signed and follow is as it was."),),
        rows_of(see_open_petitions()),
    )


def last_owner(organisation: Organisation) -> Screen:
    """Somebody has to be able to let people in."""
    return Screen(
        _("{organisation} has no other owner.", organisation=organisation.name),
        (_("Make somebody else an owner first; nothing was changed."),),
        rows_of(Button(_("Back to members"), to("members", organisation.id))),
    )


def _is_last_owner(turn: Turn, member: Member) -> bool:
    return member.role is Role.OWNER and turn.store.members.owners(member.organisation_id) == 1


def _let_go(turn: Turn, member: Member) -> bool:
    """Whether they were there still: somebody may erase themselves in this very moment."""
    turn.store.invites.drop_of(member.organisation_id, member.supporter_id)
    turn.store.takings.release_all(member.supporter_id)
    return turn.store.members.remove(member)


def _write(turn: Turn, desk: Desk[Member], done: Done, role: Role) -> None:
    member = desk.subject
    subject = f"member:{member.id}"
    turn.store.audit.write(
        member.organisation_id, done, turn.now, by=desk.me, subject=subject, about=member, role=role.value
    )
