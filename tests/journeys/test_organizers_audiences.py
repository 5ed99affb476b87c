"""Organizers tell those who signed on some day, live somewhere, use an app, read a language or came by a link."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from storage.follows import SIGNING_FOLLOWS, subject_of
from storage.members import Role
from storage.nouns import Nouns
from storage.showing import Showing, Visibility
from storage.tables.news import delivery
from storage.tables.signing import signature
from tests.journeys.links import code_of, home, names_link, sign_by
from tests.journeys.organizers import joins, moderators_code
from tests.journeys.telling import last_broadcast, sends, writes_message
from tests.journeys.worlds import World
from tests.people import Supporter
from tests.storage.planting import rows

IN_LEEDS = Showing(Visibility.NAME, "Ada", "Leeds")
Chooses = Callable[[Supporter], Awaitable[None]]


@pytest.fixture
async def eva(world: World) -> Supporter:
    """An owner of the organisation that runs the petition."""
    person = world.person("Eva")
    await joins(person, await moderators_code(world, role=Role.OWNER), "Eva")
    return person


async def a_dozen_sign(world: World, petition_id: int) -> dict[int, str]:
    """Half of them on each app; two read German, five live in Leeds, and one signed long ago."""

    def plant(nouns: Nouns) -> dict[int, str]:
        found = nouns.petitions.find(petition_id, "en", world.clock.now)
        assert found is not None
        names = {}
        for number in range(12):
            app, language = ("telegram", "discord")[number % 2], "de" if number < 2 else "en"
            name = f"{app} {language} {number}"
            signer = nouns.supporters.add(app, name, name, world.clock.now, is_written_to=True, spoken=language)
            nouns.follows.begin(signer.id, subject_of(petition_id), SIGNING_FOLLOWS, world.clock.now)
            at = world.clock.now - (timedelta(days=30) if number == 11 else timedelta())
            nouns.signatures.add(found, signer.id, IN_LEEDS if 2 <= number < 7 else Showing(), at)
            names[signer.id] = name
        return names

    return await world.store.turn(plant)


async def opens_audience(person: Supporter) -> None:
    """From the desk of a message."""
    await person.taps("Edit and more")
    await person.taps("Whom it is for")


async def since_a_week(person: Supporter) -> None:
    """The first of the two days."""
    await person.taps("Signed when")
    if person.screen.is_whole_form:
        await person.fills_in(since="2026-11-15", until="")
        return
    await person.types("2026-11-15")
    await person.taps("Skip")


async def on_telegram(person: Supporter) -> None:
    """One of the apps."""
    await person.taps("App")
    await person.taps("Telegram")


async def in_german(person: Supporter) -> None:
    """One of the languages."""
    await person.taps("Language")
    await person.taps("Deutsch")


async def of_leeds(person: Supporter) -> None:
    """The one place that has enough people."""
    await person.taps("Place or link")
    await person.taps("Leeds")


@pytest.mark.parametrize(
    ("chooses", "said", "told"),
    [
        (since_a_week, "Signed on 15 November 2026 or later.", {*range(11)}),
        (on_telegram, "Told on: Telegram.", {*range(0, 12, 2)}),
        (in_german, "Who reads: Deutsch.", {0, 1}),
        (of_leeds, "Of this place: Leeds.", {*range(2, 7)}),
    ],
)
async def test_those_who_fit_are_told_and_nobody_else(
    world: World, eva: Supporter, chooses: Chooses, said: str, told: set[int]
) -> None:
    names = await a_dozen_sign(world, await home(world))
    await writes_message(eva)
    await opens_audience(eva)
    await chooses(eva)
    eva.sees("Changed.", said)
    await eva.taps("Back to its desk")
    eva.sees(said)
    await sends(eva)
    await world.tells()
    deliveries = await rows(world.store, sa.select(delivery.c.supporter_id))
    assert {int(names[row.supporter_id].split()[-1]) for row in deliveries} == told


async def test_those_who_came_by_a_link_are_told_once_they_are_five(world: World, eva: Supporter) -> None:
    key = await home(world)
    await names_link(eva, key)
    payload = f"petition-{key}-{await code_of(world)}"
    await sign_by(world, f"petition-{key}", "Zoe")
    await sign_by(world, payload, "Kim", "Lou", "Mia", "Nia")
    await writes_message(eva)
    await opens_audience(eva)
    await eva.taps("Place or link")
    eva.sees_no_button("Poster")
    await sign_by(world, payload, "Oz")
    await eva.taps("Back to whom it is for")
    await eva.taps("Place or link")
    eva.sees("Poster", "5 people")
    poster = eva.button("Poster")
    await eva.taps("Poster")
    eva.sees("Changed.", "Came by this link: Poster.")
    came = sa.select(signature.c.supporter_id).where(signature.c.source.startswith("link:"))
    by_link = {row.supporter_id for row in await rows(world.store, came)}
    await eva.taps("Back to its desk")
    await sends(eva)
    await world.tells()
    assert {row.supporter_id for row in await rows(world.store, sa.select(delivery.c.supporter_id))} == by_link
    number = await last_broadcast(world)
    await eva.taps_to(f"tell_for:{number}")
    eva.sees("Came by this link: Poster.", "It is no draft any more")
    assert poster.leads_to.startswith(f"tell_link:{number}:")


async def test_a_link_by_which_too_few_came_by_now_is_refused(world: World, eva: Supporter) -> None:
    key = await home(world)
    await names_link(eva, key)
    kim, *_others = await sign_by(world, f"petition-{key}-{await code_of(world)}", *("Kim", "Lou", "Mia", "Nia", "Oz"))
    await writes_message(eva)
    await opens_audience(eva)
    await eva.taps("Place or link")
    poster = eva.button("Poster")
    await kim.taps("Change or withdraw")
    await kim.taps("Withdraw")
    await eva.taps_old(poster)
    eva.sees("Fewer than five people are of that place or link. Nothing was changed.")
    eva.does_not_see("Came by this link")
