"""`undersigned run` as an operator starts it, against the strict servers: nothing is changed but its settings."""

from __future__ import annotations

import re
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.commands.running import Home
from tests.bot.telegram.test_process import eventually, started
from tests.discord_api import TOKEN, Channel, DiscordApi, Person
from tests.telegram_api import TOKEN as TELEGRAM_TOKEN
from tests.telegram_api import Person as TelegramPerson
from tests.telegram_api import TelegramApi


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramApi]:
    """The other platform's server."""
    async with TelegramApi() as telegram:
        yield telegram


@pytest.fixture
def home(tmp_path: Path, api: DiscordApi) -> Home:
    """An operator's, with a token for Discord."""
    operator = {"OPERATOR_NAME": "Us", "OPERATOR_CONTACT": "us@example.org", "SAMPLES": "yes", "LOG_LEVEL": "info"}
    return Home(tmp_path).having(DISCORD_TOKEN=TOKEN, DISCORD_API=api.url, DISCORD_GATEWAY=api.gateway_url, **operator)


async def test_it_says_how_it_is_added_answers_ends_well_and_tells_no_secret(
    home: Home, api: DiscordApi, ada: Person, general: Channel
) -> None:
    async with started(home) as program:
        await program.says("to add it to a server: https://discord.com/oauth2/authorize?client_id=")
        await program.says("to add it to your own apps: https://discord.com/oauth2/authorize?client_id=")
        await program.says("slash commands were brought up to date")
        await api.connected()
        asked = await (await ada.runs("/petition petition:KTMWQR", general)).shown()
        await ada.taps(asked.last, "Sign, counted only")
        await ada.sees("You are signer number 12,031.", channel=general)
        program.process.send_signal(signal.SIGTERM)
        assert await program.ends() == 0
    assert "Traceback" not in program.all_said
    assert "voice" not in program.all_said
    for secret in (TOKEN, str(ada.id), "KTMWQR"):
        assert secret not in program.all_said


async def test_a_signature_on_discord_counts_at_once_on_telegram(
    home: Home, api: DiscordApi, telegram: TelegramApi, ada: Person, general: Channel
) -> None:
    both = home.having(TELEGRAM_TOKEN=TELEGRAM_TOKEN, TELEGRAM_API=telegram.url)
    bo = telegram.person("Bo")
    async with started(both) as program:
        await program.says("slash commands were brought up to date")
        await api.connected()
        asked = await (await ada.runs("/petition petition:KTMWQR", general)).shown()
        await (await ada.taps(asked.last, "Sign, counted only")).shown()
        shared = await (await ada.runs("/share petition:KTMWQR", general)).shown()
        assert "On Telegram: https://t.me/undersigned_test_bot?start=petition-1" in shared.last.text
        await bo.sends("KTMWQR")
        await eventually(telegram, lambda: any("12,031 have signed" in each.words.text for each in bo.chat.from_bot))
        assert await program.is_told_to_end() == 0


async def test_a_wrong_token_for_discord_leaves_telegram_running(
    home: Home, api: DiscordApi, telegram: TelegramApi
) -> None:
    both = home.having(DISCORD_TOKEN="wrong", TELEGRAM_TOKEN=TELEGRAM_TOKEN, TELEGRAM_API=telegram.url)
    bo = telegram.person("Bo")
    async with started(both) as program:
        await program.says("Discord does not accept UNDERSIGNED_DISCORD_TOKEN")
        await bo.sends("KTMWQR")
        await eventually(telegram, lambda: bool(bo.chat.from_bot))
        assert await program.is_told_to_end() == 0


async def test_a_gateway_that_closes_for_good_leaves_telegram_running(
    home: Home, api: DiscordApi, telegram: TelegramApi
) -> None:
    both = home.having(TELEGRAM_TOKEN=TELEGRAM_TOKEN, TELEGRAM_API=telegram.url)
    bo = telegram.person("Bo")
    async with started(both) as program:
        await api.connected()
        api.world.gateway.drops(4014)
        await program.says("The gateway asks for a privilege that this bot does not use. The others run on.")
        await bo.sends("KTMWQR")
        await eventually(telegram, lambda: bool(bo.chat.from_bot))
        assert await program.is_told_to_end() == 0
    assert "a platform can't run" in program.all_said


async def test_a_wrong_token_for_telegram_leaves_discord_running(
    home: Home, api: DiscordApi, telegram: TelegramApi, ada: Person, general: Channel
) -> None:
    wrong = "1:" + "x" * 35
    both = home.having(TELEGRAM_TOKEN=wrong, TELEGRAM_API=telegram.url)
    async with started(both) as program:
        await program.says("UNDERSIGNED_TELEGRAM_TOKEN")
        await api.connected()
        await program.says("slash commands were brought up to date")
        await (await ada.runs("/petition petition:KTMWQR", general)).shown()
        assert await program.is_told_to_end() == 0
    assert wrong not in program.all_said


async def test_ada_who_linked_both_signs_on_both_and_is_counted_once(
    home: Home, api: DiscordApi, telegram: TelegramApi, ada: Person, general: Channel
) -> None:
    both = home.having(TELEGRAM_TOKEN=TELEGRAM_TOKEN, TELEGRAM_API=telegram.url)
    hers = telegram.person("Ada")
    async with started(both) as program:
        await program.says("slash commands were brought up to date")
        await api.connected()
        await _links(ada, hers, general)
        await hers.sends("KTMWQR")
        await hers.sees("12,030 have signed")
        asked = await (await ada.runs("/petition petition:KTMWQR", general)).shown()
        await (await ada.taps(asked.last, "Sign, counted only")).shown()
        await hers.taps("Sign, counted only")
        await hers.sees("You signed on", "12,031 have signed")
        assert await program.is_told_to_end() == 0


async def _links(ada: Person, hers: TelegramPerson, where: Channel) -> None:
    """Both accounts say yes."""
    linking = await (await ada.runs("/link", where)).shown()
    shown = await (await ada.taps(linking.last, "Get a code")).shown()
    (code,) = re.findall(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b", shown.last.text)
    await hers.sends(code)
    await hers.sees("Link with your Discord account?")
    await hers.taps("Link the accounts")
    await hers.sees("Now confirm it in Discord.")
    looked = await (await ada.taps(shown.last, "I have typed it there")).shown()
    await ada.taps(looked.last, "Link the accounts")
    await ada.sees("Your accounts are linked.", channel=where)


async def test_a_wrong_token_alone_is_refused(home: Home, api: DiscordApi) -> None:
    async with started(home.having(DISCORD_TOKEN="wrong")) as program:
        assert await program.ends() == 2
    assert "Error: Discord does not accept UNDERSIGNED_DISCORD_TOKEN" in program.all_said
    assert "Traceback" not in program.all_said
