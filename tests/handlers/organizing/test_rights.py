"""Every organizer's route with every role, also of other organisations, and with tokens that nobody was shown."""

from __future__ import annotations

import asyncio
import importlib
import pkgutil
from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar, cast

import pytest
import sqlalchemy as sa

import handlers.organizing
from handlers.organizing.done import Done
from handlers.organizing.done_words import BY_NOBODY, BY_OTHERS, BY_YOU
from handlers.organizing.rights import RIGHTS, SENTENCES, Deed, may, who_may
from handlers.router import Route
from handlers.screens import Form, Screen
from storage.attachments import Owner
from storage.members import Role
from storage.nouns import Nouns
from storage.store import Store
from storage.tables.petitions import petition
from tests.handlers.organizing.planted import FOREIGNER, MEMBERS, OTHERS, SIBLING, Ids, plant, plant_file
from tests.handlers.organizing.tapping import (
    ROOMS,
    ROUTER,
    is_refused,
    plant_all,
    real_token,
    reply_to,
    standing,
)
from tests.handlers.organizing.tokens import DO_WHAT_IS_OWN, FILES_OF_STORIES, FOREIGN, SEEN_ON, TOKENS
from tests.storage.test_members import join

T = TypeVar("T")
ORGANIZERS = {verb: found for verb, found in ROUTER.routes.items() if found.deed}
in_every_app = pytest.mark.parametrize(
    ("store", "app"), [*(("sqlite", app) for app in ROOMS), ("postgresql", "telegram")], indirect=["store"]
)
"""In all apps on one engine and in one app on the other: neither knows of the other."""
OPEN = {"organize", "invite", "invited", "join", "join_no"}
"""Where somebody comes in: nobody is anything yet, or only their own organisations are listed."""


def labels(shown: Screen | Form) -> list[str]:
    """What can be tapped."""
    return [button.label for row in shown.rows for button in row]


class Undone(Exception):
    """Takes back what a turn did."""


@in_every_app
async def test_exactly_those_may_whose_role_has_the_deed(store: Store, app: str) -> None:
    """What is refused to all who may not leaves everything as it stood."""
    ids = await store.turn(partial(plant_all, app=app))
    before = await store.read(standing)
    wrong: list[tuple[str, str]] = []
    for verb in ORGANIZERS:
        deed = Deed(ORGANIZERS[verb].deed)
        for token in (await undone(store, partial(real_token, verb=verb, ids=ids, app=app)), *more_tokens(verb, ids)):
            allowed = [name for name, role in MEMBERS.items() if may(role, deed)]
            others = {*MEMBERS, *OTHERS}.difference(allowed)
            shown, after = await undone(store, partial(replies, names=others, token=token, app=app))
            wrong += [] if after == before else [(token, "changed something")]
            for name in allowed:
                shown[name] = await undone(store, partial(reply_to, name=name, token=token, app=app))
            wrong += [(token, name) for name, reply in shown.items() if is_refused(reply) == (name in allowed)]
    assert wrong == []


def more_tokens(verb: str, ids: Ids) -> list[str]:
    """The same verb with something else that it can be done to."""
    return [token.format(**ids) for token in FILES_OF_STORIES if token.startswith(f"{verb}:")]


@in_every_app
async def test_who_may_changes_something_by_a_token_as_its_screen_has_it(store: Store, app: str) -> None:
    """So that none of these tokens was refused only because what it was made for is no longer so."""
    ids = await store.turn(partial(plant_all, app=app))
    before = await store.read(standing)
    for verb, (name, _place) in SEEN_ON.items():
        token = await undone(store, partial(real_token, verb=verb, ids=ids, app=app))
        _shown, after = await undone(store, partial(replies, names=[name], token=token, app=app))
        assert after != before, token


def replies(nouns: Nouns, names: Iterable[str], token: str, app: str) -> tuple[dict[str, Screen | Form], list[object]]:
    """What each of them sees, one after the other, and how everything stands then."""
    return {name: reply_to(nouns, name, token, app) for name in names}, standing(nouns)


async def undone(store: Store, work: Callable[[Nouns], T]) -> T:
    """What comes of it, and nothing of it stays."""
    given: list[T] = []

    def does(nouns: Nouns) -> None:
        given.append(work(nouns))
        raise Undone

    with pytest.raises(Undone):
        await store.turn(does)
    return given[-1]


async def test_beside_an_own_id_nothing_of_another_is_shown_or_changed(store: Store) -> None:
    ids = await store.turn(plant_all)
    before = await store.read(standing)
    wrong = []
    for token in FOREIGN:
        others_word = SIBLING if "sibling" in token else FOREIGNER
        for name in MEMBERS:
            tapped = partial(replies, names=[name], token=token.format(**ids), app="terminal")
            shown, after = await undone(store, tapped)
            if others_word in str(shown) or (after != before and not token.startswith(DO_WHAT_IS_OWN)):
                wrong.append((token, name))
    assert wrong == []


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
    assert labels(shown) == ["Back to the desk"]


@pytest.mark.parametrize(
    ("deed", "owner"),
    [
        (Deed.WRITE_PETITION, "petition_id:petition"),
        (Deed.WRITE_STORY, "story_id:story"),
        (Deed.TELL, "update_id:piece"),
        (Deed.DELIVER, "decision_maker_id:target"),
    ],
)
async def test_a_file_takes_the_deed_of_what_it_belongs_to(
    store: Store, monkeypatch: pytest.MonkeyPatch, deed: Deed, owner: str
) -> None:
    ids = await store.turn(plant_all)
    kind, _colon, which = owner.partition(":")
    file = await store.turn(lambda nouns: plant_file(nouns, Owner(**{kind: int(ids[which])})))

    await takes(store, monkeypatch, deed, f"file:{file}")


@pytest.mark.parametrize("verb", ["piece", "piece_words", "piece_about", "piece_files"])
async def test_a_victory_takes_its_own_deed(store: Store, monkeypatch: pytest.MonkeyPatch, verb: str) -> None:
    ids = await store.turn(plant_all)
    await takes(store, monkeypatch, Deed.DECLARE_VICTORY, f"{verb}:{ids['piece']}")


async def takes(store: Store, monkeypatch: pytest.MonkeyPatch, deed: Deed, token: str) -> None:
    """With this deed alone somebody may, and with all others they may not."""

    def is_refused_there(nouns: Nouns) -> bool:
        return is_refused(reply_to(nouns, "otto", token))

    rights = cast(dict[Role, frozenset[Deed]], RIGHTS)
    monkeypatch.setitem(rights, Role.ORGANIZER, frozenset({deed}))
    assert not await store.read(is_refused_there)
    monkeypatch.setitem(rights, Role.ORGANIZER, frozenset(Deed) - {deed})
    assert await store.read(is_refused_there)


async def test_whoever_is_refused_is_led_to_what_is_open_to_all(store: Store) -> None:
    ids = await store.turn(plant)
    await store.turn(lambda nouns: nouns.connection.run(sa.update(petition).values(state="open")))

    def refused(nouns: Nouns) -> list[list[str]]:
        tokens = ("new_invite:{organisation}".format(**ids), "pet:{petition}".format(**ids))
        return [labels(reply_to(nouns, "stranger", token)) for token in tokens]

    assert await store.turn(refused) == [["About leeds"], ["Back to petition"]]


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


def test_every_deed_has_its_screen() -> None:
    assert {Deed(found.deed) for found in ORGANIZERS.values()} == set(Deed)
