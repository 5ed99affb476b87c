"""What Telegram alone has: messages that change and messages that stay, pop-ups, pictures, marks and its own limits."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

import config
from handlers.blocks import Hidden, Paragraph
from handlers.screens import Button, Picture, Screen, rows_of, to
from tests.answers import answering
from tests.journeys.campaigns import COUNTED, HOME, MARRIAGE, NAMED, WHO_SEES
from tests.journeys.telegram_world import TelegramWorld
from tests.storage.planting import plant_petition
from tests.telegram_people import OnTelegram

pytestmark = pytest.mark.telegram_alone
RINGS = Path(config.__file__).parent / "samples" / "pictures" / "save-doug-and-alex.png"


async def test_ada_signs_within_three_taps_and_the_card_says_so(ada: OnTelegram) -> None:
    """The link and START are two of them."""
    await ada.starts(MARRIAGE)
    card = ada.message
    await ada.taps(COUNTED)
    assert (2 + ada.taps_made, ada.answers_typed, ada.messages_left) == (3, 0, 2)
    ada.sees("You are signer number 12,031.")
    assert ada.message is not card
    assert "You signed on 21 November 2026 as number 12,031." in card.words.text
    assert card.button(COUNTED) is None


async def test_ada_signs_with_name_and_place_within_seven_taps(ada: OnTelegram) -> None:
    """The link, START and five more; her app's name is used, the place is typed."""
    await ada.starts(MARRIAGE)
    await ada.taps(NAMED)
    await ada.taps("Name")
    await ada.taps("Use “Ada L.”")
    await ada.types("Leeds")
    await ada.taps("Sign as Ada L., Leeds")
    ada.sees("Others see you as Ada L., Leeds.")
    assert 2 + ada.taps_made <= 7
    assert (ada.answers_typed, ada.messages_left) == (1, 2)


async def test_bo_reads_in_one_tap_and_signs_in_one(bo: OnTelegram) -> None:
    await bo.opens(MARRIAGE)
    card = bo.message
    before = card.words, card.markup
    bo.starts_counting()
    await bo.taps("Read the story")
    bo.sees("Doug and Alex are married.")
    assert (bo.taps_made, bo.messages_left) == (1, 2)
    assert (card.words, card.markup) == before
    bo.starts_counting()
    await bo.taps(bo.label("Sign"))
    bo.sees("You are signer number 12,031.")
    assert bo.taps_made == 1


async def test_ada_withdraws_and_hears_less_in_two_taps_each(ada: OnTelegram) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    ada.starts_counting()
    await ada.taps("Only how it ends")
    assert ada.taps_made <= 2
    await ada.opens(MARRIAGE)
    ada.starts_counting()
    await ada.taps("Change or withdraw")
    await ada.taps("Withdraw")
    assert ada.taps_made == 2
    await ada.commands("/stop")
    ada.sees("All messages are stopped.")


async def test_ada_hands_a_petition_on_in_two_taps(ada: OnTelegram) -> None:
    await ada.opens(HOME)
    ada.starts_counting()
    await ada.taps("Share")
    await ada.taps("Pass the text on")
    assert ada.taps_made == 2
    assert ada.tap is not None
    assert ada.tap.url.startswith("https://t.me/share/url?")


async def test_a_place_changes_where_it_was_tapped_and_news_are_answered_below(
    world: TelegramWorld, ada: OnTelegram
) -> None:
    await ada.commands("/settings")
    place = ada.message
    await ada.taps("Language")
    await ada.taps("Back to settings")
    assert ada.message is place
    assert ada.messages_left == 1
    news = Screen("Partly won", ("Couples count as family.",), rows_of(Button("See it", to("petition", 2))))
    await world.telegram.deliver(str(ada.account.id), news)
    alert = ada.account.last
    await ada.taps("See it")
    assert ada.message is not alert
    assert alert.words.text == "Partly won\n\nCouples count as family."


async def test_buttons_of_a_thank_you_are_answered_below_it(ada: OnTelegram) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    thanks = ada.message
    for label in ("Only how it ends", "Send to a friend", WHO_SEES):
        await ada.taps(label, on="You are signer number")
        assert ada.message is not thanks
    assert "You are signer number 12,031." in thanks.words.text


async def test_what_matters_pops_up(ada: OnTelegram) -> None:
    await ada.opens(HOME)
    await ada.taps("Share")
    await ada.taps("Count what it brings")
    assert ada.tap is not None
    assert (ada.tap.is_alert, ada.tap.text.partition(".")[0]) == (True, "Counted from now on")


