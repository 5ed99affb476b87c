"""Somebody takes everything that is kept of them along, and looks at what erasing would leave."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from bot.terminal.making import made
from handlers.screens import Attachment, MadeFile, Picture, QrCode, Screen
from tests.journeys.campaigns import COUNTED, HOME, NAMED
from tests.journeys.worlds import World, at_the_terminal, one_by_one
from tests.people import Supporter
from tests.stores import ENGINES
from tests.terminal_person import AtTheTerminal


def only_mine(file: Path) -> dict[str, Any]:
    """What is in a file that nobody else can read."""
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return content


@at_the_terminal
@pytest.mark.parametrize("engine", ENGINES)
async def test_ada_takes_her_data_along(world: World, tmp_path: Path) -> None:
    ada = AtTheTerminal("ada", folder=tmp_path)
    await ada.begins(world.dispatch().answer)
    await ada.opens(HOME)
    await ada.taps(COUNTED)
    await ada.commands("/privacy")
    await ada.taps("Get my data")
    ada.sees("Everything kept about you", "What is kept about you, as readable text")
    content = only_mine(tmp_path / "undersigned-my-data-2026-11-21.json")
    assert next(iter(content)) == "what_this_is"
    assert "as it stood at 2026-11-21T" in content["what_this_is"]
    assert [given["number"] for given in content["signatures"]] == [128]
    assert content["accounts"] == [
        {
            "platform": "terminal",
            "user_id": "ada",
            "address": "ada",
            "may_be_written_to": False,
            "app_speaks": "",
            "out_of_reach_since": None,
        }
    ]
    await ada.commands("/privacy")
    await ada.taps("Get my data")
    only_mine(tmp_path / "undersigned-my-data-2026-11-21-2.json")
    await ada.ends()


async def test_of_somebody_unknown_nothing_is_kept(ada: Supporter) -> None:
    await ada.commands("/mine")
    await ada.taps("Privacy")
    await ada.taps("Get my data")
    ada.sees("Nothing about you is kept here.")


@one_by_one
async def test_half_filled_answers_belong_to_the_data(ada: Supporter) -> None:
    await ada.opens(HOME)
    await ada.taps(NAMED)
    await ada.taps("Name")
    await ada.commands("/privacy")
    await ada.taps("Get my data")
    ada.sees("Everything kept about you")


async def test_what_stays_is_said_first(ada: Supporter) -> None:
    await ada.opens(HOME)
    await ada.taps(COUNTED)
    await ada.commands("/privacy")
    await ada.taps("Erase me")
    assert ada.screen.text.split("\n")[1].startswith("What stays: under petitions that have ended")


def test_files_are_made_for_nobody_else_and_overwrite_nothing(tmp_path: Path) -> None:
    screen = Screen(
        "Files",
        picture=QrCode("PLZGFY", "PLZGFY", "QR code"),
        attachments=(MadeFile("../data.json", "application/json", b"{}", "Data"),),
    )
    first, second = made(screen, tmp_path), made(screen, tmp_path)
    assert isinstance(first, Screen)
    assert isinstance(second, Screen)
    assert isinstance(first.picture, Picture)
    assert first.picture.path.read_bytes().startswith(b"\x89PNG")
    for shown, name in ((first, "data.json"), (second, "data-2.json")):
        (file,) = shown.attachments
        assert isinstance(file, Attachment)
        assert file.path == tmp_path / name
        assert stat.S_IMODE(file.path.stat().st_mode) == 0o600


def test_what_can_not_be_saved_stays_described(tmp_path: Path) -> None:
    screen = Screen("Files", picture=QrCode("PLZGFY", "PLZGFY", "QR code"))
    assert made(screen, tmp_path / "missing") == screen


async def test_privacy_names_whatever_makes_somebody_remembered(ada: Supporter) -> None:
    await ada.commands("/privacy")
    ada.sees("You are remembered once you sign, follow, write, report or say “me too”.")
    ada.sees("once you choose a setting or have your link counted.")
    await ada.opens(HOME)
    await ada.taps(COUNTED)
    await ada.commands("/privacy")
    await ada.taps("Erase me")
    ada.sees("files saved from it, are yours to delete.")
