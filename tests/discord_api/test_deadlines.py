"""Three seconds for the first answer, fifteen minutes for the rest, and one first answer only."""

from io import BytesIO

import aiohttp
import pytest

from tests.discord_api import DiscordApi, Interaction, Person
from tests.discord_api.conftest import Ask
from tests.discord_api.drafting import MOST_BYTES
from tests.discord_api.parts import button, field, line, modal, row


async def test_after_three_seconds_the_interaction_is_unknown(api: DiscordApi, ask: Ask, asked: Interaction) -> None:
    api.passes(seconds=2.9)
    assert not asked.has_failed
    api.passes(seconds=0.2)
    assert asked.has_failed
    assert api.failed == [asked]
    told = await ask.answers(asked, 4, content="Late")
    assert (told.status, told.code, told.body["message"]) == (404, 10062, "Unknown interaction")
    told = await ask.follows_up(asked, content="Later")
    assert (told.status, told.code) == (404, 10015)
    assert asked.messages == []
    with pytest.raises(AssertionError, match="This interaction failed"):
        await asked.shown()


async def test_a_deferral_gives_fifteen_minutes(api: DiscordApi, ask: Ask, asked: Interaction) -> None:
    assert (await ask.answers(asked, 5)).status == 204
    assert asked.is_thinking
    api.passes(minutes=14)
    assert (await ask.follows_up(asked, "PATCH", "/messages/@original", content="Here")).status == 200
    assert asked.last.text == "Here"
    assert not asked.is_thinking
    assert asked.changed_for_others == []
    api.passes(minutes=2)
    told = await ask.follows_up(asked, content="More")
    assert (told.status, told.code, told.body["message"]) == (401, 50027, "Invalid Webhook Token")


async def test_there_is_one_first_answer(ask: Ask, asked: Interaction) -> None:
    await ask.answers(asked, 4, content="One")
    told = await ask.answers(asked, 4, content="Two")
    assert (told.status, told.code) == (400, 40060)
    assert [each.text for each in asked.messages] == ["One"]


async def test_a_response_is_told_where_it_is_asked_for(ask: Ask, asked: Interaction) -> None:
    path = f"/interactions/{asked.id}/{asked.token}/callback"
    told = await ask("POST", path, {"type": 4, "data": {"content": "Hello", "flags": 64}}, with_response="1")
    assert told.body["resource"]["message"]["content"] == "Hello"
    assert told.body["interaction"]["response_message_ephemeral"] is True
    assert told.headers["Content-Type"] == "application/json"


async def test_a_modal_is_a_first_answer_and_never_one_to_a_modal(ask: Ask, ada: Person, asked: Interaction) -> None:
    form = modal(field("Name", line("name")))
    await ask.answers(asked, 5)
    assert (await ask.answers(asked, 9, **form)).code == 40060
    again = await ada.runs("/petition")
    assert (await ask.answers(again, 9, **form)).status == 204
    sent = await ada.submits(again, {"Name": "Ada"})
    told = await ask.answers(sent, 9, **form)
    assert (told.status, told.code) == (400, 50035)
    assert (await ask.answers(sent, 7, content="Changed")).code == 50035


async def test_a_modal_of_a_button_may_change_its_message(ask: Ask, ada: Person, asked: Interaction) -> None:
    await ask.answers(asked, 4, content="Card", components=[row(button("Sign"))], flags=64)
    tap = await ada.taps(asked.last, "Sign")
    await ask.answers(tap, 9, **modal(field("Name", line("name"))))
    sent = await ada.submits(tap, {"Name": "Ada"})
    assert (await ask.answers(sent, 7, content="Signed", components=[])).status == 204
    assert asked.last.text == "Signed"


async def test_a_command_has_no_message_to_change(ask: Ask, asked: Interaction) -> None:
    assert (await ask.answers(asked, 7, content="x")).code == 50035
    assert (await ask.answers(asked, 8, choices=[])).code == 50035
    assert not asked.is_acknowledged


async def test_ephemeral_messages_belong_to_their_interaction(ask: Ask, ada: Person, asked: Interaction) -> None:
    await ask.answers(asked, 4, content="Psst", flags=64, components=[row(button("Go on"))])
    where = f"/channels/{asked.channel.id}/messages/{asked.last.id}"
    for method in ("GET", "PATCH", "DELETE"):
        assert (await ask(method, where, {"content": "x"} if method == "PATCH" else None)).code == 10008
    tap = await ada.taps(asked.last, "Go on")
    assert (await ask.answers(tap, 7, content="Gone on", components=[])).status == 204
    assert asked.last.text == "Gone on"
    assert tap.changed_for_others == []
    ada.dismisses(asked.last)
    with pytest.raises(AssertionError, match="does not see"):
        await ada.taps(asked.last, "Go on")


async def test_an_app_that_only_the_person_brought_follows_up_five_times(
    api: DiscordApi, ask: Ask, ada: Person
) -> None:
    away = api.guild("York", ada, has_bot=False).channel("general")
    await ask.puts({"name": "petition", "description": "Read a petition"})
    with pytest.raises(AssertionError, match="nobody installed"):
        await ada.runs("/petition", in_=away)
    ada.installs()
    asked = await ada.runs("/petition", in_=away)
    assert asked.owners == {"1": str(ada.id)}
    await ask.answers(asked, 4, content="Hello")
    statuses = [(await ask.follows_up(asked, content="More")).status for _ in range(6)]
    assert statuses == [200] * 5 + [400]


async def test_unanswered_taps_are_seen_at_the_end(api: DiscordApi, ask: Ask, asked: Interaction) -> None:
    assert api.unanswered == [asked]
    await ask.answers(asked, 5)
    assert api.unanswered == [asked]
    await ask.follows_up(asked, content="Here")
    assert api.unanswered == []
    await api.settles()


async def test_where_external_apps_may_not_speak_only_the_person_sees_them(
    api: DiscordApi, ask: Ask, ada: Person, bo: Person
) -> None:
    york = api.guild("York", ada, [bo], has_bot=False)
    york.everybody(use_external_apps=False)
    bo.installs()
    await ask.puts({"name": "petition", "description": "Read a petition"})
    asked = await bo.runs("/petition", in_=york.channel("hall"))
    await ask.answers(asked, 4, content="Hello")
    assert asked.last.is_ephemeral
    assert asked.last.seen_by is bo.user


async def test_people_of_a_group_see_what_a_tap_changes(api: DiscordApi, ask: Ask, ada: Person, bo: Person) -> None:
    ada.installs()
    await ask.puts({"name": "petition", "description": "Read a petition"})
    asked = await ada.runs("/petition", in_=api.group_dm(ada, bo))
    await ask.answers(asked, 4, content="Card", components=[row(button("Sign"))])
    tap = await bo.taps(asked.last, "Sign")
    await ask.answers(tap, 7, content="Signed")
    assert tap.changed_for_others == [asked.last]


async def test_files_may_be_ten_megabytes(ask: Ask, api: DiscordApi, asked: Interaction) -> None:
    path = f"{api.url}/interactions/{asked.id}/{asked.token}/callback"
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("payload_json", '{"type": 4, "data": {"content": "x"}}')
    form.add_field("files[0]", BytesIO(bytes(MOST_BYTES + 1)), filename="a.bin")
    async with aiohttp.ClientSession() as session, session.post(path, data=form) as answer:
        assert answer.status == 413
    assert not asked.is_acknowledged
