"""The one neutral role of a server: members who take it are told of news; everybody can see who has it."""

from __future__ import annotations

from config.texts import _
from handlers.deeds import RoleDeed, RoleWish
from handlers.router import route
from handlers.screens import Button, Look, Reply, Screen, rows_of, to
from handlers.servers import how_it_stands, role_here
from handlers.turn import Turn
from handlers.wording import platform_name


@route("server_role", private=True, again="server", for_admins=True)
def make(turn: Turn) -> Reply:
    """The role is made, once; it may do nothing, and is named after no petition."""
    if not turn.chat.is_of_server:
        return how_it_stands(turn)
    if not turn.store.servers.begin_role(turn.chat.platform, turn.chat.room_id, turn.now):
        return how_it_stands(turn).with_pop_up(_("The role is there already, or is being made."))
    name = _("Campaign news")
    refused, late, made_now = to("server_role_refused"), to("server_role_later"), to("server_role_made")
    wish = RoleWish(RoleDeed.MAKE, turn.chat.room_id, refused, late, name=name, if_done=made_now)
    return Screen(_("The role “{name}” is being made.", name=name), deed=wish)


@route("server_role_made", reads=True, private=True, for_admins=True)
def made(turn: Turn) -> Reply:
    """Where its members find it."""
    return how_it_stands(turn).with_pop_up(_("The role is made. The cards of this server now have a button for it."))


@route("server_role_refused", private=True, again="server", for_admins=True)
def not_made(turn: Turn) -> Reply:
    """Which right is missing."""
    _wait_no_longer(turn)
    return how_it_stands(turn).with_pop_up(
        _("I could not do that. Allow me “Manage Roles” in this server, and keep my own role above the others I give.")
    )


@route("server_role_later", private=True, again="server", for_admins=True)
def not_made_yet(turn: Turn) -> Reply:
    """It was no refusal; the same may be wished again."""
    _wait_no_longer(turn)
    return how_it_stands(turn).with_pop_up(_not_just_now(turn))


def _wait_no_longer(turn: Turn) -> None:
    if role_here(turn) is None:
        turn.store.servers.end_role(turn.chat.platform, turn.chat.room_id)


def _not_just_now(turn: Turn) -> str:
    platform = platform_name(turn.person.platform)
    return _("{platform} does not answer just now. Nothing was changed; try again in a minute.", platform=platform)


@route("server_role_end", reads=True, private=True, for_admins=True)
def ask_to_end(turn: Turn) -> Reply:
    """What ending it means."""
    role = role_here(turn)
    if role is None:
        return how_it_stands(turn)
    back = Button(_("Back to the channel"), to("server"))
    end = Button(_("Delete the role"), to("server_role_ends"), Look.DANGER)
    title = _("Delete the role “{name}”?", name=role.name)
    return Screen(title, (_("Whoever has it loses it, and is not told."),), rows_of((end, back)))


@route("server_role_ends", reads=True, private=True, for_admins=True)
def end(turn: Turn) -> Reply:
    """The role is deleted; the platform tells when that is so."""
    role = role_here(turn)
    if role is None:
        return how_it_stands(turn)
    refused, late, ended = to("server_role_refused"), to("server_role_later"), to("server")
    wish = RoleWish(RoleDeed.END, turn.chat.room_id, refused, late, role=role.id, if_done=ended)
    return Screen(_("The role “{name}” is being deleted.", name=role.name), deed=wish)


@route("role", reads=True, private=True)
def news_here(turn: Turn) -> Reply:
    """Who would see it, before anything is chosen; and the other way, which nobody sees."""
    role = role_here(turn)
    if role is None:
        return no_role()
    has_it = role.id in turn.incoming.roles
    choice = Button(_("Give it back"), to("role_back")) if has_it else Button(_("Take the role"), to("role_take"))
    stands = (_("You have it."),) if has_it else ()
    return Screen(
        _("News in this server"),
        (
            _("Members of this server can see who has the role “{name}”.", name=role.name),
            *stands,
            _("It tells of all campaigns in this server, and of none in particular."),
            _("Nobody sees who gets news by direct message."),
        ),
        rows_of((choice, _directly())),
    )


def _directly() -> Button:
    return Button(_("News by direct message"), to("directly"))


def no_role() -> Screen:
    """It was never made, or is deleted."""
    return Screen(_("There is no role for news here."), rows=rows_of(_directly()))


@route("role_take", reads=True, private=True)
def take(turn: Turn) -> Reply:
    """The person has the role from now on; the platform keeps that, and nothing of it is stored."""
    role = role_here(turn)
    if role is None:
        return no_role()
    wish = RoleWish(RoleDeed.GIVE, turn.chat.room_id, to("role_refused"), to("role_later"), role=role.id)
    back = Button(_("Give it back"), to("role_back"))
    return Screen(
        _("You have the role “{name}” now.", name=role.name),
        (_("Members of this server can see that."),),
        rows_of((back, _directly())),
        deed=wish,
    )


@route("role_back", reads=True, private=True)
def give_back(turn: Turn) -> Reply:
    """The person has the role no longer."""
    role = role_here(turn)
    if role is None:
        return no_role()
    wish = RoleWish(RoleDeed.TAKE, turn.chat.room_id, to("role_refused"), to("role_later"), role=role.id)
    take_it = Button(_("Take the role"), to("role_take"))
    title = _("You no longer have the role “{name}”.", name=role.name)
    return Screen(title, rows=rows_of((take_it, _directly())), deed=wish)


@route("role_refused", reads=True, private=True)
def not_given(turn: Turn) -> Reply:
    """It could not be given or taken; who can change that."""
    role = role_here(turn)
    if role is None:
        return no_role()
    title = _("I may not give or take the role “{name}” here. Nothing was changed.", name=role.name)
    how = _("Who manages the server can allow me “Manage Roles”, and put my own role above it.")
    return Screen(title, (how,), rows_of(_directly()))


@route("role_later", reads=True, private=True)
def not_given_yet(turn: Turn) -> Reply:
    """It was no refusal."""
    return Screen(_not_just_now(turn), rows=rows_of(Button(_("Try again"), to("role"), Look.MAIN), _directly()))
