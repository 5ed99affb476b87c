"""What every platform keeps: run for each folder of bot/ that has a platform.py, and for the recording one."""

from __future__ import annotations

import asyncio
import importlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import bot
from bot.platforms import Delivered, Platform
from bot.terminal.platform import Terminal
from handlers.screens import Button, Reply, Screen, payload_of, rows_of, to
from handlers.turn import Chat, Incoming, Person
from tests.recording import Recording

FOLDERS = sorted(path.parent.name for path in Path(bot.__file__).parent.glob("*/platform.py"))
WORDS = ("KTMWQR", "Ada L. — ädä 漢 🦓", "stop")


@dataclass
class Started:
    """A platform on which somebody types `WORDS`, after whatever it begins with, and then leaves."""

    platform: Platform
    address: str
    shown: Callable[[], str]


def terminal() -> Started:
    """All lines are typed ahead."""
    printed = io.StringIO()
    return Started(Terminal("ada", io.StringIO("\n".join(WORDS)), printed), "ada", printed.getvalue)


def recording() -> Started:
    """All words are handed over ahead."""
    platform = Recording()
    chat, person = Chat("recording", "ada"), Person("recording", "ada")
    for words in WORDS:
        incoming = Incoming("recording", platform.new_id(), person, chat, words=words)
        waiting = asyncio.ensure_future(platform.hears(incoming))
        waiting.add_done_callback(lambda done: done.exception())
    asyncio.get_running_loop().call_later(0.02, platform.end)
    return Started(platform, "ada", lambda: "\n".join(each.shown.text for each in platform.chat("ada").messages))


STARTERS: dict[str, Callable[[], Started]] = {"recording": recording, "terminal": terminal}
"""How to start each platform against nothing but memory, or a server on the loopback."""


@pytest.fixture(params=[*FOLDERS, "recording"])
async def started(request: pytest.FixtureRequest) -> Started:
    name = request.param
    if name not in STARTERS:
        pytest.fail(
            f"bot/{name}/platform.py is new: add to STARTERS in {Path(__file__).name} a function that starts it on"
            " the loopback, where somebody types WORDS and leaves."
        )
    return STARTERS[name]()


async def answered(incoming: Incoming) -> Reply:
    await asyncio.sleep(0)
    return Screen(f"Heard {incoming.words}", rows=rows_of(Button("Go on", to("start"))))


@pytest.mark.parametrize("name", FOLDERS)
def test_it_has_the_four_members_and_names_its_folder(name: str) -> None:
    module = importlib.import_module(f"bot.{name}.platform")
    members = {"name", "run", "deliver", "invite"}
    platforms = [each for each in vars(module).values() if isinstance(each, type) and members <= set(dir(each))]
    assert [each.name for each in platforms if each.__module__ == module.__name__] == [name]  # type: ignore[attr-defined]


async def test_it_ends_when_there_is_nothing_more_and_swallows_nothing(started: Started) -> None:
    heard: list[str] = []

    async def answer(incoming: Incoming) -> Reply:
        heard.append(incoming.words)
        return await answered(incoming)

    await asyncio.wait_for(started.platform.run(answer), 10)
    assert [words for words in heard if words] == list(WORDS)
    for words in WORDS:
        assert f"Heard {words}" in started.shown()


async def test_every_incoming_has_an_id_and_somebody_of_this_platform(started: Started) -> None:
    heard: list[Incoming] = []

    async def answer(incoming: Incoming) -> Reply:
        heard.append(incoming)
        return await answered(incoming)

    await asyncio.wait_for(started.platform.run(answer), 10)
    assert len({(each.bot, each.update_id) for each in heard}) == len(heard)
    assert {each.person.platform for each in heard} == {each.chat.platform for each in heard} == {started.platform.name}


async def test_silence_is_no_fault(started: Started) -> None:
    async def answer(_incoming: Incoming) -> None:
        return None

    await asyncio.wait_for(started.platform.run(answer), 10)
    assert started.shown() == ""


async def test_an_alert_is_delivered_or_not_and_the_receipt_is_true(started: Started) -> None:
    await asyncio.wait_for(started.platform.run(answered), 10)
    alert = Screen("Partly won", ("Couples count as family.",), rows_of(Button("Read the letter", to("victory", 1))))
    receipt = await started.platform.deliver(started.address, alert)
    assert isinstance(receipt, Delivered)
    assert receipt.message
    assert "Partly won" in started.shown()
    before = started.shown()
    assert not isinstance(await started.platform.deliver("nobody we know", alert), Delivered)
    assert started.shown() == before


async def test_an_invitation_carries_its_action(started: Started) -> None:
    await asyncio.wait_for(started.platform.run(answered), 10)
    action = to("petition", 42)
    assert payload_of(action) in started.platform.invite(action)
