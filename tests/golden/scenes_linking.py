"""Two accounts of one person become one, after a yes on both sides, and are parted again."""

from __future__ import annotations

import re

from handlers.wording import platform_name
from tests.golden.catalogue import KEY, scene
from tests.golden.stage import Stage


async def gets_code(stage: Stage) -> str:
    """Its letters are drawn by chance; golden files have others in their place."""
    with stage.dark():
        await stage.ada.commands("/link")
    await stage.ada.taps("Get a code")
    found = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", stage.ada.person.screen.title)
    assert found, stage.ada.person.screen.title
    return found[0]


async def link_is_asked(stage: Stage) -> None:
    """Ada's code was typed by Bo, who is Ada in another app."""
    code = await gets_code(stage)
    with stage.dark():
        await stage.bo.commands(f"/link {code}")


@scene(*KEY)
async def link(stage: Stage) -> None:
    """What linking means, said to both before both have agreed; and parting again."""
    await stage.ada.commands("/link")
    code = await gets_code(stage)
    await stage.ada.taps("I have typed it there")
    await stage.bo.commands("/link")
    await stage.bo.taps("I have a code")
    await stage.bo.types("KTMWQR")
    await stage.bo.types(code)
    await stage.bo.commands("/link")
    await stage.bo.taps("Link the accounts")
    await stage.ada.taps("Look again", "Link the accounts")
    await stage.bo.commands("/link")
    await stage.bo.taps("Unlink {platform}", platform=platform_name(stage.app))
    await stage.bo.taps("Unlink {platform}", platform=platform_name(stage.app))


@scene("en")
async def link_refused(stage: Stage) -> None:
    """A code that can't be used, and a no."""
    await stage.bo.commands("/link K7QM-2XPD")
    await link_is_asked(stage)
    await stage.bo.taps("No")
