"""Every organizer's route with every role, also of other organisations, and with tokens that nobody was shown."""

from __future__ import annotations

import asyncio
import importlib
import pkgutil
from dataclasses import dataclass
from functools import partial

import pytest
import sqlalchemy as sa

import bot.discord.fitting as discord
import bot.telegram.fitting as telegram
import bot.terminal.fitting as terminal
import handlers.organizing
from handlers import make_router
from handlers.conversing import converse
from handlers.organizing import desk
from handlers.organizing.done import BY_OTHERS, BY_YOU, Done
from handlers.organizing.rights import RIGHTS, SENTENCES, Deed, may, who_may
from handlers.router import Route
from handlers.screens import Reply, Screen
from handlers.turn import Chat, Incoming, Person, Turn
from storage.erasing import erase_person
from storage.members import Role
from storage.nouns import Nouns
from storage.private_tables import alert, audit, invite, member
from storage.standing import State
from storage.store import Store
from storage.tables import decision_maker, petition, petition_version
from tests.storage.planting import NOW, plant_organisation, plant_petition, remembered
from tests.storage.test_members import join

ROUTER = make_router()
ROOMS = {"terminal": terminal.ROOM, "telegram": telegram.ROOM, "discord": discord.ROOM}
ORGANIZERS = {verb: found for verb, found in ROUTER.routes.items() if found.deed}
OPEN = {"organize", "invite", "invited", "join", "join_no"}
"""Where somebody comes in: nobody is anything yet, or only their own organisations are listed."""
TOKENS = {
    "desk": "desk:{organisation}",
    "rights": "rights:{organisation}",
    "members": "members:{organisation}:1",
    "member": "member:{member}",
    "member_role": "member_role:{member}:moderator",
    "member_role_yes": "member_role_yes:{member}:moderator",
    "member_out": "member_out:{member}",
    "member_out_yes": "member_out_yes:{member}",
    "leave": "leave:{organisation}",
    "leave_yes": "leave_yes:{organisation}",
    "invites": "invites:{organisation}:1",
    "open_invite": "open_invite:{invite}",
    "take_back": "take_back:{invite}",
    "new_invite": "new_invite:{organisation}",
    "invite_as": "invite_as:{organisation}:owner",
    "done": "done:{organisation}:1",
    "keep_done": "keep_done:{organisation}:1",
    "pet_look": "pet_look:{petition}:de",
    "pet_story": "pet_story:{petition}:de:1",
    "pet_fit": "pet_fit:{petition}:1",
    "pet_test": "pet_test:{petition}",
    "pet_out": "pet_out:{petition}:1",
    "pet_out_yes": "pet_out_yes:{petition}",
    "pet_change": "pet_change:{petition}:00000000",
    "pet_close": "pet_close:{petition}",
    "pet_close_yes": "pet_close_yes:{petition}",
    "pet_reopen": "pet_reopen:{petition}",
    "pet_reopen_yes": "pet_reopen_yes:{petition}",
    "pet_retire": "pet_retire:{petition}",
}
MEMBERS = {"ann": Role.OWNER, "eva": Role.OWNER, "otto": Role.ORGANIZER, "mo": Role.MODERATOR}
OTHERS = ("stranger", "supporter", "removed", "erased", "demoted", *(f"{role} elsewhere" for role in Role))


@dataclass(frozen=True)
class Ids:
    """What the tokens name."""

    organisation: int
    member: int
    invite: int
    petition: int


def plant(nouns: Nouns, app: str = "terminal") -> Ids:
    """Two organisations and people of every kind, all in one app."""
    joins = partial(join, nouns, app=app)
    for name, role in MEMBERS.items():
        joins(name, role)
    remembered(nouns, app, "supporter", "", NOW)
    nouns.members.remove(joins("removed", Role.OWNER))
    erase_person(nouns, joins("erased", Role.OWNER).supporter_id, NOW)
    nouns.members.change(joins("demoted", Role.OWNER, "york"), Role.MODERATOR)
    for role in Role:
        joins(f"{role} elsewhere", role, "york")
    made, _code = nouns.invites.make(1, Role.ORGANIZER, NOW)
    draft = plant_petition(nouns, "draft", state=State.DRAFT.value)
    values = {"petition_id": draft, "position": 1, "is_addressed": True, "office": "Mayor"}
    nouns.connection.run(sa.insert(decision_maker).values(values))
    return Ids(plant_organisation(nouns), joins("bo", Role.ORGANIZER).id, made.id, draft)


def reply_to(nouns: Nouns, name: str, token: str, app: str = "terminal") -> Screen:
    """What somebody sees who taps a button that leads there."""
    room, private = ROOMS[app], Chat(app, f"chat of {name}")
    incoming = Incoming(app, token, Person(app, name), private, token=token, room=room)
    shown: Reply = converse(ROUTER, Turn(incoming, nouns, NOW), ROUTER.way(incoming), reads=False)
    assert isinstance(shown, Screen)
    return shown


