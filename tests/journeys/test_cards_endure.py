"""What must not happen to a card in a group: forged buttons, late thumbs, trouble, and what is told of people by it."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest
import sqlalchemy as sa

from handlers.start import LINKED
from storage.nouns import Nouns
from storage.organisations import Organisation
from storage.tables.chats import card, chat
from storage.tables.people import account
from tests.journeys.groups import Gathering
from tests.journeys.telegram_world import TelegramWorld as World
from tests.storage.planting import plant_petition
from tests.telegram_api.keyboards import Button
from tests.telegram_api.messages import Message
from tests.telegram_people import OnTelegram as Supporter

pytestmark = pytest.mark.telegram_alone
SIGN, HOME_TITLE, MARRIAGE_TITLE = "Sign, counted only", "Bring Separated and…", "Save Doug and Alex's…"
ASKS = "An administrator chooses what stands here."


@pytest.fixture
async def group(world: World, ada: Supporter, bo: Supporter) -> Gathering:
    """Ada governs it, Bo is in it, and the bot asks what shall stand there."""
    group = Gathering(world, world.api.supergroup("Park friends", [ada.account], [bo.account]), ada.account)
    await group.brings_bot()
    return group


async def forges(who: Supporter, group: Gathering, token: str, message: Message) -> str:
    """A modified app sends what no button says; what the person is told alone."""
    tap = await who.account.taps_late(Button("x", "callback_data", data=token), message)
    await group.world.rests()
    return tap.text


@pytest.mark.parametrize("token", ["card:petition:1", "card:organisation:1", "card_choice", "place:petition:1"])
@pytest.mark.parametrize("chosen", [False, True])
async def test_nobody_changes_what_others_see_by_a_forged_button(
    group: Gathering, bo: Supporter, token: str, chosen: bool
) -> None:
    if chosen:
        await group.chooses(HOME_TITLE)
        await group.later()
    before = group.card.words, group.card.markup
    await forges(bo, group, token, group.card)
    await group.later()
    assert (group.card.words, group.card.markup) == before


@pytest.mark.parametrize("label", ["Choose a petition", "An organisation", MARRIAGE_TITLE, "Nothing here"])
async def test_a_late_thumb_of_an_administrator_leaves_the_card(group: Gathering, ada: Supporter, label: str) -> None:
    late = group.card.button(label)
    assert late is not None
    await group.chooses(HOME_TITLE)
    before = group.card.words
    tap = await ada.account.taps_late(late, group.card)
    await group.later()
    assert tap.text == "Somebody has chosen here already. /card asks anew."
    assert group.card.words == before


async def test_a_late_thumb_does_not_answer_a_newer_question(group: Gathering, ada: Supporter) -> None:
    late = group.card.button(MARRIAGE_TITLE)
    assert late is not None
    await group.chooses(HOME_TITLE)
    first = group.card
    await ada.account.sends("/card", group.room)
    await group.world.rests()
    await ada.account.taps_late(late, first)
    await group.later()
    assert "127 have signed." in first.text
    assert ASKS in group.seen[-1].text


async def test_the_neutral_line_speaks_no_language_that_somebody_chose(group: Gathering, bo: Supporter) -> None:
    await group.chooses(HOME_TITLE)
    await bo.taps_to("speak:de")
    await bo.account.sends("/mine", group.room)
    await group.world.rests()
    assert group.seen[-1].text == "This is answered in private."


@pytest.mark.parametrize("token", ["speak:de", "count_mine:1:1", "stop", "prefer:text_only:on", "erase_now", "resume"])
async def test_nothing_of_a_person_is_done_from_a_group(group: Gathering, bo: Supporter, token: str) -> None:
    await group.chooses(HOME_TITLE)
    await forges(bo, group, token, group.card)
    assert await group.world.store.read(lambda nouns: nouns.connection.all(sa.select(account))) == []


async def test_who_never_signed_is_not_signed_by_a_thumb(group: Gathering, bo: Supporter) -> None:
    await group.chooses(HOME_TITLE)
    await bo.taps_to("speak:de")
    tap = await bo.account.taps(SIGN, chat=group.room)
    await group.later()
    assert tap.url
    assert "127 have signed." in group.card.text


async def test_an_organisation_tells_no_single_signature_at_risk(group: Gathering, world: World) -> None:
    def plant(nouns: Nouns) -> Organisation:
        plant_petition(nouns, "parkak", is_sample=True, at_risk=True, count=17, organisation_id=1)
        organisation = nouns.organisations.find(1)
        assert organisation
        return organisation

    organisation = await world.store.turn(plant)
    assert organisation.is_at_risk
    await group.chooses("An organisation")
    await group.chooses("Out4Immigration")
    shown = f"At least {organisation.signatures // 10 * 10:,} signatures"
    assert shown in group.card.text
    assert "At least 10 have signed." in group.card.text


async def test_every_link_of_a_card_leads_somewhere(group: Gathering, ada: Supporter) -> None:
    await group.chooses("An organisation")
    await group.chooses("Out4Immigration")
    links = [button.url for button in group.card.buttons]
    await ada.account.sends("/card PLZGFY", group.room)
    await group.later()
    links += [button.url for message in group.seen for button in message.buttons if button.url]
    for link in links:
        await ada.does(ada.account.opens(link))
        ada.does_not_see("This link leads nowhere here")
        ada.does_not_see("No petition has these words")


@pytest.mark.parametrize("payload", sorted(LINKED))
async def test_a_link_that_may_be_leads_somewhere(ada: Supporter, payload: str) -> None:
    of_petition = {"sign", "sign_here", "sign_named", "share", "share_qr", "share_ways", "see", "more", "told_of"}
    ids = "-1" if payload in of_petition else "-petition-1" if payload == "reasons" else ""
    await ada.does(ada.account.starts(payload + ids))
    ada.does_not_see("No petition has these words")


async def test_a_card_that_was_deleted_comes_again_where_it_is_asked_for(group: Gathering, ada: Supporter) -> None:
    await group.chooses(HOME_TITLE)
    await group.later()
    await ada.account.deletes(group.card)
    await ada.account.sends("/card PLZGFY", group.room)
    await group.later()
    await group.later()
    assert [("127 have signed." in message.text) for message in group.seen if message.buttons] == [True]


async def test_choosing_what_stands_already_takes_the_question_away(group: Gathering, ada: Supporter) -> None:
    await ada.account.sends("/card PLZGFY", group.room)
    await group.later()
    question, stands = group.seen
    tap = await ada.account.taps(HOME_TITLE, on="An administrator chooses", chat=group.room)
    await group.later()
    assert tap.text == "Its card stands here already, so this message goes."
    assert group.seen == [stands]
    assert question.is_deleted


@pytest.mark.parametrize("joins_first", [False, True])
async def test_a_group_that_grows_has_one_card_and_no_question(world: World, ada: Supporter, joins_first: bool) -> None:
    group = Gathering(world, world.api.group("Park friends", [ada.account]), ada.account)
    await group.brings_bot()
    await group.chooses(HOME_TITLE)
    await group.later()
    new = Gathering(world, await group.room.becomes_supergroup(joins_first=joins_first), ada.account)
    await new.later()
    await new.later()
    assert ["127 have signed." in message.text for message in new.seen] == [True]


async def test_a_wish_comes_true_once_however_often_it_is_told(world: World, ada: Supporter) -> None:
    group = Gathering(world, world.api.supergroup("Park friends", [ada.account]), ada.account)
    await ada.opens("KTMWQR")
    await ada.taps("Share")
    await ada.taps("More ways")
    await ada.taps("Into a group or channel")
    await group.room.adds_bot(ada.account)
    world.api.repeats_last_update()
    await group.later()
    assert ["12,030 have signed." in message.text for message in group.seen] == [True]


async def test_nothing_here_leaves_nothing_in_the_store(group: Gathering) -> None:
    await group.chooses("Nothing here")
    await group.later()
    for table in (chat, card):
        assert await group.world.store.read(partial(_rows, table)) == []


def _rows(table: sa.Table, nouns: Nouns) -> list[object]:
    return list(nouns.connection.all(sa.select(table)))


async def test_many_who_type_at_once_get_one_line_which_goes(group: Gathering, world: World) -> None:
    await group.chooses(HOME_TITLE)
    crowd = [world.person(f"one of many {number}").account for number in range(10)]
    for person in crowd:
        group.room.place(person.user, group.room.membership(group.admin.id))
    await asyncio.gather(*(person.sends("/mine", group.room) for person in crowd))
    await world.rests()
    assert len(group.seen) == 2
    await world.ends()
    assert len(group.seen) == 1
    await world.begins()


async def test_commands_of_other_bots_are_not_answered(group: Gathering, bo: Supporter) -> None:
    await group.chooses(HOME_TITLE)
    for command in ("/roll", "/start", "/ban@other_bot"):
        await bo.account.sends(command, group.room)
    await group.world.rests()
    assert len(group.seen) == 1


async def test_where_telegram_does_not_say_who_governs_that_is_said(group: Gathering, world: World) -> None:
    world.has_trouble = True
    for _try in range(5):
        world.api.fails_next("getChatAdministrators", error=400, description="Bad Request: CHAT_ADMIN_REQUIRED")
    told = await group.chooses(HOME_TITLE)
    assert told.startswith("Nobody can tell me just now who governs this chat.") or "Pin it" in told
