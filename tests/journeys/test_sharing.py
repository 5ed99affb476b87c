"""Handing a petition on: by text, code, picture and networks, and a number for those who ask for it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

import pytest
import sqlalchemy as sa

from storage.tables.petitions import petition
from storage.tables.signing import signature
from tests.journeys.campaigns import COUNTED, HOME, MARRIAGE, NAMED, WHO_SEES
from tests.journeys.worlds import World, has_no_links, one_by_one
from tests.people import Supporter
from tests.storage.planting import rows


def text_of(person: Supporter) -> str:
    """The text that the share button hands on."""
    return person.button("Pass the text on").hands_on


def payload_of(person: Supporter) -> str:
    """What the link, or the words to type, in that text carry."""
    (found,) = re.findall(r"(?:\?start=|/start code:)(\S+)", text_of(person))
    return str(found)


async def counts(ada: Supporter, code: str = HOME) -> str:
    """Somebody switches counting on; the payload of their link."""
    await ada.opens(code)
    await ada.taps("Share")
    await ada.taps("Count what it brings")
    return payload_of(ada)


async def test_ada_shares_with_a_friend_in_two_taps(ada: Supporter, bo: Supporter) -> None:
    await ada.opens(HOME)
    ada.starts_counting()
    await ada.taps("Share")
    assert ada.taps_made == 1
    payload = payload_of(ada)
    assert "ada" not in text_of(ada).casefold()
    await bo.starts(payload)
    bo.sees("Code PLZGFY.")
    assert bo.button(COUNTED).leads_to == f"sign:{payload.split('-')[1]}:address"


@has_no_links
async def test_a_picture_holds_the_link_and_says_what_it_is(ada: Supporter) -> None:
    await ada.opens(HOME)
    await ada.taps("Share")
    await ada.taps("Show a QR picture")
    ada.sees_picture("QR code that opens")
    ada.sees("the code is PLZGFY.")
    assert ada.screen.is_event
    await ada.taps("Back to sharing")
    ada.sees("Its code is PLZGFY.")


@has_no_links
async def test_more_ways_hold_the_text_and_nothing_of_the_sharer(ada: Supporter) -> None:
    await ada.opens(HOME)
    await ada.taps("Share")
    await ada.taps("More ways")
    urls = {button.label: button.url for row in ada.screen.rows for button in row if button.url}
    by_mail = urls.pop("Mail", None)
    assert list(urls) == ["WhatsApp", "Telegram", "Bluesky", "X", "Facebook"]
    assert by_mail is None or by_mail.startswith("mailto:"), "Telegram opens no mail from a button"
    assert all("%3Fstart%3Dpetition-" in url for url in urls.values())
    assert not any("ada" in url.casefold() or " " in url or "\n" in url for url in urls.values())


async def test_ada_is_told_how_many_came_and_nobody_who(world: World, ada: Supporter, bo: Supporter) -> None:
    payload = await counts(ada)
    ada.sees("Counted from now on.", "Your link brought 0 signatures.")
    await bo.starts(payload)
    await bo.taps(COUNTED)
    bo.sees("You are signer number 128.")
    await ada.opens(HOME)
    await ada.taps("Share")
    ada.sees("Your link brought 1 signature.", "Only you see this number.")
    (row,) = await rows(world.store, sa.select(signature.c.source).where(signature.c.supporter_id.is_not(None)))
    assert row.source == ""
    await ada.starts(payload)
    await ada.taps(COUNTED)
    await ada.taps("Send to a friend")
    ada.sees("Your link brought 1 signature.")


async def test_counting_is_set_and_never_toggled(ada: Supporter, bo: Supporter) -> None:
    payload = await counts(ada)
    await bo.starts(payload)
    on = bo.button(COUNTED)
    await ada.taps_old(type(on)("", leads_to=f"count_mine:{payload.split('-')[1]}:1"))
    assert payload in text_of(ada)
    await ada.taps("Stop counting")
    ada.sees("Nothing is counted.")
    assert payload not in text_of(ada)
    await bo.taps(COUNTED)
    bo.sees("You are signer number 128.")
    await ada.opens(HOME)
    await ada.taps("Share")
    ada.sees("What your link brings is not counted.")


async def test_nothing_is_counted_where_people_are_at_risk(world: World, ada: Supporter, bo: Supporter) -> None:
    payload = await counts(ada)
    await world.store.turn(lambda nouns: nouns.connection.run(sa.update(petition).values(at_risk=True)))
    await ada.opens(HOME)
    await ada.taps("Share")
    ada.sees_no_button("Count what it brings", "Stop counting")
    ada.does_not_see("brought")
    assert payload not in text_of(ada)
    await ada.taps_old(type(ada.button("More ways"))("", leads_to=f"count_mine:{payload.split('-')[1]}:1"))
    ada.sees("Here nothing is counted for anybody")
    await bo.starts(payload)
    await bo.taps(COUNTED)
    await world.store.turn(lambda nouns: nouns.connection.run(sa.update(petition).values(at_risk=False)))
    await ada.opens(HOME)
    await ada.taps("Share")
    ada.sees("Your link brought 0 signatures.")


async def test_a_made_up_code_leads_to_the_petition_all_the_same(ada: Supporter) -> None:
    for payload in ("petition-1-ZZZZZZZZ", "petition-1-nobody", "petition-1-"):
        await ada.starts(payload)
        ada.sees("Code KTMWQR.")
    await ada.taps(COUNTED)
    ada.sees("You are signer number 12,031.")


async def signs_by_the_story(bo: Supporter) -> None:
    await bo.taps("Read the story")
    while following := [label for label in bo.screen.labels if label.startswith("Read on")]:
        await bo.taps(following[0])
    await bo.taps(COUNTED)


async def signs_by_the_reasons(bo: Supporter) -> None:
    await bo.taps("Reasons")
    await bo.taps("Back to petition")
    await bo.taps("Reasons")
    await bo.taps(COUNTED)


async def signs_by_who_signed(bo: Supporter) -> None:
    await bo.taps("More")
    await bo.taps("See who signed")
    await bo.taps("Back to petition")
    await bo.taps(WHO_SEES)
    await bo.taps("Back to petition")
    await bo.taps(COUNTED)


async def signs_with_a_name(bo: Supporter) -> None:
    await bo.taps(NAMED)
    await bo.taps("Name")
    await bo.taps(WHO_SEES)
    bo.sees("As you are about to sign:")
    await bo.taps("Back to your answers")
    await bo.types("Bo")
    await bo.taps("Skip")
    await bo.taps("Sign as Bo")


async def signs_as_before(bo: Supporter) -> None:
    await bo.taps("Sign as Bo, York")


WITH_A_NAME = pytest.param(signs_with_a_name, marks=one_by_one)


@pytest.mark.parametrize(
    "sign", [signs_by_the_story, signs_by_the_reasons, signs_by_who_signed, WITH_A_NAME, signs_as_before]
)
async def test_every_way_from_the_link_to_a_signature_counts(
    ada: Supporter, bo: Supporter, sign: Callable[[Supporter], Awaitable[None]]
) -> None:
    payload = await counts(ada)
    ada.sees("Counted is who opens your link and signs from there; who comes back by another way is not.")
    if sign is signs_as_before:
        await bo.opens(MARRIAGE)
        await bo.taps(NAMED)
        await bo.taps("Name")
        await bo.types("Bo")
        await bo.types("York")
        await bo.taps("Sign as Bo, York")
    await bo.starts(payload)
    await sign(bo)
    bo.sees("You are signer number 128.")
    await ada.opens(HOME)
    await ada.taps("Share")
    ada.sees("Your link brought 1 signature.")


@pytest.mark.parametrize("verb", ["text:1:1", "more:1:1", "reasons:1:1:1", "signers:1", "see:1", "sign_named:1"])
async def test_what_is_no_code_is_not_carried_on(ada: Supporter, verb: str) -> None:
    await ada.taps_to(f"{verb}:{'x' * (63 - len(verb))}")
    assert not any("xxx" in button.leads_to for row in ada.screen.rows for button in row)
    ada.does_not_see("Something failed")
