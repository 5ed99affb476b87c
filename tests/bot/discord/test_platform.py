"""The platform answers what people do on a strict server: alone, in place, and not twice."""

from __future__ import annotations

from bot.platforms import Delivered, Gone, Manner
from handlers.screens import Button, Screen, rows_of, to
from storage.store import Store
from tests.answers import answering
from tests.bot.discord.running import Running
from tests.discord_api import Channel, DiscordApi, Person

CARD = Screen("Save the oaks", ("Let them stand.",), rows_of(Button("Sign", to("petition", 1))))


async def test_a_command_in_a_server_is_answered_to_the_person_alone(
    running: Running, sqlite_store: Store, ada: Person, general: Channel
) -> None:
    async with running.over(sqlite_store):
        shown = await (await ada.runs("/start", general)).shown()
        assert shown.last.is_ephemeral
        assert "Read what people ask for" in shown.last.text


async def test_in_direct_messages_the_answer_stays(running: Running, sqlite_store: Store, ada: Person) -> None:
    async with running.over(sqlite_store):
        shown = await (await ada.runs("/start")).shown()
        assert not shown.last.is_ephemeral
        assert shown.last.is_v2


async def test_words_in_direct_messages_are_answered_below_them(
    running: Running, sqlite_store: Store, ada: Person, general: Channel
) -> None:
    async with running.over(sqlite_store):
        await ada.says("KTMWQR")
        await ada.sees("No petition has these words.")


async def test_words_in_a_server_are_not_for_the_bot(
    running: Running, sqlite_store: Store, ada: Person, general: Channel
) -> None:
    heard: list[str] = []
    async with running.over(sqlite_store, answering(lambda incoming: heard.append(incoming.words))):
        await ada.says("KTMWQR", general)
        await (await ada.runs("/help", general)).answered()
    assert heard == [""]


async def test_a_tap_on_a_card_that_others_see_never_changes_it(
    running: Running, sqlite_store: Store, api: DiscordApi, ada: Person, general: Channel
) -> None:
    async with running.over(sqlite_store) as discord:
        assert isinstance(await discord.deliver(f"channel/{general.id}", CARD), Delivered)
        card = (await ada.sees("Save the oaks", channel=general))[-1]
        tap = await (await ada.taps(card, "Sign")).shown()
        assert tap.last.is_ephemeral
        assert not tap.changed_for_others
        assert "Let them stand." in card.text


async def test_what_one_person_alone_sees_changes_in_its_place(
    running: Running, sqlite_store: Store, ada: Person, general: Channel
) -> None:
    async with running.over(sqlite_store):
        start = await (await ada.runs("/start", general)).shown()
        tap = await (await ada.taps(start.last, "More")).shown()
        assert tap.edits
        assert tap.last is start.last


async def test_a_card_of_a_year_ago_is_answered(
    running: Running, sqlite_store: Store, api: DiscordApi, ada: Person, general: Channel
) -> None:
    async with running.over(sqlite_store) as discord:
        await discord.deliver(f"channel/{general.id}", CARD)
    card = (await ada.sees("Save the oaks", channel=general))[-1]
    api.passes(days=365)
    async with running.over(sqlite_store):
        tap = await (await ada.taps(card, "Sign")).shown()
        assert "There is no petition here" in tap.last.text


async def test_whoever_takes_no_messages_and_what_is_not_there_is_gone(
    running: Running, sqlite_store: Store, ada: Person, general: Channel
) -> None:
    ada.closes_dms()
    async with running.over(sqlite_store) as discord:
        assert await discord.deliver(str(ada.id), CARD) == Gone()
        assert await discord.deliver("12345", CARD) == Gone()
        assert await discord.deliver("channel/12345", CARD) == Gone()


async def test_a_message_that_is_sent_again_soon_comes_once(
    running: Running, sqlite_store: Store, ada: Person, general: Channel
) -> None:
    async with running.over(sqlite_store) as discord:
        first = await discord.deliver(str(ada.id), CARD, Manner(is_silent=True, nonce="delivery-7"))
        again = await discord.deliver(str(ada.id), CARD, Manner(is_silent=True, nonce="delivery-7"))
        assert first == again
        (message,) = await ada.sees("Save the oaks")
        assert message.is_silent


async def test_nobody_is_mentioned_by_what_somebody_wrote(
    running: Running, sqlite_store: Store, ada: Person, general: Channel
) -> None:
    loud = Screen("@everyone", (f"<@{ada.id}> @here",))
    async with running.over(sqlite_store) as discord:
        await discord.deliver(f"channel/{general.id}", loud)
        (message,) = await ada.sees("everyone", channel=general)
        assert not message.pings
