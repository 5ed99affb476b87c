"""Coming in as an organizer: a code is typed, what it means is said, and then somebody joins under a name."""

from __future__ import annotations

from dataclasses import replace

from config.texts import _, language
from handlers.blocks import Block
from handlers.codes import invite_code_in
from handlers.fields import check_all, suggesting
from handlers.organizing.done import Done
from handlers.organizing.done_told import names_nobody
from handlers.organizing.member_names import is_somebodys
from handlers.organizing.naming import what_it_is, your_role
from handlers.router import RowId, route
from handlers.screens import Button, Field, Form, Look, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import see_open_petitions
from storage.invites import Invite, NotTaken
from storage.members import Member, Role
from storage.organisations import Organisation

MOST_NAME = 80


@route("invite", private=True, again="invited")
def type_code(turn: Turn, code: str) -> Reply:
    """By a link, or typed alone: what the code means; nothing takes effect yet."""
    found = turn.store.invites.type(invite_code_in(code), turn.person.key, turn.now)
    return not_taken(found) if isinstance(found, NotTaken) else _invitation(turn, found)


@route("invited", reads=True, private=True)
def where_it_stands(turn: Turn) -> Reply:
    """The invitation whose code this person typed last."""
    found = turn.store.invites.typed_by(turn.person.key, turn.now)
    return no_invitation() if found is None else _invitation(turn, found)


def not_taken(refusal: NotTaken) -> Screen:
    """One sentence each; of other people's codes it tells nothing."""
    sentences = {
        NotTaken.UNUSABLE: _("This code can't be used: it is mistyped, was used or taken back, or has ended."),
        NotTaken.TOO_OFTEN: _("Too many codes were wrong. Try again in an hour; nothing is lost."),
    }
    what_now = {
        NotTaken.UNUSABLE: _("Whoever invited you can make a new one. Nothing was changed."),
        NotTaken.TOO_OFTEN: _("No code is looked at until then; one that is right is not used up by this."),
    }
    return Screen(sentences[refusal], (what_now[refusal],), rows_of(see_open_petitions()))


def no_invitation() -> Screen:
    """Used, let go, ended, or never typed here."""
    return Screen(
        _("No invitation waits for you here."),
        (_("If you have a code, send it to me."),),
        rows_of(see_open_petitions()),
    )


def _invitation(turn: Turn, found: Invite) -> Screen:
    organisation = _organisation(turn, found)
    if organisation is not None and (me := _in_already(turn, organisation, found.role)):
        return already_in(organisation, me)
    return Screen(
        _asked(organisation, found.role),
        (what_it_is(found.role), *_who_sees_what(organisation)),
        rows_of(
            Button(_("Join"), to("join", found.id), Look.MAIN),
            Button(_("No"), to("join_no")),
        ),
    )


def _asked(organisation: Organisation | None, role: Role) -> str:
    if organisation is None:
        return _("Found an organisation here?")
    values = {"organisation": organisation.name}
    return {
        Role.OWNER: _("Join {organisation} as an owner?", **values),
        Role.ORGANIZER: _("Join {organisation} as an organizer?", **values),
        Role.MODERATOR: _("Join {organisation} as a moderator?", **values),
    }[role]


def _who_sees_what(organisation: Organisation | None) -> tuple[Block, ...]:
    named = (_("You give it a name, which everybody sees."),) if organisation is None else ()
    return (
        *named,
        _("The other members see the name that you type next, what you are there and since when."),
        _("Owners read in “What was done” what you do there, under that name, also after you have left."),
        _("By joining, nobody there learns what you sign or follow, or your account in this app."),
    )


def already_in(organisation: Organisation, me: Member) -> Screen:
    """The code is for somebody else, and still holds."""
    return Screen(
        _("You are in {organisation} already.", organisation=organisation.name),
        (your_role(me.role), _("The code was not used; it still holds.")),
        rows_of(_to_desk(organisation.id)),
    )


@route("join_no", private=True, again="invited")
def refuse(turn: Turn) -> Reply:
    """They do not join; whoever has the code may."""
    turn.store.invites.let_go(turn.person.key)
    return Screen(
        _("You have not joined."),
        (_("The code still holds until it ends; nothing of it is kept with you."),),
        rows_of(see_open_petitions()),
    )


