"""What every platform keeps: run for each folder of bot/ that has a platform.py, and for the recording one."""

from __future__ import annotations

import asyncio
import importlib
import io
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

import bot
from bot.discord.client import Client
from bot.discord.platform import Discord
from bot.discord.platform import Standing as StandingOfDiscord
from bot.platforms import Delivered, Manner, Platform
from bot.telegram.platform import Standing, Telegram
from bot.terminal.platform import Terminal
from handlers.screens import Button, Reply, Screen, payload_of, rows_of, to
from handlers.turn import Chat, Incoming, Person
from storage.store import Store
from tests.answers import answering
from tests.discord_api import DiscordApi, redirected
from tests.discord_people import Looked, hears_all
from tests.recording import Recording
from tests.telegram_api import TelegramApi
from tests.telegram_people import client_of

FOLDERS = sorted(path.parent.name for path in Path(bot.__file__).parent.glob("*/platform.py"))
WORDS = ("KTMWQR", "Ada L. — ädä 漢 🦓", "stop")


@dataclass
class Started:
    """A platform on which somebody types `WORDS`, after whatever it begins with, and then leaves."""

    platform: Platform
    address: str
    shown: Callable[[], str]
    leaves: Callable[[], Awaitable[None]] | None = None
    """Waits until everything is answered, where the platform would wait for more."""

    async def runs(self, reply_to: Callable[[Incoming], Reply | None]) -> None:
        """Until there is nothing more to come, or it is told to end."""
        running = asyncio.create_task(self.platform.run(answering(reply_to)))
        if self.leaves is not None:
            await self.leaves()
            running.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.wait_for(running, 10)


@asynccontextmanager
async def terminal(_store: Store) -> AsyncIterator[Started]:
    """All lines are typed ahead."""
    printed = io.StringIO()
    yield Started(Terminal("ada", io.StringIO("\n".join(WORDS)), printed), "ada", printed.getvalue)


@asynccontextmanager
async def recording(_store: Store) -> AsyncIterator[Started]:
    """All words are handed over ahead."""
    platform = Recording()
    chat, person = Chat("recording", "ada"), Person("recording", "ada")
    for words in WORDS:
        incoming = Incoming("recording", platform.new_id(), person, chat, words=words)
        waiting = asyncio.ensure_future(platform.hears(incoming))
        waiting.add_done_callback(lambda done: done.exception())
    asyncio.get_running_loop().call_later(0.02, platform.end)
    yield Started(platform, "ada", lambda: "\n".join(each.shown.text for each in platform.chat("ada").messages))


@asynccontextmanager
async def telegram(store: Store) -> AsyncIterator[Started]:
    """All words wait on the server."""
    async with TelegramApi() as api, client_of(api) as bot:
        ada = api.person("Ada")
        for words in WORDS:
            await ada.sends(words)
        platform = Telegram(bot, Standing(store, lambda: datetime.now(UTC)))

        async def leaves() -> None:
            await api.until(lambda: api.world.updates.is_empty)
            await platform.rests(10)

        yield Started(platform, str(ada.id), lambda: "\n".join(each.words.text for each in ada.chat.from_bot), leaves)


@asynccontextmanager
async def discord(store: Store) -> AsyncIterator[Started]:
    """All words are typed as direct messages, once the bot listens."""
    async with DiscordApi() as api:
        ada = api.person("Ada")
        api.guild("Uni Leeds", ada)
        with redirected(api):
            client = Client(api.token)
            platform = Discord(client, StandingOfDiscord(store, lambda: datetime.now(UTC)))

            async def leaves() -> None:
                await api.connected()
                for words in WORDS:
                    await ada.says(words)
                await hears_all(client, api)
                await platform.rests(10)

            def shown() -> str:
                return "\n".join(Looked((each,)).shown.text for each in ada.dm.messages if each.author.is_bot)

            yield Started(platform, str(ada.id), shown, leaves)
            await client.close()


Starter = Callable[[Store], AbstractAsyncContextManager[Started]]
STARTERS: dict[str, Starter] = {"recording": recording, "terminal": terminal, "telegram": telegram, "discord": discord}
"""How to start each platform against nothing but memory, or a server on the loopback."""


@pytest.fixture(params=[*FOLDERS, "recording"])
async def started(request: pytest.FixtureRequest, sqlite_store: Store) -> AsyncIterator[Started]:
    name = request.param
    if name not in STARTERS:
        pytest.fail(
            f"bot/{name}/platform.py is new: add to STARTERS in {Path(__file__).name} a function that starts it on"
            " the loopback, where somebody types WORDS and leaves."
        )
    async with STARTERS[name](sqlite_store) as opened:
        yield opened


def answered(incoming: Incoming) -> Reply:
    return Screen(f"Heard {incoming.words}", rows=rows_of(Button("Go on", to("start"))))


@pytest.mark.parametrize("name", FOLDERS)
def test_it_has_all_members_and_names_its_folder(name: str) -> None:
    module = importlib.import_module(f"bot.{name}.platform")
    members = {"name", "knows_again_within", "run", "deliver", "take_away", "pace_of", "invite"}
    platforms = [each for each in vars(module).values() if isinstance(each, type) and members <= set(dir(each))]
    assert [each.name for each in platforms if each.__module__ == module.__name__] == [name]  # type: ignore[attr-defined]


async def test_it_ends_when_there_is_nothing_more_and_swallows_nothing(started: Started) -> None:
    heard: list[str] = []

    def answer(incoming: Incoming) -> Reply:
        heard.append(incoming.words)
        return answered(incoming)

    await started.runs(answer)
    assert [words for words in heard if words] == list(WORDS)
    for words in WORDS:
        assert f"Heard {words}" in started.shown()


async def test_every_incoming_has_an_id_and_somebody_of_this_platform(started: Started) -> None:
    heard: list[Incoming] = []

    def answer(incoming: Incoming) -> Reply:
        heard.append(incoming)
        return answered(incoming)

    await started.runs(answer)
    assert len({(each.bot, each.update_id) for each in heard}) == len(heard)
    assert {each.person.platform for each in heard} == {each.chat.platform for each in heard} == {started.platform.name}


async def test_silence_is_no_fault(started: Started) -> None:
    await started.runs(lambda _incoming: None)
    assert started.shown() == ""


async def test_an_alert_is_delivered_or_not_and_the_receipt_is_true(started: Started) -> None:
    await started.runs(answered)
    alert = Screen("Partly won", ("Couples count as family.",), rows_of(Button("Read the letter", to("victory", 1))))
    receipt = await started.platform.deliver(started.address, alert)
    assert isinstance(receipt, Delivered)
    assert receipt.message
    assert "Partly won" in started.shown()
    before = started.shown()
    assert not isinstance(await started.platform.deliver("nobody we know", alert), Delivered)
    assert started.shown() == before


async def test_what_was_delivered_changes_and_goes_where_it_can(started: Started) -> None:
    await started.runs(answered)
    receipt = await started.platform.deliver(started.address, Screen("1,284 have signed."))
    assert isinstance(receipt, Delivered)
    changed = await started.platform.deliver(
        started.address, Screen("1,285 have signed."), Manner(replaces=receipt.message)
    )
    assert isinstance(changed, Delivered)
    assert "1,285 have signed." in started.shown()
    gone = await started.platform.take_away(started.address, changed.message)
    assert isinstance(gone, Delivered) == ("1,285 have signed." not in started.shown())


async def test_an_invitation_carries_its_action(started: Started) -> None:
    await started.runs(answered)
    action = to("petition", 42)
    assert payload_of(action) in started.platform.invite(action)
