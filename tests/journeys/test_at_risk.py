"""Ada signs where it is dangerous to be known: nobody is shown there with more than initials."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from storage.nouns import Nouns
from storage.tables.petitions import petition
from storage.tables.telling import campaign_update
from tests.journeys.campaigns import COUNTED, HOME, MARRIAGE, NAMED
from tests.journeys.test_every_language import reads_everything
from tests.journeys.worlds import World, guards_each_screen, not_offered, whole_forms
from tests.people import Supporter
from tests.seen import Seen
from tests.storage.planting import plant_petition

RISKY = "PARKAK"
WITH_INITIALS = "Sign with initials"
INITIALS = "Initials, region"
SHOWN = {"Name": "Ada L., Leeds", INITIALS: "A. L., Leeds"}


@pytest.fixture(autouse=True)
async def risky(world: World) -> None:
    await world.begins_petitions(RISKY, at_risk=True)


async def signs(ada: Supporter, code: str, shown: str) -> None:
    """Ada signs with her name or initials."""
    await ada.opens(code)
    await ada.taps(WITH_INITIALS if code == RISKY else NAMED)
    await ada.taps(shown)
    await ada.types("Ada L.")
    await ada.types("Leeds")
    await ada.taps(f"Sign as {SHOWN[shown]}")
    if code == RISKY:
        await is_sure(ada)
    ada.sees("Your signature counts." if code == RISKY else "You are signer number")


ONE_MORE = "Could it endanger you to sign this?"


async def is_sure(ada: Supporter) -> None:
    """One more question comes first, and its main button signs."""
    ada.sees(ONE_MORE, "Whoever holds your phone or reads this chat with you can see that you signed.")
    (main,) = (button.label for row in ada.screen.rows for button in row if button.is_main)
    await ada.taps(main)


async def test_one_more_question_is_asked_before_somebody_signs(ada: Supporter) -> None:
    await ada.opens(RISKY)
    await ada.taps(COUNTED)
    ada.sees(ONE_MORE, "Others see nothing of you")
    await ada.taps("Back to petition")
    ada.sees("Fewer than 10 have signed so far.")
    ada.sees_buttons(COUNTED)
    await ada.taps(COUNTED)
    await is_sure(ada)
    ada.sees("Thank you. Your signature counts.", "Fewer than 10 have signed so far.")
    ada.does_not_see("number 1")
    await ada.opens(RISKY)
    ada.sees("You signed on")


async def test_no_further_question_is_asked_elsewhere(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    ada.does_not_see(ONE_MORE)
    ada.sees("Thank you.")


async def test_what_was_typed_waits_for_the_answer_and_can_be_looked_up(ada: Supporter) -> None:
    await ada.opens(RISKY)
    await ada.taps(WITH_INITIALS)
    await ada.taps(INITIALS)
    await ada.types("Ada Lovelace")
    await ada.types("Leeds")
    await ada.taps("Sign as A. L., Leeds")
    ada.sees(ONE_MORE, "Others see you as A. L., Leeds.")
    await ada.taps("Who can see what")
    ada.sees("As you are about to sign:", "Other people: A. L., Leeds.")


async def test_names_and_reasons_of_before_are_shown_no_further_than_is_safe(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    await world.begins_petitions("PARKAL")
    await ada.opens("PARKAL")
    await ada.taps(NAMED)
    await ada.taps("Name and reason")
    await ada.types("Ada L.")
    await ada.types("Leeds")
    await ada.types("The park is good for all of us.")
    await ada.taps("Sign as Ada L., Leeds")
    park = int(ada.button("Change or withdraw").leads_to.partition(":")[2])
    await world.store.turn(
        lambda nouns: nouns.connection.run(sa.update(petition).where(petition.c.id == park).values(at_risk=True))
    )
    await bo.taps_to(f"signers:{park}")
    bo.sees("A. L., Leeds")
    bo.does_not_see("Ada L.")
    await bo.taps_to(f"reasons:{park}")
    bo.does_not_see("The park is good")
    await ada.taps_to(f"signed:{park}")
    ada.sees("Others see you as A. L., Leeds.", "Your reason is shown to nobody here: it could endanger you.")


async def test_exact_numbers_are_told_nowhere(world: World, ada: Supporter) -> None:
    park = await world.store.turn(lambda nouns: plant_petition(nouns, "parkam", at_risk=True, count=17, is_sample=True))
    await ada.opens("PARKAM")
    await ada.taps(COUNTED)
    await is_sure(ada)
    await ada.taps_to(f"withdraw_now:{park}")
    ada.sees("Your signature is withdrawn.", "At least 10 have signed.")
    await world.store.turn(
        lambda nouns: nouns.connection.run(sa.update(petition).where(petition.c.id == park).values(state="closed"))
    )
    await ada.commands("/browse")
    ada.sees("Closed with at least 10 signatures.")


async def test_only_initials_are_offered(ada: Supporter) -> None:
    await ada.opens(RISKY)
    ada.sees_no_button(NAMED, "Reasons")
    await ada.taps(WITH_INITIALS)
    ada.sees("How may others see you?")
    ada.sees_buttons(INITIALS)
    ada.sees_no_button("Name", "Name and reason")
    await ada.taps(INITIALS)
    await ada.types("Ada Lovelace")
    await ada.types("Leeds")
    await ada.taps("Sign as A. L., Leeds")
    await is_sure(ada)
    ada.sees("Others see you as A. L., Leeds.")


@whole_forms
@pytest.mark.parametrize("wider", ["name", "reason"])
@not_offered
async def test_a_wider_answer_is_refused(world: World, wider: str) -> None:
    eve = world.person("eve", has_forms=True)
    await eve.opens(RISKY)
    await eve.taps(WITH_INITIALS)
    await eve.fills_in(show=wider, name="Eve Smith", place="Leeds", reason="This is wrong.")
    assert eve.screen.is_form
    await eve.opens(RISKY)
    eve.sees("Fewer than 10 have signed so far.")
    eve.sees_buttons(COUNTED)


async def test_an_earlier_full_name_is_not_offered(ada: Supporter) -> None:
    await signs(ada, MARRIAGE, "Name")
    await ada.opens(HOME)
    named = ada.button("Sign as Ada L., Leeds")
    await ada.opens(RISKY)
    ada.sees_buttons(COUNTED, WITH_INITIALS)
    assert [label for label in ada.screen.labels if label.startswith("Sign as")] == []
    _verb, _petition, mark, *_way = named.leads_to.split(":")
    risky = ada.button(COUNTED).leads_to.split(":")[1]
    await ada.taps_old(type(named)(named.label, leads_to=f"sign_as:{risky}:{mark}"))
    ada.sees("so nothing was signed")
    ada.does_not_see("You signed on")


async def test_earlier_initials_are_offered(ada: Supporter) -> None:
    await signs(ada, MARRIAGE, INITIALS)
    await ada.opens(RISKY)
    ada.sees_no_button(WITH_INITIALS)
    await ada.taps("Sign as A. L., Leeds")
    await is_sure(ada)
    ada.sees("Your signature counts.", "Others see you as A. L., Leeds.")


@guards_each_screen
@pytest.mark.parametrize(("code", "is_guarded"), [(RISKY, True), (MARRIAGE, False)])
async def test_what_tells_of_a_signature_is_guarded_where_it_could_endanger(
    ada: Supporter, code: str, is_guarded: bool
) -> None:
    guarded = []
    await ada.opens(code)
    named = WITH_INITIALS if code == RISKY else NAMED
    for step in (ada.taps(named), ada.taps(INITIALS), ada.types("Ada L."), ada.types("Leeds")):
        await step
        guarded.append(ada.screen.is_guarded)
    await ada.taps("Sign as A. L., Leeds")
    if is_guarded:
        await is_sure(ada)
    await ada.commands("/mine")
    guarded.append(ada.screen.is_guarded)
    await ada.taps(ada.screen.labels[0])
    guarded.append(ada.screen.is_guarded)
    await ada.taps("Withdraw")
    assert [*guarded, ada.screen.is_guarded] == [is_guarded] * 7


TELLS = (
    "You signed ",
    "ou are signer number",
    "As you signed:",
    "As you chose to be shown:",
    "These are your own words.",
    "your signature under",
    "Your signature counts.",
)
WON = "“parkak in en” is partly won."
MINE = {"Change or withdraw", "See how yours stands", "Withdraw"}


def tells_of_a_signature(shown: Seen) -> bool:
    return any(words in shown.text for words in TELLS) or bool(MINE & set(shown.labels))


async def is_won(world: World, won: int, following: int) -> None:
    """A petition is won, has told news before, and goes on with another."""
    told = {"petition_id": won, "happened_on": world.clock().date(), "text": "", "sources": [], "title": "Won"}
    news = ({"slug": "victory", "kind": "victory", "next_petition_id": following}, {"slug": "news", "kind": "news"})

    def win(nouns: Nouns) -> None:
        nouns.connection.run(sa.update(petition).where(petition.c.id == won).values(state="won"))
        for each in news:
            nouns.connection.run(sa.insert(campaign_update).values(**told, **each))
        nouns.alerts.raise_once("victory", f"petition:{won}", "victory", world.clock())

    await world.store.turn(win)


@guards_each_screen
async def test_whatever_says_that_ada_signed_what_could_endanger_her_can_not_be_handed_on(
    world: World, ada: Supporter
) -> None:
    await signs(ada, RISKY, INITIALS)
    risky = int(ada.button("Change or withdraw").leads_to.partition(":")[2])
    await ada.commands("/settings")
    await reads_everything(ada)
    await is_won(world, risky, following=1)
    for token in ("start", f"carry_over:{risky}", f"reasons:{risky}", f"victory:{risky}", f"news:{risky}", "missed"):
        await ada.taps_to(token)
    await reads_everything(ada)
    telling = [shown for shown in ada.all_seen if tells_of_a_signature(shown)]
    met = {words for words in TELLS if any(words in shown.text for shown in telling)}
    assert met >= {"You signed ", "As you chose to be shown:", "your signature under"}
    assert [shown.text for shown in telling if not shown.is_guarded] == []
    read = [shown for shown in ada.all_seen if shown.title in {"Won", "Partly won: Won"} or WON in shown.text]
    assert {shown.title for shown in read} == {"Won", "Partly won: Won", "News of what you follow"}
    assert [shown.text for shown in read if not shown.is_guarded] == []


@guards_each_screen
async def test_what_could_endanger_can_be_handed_on_by_whoever_has_not_signed_it(ada: Supporter) -> None:
    await ada.opens(RISKY)
    assert not ada.screen.is_guarded


LESS_NOW = "This petition now shows initials and a region at most."


async def is_put_at_risk(world: World, petition_id: int) -> None:
    """While somebody fills in how they are shown."""
    risky = sa.update(petition).where(petition.c.id == petition_id).values(at_risk=True)
    await world.store.turn(lambda nouns: nouns.connection.run(risky))


@pytest.mark.not_on_discord("there a form is a window")
async def test_whoever_fills_in_a_name_meanwhile_reads_why_it_is_initials_now(world: World, ada: Supporter) -> None:
    park = await world.store.turn(lambda nouns: plant_petition(nouns, "parkam", is_sample=True))
    await ada.opens("PARKAM")
    await ada.taps(NAMED)
    await ada.taps("Name")
    await ada.types("Kim Diaz")
    await ada.types("Leeds")
    await is_put_at_risk(world, park)
    await ada.taps("Sign as Kim Diaz, Leeds")
    ada.sees(LESS_NOW, "This is how it will look: K. D., Leeds")
    await ada.taps("Sign as K. D., Leeds")
    await is_sure(ada)
    ada.sees("Others see you as K. D., Leeds.")


@whole_forms
async def test_a_window_sent_meanwhile_keeps_what_was_typed(world: World) -> None:
    kim = world.person("kim", has_forms=True)
    park = await world.store.turn(lambda nouns: plant_petition(nouns, "parkam", is_sample=True))
    await kim.opens("PARKAM")
    await kim.taps(NAMED)
    await is_put_at_risk(world, park)
    await kim.fills_in(show="name", name="Kim Diaz", place="Leeds")
    kim.sees(LESS_NOW)
    kim.does_not_see("Shown as: name")
