"""The server lets no more messages through than Telegram does."""

from __future__ import annotations

import pytest

from tests.telegram_api import Person, TelegramApi
from tests.telegram_api.conftest import Answer, Ask, Clock

REFUSED: Answer = (429, "Too Many Requests: retry after 1")


@pytest.fixture(autouse=True)
def _limited(api: TelegramApi) -> None:
    api.limits.is_on = True


async def started(api: TelegramApi, n: int) -> list[Person]:
    """So many people to write to."""
    people = [api.person(f"Person {number}") for number in range(n)]
    for person in people:
        await person.starts()
    return people


async def test_thirty_in_a_second_and_then_as_many_as_time_goes_by(api: TelegramApi, ask: Ask, clock: Clock) -> None:
    people = await started(api, 40)
    answers = [await ask("sendMessage", chat_id=person.id, text="x") for person in people]
    assert [status for status, _words in answers] == [200] * 30 + [429] * 10
    assert answers[30] == REFUSED
    clock.passes(seconds=0.9)
    assert await ask("sendMessage", chat_id=people[30].id, text="x") == REFUSED
    clock.passes(seconds=0.1)
    assert await ask("sendMessage", chat_id=people[30].id, text="x") == (200, "")
    assert (api.limits.passed, dict(api.limits.refused)) == (31, {"altogether": 11})


async def test_a_few_at_once_to_one_person_and_then_one_a_second(api: TelegramApi, ask: Ask, clock: Clock) -> None:
    ada, bo = await started(api, 2)
    statuses = [(await ask("sendMessage", chat_id=ada.id, text="x"))[0] for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    assert (await ask("sendMessage", chat_id=bo.id, text="x"))[0] == 200
    clock.passes(seconds=1)
    assert [(await ask("sendMessage", chat_id=ada.id, text="x"))[0] for _ in range(2)] == [200, 429]


async def test_twenty_a_minute_in_one_group(api: TelegramApi, ask: Ask, clock: Clock, ada: Person) -> None:
    group = api.group("Park", [ada])
    await group.adds_bot(ada)
    sent = [await ask("sendMessage", chat_id=group.id, text="x") for _ in range(21)]
    assert [status for status, _words in sent] == [200] * 20 + [429]
    assert sent[-1] == (429, "Too Many Requests: retry after 3")
    clock.passes(seconds=3)
    assert (await ask("sendMessage", chat_id=group.id, text="x"))[0] == 200


async def test_what_is_no_new_message_is_not_counted(api: TelegramApi, ask: Ask, ada: Person) -> None:
    for number in range(50):
        assert (await ask("sendChatAction", chat_id=ada.id, action="typing"))[0] == 200, number
    assert api.limits.passed == 0
