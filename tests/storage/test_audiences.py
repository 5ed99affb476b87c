"""Whom a broadcast is for: each condition leaves out whoever does not fit, and they read nothing of it later."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from storage.audiences import Audience, Group, Who
from storage.broadcast_rows import Hindrance
from storage.columns import EPOCH
from storage.due import OUT_OF_REACH
from storage.nouns import Nouns
from storage.showing import Showing, Visibility
from storage.store import Store
from storage.tables.news import delivery
from storage.tables.people import account
from storage.tables.petitions import petition
from storage.tables.signing import signature
from tests.storage.broadcasting import LATER, PARK, counted, draft, found, make_all, plant, signs, tells
from tests.storage.delivering import person
from tests.storage.planting import NOW, plant_petition

FLYER = "link:1"
IN_LEEDS = Showing(Visibility.NAME, "Ada", "Leeds")
TODAY = NOW.date()
LONG_AGO = NOW - timedelta(days=30)
EVERYBODY = {"follower", "early", "late", "german", "away", "leeds0", "leeds1", "leeds2", "leeds3", "leeds4"}
LEEDS = {name for name in EVERYBODY if name.startswith("leeds")}


def town(nouns: Nouns) -> dict[int, str]:
    """Somebody who follows and has not signed, and signers of every kind."""
    plant(nouns)
    names = {person(nouns, "follower", PARK): "follower"}
    names[signs(nouns, "early", at=LONG_AGO)] = "early"
    names[signs(nouns, "late")] = "late"
    names[signs(nouns, "german")] = "german"
    names[signs(nouns, "away", platform="discord")] = "away"
    flyer = nouns.named_links.make(1, "Flyer", NOW)
    assert flyer is not None
    assert flyer.source == FLYER
    for number in range(5):
        names[signs(nouns, f"leeds{number}", IN_LEEDS, source=FLYER)] = f"leeds{number}"
    locales = {name: key for key, name in names.items()}
    nouns.connection.run(sa.update(account).values(spoken="en"))
    nouns.supporters.set_locale(locales["german"], "de")
    nouns.supporters.set_locale(locales["late"], "fr")
    return names


def told_of(nouns: Nouns, begun: int, names: dict[int, str]) -> set[str]:
    """Who has a delivery of it, be they told or not."""
    assert nouns.broadcasts.start(begun, LATER)
    make_all(nouns)
    return {names[row.supporter_id] for row in nouns.connection.all(sa.select(delivery.c.supporter_id))}


SIGNED = EVERYBODY - {"follower"}


@pytest.mark.parametrize("petition_id", [1, None])
@pytest.mark.parametrize(
    ("audience", "told"),
    [
        (Audience(), EVERYBODY),
        (Audience(Who.SIGNERS), SIGNED),
        (Audience(Who.FOLLOWERS), {"follower"}),
        (Audience(signed_after=TODAY), SIGNED - {"early"}),
        (Audience(signed_before=TODAY), {"early"}),
        (Audience(Who.SIGNERS, locales=("de",)), {"german"}),
        (Audience(locales=("de", "en")), EVERYBODY),
        (Audience(platforms=("discord",)), {"away"}),
        (Audience(platforms=("telegram",), locales=("en",)), EVERYBODY - {"german", "away"}),
    ],
)
async def test_those_who_fit_are_told_and_nobody_else(
    store: Store, petition_id: int | None, audience: Audience, told: set[str]
) -> None:
    def tell(nouns: Nouns) -> set[str]:
        names = town(nouns)
        for key in names:
            nouns.follows.set(key, "organisation:1", nouns.follows.of(key, PARK), NOW)
        begun = draft(nouns, petition_id)
        assert nouns.broadcasts.aim(begun, audience)
        assert found(nouns, begun).audience == audience
        return told_of(nouns, begun, names)

    assert await store.turn(tell) == told


async def test_a_place_and_a_link_are_chosen_where_five_people_came_from_there(store: Store) -> None:
    def tell(nouns: Nouns) -> list[Any]:
        names = town(nouns)
        begun, other = draft(nouns), draft(nouns)
        its = found(nouns, begun)
        (place,), (link,) = nouns.groups.places(its), nouns.groups.links(its)
        assert nouns.broadcasts.aim(begun, Audience(place_key=place.key))
        assert nouns.broadcasts.aim(other, Audience(source=link.key))
        told = told_of(nouns, begun, names)
        return [place.name, place.people, link, told, told_of(nouns, other, names)]

    assert await store.turn(tell) == ["Leeds", 5, Group(FLYER, "Flyer", 5), LEEDS, LEEDS]


async def test_fewer_than_five_people_of_a_place_are_neither_offered_nor_told(store: Store) -> None:
    def tell(nouns: Nouns) -> list[Any]:
        names = town(nouns)
        begun = draft(nouns)
        (place,) = nouns.groups.places(found(nouns, begun))
        of_place = Audience(place_key=place.key)
        assert nouns.broadcasts.aim(begun, of_place)
        fewer: list[Any] = [nouns.broadcasts.aim(begun, Audience(place_key=place.key, locales=("de",)))]
        one = next(key for key, name in names.items() if name == "leeds0")
        nouns.connection.run(sa.delete(signature).where(signature.c.supporter_id == one))
        its = found(nouns, begun)
        fewer.append(nouns.broadcasts.aim(begun, of_place))
        offered: list[object] = [nouns.groups.places(its), nouns.groups.links(its)]
        return [*fewer, *offered, nouns.broadcasts.hindrance(its, LATER), nouns.broadcasts.start(begun, LATER)]

    assert await store.turn(tell) == [False, False, [], [], Hindrance.TOO_FEW, False]


async def test_no_group_is_offered_of_those_at_risk_nor_of_a_whole_organisation(store: Store) -> None:
    def tell(nouns: Nouns) -> list[Any]:
        town(nouns)
        of_all = draft(nouns, None)
        (place,) = nouns.groups.places(found(nouns, draft(nouns)))
        said: list[Any] = [
            nouns.groups.places(found(nouns, of_all)),
            nouns.broadcasts.aim(of_all, Audience(source=FLYER)),
        ]
        nouns.connection.run(sa.update(petition).values(at_risk=True))
        at_risk = draft(nouns)
        said += [nouns.groups.places(found(nouns, at_risk)), nouns.groups.links(found(nouns, at_risk))]
        return [*said, nouns.broadcasts.aim(at_risk, Audience(place_key=place.key))]

    assert await store.turn(tell) == [[], False, [], [], False]


async def test_who_is_out_of_reach_finds_what_was_meant_for_them_and_others_find_nothing(store: Store) -> None:
    def tell(nouns: Nouns) -> list[Any]:
        plant(nouns)
        silent = signs(nouns, "silent", platform="discord", is_written_to=False)
        reached = signs(nouns, "reached")
        follower = person(nouns, "follower", PARK)
        begun = draft(nouns)
        assert nouns.broadcasts.aim(begun, Audience(Who.SIGNERS))
        assert nouns.broadcasts.start(begun, LATER)
        make_all(nouns)
        waits = counted(nouns)
        assert tells(nouns) == [reached]
        missed = [nouns.missed.of(each, EPOCH, 5)[1] for each in (silent, reached, follower)]
        listed = [nouns.missed.and_told(each, 5)[1] for each in (silent, reached, follower)]
        result = nouns.broadcasts.told(begun, LATER)
        return [waits, missed, listed, result.people, result.not_reached, result.shown_later]

    waits = {("queued", ""): 1, ("skipped", OUT_OF_REACH): 1}
    assert await store.turn(tell) == [waits, [1, 0, 0], [1, 1, 0], 1, 1, 0]


async def test_whoever_signed_another_petition_of_the_organisation_counts_for_all_of_it_alone(store: Store) -> None:
    def tell(nouns: Nouns) -> list[set[str]]:
        plant(nouns)
        plant_petition(nouns, "lake")
        names = {signs(nouns, "ada"): "ada", person(nouns, "bo", PARK, "organisation:1"): "bo"}
        lake = nouns.petitions.find(2, "en", NOW)
        bo = next(key for key, name in names.items() if name == "bo")
        assert lake is not None
        assert nouns.signatures.add(lake, bo, Showing(), NOW)
        told = []
        for petition_id in (1, None):
            begun = draft(nouns, petition_id)
            assert nouns.broadcasts.aim(begun, Audience(Who.SIGNERS))
            told.append(told_of(nouns, begun, names))
            nouns.connection.run(sa.delete(delivery))
        return told

    assert await store.turn(tell) == [{"ada"}, {"bo"}]


@pytest.mark.parametrize(
    "nobody",
    [
        Audience(signed_after=TODAY, signed_before=TODAY),
        Audience(Who.FOLLOWERS, signed_after=TODAY),
        Audience(Who.FOLLOWERS, source=FLYER),
    ],
)
async def test_an_audience_that_nobody_can_fit_is_refused(store: Store, nobody: Audience) -> None:
    def aim(nouns: Nouns) -> tuple[bool, Audience]:
        town(nouns)
        begun = draft(nouns)
        return nouns.broadcasts.aim(begun, nobody), found(nouns, begun).audience

    assert await store.turn(aim) == (False, Audience())


async def test_an_audience_is_chosen_while_it_is_a_draft(store: Store) -> None:
    def aim(nouns: Nouns) -> list[bool]:
        plant(nouns)
        begun = draft(nouns)
        tries = [nouns.broadcasts.aim(begun, Audience(Who.SIGNERS)), nouns.broadcasts.aim(begun, None)]
        assert found(nouns, begun).audience.is_everybody
        assert nouns.broadcasts.start(begun, LATER)
        return [*tries, nouns.broadcasts.aim(begun, Audience(Who.SIGNERS)), nouns.broadcasts.aim(404, None)]

    assert await store.turn(aim) == [True, True, False, False]


def test_an_audience_is_read_as_it_was_written() -> None:
    whole = Audience(Who.SIGNERS, TODAY, date(2027, 1, 1), ("discord",), ("de", "es"), "ab12", "flyer")
    assert Audience.read(whole.written()) == whole
    assert Audience().written() is None
    assert Audience.read(None) == Audience()
