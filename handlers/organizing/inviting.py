"""Letting people in: an owner makes a code, hands it on, and may take it back while nobody has used it."""

from __future__ import annotations

from config.texts import _
from handlers.blocks import Block, Line, Listing, Moment, Paragraph
from handlers.lists import Entry, Page, Way, list_screen, page_among
from handlers.organizing.done import Done, with_said
from handlers.organizing.gate import INVITE, ORGANISATION, Desk, organizes
from handlers.organizing.naming import in_zone, role_named, what_it_is
from handlers.organizing.rights import Deed
from handlers.screens import Action, Button, Look, Reply, Screen, ShareButton, rows_of, to
from handlers.turn import Turn
from handlers.wording import filled, platform_name
from storage.coining import written
from storage.invites import Invite
from storage.members import Role
from storage.organisations import Organisation

MOST_OPEN = 20
"""So many codes of one organisation may be out at once."""


@organizes("invites", Deed.INVITE, of=ORGANISATION, reads=True)
def list_invites(turn: Turn, desk: Desk[Organisation], page: int = 1) -> Reply:
    """Those that nobody has used yet."""
    waiting = turn.store.invites.open_of(desk.organisation.id, turn.now)

    found = page_among(waiting, page)
    entries = Page([_entry(turn, desk.organisation, each) for each in found.items], found.number, found.total)
    anew = Button(_("Invite somebody"), to("new_invite", desk.organisation.id))
    back = Button(_("Back to members"), to("members", desk.organisation.id))
    lead = _("Codes that nobody has used yet; none can be shown again.") if waiting else _("No invitation is open.")
    return list_screen(_("Invitations"), entries, Way(back, "invites", (desk.organisation.id,), anew), lead)


def _entry(turn: Turn, organisation: Organisation, waiting: Invite) -> Entry:
    return Entry(role_named(waiting.role), _facts(turn, organisation, waiting), to("open_invite", waiting.id))


def _facts(turn: Turn, organisation: Organisation, waiting: Invite) -> Line:
    ends = Moment(waiting.ends_at, in_zone(turn, organisation), with_time=True)
    maker = turn.store.members.of(waiting.supporter_id, organisation.id) if waiting.supporter_id else None
    if maker is None:
        return filled(_("Made by the command line, holds until {moment}"), moment=ends)
    return filled(_("Made by {maker}, holds until {moment}"), maker=maker.name, moment=ends)


@organizes("open_invite", Deed.INVITE, of=INVITE, reads=True, again="organize")
def show_invite(turn: Turn, desk: Desk[Invite]) -> Reply:
    """One of them, without its code."""
    waiting = desk.subject
    return Screen(
        _("Invitation: {role}", role=role_named(waiting.role)),
        (Paragraph(_facts(turn, desk.organisation, waiting)), what_it_is(waiting.role)),
        rows_of(
            Button(_("Take it back"), to("take_back", waiting.id), Look.DANGER),
            Button(_("Back to invitations"), to("invites", desk.organisation.id)),
        ),
    )


@organizes("take_back", Deed.INVITE, of=INVITE)
def take_back(turn: Turn, desk: Desk[Invite]) -> Reply:
    """Its code lets nobody in any more."""
    turn.store.invites.take_back(desk.subject.id)
    _write(turn, desk.organisation.id, Done.TOOK_BACK, desk, desk.subject.role)
    listed = turn.follow(to("invites", desk.organisation.id), {})
    return with_said(listed, _("The invitation is taken back; its code lets nobody in."))


@organizes("new_invite", Deed.INVITE, of=ORGANISATION, reads=True)
def choose_role(_turn: Turn, desk: Desk[Organisation]) -> Reply:
    """Which role the code gives."""
    organisation = desk.organisation
    choices = tuple(Button(role_named(role), to("invite_as", organisation.id, role.value)) for role in Role)
    return Screen(
        _("Invite somebody as what?"),
        (Listing(tuple(what_it_is(role) for role in Role)),),
        rows_of(choices, Button(_("Back to invitations"), to("invites", organisation.id))),
    )


@organizes("invite_as", Deed.INVITE, of=ORGANISATION, again="invites")
def invite(turn: Turn, desk: Desk[Organisation], role: Role) -> Reply:
    """Shown once, since only a hash of it is kept."""
    if len(turn.store.invites.open_of(desk.organisation.id, turn.now)) >= MOST_OPEN:
        listed = turn.follow(to("invites", desk.organisation.id), {})
        return with_said(listed, _("At most {n} invitations can be open. Take one back first.", n=MOST_OPEN))
    made, code = turn.store.invites.make(desk.organisation.id, role, turn.now, desk.me.supporter_id)
    _write(turn, desk.organisation.id, Done.INVITED, desk, role)
    return _shown_once(turn, desk.organisation, made, code)


def _shown_once(turn: Turn, organisation: Organisation, made: Invite, code: str) -> Screen:
    ends = Moment(made.ends_at, in_zone(turn, organisation), with_time=True)
    leads = to("invite", code)
    return Screen(
        _("The code is {code}.", code=written(code)),
        (
            _("Whoever types it to me in private joins {organisation}, once.", organisation=organisation.name),
            _("They become: {role}", role=role_named(made.role)),
            Paragraph(filled(_("It holds until {moment}, and is shown only now."), moment=ends)),
            _("Hand it to one person whom you know, by a way that others don't read."),
            *_links(turn, leads),
        ),
        rows_of(
            ShareButton(_("Send it to them"), _ready_text(turn, organisation, code), leads),
            Button(_("Back to invitations"), to("invites", organisation.id)),
        ),
        is_guarded=True,
    )


def _links(turn: Turn, leads: Action) -> tuple[Block, ...]:
    """What leads there on each platform that runs."""
    own = turn.invite(leads)
    ways = [(turn.person.platform, own)] if own else []
    lines = [
        _("{platform}: {link}", platform=platform_name(name), link=way) for name, way in (*ways, *turn.links(leads))
    ]
    return (Listing(tuple(lines)),) if lines else ()


def _ready_text(turn: Turn, organisation: Organisation, code: str) -> str:
    """What its reader finds from an owner; a link where there is one, in this app or in another."""
    leads, values = to("invite", code), {"organisation": organisation.name, "code": written(code)}
    ways = (turn.invite(leads), *(link for _name, link in turn.links(leads)))
    link = next((way for way in ways if way.startswith("https://")), "")
    if not link:
        return _("Join {organisation}: send the code {code} to the bot in private.", **values)
    return _("Join {organisation}: {link}\nOr send the code {code} to the bot in private.", link=link, **values)


def _write(turn: Turn, organisation_id: int, done: Done, desk: Desk[Invite] | Desk[Organisation], role: Role) -> None:
    turn.store.audit.write(organisation_id, done, turn.now, by=desk.me, role=role.value)
