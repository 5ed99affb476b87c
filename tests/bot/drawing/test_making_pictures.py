"""Pictures that a reply describes become files and bytes, and words where they can't."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from bot.drawing import rasterising
from bot.drawing.charts import svg_of
from bot.making_pictures import beside, made_picture
from bot.terminal.making import made
from config.texts import language, speaking
from handlers.blocks import Listing
from handlers.conversing import in_words
from handlers.screens import Picture, QrCode, Screen
from tests.bot.drawing.cases import cases

PNG = b"\x89PNG\r\n\x1a\n"
CHART = replace(cases()["columns-7"], numbers=("3 May 2026: 40", "4 May 2026: 56"))
SCREEN = Screen("Signatures per day", ("It is drawn.",), picture=CHART)


def test_a_chart_and_a_code_become_pictures() -> None:
    assert made_picture(CHART).startswith(PNG)
    assert made_picture(QrCode("PLZGFY", "PLZGFY", "QR code")).startswith(PNG)


def test_at_a_terminal_it_is_a_file_and_its_numbers_are_said(tmp_path: Path) -> None:
    shown = made(SCREEN, tmp_path)
    assert isinstance(shown, Screen)
    assert shown.picture == Picture(tmp_path / "chart.png", "Signatures per day", "3 May 2026: 40\n4 May 2026: 56")
    assert (tmp_path / "chart.png").read_bytes().startswith(PNG)


@pytest.mark.parametrize("fault", [{"LONGEST": 0.001}, {"CHILD": "raise SystemExit(3)"}])
def test_what_can_not_be_drawn_stays_described(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: dict[str, object]
) -> None:
    rasterising.png_of.cache_clear()
    for name, value in fault.items():
        monkeypatch.setattr(rasterising, name, value)
    shown = made(SCREEN, tmp_path)
    assert isinstance(shown, Screen)
    assert shown.picture == replace(CHART, description=CHART.title, caption="3 May 2026: 40\n4 May 2026: 56")
    assert list(tmp_path.iterdir()) == []


def test_what_draws_is_given_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    rasterising.png_of.cache_clear()
    monkeypatch.setenv("UNDERSIGNED_TELEGRAM_TOKEN", "7:secret")
    monkeypatch.setattr(rasterising, "CHILD", "import os; print(sorted(os.environ.items()))")
    given = rasterising.png_of(svg_of(CHART))
    rasterising.png_of.cache_clear()
    assert b"PATH" in given
    assert b"UNDERSIGNED" not in given
    assert b"secret" not in given


async def test_whoever_waits_for_pictures_keeps_nobody_from_looking_up_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    rasterising.png_of.cache_clear()
    monkeypatch.setattr(rasterising, "CHILD", "import time; time.sleep(1); print(1)")
    charts = [replace(CHART, title=f"{number}") for number in range(6)]
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(2))
    waiting = [asyncio.create_task(beside(partial(made_picture, chart))) for chart in charts]
    await asyncio.sleep(0.1)
    await asyncio.get_running_loop().getaddrinfo("127.0.0.1", 80)
    are_made = [each.done() for each in waiting]
    await asyncio.gather(*waiting)
    rasterising.png_of.cache_clear()
    assert not all(are_made)


async def test_pictures_are_made_in_the_language_that_is_spoken() -> None:
    with speaking("de"):
        assert await beside(language) == "de"


def test_whoever_wants_no_pictures_reads_the_numbers() -> None:
    numbers = Listing(("3 May 2026: 40", "4 May 2026: 56"))
    assert in_words(SCREEN) == Screen("Signatures per day", ("It is drawn.", numbers))
