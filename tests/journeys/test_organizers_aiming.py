"""Organizers choose whom a message is for: who signed or only follows, when, in which app and language, from where."""

from __future__ import annotations

from datetime import timedelta

from tests.journeys.campaigns import HOME, NAMED
from tests.journeys.telling import last_broadcast, signs, writes_message
from tests.journeys.worlds import World
from tests.people import Supporter


async def goes_to_whom(person: Supporter) -> None:
    """From a message that was just written."""
    await person.taps("Edit and more")
    await person.taps("Whom it is for")


async def test_it_is_for_some_alone(world: World, eva: Supporter) -> None:
    await signs(world, "Kim", "Lou")
    await writes_message(eva)
    await goes_to_whom(eva)
    eva.sees("For everybody who signed or follows.")
    await eva.taps("Who")
    await eva.taps("Who only follows")
    eva.sees("For those who follow without having signed.")
    await eva.taps("Place or link")
    eva.sees("at least five people")
    await eva.taps("Back to whom it is for")
    await eva.taps("Back to its desk")
    eva.sees("It is for nobody: nobody of its audience has signed or follows.")


async def gives_days(person: Supporter, since: str, until: str) -> None:
    """From one day to another; either may be left out."""
    if person.screen.is_whole_form:
        await person.fills_in(since=since, until=until)
        return
    for typed in (since, until):
        await (person.types(typed) if typed else person.taps("Skip"))


async def test_it_is_for_those_who_signed_in_some_days(world: World, eva: Supporter) -> None:
    await signs(world, "Kim", "Lou")
    world.clock.moves(timedelta(days=3))
    await signs(world, "Mia")
    await writes_message(eva)
    await goes_to_whom(eva)
    await eva.taps("Signed when")
    await gives_days(eva, "", f"{world.clock().date() - timedelta(days=2)}")
    eva.sees("Changed.", "For those who signed.", "or earlier.")
    await eva.taps("Back to its desk")
    eva.sees("2 people who signed.")
    await goes_to_whom(eva)
    await eva.taps("Signed when")
    await gives_days(eva, "1 May 2026", "1 March 2026")
    eva.sees("The first day has to be before the last. Nothing was saved.")


async def test_it_is_for_one_language_and_one_app(world: World, eva: Supporter) -> None:
    await signs(world, "Kim", "Lou")
    await writes_message(eva)
    await goes_to_whom(eva)
    await eva.taps("Language")
    await eva.taps("Deutsch")
    eva.sees("Who reads: Deutsch.")
    await eva.taps("Back to its desk")
    eva.sees("It is for nobody: nobody of its audience has signed or follows.")
    await goes_to_whom(eva)
    await eva.taps("Language")
    await eva.taps("Any")
    await eva.taps("App")
    await eva.taps("Telegram")
    eva.sees("Told on: Telegram.")


async def signs_from_leeds(person: Supporter) -> None:
    """With a name and a place."""
    await person.opens(HOME)
    await person.taps(NAMED)
    if person.screen.is_whole_form:
        await person.fills_in(show="name", name="Ada L.", place="Leeds")
        return
    await person.taps("Name")
    await person.types("Ada L.")
    await person.types("Leeds")
    await person.taps("Sign as Ada L., Leeds")


async def test_it_is_for_those_of_a_place_that_five_named(world: World, eva: Supporter) -> None:
    for name in ("Kim", "Lou", "Mia", "Ned"):
        await signs_from_leeds(world.person(name))
    await signs(world, "Pat")
    await writes_message(eva)
    await goes_to_whom(eva)
    await eva.taps("Place or link")
    eva.sees_no_button("Leeds")
    await signs_from_leeds(world.person("Oda"))
    await eva.taps_to(f"tell_groups:{await last_broadcast(world)}")
    await eva.taps("Leeds")
    eva.sees("Changed.", "Of this place: Leeds.")
    await eva.taps("Back to its desk")
    eva.sees("5 people who signed.")
