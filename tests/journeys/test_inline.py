"""Cards that people send into chats which are not the bot's, and what comes of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from storage.tables.bookkeeping import handled
from storage.tables.people import supporter
from storage.tables.petitions import petition
from tests.journeys.campaigns import COUNTED, GUIDELINES, HOME, MARRIAGE
from tests.journeys.telegram_world import TelegramWorld
from tests.storage.planting import rows
from tests.telegram_api import Asking, Message, Room
from tests.telegram_people import OnTelegram

pytestmark = pytest.mark.telegram_alone
MARRIAGE_TITLE = "Save Doug and Alex's Marriage, and Stop Deporting Our Spouses!"
HOME_TITLE = "Bring Separated and Exiled LGBT Couples Home for the Holidays!"


@pytest.fixture(autouse=True)
async def _inline(world: TelegramWorld) -> None:
    """The operator switched inline mode on, and started anew."""
    world.api.world.is_inline = True
    await world.restarts()


@pytest.fixture
def friends(world: TelegramWorld, ada: OnTelegram, bo: OnTelegram) -> Room:
    """A group of Ada's and Bo's, which the bot is not in."""
    return world.api.group("Friends", [ada.account], [bo.account])


async def offered(world: TelegramWorld, person: OnTelegram, words: str) -> Asking:
    """What somebody is offered who types the words after the bot's name."""
    asking = await person.account.asks_inline(words)
    await world.rests()
    return await asking.answered()


def link(message: Message, label: str) -> str:
    """Where a button of a card leads."""
    button = message.button(label)
    assert button is not None, message.labels
    assert button.url
    return button.url


async def signs_by(bo: OnTelegram, url: str) -> None:
    """Bo follows the link in a card, and signs."""
    await bo.does(bo.account.opens(url))
    await bo.taps(COUNTED)


async def test_ada_sends_a_petition_to_bo_who_signs_in_private(
    world: TelegramWorld, ada: OnTelegram, bo: OnTelegram, friends: Room
) -> None:
    asking = await offered(world, ada, "marriage")
    card = await ada.account.chooses(asking, MARRIAGE_TITLE, friends)
    assert "12,030 have signed." in card.text
    assert "Sample campaign: nothing is delivered" in card.text
    await signs_by(bo, link(card, COUNTED))
    bo.sees("You are signer number 12,031.")
    assert bo.taps_made == 1
    assert friends.messages == [card]
    assert not ada.account.chat.messages


async def test_a_forwarded_card_keeps_all_its_buttons(
    world: TelegramWorld, ada: OnTelegram, bo: OnTelegram, friends: Room
) -> None:
    card = await ada.account.chooses(await offered(world, ada, MARRIAGE), MARRIAGE_TITLE, friends)
    elsewhere = world.api.group("Others", [bo.account])
    copy = await bo.account.forwards(card, elsewhere)
    assert copy.labels == card.labels
    await signs_by(bo, link(copy, COUNTED))
    bo.sees("You are signer number 12,031.")


async def test_every_link_of_a_card_leads_somewhere(world: TelegramWorld, ada: OnTelegram, bo: OnTelegram) -> None:
    asking = await offered(world, ada, "")
    assert len(asking.results) >= 2
    for code in (MARRIAGE, GUIDELINES, HOME):
        (result,) = (await offered(world, ada, code)).results
        for row in result.markup.rows:
            for button in row:
                await bo.does(bo.account.opens(button.url))
                bo.does_not_see("This link leads nowhere")


async def test_a_card_that_was_sent_is_kept_up_to_date(
    world: TelegramWorld, ada: OnTelegram, bo: OnTelegram, friends: Room
) -> None:
    card = await ada.account.chooses(await offered(world, ada, MARRIAGE), MARRIAGE_TITLE, friends)
    await world.looks_after_cards()
    await signs_by(bo, link(card, COUNTED))
    await world.looks_after_cards()
    await world.looks_after_cards(timedelta(minutes=2))
    assert "12,031 have signed." in card.text
    assert link(card, COUNTED)
    assert friends.messages == [card]


async def test_what_is_offered_tells_nothing_of_who_asks(world: TelegramWorld, ada: OnTelegram, bo: OnTelegram) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    await ada.taps_to("count_mine:1:1")
    known = await rows(world.store, sa.select(supporter))
    done = await rows(world.store, sa.select(handled))
    for words in ("", MARRIAGE, "marriage", "penguin"):
        told = [await answer_to(world, person, words) for person in (ada, bo)]
        assert told[0] == told[1]
    assert await rows(world.store, sa.select(supporter)) == known
    assert await rows(world.store, sa.select(handled)) == done


