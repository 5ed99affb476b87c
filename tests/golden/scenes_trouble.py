"""When it does not work: what happened, that nothing was lost, what to do."""

from __future__ import annotations

from handlers.trouble import something_failed, store_is_down, too_busy, too_fast
from tests.golden.catalogue import KEY, scene
from tests.golden.scenes_in_groups import on_telegram
from tests.golden.scenes_in_servers import on_discord
from tests.golden.stage import Stage
from tests.journeys.campaigns import HOME


@scene(*KEY)
async def trouble(stage: Stage) -> None:
    """Too fast, too many, no store, our fault."""
    with stage.dark():
        await stage.ada.opens(HOME)
    stage.answers(lambda _incoming: too_fast())
    await stage.ada.types("and", "and")
    stage.answers(lambda incoming: too_busy(incoming.token))
    await stage.ada.opens(HOME)
    stage.answers(None)
    with stage.dark():
        await stage.ada.commands("/settings")
    stage.answers(lambda incoming: store_is_down(incoming.token))
    await stage.ada.taps("Privacy")
    stage.answers(lambda incoming: something_failed("7F3K", incoming.token))
    await stage.ada.taps("Try again")


@scene(only_on="telegram", because="each app has its own way to send a file")
async def no_words(stage: Stage) -> None:
    """A file is sent, of which nothing can be read."""
    ada = on_telegram(stage, "Ada")
    async with stage.step("Ada sends a file"):
        await ada.does(ada.account.sends_document("notes.txt", b"1"))


@scene(only_on="discord", because="each app has its own way to send a file, and there commands can be mere words")
async def no_such_words(stage: Stage) -> None:
    """A file is sent, of which nothing can be read; commands are written out that there are not, or not here."""
    ada = on_discord(stage, "Ada")
    async with stage.step("Ada sends a file"):
        await ada.does(ada.account.says("", files=["notes.txt"]))
    await stage.ada.types("/nonsense", "/clean")
