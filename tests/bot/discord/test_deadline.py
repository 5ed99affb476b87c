"""An interaction is acknowledged in time, whatever the work behind it takes; its answer then takes that place."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from handlers.deeds import Letter
from handlers.screens import Button, Field, Form, Notice, Screen, rows_of, to
from storage.store import Store
from tests.answers import answering
from tests.bot.discord.running import Held, Running
from tests.discord_api import Channel, Person
from tests.discord_api.interactions import DEFERRED, DEFERRED_UPDATE, MODAL

PLACE = Screen("Save the oaks", rows=rows_of(Button("Sign", to("petition", 1))))
EVENT = Screen("Thank you.", rows=rows_of(Button("Share", to("share", 1))), is_event=True)
FORM = Form("Your name", (Field("name", "Your name?"),), to("as_named", 1))


async def test_a_slow_command_is_promised_an_answer_that_only_the_person_sees(
    running: Running, sqlite_store: Store, ada: Person, general: Channel
) -> None:
    slow = Held(PLACE)
    async with running.over(sqlite_store, slow, deadline=0):
        asked = await (await ada.runs("/help", general)).answered()
        assert asked.first == DEFERRED
        slow.may_go.set()
        await asked.shown()
        assert asked.last.is_ephemeral
        assert "Save the oaks" in asked.last.text


async def test_a_slow_tap_changes_its_message_late(
    running: Running, sqlite_store: Store, ada: Person, general: Channel
) -> None:
    slow = Held(PLACE)
    slow.may_go.set()
    async with running.over(sqlite_store, slow):
        place = await (await ada.runs("/help", general)).shown()
    slow.may_go.clear()
    async with running.over(sqlite_store, slow, deadline=0):
        tap = await (await ada.taps(place.last, "Sign")).answered()
        assert tap.first == DEFERRED_UPDATE
        slow.may_go.set()
        await tap.shown()
        assert tap.edits[-1][1] is place.last


async def test_a_slow_first_message_keeps_no_tap_waiting(
    running: Running, sqlite_store: Store, ada: Person, general: Channel
) -> None:
    may_go = asyncio.Event()
    letter = Letter(Screen("You will read it here."), to("direct_refused", 1), to("direct_later", 1))
    running.api.delays_next("POST /users/@me/channels", until=may_go)
    async with running.over(sqlite_store, answering(lambda _incoming: replace(PLACE, deed=letter)), deadline=0):
        asked = await (await ada.runs("/help", general)).answered()
        assert asked.first == DEFERRED
        may_go.set()
        await asked.shown()
        assert "Save the oaks" in asked.last.text
        assert "You will read it here." in ada.dm.messages[-1].text


async def test_a_form_that_comes_late_is_opened_by_a_button(
    running: Running, sqlite_store: Store, ada: Person, general: Channel
) -> None:
    slow = Held(FORM)
    async with running.over(sqlite_store, slow, deadline=0):
        asked = await (await ada.runs("/search", general)).answered()
        slow.may_go.set()
        await asked.shown()
        assert asked.modal is None
        assert asked.last.labels == ["Continue"]
        assert "Your name" in asked.last.text
        tap = await ada.taps(asked.last, "Continue")
        await tap.answered()
        assert slow.heard[-1].token == FORM.action.token


async def test_a_form_that_is_ready_is_opened(
    running: Running, sqlite_store: Store, ada: Person, general: Channel
) -> None:
    async with running.over(sqlite_store, answering(lambda _incoming: FORM)):
        asked = await (await ada.runs("/search", general)).answered()
        assert asked.first == MODAL


async def test_silence_lets_go(running: Running, sqlite_store: Store, ada: Person, general: Channel) -> None:
    async with running.over(sqlite_store, answering(lambda _incoming: None)) as discord:
        asked = await (await ada.runs("/help", general)).answered()
        await discord.rests(10)
        assert not asked.messages


async def test_a_notice_is_a_sentence_to_the_person(
    running: Running, sqlite_store: Store, ada: Person, general: Channel
) -> None:
    async with running.over(sqlite_store, answering(lambda _incoming: Notice("Nothing changed."))):
        asked = await (await ada.runs("/help", general)).shown()
        assert asked.last.text == "Nothing changed."


async def test_an_answer_that_broke_off_is_given_again(
    running: Running, sqlite_store: Store, ada: Person, general: Channel
) -> None:
    async with running.over(sqlite_store, answering(lambda _incoming: EVENT)):
        running.api.resets_next("POST /interactions/*")
        asked = await (await ada.runs("/help", general)).shown()
        assert "Thank you." in asked.last.text


async def test_an_answer_that_had_arrived_is_not_given_twice(
    running: Running, sqlite_store: Store, ada: Person, general: Channel
) -> None:
    async with running.over(sqlite_store, answering(lambda _incoming: EVENT)) as discord:
        running.api.loses_next_answer("POST /interactions/*")
        asked = await (await ada.runs("/help", general)).shown()
        await discord.rests(10)
        assert len(asked.messages) == 1
