"""Killed again and again while sixty people sign: nobody's signature is lost, doubled, or told with a wrong number."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

from storage.nouns import Nouns
from tests.bot.commands.running import Home
from tests.bot.telegram.running import real_now
from tests.bot.telegram.test_process import eventually, started
from tests.fuzz.ledgers import check_numbers
from tests.journeys.campaigns import COUNTED, MARRIAGE
from tests.telegram_api import TOKEN, Person, TelegramApi

PEOPLE, KILLS, SEED = 60, 2, 7
NUMBER = re.compile(r"(?:signer number|as number) ([\d,]+)")


def told(person: Person) -> set[int]:
    """The numbers that somebody was told to be theirs."""
    texts = "\n".join(message.words.text for message in person.chat.from_bot)
    return {int(each.replace(",", "")) for each in NUMBER.findall(texts)}


def signature_of(nouns: Nouns, person: Person) -> Any:
    """Theirs, in the store."""
    found = nouns.supporters.find("telegram", str(person.id))
    petition = nouns.petitions.by_code(MARRIAGE, "en", real_now())
    assert petition is not None
    return nouns.signatures.of(petition.id, found.id) if found else None


async def signs(api: TelegramApi, person: Person) -> None:
    """Come in by a link, sign, and go on until told."""
    if not any(COUNTED in message.labels for message in person.chat.from_bot):
        await person.starts(MARRIAGE)
        await eventually(api, lambda: any(COUNTED in message.labels for message in person.chat.from_bot))
    if any(COUNTED in message.labels for message in person.chat.from_bot):
        await person.taps(COUNTED)
    try:
        await eventually(api, lambda: bool(told(person)))
    except TimeoutError:
        raise AssertionError(repr([message.words.text for message in person.chat.messages])) from None


async def tries(api: TelegramApi, person: Person) -> None:
    """Do it while the process may be gone."""
    with suppress(AssertionError, TimeoutError):
        await signs(api, person)


def confirmed_taps(api: TelegramApi) -> set[int]:
    """Who tapped "sign" in an update that the server has forgotten, since it was confirmed."""
    pending = {
        update["callback_query"]["from"]["id"] for update in api.world.updates.pending if "callback_query" in update
    }
    tapped = {tap.message.chat.id for tap in api.world.taps._all.values() if tap.label == COUNTED}
    return tapped - pending


async def check(home: Home, people: list[Person], must_be_there: set[int]) -> None:
    """Open the store and look."""
    async with home.opened() as store:
        await store.read(check_numbers)
        found = await store.read(lambda nouns: {each.id: signature_of(nouns, each) for each in people})
    for person in people:
        signature, numbers = found[person.id], told(person)
        assert signature is not None or (not numbers and person.id not in must_be_there), person.name
        assert signature is None or numbers <= {signature.number}, person.name
    numbers_given = [each.number for each in found.values() if each is not None]
    assert len(numbers_given) == len(set(numbers_given))


async def test_nothing_is_lost_or_doubled_by_being_killed(tmp_path: Path, api: TelegramApi) -> None:
    random = Random(SEED)
    home = Home(tmp_path).having(TELEGRAM_TOKEN=TOKEN, TELEGRAM_API=api.url, SAMPLES="yes", LOG_LEVEL="warning")
    people = [api.person(f"Person {n}") for n in range(PEOPLE)]
    for _ in range(KILLS):
        async with started(home) as program:
            trying = [asyncio.create_task(tries(api, person)) for person in people if not told(person)]
            calls = len(api.calls) + random.randrange(40, 140)
            await eventually(api, lambda: len(api.calls) >= calls or all(map(told, people)))  # noqa: B023
            program.process.kill()
            await program.process.wait()
        for task in trying:
            task.cancel()
        await asyncio.gather(*trying, return_exceptions=True)
        api.world.updates.let_go()
        await api.until(lambda: not api.server.in_progress)
        await check(home, people, confirmed_taps(api))
    async with started(home) as program:
        await asyncio.gather(*(signs(api, person) for person in people if not told(person)))
        await api.settles()
        assert await program.is_told_to_end() == 0
    assert all(len(told(person)) == 1 for person in people)
    await check(home, people, {person.id for person in people})
    api.complaints.clear()