async def answer_to(world: TelegramWorld, person: OnTelegram, words: str) -> dict[str, Any]:
    """The whole answer but for the query's own id."""
    await offered(world, person, words)
    params = world.api.calls_of("answerInlineQuery")[-1].params
    return {name: value for name, value in params.items() if name != "inline_query_id"}


async def test_an_answer_is_kept_for_the_asker_since_it_speaks_their_language(
    world: TelegramWorld, ada: OnTelegram
) -> None:
    greta = world.person("greta", locale="de")
    english, german = await offered(world, ada, MARRIAGE), await offered(world, greta, MARRIAGE)
    assert (english.is_personal, german.is_personal) == (True, True)
    assert (english.cache_time, (await offered(world, ada, "")).cache_time) == (60, 300)
    labels = [[button.label for row in each.results[0].markup.rows for button in row] for each in (english, german)]
    assert COUNTED in labels[0]
    assert COUNTED not in labels[1]


async def test_ada_hands_a_petition_on_in_two_taps_and_the_friend(
    world: TelegramWorld, ada: OnTelegram, bo: OnTelegram, friends: Room
) -> None:
    await ada.opens(HOME)
    ada.starts_counting()
    await ada.taps("Share")
    ada.sees_buttons("Send to a chat", "More ways")
    asking = await ada.account.asks_by_button("Send to a chat")
    await world.rests()
    assert ada.taps_made == 1, "the second tap is that of the button"
    card = await ada.account.chooses(await asking.answered(), HOME_TITLE, friends)
    await signs_by(bo, link(card, COUNTED))
    bo.sees("You are signer number 128.")


async def test_a_card_that_ada_counts_brings_its_number_and_never_a_name(
    world: TelegramWorld, ada: OnTelegram, bo: OnTelegram, friends: Room
) -> None:
    await ada.opens(HOME)
    await ada.taps("Share")
    await ada.taps("Count what it brings")
    asking = await ada.account.asks_by_button("Send to a chat")
    await world.rests()
    card = await ada.account.chooses(await asking.answered(), HOME_TITLE, friends)
    await signs_by(bo, link(card, COUNTED))
    await ada.opens(HOME)
    await ada.taps("Share")
    ada.sees("Your link brought 1 signature.")


async def test_where_people_are_at_risk_a_card_carries_no_number_that_could_tell(
    world: TelegramWorld, ada: OnTelegram
) -> None:
    await world.store.turn(lambda nouns: nouns.connection.run(sa.update(petition).values(at_risk=True)))
    (result,) = (await offered(world, ada, HOME)).results
    assert "At least 120 have signed." in result.words.text
    assert "127" not in str(result.json)


HOSTILE = ("<script>&", "\u202e\u0000", "'; DROP TABLE petition")


@pytest.mark.parametrize("words", ["a" * 256, "💥" * 128, *HOSTILE, "KTMWQ"])
async def test_words_that_find_nothing_lead_into_the_private_chat(
    world: TelegramWorld, ada: OnTelegram, words: str
) -> None:
    asking = await offered(world, ada, words)
    assert asking.results == []
    assert asking.button is not None
    await ada.starts(asking.button["start_parameter"])
    ada.sees("Open petitions")


async def test_without_inline_mode_a_link_is_handed_on(world: TelegramWorld, ada: OnTelegram) -> None:
    world.api.world.is_inline = False
    await world.restarts()
    await ada.opens(HOME)
    await ada.taps("Share")
    await ada.taps("Pass the text on")
    assert ada.tap is not None
    assert ada.tap.url.startswith("https://t.me/share/url?")


async def test_without_inline_feedback_a_card_stays_as_it_was_sent(
    world: TelegramWorld, ada: OnTelegram, bo: OnTelegram, friends: Room
) -> None:
    world.api.world.hears_choices = False
    card = await ada.account.chooses(await offered(world, ada, MARRIAGE), MARRIAGE_TITLE, friends)
    await signs_by(bo, link(card, COUNTED))
    bo.sees("You are signer number 12,031.")
    assert "12,030 have signed." in card.text
