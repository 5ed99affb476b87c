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
from handlers.screens import Form, Notice, Reply, Screen
from handlers.turn import Chat, Incoming, Person, Turn
from storage.drafting_parts import Target
from storage.erasing import erase_person
from storage.members import Role
from storage.nouns import Nouns
from storage.private_tables import alert, audit, invite, member
from storage.store import Store
from storage.tables import decision_maker, key_date, petition, petition_text, petition_topic, petition_version
from tests.storage.planting import NOW, plant_organisation, remembered
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
    "pets": "pets:{organisation}:1",
    "pet_new": "pet_new:{organisation}",
    "pet_begin": "pet_begin:{organisation}:1",
    "pet": "pet:{petition}",
    "pet_texts": "pet_texts:{petition}:1",
    "pet_langs": "pet_langs:{petition}",
    "pet_lang": "pet_lang:{petition}:de",
    "pet_lang_out": "pet_lang_out:{petition}:en",
    "pet_lang_gone": "pet_lang_gone:{petition}:en",
    "pet_text": "pet_text:{petition}:en",
    "pet_write": "pet_write:{petition}:en:title",
    "pet_set": "pet_set:{petition}:en:title:00000000",
    "pet_asks": "pet_asks:{petition}:1",
    "pet_target": "pet_target:{petition}:{target}",
    "pet_target_new": "pet_target_new:{petition}",
    "pet_target_add": "pet_target_add:{petition}",
    "pet_target_edit": "pet_target_edit:{petition}:{target}",
    "pet_target_set": "pet_target_set:{petition}:{target}",
    "pet_target_ask": "pet_target_ask:{petition}:{target}",
    "pet_target_up": "pet_target_up:{petition}:{target}",
    "pet_target_out": "pet_target_out:{petition}:{target}",
    "pet_days": "pet_days:{petition}",
    "pet_dates": "pet_dates:{petition}:1",
    "pet_date": "pet_date:{petition}:{day}",
    "pet_date_new": "pet_date_new:{petition}",
    "pet_date_add": "pet_date_add:{petition}",
    "pet_date_out": "pet_date_out:{petition}:{day}",
    "pet_about": "pet_about:{petition}",
    "pet_risk": "pet_risk:{petition}",
    "pet_risk_on": "pet_risk_on:{petition}",
    "pet_risk_off": "pet_risk_off:{petition}",
    "pet_fact": "pet_fact:{petition}:contact",
    "pet_type": "pet_type:{petition}:contact",
    "pet_keep": "pet_keep:{petition}:contact:00000000",
    "pet_unset": "pet_unset:{petition}:contact",
    "pet_look": "pet_look:{petition}:de",
    "pet_story": "pet_story:{petition}:de:1",
    "pet_fit": "pet_fit:{petition}:1",
    "pet_out": "pet_out:{petition}:1",
    "pet_out_yes": "pet_out_yes:{petition}",
    "pet_change": "pet_change:{petition}:00000000",
    "pet_close": "pet_close:{petition}",
    "pet_close_yes": "pet_close_yes:{petition}",
    "pet_reopen": "pet_reopen:{petition}",
    "pet_reopen_yes": "pet_reopen_yes:{petition}",
    "pet_retire": "pet_retire:{petition}",
}
WRITTEN = (petition, petition_text, petition_topic, petition_version, decision_maker, key_date)
MEMBERS = {"ann": Role.OWNER, "eva": Role.OWNER, "otto": Role.ORGANIZER, "mo": Role.MODERATOR}
OTHERS = ("stranger", "supporter", "removed", "erased", "demoted", *(f"{role} elsewhere" for role in Role))


@dataclass(frozen=True)
class Ids:
    """What the tokens name."""

    organisation: int
    member: int
    invite: int
    petition: int
    target: int
    day: int


def plant_draft(nouns: Nouns, organisation: int) -> tuple[int, int, int]:
    """A draft in two languages, whom it asks and a day that matters; their ids."""
    begun = nouns.drafts.begin(organisation, "Keep the park", "en", NOW)
    found = nouns.petitions.find_any(begun, "en", NOW)
    assert found is not None
    nouns.drafts.add_language(found, "es")
    parts = nouns.drafted_parts
    parts.add_target(begun, Target(office="Mayor"))
    parts.add_target(begun, Target(office="Minister"))
    parts.add_day(begun, NOW.date(), "The vote")
    return begun, parts.targets(begun)[1].id, parts.days(begun)[0].id


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
    organisation = plant_organisation(nouns)
    return Ids(organisation, joins("bo", Role.ORGANIZER).id, made.id, *plant_draft(nouns, organisation))


def reply_to(nouns: Nouns, name: str, token: str, app: str = "terminal") -> Screen | Form:
    """What somebody sees who taps a button that leads there."""
    room, private = ROOMS[app], Chat(app, f"chat of {name}")
    incoming = Incoming(app, token, Person(app, name), private, token=token, room=room)
    shown: Reply = converse(ROUTER, Turn(incoming, nouns, NOW), ROUTER.way(incoming), reads=False)
    assert not isinstance(shown, Notice)
    return shown


def standing(nouns: Nouns) -> list[object]:
    """Everything that an organizer may change so far."""
    tables = (member.c.role, invite.c.id, audit.c.id, alert.c.kind, *WRITTEN)
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
    }
    assert not is_refused or standing(nouns) == before
    return not is_refused


@pytest.mark.parametrize("app", ROOMS)
async def test_exactly_those_may_whose_role_has_the_deed(store: Store, app: str) -> None:
    ids = await store.turn(partial(plant, app=app))
    everybody = (*MEMBERS, *OTHERS)
    tried = {(verb, name): False for verb in ORGANIZERS for name in everybody}
    for verb, name in tried:
        token = TOKENS[verb].format(**vars(ids))

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
        tokens = (TOKENS[verb].format(**vars(ids)), TOKENS[verb].format(**dict.fromkeys(vars(ids), 404)))
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
