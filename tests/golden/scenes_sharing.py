"""Handing a petition on."""

from __future__ import annotations

from tests.golden.catalogue import KEY, scene
from tests.golden.stage import Stage
from tests.journeys.campaigns import HOME


@scene(*KEY)
async def share(stage: Stage) -> None:
    """The ready text, its number, a picture, other networks, a group."""
    with stage.dark():
        await stage.ada.opens(HOME)
    await stage.ada.taps("Share", "Count what it brings", "More ways")
    if stage.is_on_telegram:
        await stage.ada.taps("Into a group or channel")
    await stage.ada.taps("Back to sharing")
    await stage.ada.taps("Show a QR picture")


@scene()
async def share_which(stage: Stage) -> None:
    """The command alone, and with a code."""
    await stage.ada.commands("/share")
    await stage.ada.commands(f"/share {HOME}")
