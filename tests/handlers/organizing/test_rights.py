"""Every organizer's route with every role, also of other organisations, and with tokens that nobody was shown."""

from __future__ import annotations

import asyncio
import importlib
import pkgutil
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
from handlers.organizing.done import BY_NOBODY, BY_OTHERS, BY_YOU, Done
from handlers.organizing.rights import RIGHTS, SENTENCES, Deed, may, who_may
from handlers.router import Route
from handlers.screens import Form, Notice, Reply, Screen
from handlers.turn import Chat, Incoming, Person, Turn
from storage.members import Role
from storage.nouns import Nouns
from storage.store import Store
from storage.tables.moderating import alarm, decided, sweep, taken
from storage.tables.news import alert
from storage.tables.organisations import audit, invite, member
from storage.tables.petitions import (
    decision_maker,
    delivery_to,
    key_date,
    petition,
    petition_text,
    petition_topic,
    petition_version,
)
from storage.tables.signing import signature
from storage.tables.stories import attachment, story, story_text
from storage.tables.telling import broadcast, campaign_update, update_text
from tests.handlers.organizing.planted import MEMBERS, OTHERS, plant
from tests.handlers.organizing.tokens import TOKENS
from tests.storage.planting import NOW
from tests.storage.test_members import join

ROUTER = make_router()
ROOMS = {"terminal": terminal.ROOM, "telegram": telegram.ROOM, "discord": discord.ROOM}
ORGANIZERS = {verb: found for verb, found in ROUTER.routes.items() if found.deed}
OPEN = {"organize", "invite", "invited", "join", "join_no"}
"""Where somebody comes in: nobody is anything yet, or only their own organisations are listed."""
WRITTEN = (
    petition,
    petition_text,
    petition_topic,
    petition_version,
    decision_maker,
    key_date,
    attachment,
    story,
    story_text,
    campaign_update,
    update_text,
    delivery_to,
    broadcast,
)


def reply_to(nouns: Nouns, name: str, token: str, app: str = "terminal") -> Screen | Form:
    """What somebody sees who taps a button that leads there."""
    room, private = ROOMS[app], Chat(app, f"chat of {name}")
    incoming = Incoming(app, token, Person(app, name), private, token=token, room=room)
    shown: Reply = converse(ROUTER, Turn(incoming, nouns, NOW), ROUTER.way(incoming), reads=False)
    assert not isinstance(shown, Notice)
    assert isinstance(shown, Screen | Form)
    return shown


def standing(nouns: Nouns) -> list[object]:
    """Everything that an organizer may change so far."""
    tables = (member, invite.c.id, audit.c.id, alert.c.kind, decided, taken, signature, alarm, sweep, *WRITTEN)
    return [sorted(map(str, nouns.connection.all(sa.select(columns)))) for columns in tables]


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
        "There is no story here.",
    }
    assert not is_refused or standing(nouns) == before
    return not is_refused


@pytest.mark.parametrize("app", ROOMS)
async def test_exactly_those_may_whose_role_has_the_deed(store: Store, app: str) -> None:
    ids = await store.turn(partial(plant, app=app))
    everybody = (*MEMBERS, *OTHERS)
    tried = {(verb, name): False for verb in ORGANIZERS for name in everybody}
    for verb, name in tried:
        token = TOKENS[verb].format(**ids)

        def tries(nouns: Nouns, verb: str = verb, name: str = name, token: str = token) -> None:
            tried[verb, name] = is_done(nouns, name, token, app)
            raise Undone

        with pytest.raises(Undone):
            await store.turn(tries)
    wrong = {
        (verb, name): done
        for (verb, name), done in tried.items()
        if done != (name in MEMBERS and may(MEMBERS[name], Deed(ORGANIZERS[verb].deed)))
    }
    assert wrong == {}


async def test_what_others_may_not_know_of_is_answered_like_what_is_not_there(store: Store) -> None:
    ids = await store.turn(plant)

    def see(nouns: Nouns, verb: str) -> list[Screen | Form]:
        tokens = (TOKENS[verb].format(**ids), TOKENS[verb].format(**dict.fromkeys(ids, 404)))
        return [reply_to(nouns, name, token) for name in ("stranger", "owner elsewhere") for token in tokens]

    for verb in ORGANIZERS:
        answers = await store.turn(partial(see, verb=verb))
        if "{organisation}" in TOKENS[verb]:
            titles = ["Only organizers of leeds can do this.", "There is no organisation here."]
            assert [each.title for each in answers] == titles * 2, verb
        else:
            assert len({str(each) for each in answers}) == 1, verb


async def test_a_member_learns_whose_right_it_is(store: Store) -> None:
    ids = await store.turn(plant)
    shown = await store.turn(lambda nouns: reply_to(nouns, "otto", f"new_invite:{ids['organisation']}"))
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
    assert set(BY_YOU) == set(BY_OTHERS) == set(Done) - set(BY_NOBODY)


def test_members_are_told_that_there_is_more_to_come_as_long_as_that_is_so() -> None:
    is_built = {Deed(found.deed) for found in ORGANIZERS.values()} == set(Deed)
    assert is_built != hasattr(desk, "not_built_yet"), "once every deed has its screen, that sentence goes"
