"""Ada sets how she is written to and how dates and pictures are shown; she stops everything, and resumes it."""

from __future__ import annotations

from functools import partial

import pytest
import sqlalchemy as sa

from storage.preferences import Digest, Night, Preferences
from storage.tables.people import supporter
from tests.journeys.campaigns import COUNTED, HOME, MARRIAGE
from tests.journeys.worlds import World, typed_too_long
from tests.people import Supporter
from tests.storage.planting import plant_petition
from tests.stores import ENGINES

on_both_engines = pytest.mark.parametrize("engine", ENGINES)


async def preferences(world: World) -> Preferences:
    """Those of the only one who is remembered."""
    row = (await world.store.read(lambda nouns: nouns.connection.all(sa.select(supporter))))[0]
    return await world.store.read(lambda nouns: nouns.preferences.of(row.id))


async def known(world: World) -> int:
    """How many people are remembered."""
    return len(await world.store.read(lambda nouns: nouns.connection.all(sa.select(supporter))))


@on_both_engines
@pytest.mark.parametrize(
    ("button", "choice", "stands", "kept"),
    [
        ("At night", "Keep for the morning", "At night: kept for the morning", Preferences(night=Night.KEEP)),
        ("How often", "Once a week", "News: together, once a week", Preferences(digest=Digest.WEEKLY)),
        ("Discreet", "Only that there is news", "Discreet messages: yes", Preferences(is_discreet=True)),
        ("Pictures", "Text alone", "Pictures: described in words", Preferences(is_text_only=True)),
    ],
)
async def test_ada_chooses(
    world: World, ada: Supporter, button: str, choice: str, stands: str, kept: Preferences
) -> None:
    await ada.commands("/settings")
    ada.sees("Language: English", "At night: without a sound", "News: one by one", "Discreet messages: no")
    ada.starts_counting()
    await ada.taps(button)
    assert await known(world) == 0
    await ada.taps(choice)
    ada.sees(stands)
    assert (ada.taps_made, ada.answers_typed, ada.messages_left) == (2, 0, 1)
    assert await preferences(world) == kept
    await ada.is_heard_again()
    ada.sees(stands)
    assert await known(world) == 1


@pytest.mark.parametrize("token", ["prefer:night:loud", "prefer:discreet:maybe", "choose:noise", "prefer:digest"])
async def test_what_can_not_be_chosen_changes_nothing(world: World, ada: Supporter, token: str) -> None:
    await ada.taps_to(token)
    assert await known(world) == 0


@on_both_engines
@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("berlin", "Europe/Berlin"),
        ("EUROPE/BERLIN", "Europe/Berlin"),
        ("sao paulo", "America/Sao_Paulo"),
        ("São Paulo", "America/Sao_Paulo"),
        ("utc", "UTC"),
    ],
)
async def test_ada_types_her_time_zone(world: World, ada: Supporter, typed: str, zone: str) -> None:
    await ada.commands("/settings")
    await ada.taps("Time zone")
    await ada.types(typed)
    ada.sees(f"Your time zone is {zone}.", f"Time zone: {zone}")
    assert (await preferences(world)).zone == zone


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Berlni", "Written alike: Europe/Berlin"),
        ("Istanbul", "Written alike: Asia/Istanbul and Europe/Istanbul"),
        ("../../etc/passwd", "No time zone has this name"),
        ("Factory", "No time zone has this name"),
        ("\u202eberlin", "hidden characters"),
        pytest.param("b" * 5_000, "at most 40 characters", marks=typed_too_long),
    ],
)
async def test_no_such_time_zone(world: World, ada: Supporter, typed: str, said: str) -> None:
    await ada.commands("/settings")
    await ada.taps("Time zone")
    await ada.types(typed)
    ada.sees(said, "Nothing was saved.")
    assert await known(world) == 0
    await ada.types("Lisbon")
    ada.sees("Time zone: Europe/Lisbon")


@pytest.mark.not_on_discord("there the app shows each date in its own time zone")
async def test_dates_are_shown_in_her_zone(ada: Supporter) -> None:
    """It is noon in UTC on the 21st, and already the 22nd on Kiritimati."""
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    await ada.opens(MARRIAGE)
    ada.sees("You signed on 21 November 2026")
    await ada.commands("/settings")
    await ada.taps("Time zone")
    await ada.types("Kiritimati")
    await ada.opens(MARRIAGE)
    ada.sees("You signed on 22 November 2026")
    await ada.commands("/mine")
    ada.sees("You signed on 22 November 2026")
    await ada.commands("/settings")
    await ada.taps("Time zone")
    await ada.taps("Forget my time zone")
    ada.sees("Time zone: that of each campaign")


async def test_text_alone_has_no_picture_and_its_words(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    ada.sees_picture("Two gold rings, linked, lie on a folded map.")
    await ada.commands("/settings")
    await ada.taps("Pictures")
    await ada.taps("Text alone")
    await ada.opens(MARRIAGE)
    ada.sees("Picture: Two gold rings, linked, lie on a folded map.", "Two rings and one long way")


@on_both_engines
async def test_a_petition_that_endangers_preselects_discreet_messages_once(world: World, ada: Supporter) -> None:
    for slug in ("riskya", "riskyb"):
        await world.store.turn(partial(plant_petition, slug=slug, at_risk=True, is_sample=True))
    await ada.opens(HOME)
    await ada.taps(COUNTED)
    assert not (await preferences(world)).is_discreet
    await ada.opens("riskya")
    await ada.taps(COUNTED)
    await ada.taps(COUNTED)
    ada.sees("From now on news is shown to you discreetly")
    assert (await preferences(world)).is_discreet
    await ada.taps_to("prefer:discreet:off")
    await ada.opens("riskyb")
    await ada.taps(COUNTED)
    await ada.taps(COUNTED)
    ada.does_not_see("discreetly")
    assert not (await preferences(world)).is_discreet


async def test_who_chose_before_is_not_overruled(world: World, ada: Supporter) -> None:
    await world.store.turn(lambda nouns: plant_petition(nouns, "riskya", at_risk=True, is_sample=True))
    await ada.taps_to("prefer:discreet:off")
    await ada.opens("riskya")
    await ada.taps(COUNTED)
    ada.does_not_see("discreetly")
    assert not (await preferences(world)).is_discreet


@on_both_engines
@pytest.mark.parametrize("words", ["/stop", "stop", "Basta"])
async def test_ada_stops_all_and_resumes_by_her_own_tap(world: World, ada: Supporter, words: str) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    await (ada.commands(words) if words.startswith("/") else ada.types(words))
    ada.sees("All messages are stopped.", "Your signatures stay.")
    await ada.is_heard_again()
    ada.sees("All messages are stopped")
    await ada.starts()
    ada.sees("All messages are stopped until you resume them.")
    assert (await preferences(world)).is_stopped
    await ada.opens(MARRIAGE)
    ada.sees("as number 12,031.")
    await ada.starts()
    await ada.taps("Resume messages")
    ada.sees("Messages are no longer stopped.")
    ada.sees_no_button("Resume messages")
    assert not (await preferences(world)).is_stopped


async def test_stop_remembers_nobody(world: World, bo: Supporter) -> None:
    await bo.commands("/stop")
    bo.sees("No messages are sent to you.")
    await bo.taps_to("resume")
    await bo.taps_to("forget_zone")
    assert await known(world) == 0