@route("join", private=True, again="organize")
def join(turn: Turn, invite_id: RowId) -> Reply:
    """The name comes first; with it the code is used up. Meanwhile they may have become as much or more."""
    found = turn.store.invites.typed_by(turn.person.key, turn.now)
    if found is None or found.id != invite_id:
        return no_invitation()
    organisation = _organisation(turn, found)
    if organisation is not None:
        turn.store.members.lock(organisation.id)
        if me := _in_already(turn, organisation, found.role):
            return already_in(organisation, me)
    form = _form(turn, found, organisation)
    answers, problem = check_all(form.fields, dict(turn.values))
    if problem := problem or _taken(turn, organisation, answers["name"]):
        return replace(form, problem=problem)
    if turn.store.invites.take(invite_id, turn.person.key, turn.now) is None:
        return not_taken(NotTaken.UNUSABLE)
    if organisation is None:
        return _found(turn, answers["organisation"], answers["name"])
    return _let_in(turn, organisation, found.role, answers["name"])


def _taken(turn: Turn, organisation: Organisation | None, name: str) -> str:
    """What is wrong with a name under which the trail would read as if somebody else had done it."""
    if names_nobody(name):
        return _("This name stands for somebody else here. Nothing was saved.")
    if organisation is not None and is_somebodys(turn, organisation, name):
        return _("Somebody else here has this name or had it: choose another one. Nothing was saved.")
    return ""


def _form(turn: Turn, found: Invite, organisation: Organisation | None) -> Form:
    named: tuple[Field, ...] = ()
    if organisation is None:
        question = _("What is the organisation called?")
        named = (Field("organisation", question, check="organisation", most=MOST_NAME, label=_("Organisation")),)
        asked = _("Under which name shall its other members see you?")
    else:
        asked = _("Under which name shall the others of {organisation} see you?", organisation=organisation.name)
    name = Field("name", asked, check="name", most=MOST_NAME, label=_("Name"))
    return Form(
        title=_asked(organisation, found.role),
        fields=(*named, suggesting(name, turn.person.suggested_name)),
        action=to("join", found.id),
    )


def _found(turn: Turn, called: str, name: str) -> Screen:
    """A new organisation, with its first owner."""
    organisation_id = turn.store.organisations.add(called, locale=language(), zone=turn.zone("UTC"))
    me = turn.store.members.add(organisation_id, turn.remember().id, Role.OWNER, name, turn.now)
    turn.store.audit.write(organisation_id, Done.FOUNDED, turn.now, by=me, role=Role.OWNER.value)
    return _welcome(organisation_id, called, Role.OWNER, name)


def _let_in(turn: Turn, organisation: Organisation, role: Role, name: str) -> Screen:
    """A new member, or one who is more than before."""
    supporter_id = turn.remember().id
    me = turn.store.members.add(organisation.id, supporter_id, role, name, turn.now)
    if me is None:
        me = turn.store.members.of(supporter_id, organisation.id)
        assert me is not None, "whoever can't be added is there"
        turn.store.members.change(me, role)
    turn.store.audit.write(organisation.id, Done.JOINED, turn.now, by=me, role=role.value)
    return _welcome(organisation.id, organisation.name, role, me.name)


def _welcome(organisation_id: int, called: str, role: Role, name: str) -> Screen:
    return Screen(
        _("Welcome to {organisation}", organisation=called),
        (
            your_role(role),
            _("The others see you as {name}.", name=name),
            _("“Organize” on my first screen leads here again."),
        ),
        rows_of(_to_desk(organisation_id)),
    )


def _to_desk(organisation_id: int) -> Button:
    return Button(_("Open the desk"), to("desk", organisation_id), Look.MAIN)


def _organisation(turn: Turn, found: Invite) -> Organisation | None:
    """Where it leads; None where it is still to be founded."""
    return None if found.organisation_id is None else turn.store.organisations.find(found.organisation_id)


def _in_already(turn: Turn, organisation: Organisation, role: Role) -> Member | None:
    """Them as a member to whom this role would bring nothing, or None."""
    me = turn.store.members.of(turn.supporter.id, organisation.id) if turn.supporter else None
    return None if me is None or role.is_stronger_than(me.role) else me
