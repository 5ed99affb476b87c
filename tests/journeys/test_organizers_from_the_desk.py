"""All that organizers tell is reached from their desk by its own button, and completed by the buttons there."""

from __future__ import annotations

from storage.nouns import Nouns
from tests.journeys.campaigns import HOME
from tests.journeys.organizers import GETEQUAL, answers, goes_to_desk
from tests.journeys.telling import goes_to_petition, goes_to_telling, sends, signs
from tests.journeys.worlds import World, at_the_terminal_too
from tests.people import Supporter
from tests.storage.planting import plant_petition

PLACES = [
    (("Victory",), "won?"),
    (("Response",), "Responses to “"),
    (("More", "Who heard of it"), "Messages about it"),
    (("More", "Reminders"), "Reminders of “"),
    (("More", "Messages at goals"), "Goals of “"),
    (("More", "Paper, other lists"), "Added to “"),
    (("More", "All that is told"), "GetEQUAL tells"),
]


def has_another_petition(nouns: Nouns) -> None:
    """Of the same organisation."""
    plant_petition(nouns, "pond", organisation_id=nouns.organisations.named(GETEQUAL), code="KTMPND", is_sample=True)


async def taps(person: Supporter, *labels: str) -> None:
    """One button after the other."""
    for label in labels:
        await person.taps(label)


async def names(person: Supporter, office: str) -> None:
    """An office without a person or a district."""
    if person.screen.is_whole_form:
        await person.fills_in(office=office, person="", district="")
        return
    await person.types(office)
    await taps(person, "Skip", "Skip")


@at_the_terminal_too
async def test_every_place_has_its_button(world: World, eva: Supporter) -> None:
    for labels, said in PLACES:
        await goes_to_telling(eva)
        await taps(eva, *labels)
        eva.sees(said)
    for labels, said in (
        (("Deliver", "Handing over"), "Handing over “"),
        (("How it goes", "First days"), "The first days"),
    ):
        await goes_to_petition(eva)
        await taps(eva, *labels)
        eva.sees(said)
    for labels, said in ((("Messages",), "GetEQUAL tells"), (("More", "Rules for telling"), "Rules for telling")):
        await goes_to_desk(eva)
        await taps(eva, *labels)
        eva.sees(said)


@at_the_terminal_too
async def test_a_victory_is_completed_after_it_was_sent(world: World, eva: Supporter, bo: Supporter) -> None:
    await signs(world, "Kim", "Lou")
    await world.store.turn(has_another_petition)
    await goes_to_telling(eva)
    await taps(eva, "Victory", "All of it")
    await answers(eva, words="Couples count as family.", title="The Post", url="https://post.example/law")
    await eva.taps("Rehearse and send")
    await sends(eva)
    await goes_to_telling(eva)
    await taps(eva, "Victory", "Facts", "Who decided")
    await eva.taps(eva.label("Secretary"))
    eva.sees("Decided by")
    await taps(eva, "Sources", "Add a source")
    await answers(eva, title="The Gazette", url="https://gazette.example/law")
    eva.sees("Added: The Gazette")
    await eva.taps("The Post")
    eva.sees("Taken out.")
    await taps(eva, "Back to the facts", "Where it leads", "Next petition")
    await eva.taps("pond in en")
    eva.sees("Next: pond in en")
    await bo.opens(HOME)
    await bo.taps(bo.label("Read the victory"))
    bo.sees("Couples count as family.", "The Gazette", "Secretary")
    bo.does_not_see("The Post")


@at_the_terminal_too
async def test_it_is_handed_over_told_and_answered(world: World, eva: Supporter, bo: Supporter) -> None:
    await signs(world, "Kim", "Lou")
    await goes_to_petition(eva)
    await taps(eva, "Deliver", "Handing over", "More", "Name somebody else")
    await names(eva, "Clerk of the House")
    eva.sees("Added: Clerk of the House")
    await taps(eva, eva.label("Clerk"), "Write it down")
    await answers(eva, day="2 May 2026", place="City hall", how="in person")
    eva.sees("Handed over on 2 May 2026.", "Where: City hall")
    await taps(eva, "Back to handing over", "More", "Tell people of it", "2 May 2026")
    await sends(eva)
    eva.sees("It is being sent.")
    await goes_to_telling(eva)
    await taps(eva, "Response", "New response")
    await eva.taps(eva.label("Clerk"))
    said = {"day": "3 May 2026", "words": "We will read it.", "title": "The Post", "url": "https://post.example/c"}
    await answers(eva, **said)
    eva.sees("Response, a draft: nobody else sees it.", "Clerk of the House answered")
    await eva.taps("Rehearse and send")
    await sends(eva)
    await bo.opens(HOME)
    await bo.taps("More")
    bo.sees("Clerk of the House (City hall), on 2 May 2026: in person")