def standing(nouns: Nouns) -> list[object]:
    """Everything that an organizer may change so far."""
    tables = (member.c.role, invite.c.id, audit.c.id, petition.c.state, petition_version.c.version, alert.c.kind)
    return [sorted(str(row[0]) for row in nouns.connection.all(sa.select(column))) for column in tables]


class Undone(Exception):
    """Takes back what a turn did."""


def is_done(nouns: Nouns, name: str, token: str, app: str) -> bool:
    """Whether somebody gets to do it; a refusal says so and changes nothing."""
    before = standing(nouns)
    shown = reply_to(nouns, name, token, app)
    is_refused = shown.title.startswith("Only ") or shown.title in {
        "There is nothing here.",
        "There is no organisation here.",
        "There is no petition here.",
    }
    assert not is_refused or standing(nouns) == before
    return not is_refused


@pytest.mark.parametrize("app", ROOMS)
@pytest.mark.parametrize("verb", ORGANIZERS)
async def test_exactly_those_may_whose_role_has_the_deed(store: Store, verb: str, app: str) -> None:
    ids = await store.turn(partial(plant, app=app))
    token, deed = TOKENS[verb].format(**vars(ids)), Deed(ORGANIZERS[verb].deed)
    done = {name: False for name in (*MEMBERS, *OTHERS)}
    for name in done:

        def tries(nouns: Nouns, name: str = name) -> None:
            done[name] = is_done(nouns, name, token, app)
            raise Undone

        with pytest.raises(Undone):
            await store.turn(tries)
    expected = {name: name in MEMBERS and may(MEMBERS[name], deed) for name in done}
    assert done == expected


@pytest.mark.parametrize("verb", ORGANIZERS)
async def test_what_others_may_not_know_of_is_answered_like_what_is_not_there(store: Store, verb: str) -> None:
    ids = await store.turn(plant)
    nowhere = TOKENS[verb].format(organisation=404, member=404, invite=404, petition=404)
    there = TOKENS[verb].format(**vars(ids))

    def see(nouns: Nouns) -> list[Screen]:
        return [reply_to(nouns, name, token) for name in ("stranger", "owner elsewhere") for token in (there, nowhere)]

    answers = await store.turn(see)
    if "{organisation}" in TOKENS[verb]:
        titles = ["Only organizers of leeds can do this.", "There is no organisation here."]
        assert [each.title for each in answers] == titles * 2
    else:
        assert len({str(each) for each in answers}) == 1


async def test_a_member_learns_whose_right_it_is(store: Store) -> None:
    ids = await store.turn(plant)
    shown = await store.turn(lambda nouns: reply_to(nouns, "otto", f"new_invite:{ids.organisation}"))
    assert shown.title == "Only owners of leeds can do this."


async def test_two_owners_who_remove_each_other_at_once_leave_one(store: Store) -> None:
    ann, eva = await store.turn(lambda nouns: [join(nouns, name, Role.OWNER) for name in ("ann", "eva")])
    removing = [("ann", eva.id), ("eva", ann.id)]
    await asyncio.gather(
        *(store.turn(partial(reply_to, name=name, token=f"member_out_yes:{other}")) for name, other in removing)
    )
    assert await store.read(lambda nouns: nouns.members.owners(1)) == 1


def test_every_route_of_organizers_is_guarded_private_and_tried_here() -> None:
    assert set(TOKENS) == set(ORGANIZERS)
    assert all(found.is_private for found in ORGANIZERS.values())
    names = [each.name for each in pkgutil.iter_modules(handlers.organizing.__path__)]
    modules = [importlib.import_module(f"handlers.organizing.{name}") for name in names]
    routes = {made.verb for module in modules for each in vars(module).values() if (made := _route_of(each))}
    assert routes == OPEN | set(ORGANIZERS)


def _route_of(value: object) -> Route | None:
    found = getattr(value, "route", None)
    return found if isinstance(found, Route) else None


def test_every_deed_stands_in_the_matrix_and_in_help() -> None:
    assert set(SENTENCES) == set(Deed)
    assert all(who_may(deed) for deed in Deed)
    assert set().union(*RIGHTS.values()) == set(Deed)
    assert {Deed(found.deed) for found in ORGANIZERS.values()} <= set(Deed)


def test_an_owner_may_all_that_others_may() -> None:
    assert RIGHTS[Role.OWNER] >= RIGHTS[Role.ORGANIZER] | RIGHTS[Role.MODERATOR]


def test_everything_that_is_written_down_has_its_words() -> None:
    assert set(BY_YOU) == set(BY_OTHERS) == set(Done)


def test_members_are_told_that_there_is_more_to_come_as_long_as_that_is_so() -> None:
    is_built = {Deed(found.deed) for found in ORGANIZERS.values()} == set(Deed)
    assert is_built != hasattr(desk, "not_built_yet"), "once every deed has its screen, that sentence goes"
