"""A strict Discord on the loopback, REST and gateway, and the people who use it.

    async with DiscordApi() as api:
        ada = api.person("Ada", locale="de")
        leeds = api.guild("Uni Leeds", owner=ada)
        general = leeds.channel("general")
        ...  # start the bot with its token=api.token, Route.BASE=api.url and DEFAULT_GATEWAY=URL(api.gateway_url)
        await api.connected()
        interaction = await (await ada.runs("/petition code:KTMWQR", in_=general)).shown()
        tap = await (await ada.taps(interaction.last, "Sign")).answered()
        api.passes(seconds=3)
        assert not tap.has_failed and not tap.changed_for_others
        thanks = await (await ada.submits(tap, {"Your name": "Ada"})).shown()
        api.fails_next("POST /channels/*/messages", error=429, retry_after=0.1)
        await api.settles()
        api.fails_next("GET /users/@me", error=401, message="401: Unauthorized")
        api.gateway.drops()  # or holds() and lets_go(), refuses_next(), says_no_hello(), invalidates()
        api.limits.per_route["POST /channels/{channel_id}/messages"] = (5, 5.0)

`ada.sees("Save", channel=general)` waits for words and gives all that stands there for her; without words it only
looks. `redirected(api)` sets and restores discord.py's addresses where a test has no other way. Time stands still until
`api.passes(…)`, or is what `now=` says. What Discord refuses is refused in its codes and words; what it lets pass
though nobody means it is refused with "(strict)" behind, stands in `api.complaints`, and fails the test at the end
of the block, as an address does that is not answered here. `python -m tests.discord_api` runs it as a process of
its own, which `RemoteApi` moves. Shapes are held against Discord's OpenAPI document where it lies in
`../shared/spec/` beside the project, or where UNDERSIGNED_TEST_SPEC says; the tests that need it say when it does not.
"""

from tests.discord_api.api import TOKEN, DiscordApi
from tests.discord_api.channels import Channel
from tests.discord_api.communities import Community
from tests.discord_api.faults import Fault
from tests.discord_api.guilds import Role
from tests.discord_api.interactions import Interaction
from tests.discord_api.messages import Attachment, Message
from tests.discord_api.people import Person
from tests.discord_api.redirecting import redirected
from tests.discord_api.remote import RemoteApi, RemotePerson
from tests.discord_api.server import Call

__all__ = [
    "TOKEN",
    "Attachment",
    "Call",
    "Channel",
    "Community",
    "DiscordApi",
    "Fault",
    "Interaction",
    "Message",
    "Person",
    "RemoteApi",
    "RemotePerson",
    "Role",
    "redirected",
]
