"""Setting up: what is asked is checked at once against the servers, and written where the next start reads it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from config.settings import read_settings
from storage.invites import Invite
from storage.members import Role
from tests.bot.commands.running import MAIN, Home
from tests.bot.commands.test_invite import code_in
from tests.discord_api import TOKEN as DISCORD_TOKEN
from tests.discord_api import DiscordApi
from tests.storage.planting import NOW
from tests.telegram_api import TOKEN, TelegramApi

GUARD = 60.0
OPERATOR = ("Us", "us@example.org")
FIRST = ("Parks", "Madrid", "es")


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramApi]:
    async with TelegramApi() as api:
        yield api


@pytest.fixture
async def discord() -> AsyncIterator[DiscordApi]:
    async with DiscordApi() as api:
        yield api


@pytest.fixture
def away(bare: Home, telegram: TelegramApi, discord: DiscordApi) -> Home:
    """A home whose platforms are those servers."""
    return bare.having(TELEGRAM_API=telegram.url, DISCORD_API=discord.url, DISCORD_GATEWAY=discord.gateway_url)


async def set_up(home: Home, *typed: str) -> tuple[int | None, str, str]:
    """How it ends and what it says, where each line is typed; without a terminal, as scripts do."""
    process = await asyncio.create_subprocess_exec(
        *MAIN,
        "setup",
        cwd=home.folder,
        env={**home.environment, "NO_PROXY": "127.0.0.1"},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    async with asyncio.timeout(GUARD):
        out, err = await process.communicate("".join(f"{line}\n" for line in typed).encode())
    return process.returncode, out.decode(), err.decode()


async def test_a_newcomer_is_asked_checked_and_given_a_code(away: Home) -> None:
    code, out, err = await set_up(away, TOKEN, DISCORD_TOKEN, *OPERATOR, *FIRST)
    assert code == 0, err
    assert "Good: https://t.me/undersigned_test_bot" in out
    assert "Good: https://discord.com/oauth2/authorize?" in out
    env = away.folder / ".env"
    assert env.stat().st_mode & 0o777 == 0o600
    settings = read_settings(env, {})
    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value() == TOKEN
    assert settings.platforms == ("telegram", "discord")
    assert (settings.operator_name, settings.operator_contact) == OPERATOR
    for secret in (TOKEN, DISCORD_TOKEN):
        assert secret not in out + err

    printed = code_in("\n".join(line for line in out.splitlines() if line.startswith("Your own code")))
    plain = printed.replace("-", "")
    assert f"Telegram: https://t.me/undersigned_test_bot?start=invite-{plain}" in out
    assert f"Discord: /start code:invite-{plain}" in out
    async with away.opened() as store:
        found = await store.turn(lambda nouns: nouns.invites.type(plain, "terminal:ada", NOW))
        assert isinstance(found, Invite)
        assert found.role is Role.OWNER
        made = await store.read(lambda nouns: nouns.organisations.find(found.organisation_id or 0))
    assert made is not None
    assert (made.name, made.zone, made.locale) == ("Parks", "Europe/Madrid", "es")


async def test_a_wrong_token_gets_one_sentence_and_another_try(away: Home, telegram: TelegramApi) -> None:
    typed = ("no token", "123:wrong", TOKEN, "wrong", DISCORD_TOKEN, *OPERATOR, *FIRST)
    code, out, err = await set_up(away, *typed)
    assert code == 0, err
    assert "This must be the token that BotFather gave: digits, a colon, letters. Try again." in out
    assert "Telegram does not accept UNDERSIGNED_TELEGRAM_TOKEN" in out
    assert "Discord does not accept UNDERSIGNED_DISCORD_TOKEN" in out


async def test_tokens_may_be_left_out_and_what_stands_in_the_file_stays(away: Home) -> None:
    (away.folder / ".env").write_text("# Mine\nUNDERSIGNED_LOG_FORMAT=json\nUNDERSIGNED_OPERATOR_NAME=Old\n")
    code, out, _err = await set_up(away, "", "", "", "us@example.org", *FIRST)
    assert code == 0
    text = (away.folder / ".env").read_text()
    assert text == (
        "# Mine\nUNDERSIGNED_LOG_FORMAT=json\nUNDERSIGNED_OPERATOR_NAME='Old'\n"
        "UNDERSIGNED_OPERATOR_CONTACT='us@example.org'\n"
    )
    assert "Start with `undersigned run`, and send it to the bot in private within 7 days.\n" in out


async def test_who_leaves_in_the_middle_has_changed_no_settings(away: Home) -> None:
    code, _out, err = await set_up(away, "", "", "Us")
    assert code == 2
    said = "There was no answer to this. Run setup in a terminal, or give it a line for each answer."
    assert err.splitlines() == ["", f"Error: {said} .env was not changed."]
    assert not (away.folder / ".env").exists()


async def test_a_second_time_asks_for_no_organisation_and_makes_no_second_code(away: Home) -> None:
    await set_up(away, "", "", *OPERATOR, *FIRST)
    code, out, _err = await set_up(away, "", "", "", "")
    assert code == 0
    assert "Your own code" not in out
    assert "`undersigned doctor` says what is still missing" in out


async def test_a_server_out_of_reach_is_said_and_the_token_may_be_left_out(away: Home) -> None:
    home = away.having(TELEGRAM_API="http://127.0.0.1:9")
    code, out, _err = await set_up(home, TOKEN, "", "", *OPERATOR, *FIRST)
    assert code == 0
    assert "Telegram at http://127.0.0.1:9 can't be asked: nothing there takes a connection. Try again." in out
    assert "TELEGRAM_TOKEN" not in (away.folder / ".env").read_text()


async def test_bad_lines_are_asked_for_again(away: Home) -> None:
    code, out, _err = await set_up(
        away, "", "", "${HOME}", "Us", "us@example.org", "...", "Parks", "Nowhere", "UTC", ""
    )
    assert code == 0
    for told in ("without ${", "The name of an organisation has a letter.", "must be a time zone"):
        assert told in out


async def test_what_does_not_hold_although_it_is_written_is_said(away: Home) -> None:
    home = away.having(OPERATOR_NAME="They", PLATFORMS="terminal")
    code, out, err = await set_up(home, TOKEN, "", *OPERATOR, *FIRST)
    assert code == 0, err
    assert "UNDERSIGNED_OPERATOR_NAME is set in the environment, too, and that holds; take it away there." in out
    assert "UNDERSIGNED_TELEGRAM_TOKEN has no effect, since UNDERSIGNED_PLATFORMS does not name telegram." in out
    assert "UNDERSIGNED_OPERATOR_CONTACT" not in out


async def test_a_file_that_would_be_read_otherwise_stays_as_it_is(away: Home) -> None:
    (away.folder / ".env").write_text("OTHER='never closed\n")
    code, _out, err = await set_up(away, "", "", *OPERATOR, *FIRST)
    assert code == 2
    assert "perhaps a quotation mark in it is never closed. Nothing was changed." in err
    assert (away.folder / ".env").read_text() == "OTHER='never closed\n"