async def test_a_card_with_a_picture_is_one_message_and_what_follows_is_text(ada: OnTelegram) -> None:
    await ada.opens(MARRIAGE)
    card = ada.message
    assert card.picture == RINGS.read_bytes()
    ada.sees("12,030 have signed. Next goal 15,000.", "Run by Example Org.", "Code KTMWQR.")
    ada.does_not_see("Two rings and one long way")
    await ada.taps(WHO_SEES)
    shown = ada.message
    assert shown is not card
    assert shown.text
    await ada.taps("Back to petition")
    ada.sees("12,030 have signed.")
    assert ada.message is shown
    assert shown.text
    await ada.taps(COUNTED)
    ada.sees("You are signer number 12,031.")


async def test_a_public_address_gives_the_card_a_preview_that_stays_editable(
    world: TelegramWorld, ada: OnTelegram
) -> None:
    world.public_url = "https://petitions.example"
    await world.restarts()
    await ada.opens(MARRIAGE)
    card = ada.message
    assert card.text
    assert card.link_preview is not None
    assert card.link_preview["url"].startswith("https://petitions.example/pictures/")
    assert (card.link_preview["show_above_text"], card.link_preview["prefer_large_media"]) == (True, True)
    await ada.taps(WHO_SEES)
    assert ada.message is card
    assert card.link_preview is not None
    assert card.link_preview.get("is_disabled")
    await ada.taps("Back to petition")
    assert ada.message is card
    assert ada.messages_left == 1


async def test_a_picture_to_show_and_a_file_to_keep_arrive(ada: OnTelegram) -> None:
    await ada.opens(HOME)
    await ada.taps(COUNTED)
    await ada.opens(HOME)
    await ada.taps("Share")
    await ada.taps("Show a QR picture")
    assert (ada.message.picture or b"").startswith(b"\x89PNG")
    await ada.commands("/privacy")
    await ada.taps("Get my data")
    files = dict(message.document for message in ada.looks_at.messages if message.document)
    content = json.loads(files["undersigned-my-data-2026-11-21.json"])
    assert [given["number"] for given in content["signatures"]] == [128]


async def test_a_thank_you_that_could_endanger_is_guarded(world: TelegramWorld, ada: OnTelegram) -> None:
    await world.begins_petitions("PARKAK", at_risk=True)
    await ada.opens("PARKAK")
    await ada.taps(COUNTED)
    assert ada.message.is_protected
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    assert not ada.message.is_protected


async def test_the_moment_she_signed_is_shown_in_her_own_zone_by_the_app(world: TelegramWorld, ada: OnTelegram) -> None:
    world.clock.now = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    await ada.opens(MARRIAGE)
    (moment,) = [entity for entity in ada.message.entities if entity.type == "date_time"]
    assert moment.unix_time == int(datetime(2026, 12, 31, 23, 30, tzinfo=UTC).timestamp())
    assert ada.message.words.words_of("date_time") == ["31 December 2026"]


async def test_the_last_day_is_that_of_the_campaign_whoever_reads_it(world: TelegramWorld, ada: OnTelegram) -> None:
    closes = datetime(2027, 1, 1, tzinfo=UTC)
    await world.store.turn(partial(plant_petition, slug="closing", code="CLSNGS", closes_at=closes, is_sample=True))
    await ada.opens("CLSNGS")
    ada.sees("Can be signed until 31 December 2026.")


async def test_hidden_words_are_covered(world: TelegramWorld, ada: OnTelegram) -> None:
    screen = Screen("A comment", (Paragraph(("Words: ", Hidden("rude ones"))),), rows_of(Button("Start", to("start"))))
    await world.ends()
    await world.begins_with(answering(lambda _incoming: screen))
    await ada.starts()
    assert ada.message.words.words_of("spoiler") == ["rude ones"]


@pytest.mark.parametrize(("most", "picture"), [(4096, None), (1024, Picture(RINGS, "Rings"))])
async def test_what_fits_exactly_is_one_message_and_one_letter_more_is_not_lost(
    world: TelegramWorld, ada: OnTelegram, most: int, picture: Picture | None
) -> None:
    def screen(length: int) -> Screen:
        return Screen("T", ("x" * (length - 3),), rows_of(Button("Start", to("start"))), picture)

    await world.ends()
    await world.begins_with(answering(lambda incoming: screen(most + (incoming.words == "more"))))
    await ada.starts()
    assert (ada.messages_left, len(ada.message.words.text)) == (1, most)
    await ada.types("more")
    assert len(ada.looks_at.messages) > 1
    assert "".join(each.words.text for each in ada.looks_at.messages).count("x") == most - 2


@pytest.mark.parametrize(("locale", "words"), [("es", "Lee lo que"), ("de-AT", "Lies, worum"), ("fr", "Read what")])
async def test_the_first_message_speaks_her_language(world: TelegramWorld, locale: str, words: str) -> None:
    cy = world.person("cy", locale=locale)
    await cy.starts()
    cy.sees(words)
