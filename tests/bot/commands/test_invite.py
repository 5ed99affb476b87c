"""Letting the first people in, from the command line."""

from __future__ import annotations

import asyncio
import os
import re
from typing import Any

import pytest

from storage.invites import Invite, NotTaken
from storage.nouns import Nouns
from tests.bot.commands.running import Home
from tests.storage.planting import NOW

CODE = re.compile(r"\b(?:[A-Z2-9]{4}-){2}[A-Z2-9]{4}\b")


def code_in(printed: str) -> str:
    """The one code that was printed."""
    (code,) = CODE.findall(printed)
    return str(code)


def asked(home: Home, look: Any) -> Any:
    """What stands in the store."""

    async def ask() -> Any:
        async with home.opened() as store:
            return await store.turn(look)

    return asyncio.run(ask())


def typed(home: Home, code: str) -> Invite | NotTaken:
    """What the code is when somebody types it."""
    found = asked(home, lambda nouns: nouns.invites.type(code.replace("-", ""), "terminal:ada", NOW))
    assert isinstance(found, Invite | NotTaken)
    return found


def deeds(home: Home, name: str) -> list[tuple[str, str]]:
    """What the trail of an organisation holds, the newest first."""

    def read(nouns: Nouns) -> list[tuple[str, str]]:
        organisation_id = nouns.organisations.named(name)
        assert organisation_id is not None
        entries, _total = nouns.audit.of(organisation_id, 9)
        return [(entry.deed, str(entry.detail.get("role", ""))) for entry in entries]

    return list(asked(home, read))


@pytest.mark.parametrize("named", ["getequal", "GetEQUAL"])
def test_an_organisation_is_found_by_slug_and_by_name(home: Home, named: str) -> None:
    result = home.does("invite", named, "--role", "moderator")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("The code for one moderator of GetEQUAL is ")
    found = typed(home, code_in(result.stdout))
    assert isinstance(found, Invite)
    assert (found.role, found.supporter_id) == ("moderator", None)
    assert deeds(home, "getequal") == [("invited", "moderator")]


def test_without_a_role_it_is_an_organizer(home: Home) -> None:
    assert "one organizer of GetEQUAL" in home.does("invite", "getequal").stdout


def test_an_organisation_that_is_not_there_is_made_without_asking(home: Home) -> None:
    words = ("invite", "parks", "--role", "owner", "--name", "Save Our Parks!", "--zone", "madrid", "--language", "es")
    result = home.does(*words)
    assert "one owner of Save Our Parks! is" in result.stdout
    made = asked(home, lambda nouns: nouns.organisations.find(nouns.organisations.named("save-our-parks")))
    assert (made.name, made.zone, made.locale, made.is_sample) == ("Save Our Parks!", "Europe/Madrid", "es", False)
    assert {deed for deed, _role in deeds(home, "Save Our Parks!")} == {"founded", "invited"}


def test_an_organisation_that_is_not_there_is_asked_about(home: Home) -> None:
    result = home.runs("invite", "Parks", typed="\nNowhere\nLondon\n\n")
    assert result.returncode == 0, result.stderr
    assert "must be a time zone, for example Europe/Madrid" in result.stdout
    made = asked(home, lambda nouns: nouns.organisations.find(nouns.organisations.named("Parks")))
    assert (made.slug, made.zone, made.locale) == ("parks", "Europe/London", "en")


def test_nothing_is_made_where_nobody_answers(home: Home) -> None:
    result = home.runs("invite", "Parks")
    assert result.returncode == 2
    assert result.stderr.splitlines()[-1] == "Error: Nothing was made; --name NAME makes it without asking."
    assert asked(home, lambda nouns: nouns.organisations.named("Parks")) is None


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--role", "king", "'king' is not one of 'owner', 'organizer', 'moderator'"),
        ("--zone", "Nowhere", "must be a time zone"),
        ("--language", "xx", "is not one of"),
        ("--name", "...", "The name of an organisation has a letter."),
        ("--name", "x" * 81, "at most 80 characters"),
    ],
)
def test_bad_options_are_named(home: Home, option: str, value: str, told: str) -> None:
    result = home.does("invite", "parks", option, value)
    assert result.exit_code == 2
    assert told in result.stderr


@pytest.mark.parametrize("again", ["Save Our Parks!", "save-our-parks"])
def test_the_same_name_again_founds_no_second_organisation(home: Home, again: str) -> None:
    first = home.does("invite", "parks", "--name", "Save Our Parks!").stdout
    second = home.does("invite", "parks", "--name", again).stdout
    said = "There is an organisation Save Our Parks! already, so none was made."
    assert said not in first
    assert said in second
    assert "one organizer of Save Our Parks! is" in second
    assert asked(home, lambda nouns: nouns.organisations.named("save-our-parks-2")) is None
    assert [deed for deed, _role in deeds(home, "Save Our Parks!")].count("founded") == 1


def test_an_organisation_that_is_no_text_is_refused_in_one_sentence(home: Home) -> None:
    result = home.runs("invite", os.fsdecode(b"caf\xe9"))
    assert result.returncode == 2
    assert "must be text in UTF-8" in result.stderr
    assert "Traceback" not in result.stderr


def test_discord_has_words_to_type_and_what_is_out_of_reach_has_none(home: Home) -> None:
    away = {"TELEGRAM_TOKEN": "1:aa", "TELEGRAM_API": "http://127.0.0.1:9", "DISCORD_TOKEN": "x"}
    printed = home.having(**away).does("invite", "getequal").stdout
    assert f"Discord: /start code:invite-{code_in(printed.splitlines()[0]).replace('-', '')}" in printed
    assert "Telegram:" not in printed


def test_the_key_is_told_of_once(bare: Home) -> None:
    first = bare.does("invite", "parks", "--name", "Parks")
    told = f"The key of this store is {bare.key}; keep a copy of it elsewhere: without it a backup of the store"
    assert told in first.stderr
    assert bare.does("invite", "parks").stderr == ""
