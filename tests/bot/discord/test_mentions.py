"""Nobody hears of a message by its words; only those who took the one role do, where it is named."""

from __future__ import annotations

from bot.discord.custom_ids import Stand
from bot.discord.render import payloads
from bot.discord.sending import Sender, loaded
from bot.platforms import Manner
from handlers.screens import Button, Screen, rows_of, to
from tests.bot.discord.running import logged_in
from tests.discord_api import Channel, Community, DiscordApi, Person


async def test_one_role_is_rung_for_and_nothing_else(
    api: DiscordApi, ada: Person, leeds: Community, general: Channel
) -> None:
    leeds.everybody(mention_everyone=True)
    ours, others = leeds.role("Campaign news"), leeds.role("Moderators", is_mentionable=True)
    words = f"@everyone @here <@{ada.id}> <@&{others.id}> <@&{ours.id}>"
    screen = Screen(words, (words,), rows_of(Button("Show it", to("petition", 1))))
    (payload,) = payloads(screen, Stand.EVENT)
    async with logged_in(api) as client:
        sender = Sender(client)
        await sender.posts(general.id, await loaded(payload), Manner(calls=str(ours.id)))
        await sender.posts(general.id, await loaded(payload))
    rung, silent = general.messages
    assert rung.pings == {ours.id}
    assert silent.pings == set()
    assert rung.text.startswith(ours.mention)
    assert rung.labels == ["Show it"]
