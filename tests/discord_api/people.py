"""People with the app in their hand: they see what stands in their channels, and do only what the app lets them."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence
from typing import Any

from tests.discord_api.channels import Channel
from tests.discord_api.filling import filled
from tests.discord_api.interactions import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL_SUBMIT, Interaction
from tests.discord_api.messages import Attachment, Message
from tests.discord_api.posting import announce
from tests.discord_api.refusals import Json
from tests.discord_api.typing_in import typed
from tests.discord_api.users import User
from tests.discord_api.world import FIRST_ANSWER, World

LINK = 5
SELECTED = {5: "users", 6: "roles", 7: "users", 8: "channels"}
"""Where each kind of menu tells whom or what was chosen; of a menu for people and roles, only people here."""


class Person:
    """Somebody with an account; `dm` are their direct messages with the bot."""

    def __init__(self, world: World, user: User, dm: Channel) -> None:
        """They share no server with the bot yet."""
        self.user = user
        self.dm = dm
        self._world = world

    @property
    def id(self) -> int:
        """The id of their account."""
        return self.user.id

    @property
    def name(self) -> str:
        """What they are called."""
        return self.user.name

    def installs(self) -> None:
        """Add the app to their own account, so that it is there wherever they are."""
        self.user.has_installed = True

    def uninstalls(self) -> None:
        """Take the app off their account."""
        self.user.has_installed = False

    def closes_dms(self) -> None:
        """Let nobody from a server write to them."""
        self.user.has_closed_dms = True

    def opens_dms(self) -> None:
        """Let those of common servers write to them."""
        self.user.has_closed_dms = False

    async def runs(self, command: str, in_: Channel | None = None, **options: Any) -> Interaction:
        """Type a command and send it: `/petition code:KTMWQR`, or with the options by name."""
        name, _, words = command.removeprefix("/").partition(" ")
        where = in_ or self.dm
        return self._acts(COMMAND, where, typed(self._finds_command(name, 1, where), words.strip(), options))

    async def completes(self, command: str, in_: Channel | None = None, **typing: str) -> list[Json]:
        """See what is offered for the option that is being typed, the last one named."""
        name, _, words = command.removeprefix("/").partition(" ")
        where, focus = in_ or self.dm, list(typing)[-1]
        found = self._finds_command(name, 1, where)
        data = typed(found, words.strip(), typing, focus=focus)
        interaction = await self._acts(AUTOCOMPLETE, where, data).answered()
        assert not interaction.has_failed, "Loading options failed"
        return interaction.choices

    async def picks(self, command: str, message: Message) -> Interaction:
        """Choose a command of a message's context menu."""
        self._must_see(message)
        found = self._finds_command(command, 3, message.channel)
        data = {"id": found["id"], "name": command, "type": 3, "target_id": str(message.id)}
        data["resolved"] = {"messages": {str(message.id): message.json}}
        return self._acts(COMMAND, message.channel, data)

    async def taps(self, message: Message, label: str) -> Interaction:
        """Tap a button by what stands on it."""
        button = self.finds(message, label)
        assert button["style"] != LINK, f"{label!r} leads to {button['url']}: it is opened, not tapped"
        assert not button.get("disabled"), f"{label!r} is greyed out"
        return self._touches(message, button, {})

    def opens(self, message: Message, label: str) -> str:
        """Where a link button leads."""
        button = self.finds(message, label)
        assert button["style"] == LINK, f"{label!r} is no link"
        return str(button["url"])

    async def chooses(self, message: Message, menu: str, *values: Any) -> Interaction:
        """Choose in a menu, named by its placeholder or custom_id: values, their labels, people, roles or channels."""
        self._must_see(message)
        found = [each for each in message.selects if menu in (each.get("placeholder"), each["custom_id"])]
        assert found, f"there is no menu {menu!r} among {[each.get('placeholder') for each in message.selects]}"
        select = found[0]
        assert not select.get("disabled"), f"{menu!r} is greyed out"
        low, high = select.get("min_values", 1), select.get("max_values", 1)
        assert low <= len(values) <= high, f"{menu!r} takes {low} to {high} values"
        return self._touches(message, select, _chosen(select, values))

    async def submits(self, opened: Interaction, values: dict[str, Any]) -> Interaction:
        """Fill a modal in, by the labels or custom_ids of its fields, and send it; a file is its name and bytes."""
        assert opened.modal is not None, f"{opened} opened no modal"
        assert opened.user is self.user, "it is open on somebody else's screen"
        chosen = {name: [self._chooses(*value)] for name, value in values.items() if isinstance(value, tuple)}
        data = filled(opened.modal, {**values, **{name: [each.id for each in files] for name, files in chosen.items()}})
        if chosen:
            data["resolved"] = {"attachments": {str(each.id): each.json for (each,) in chosen.values()}}
        return self._acts(MODAL_SUBMIT, opened.channel, data, opened.message, opened)

    def _chooses(self, name: str, data: bytes) -> Attachment:
        """A file that lies with Discord before the modal is sent."""
        world, key = self._world, self._world.new_id()
        url = f"{world.files_url}/ephemeral-attachments/{world.bot.id}/{key}/{name}"
        world.chosen_files[key] = chosen = Attachment(key, name, data, url, is_ephemeral=True)
        return chosen

    async def says(self, text: str, in_: Channel | None = None, files: Sequence[str] = ()) -> Message:
        """Write a message; the files that go along are empty."""
        where = in_ or self.dm
        assert where.is_seen_by(self.user), f"{self.name} does not see {where.name!r}"
        where.is_opened = where.is_begun = True
        message = Message(self._world.new_id(), where, self.user, self._world.now(), text)
        message.attachments = [Attachment(self._world.new_id(), name, b"", "") for name in files]
        where.messages.append(message)
        announce(self._world, message)
        return message

    async def sees(self, *texts: str, channel: Channel | None = None) -> list[Message]:
        """What stands in a channel for them, once something there shows all these words."""
        where = channel or self.dm

        def shown() -> list[Message]:
            return [each for each in where.messages if each.is_seen_by_user(self.user)]

        def is_there() -> bool:
            return not texts or any(all(text in each.text for text in texts) for each in shown())

        await self._world.bell.until(is_there, lambda: f"{texts} among {[each.text for each in shown()]}")
        return shown()

    def dismisses(self, message: Message) -> None:
        """Take an ephemeral message off their screen, as leaving the app does too; the bot is told nothing."""
        assert message.is_ephemeral, "others see it too"
        self._must_see(message)
        message.is_dismissed = True

    def finds(self, message: Message, label: str) -> Json:
        """A button of a message that they see."""
        self._must_see(message)
        found = [each for each in message.buttons if each.get("label") == label]
        assert found, f"{self.name} sees no button {label!r}; there are {message.labels}"
        return found[0]

    def _touches(self, message: Message, part: Json, more: Json) -> Interaction:
        data = {"custom_id": part["custom_id"], "component_type": part["type"], "id": part["id"], **more}
        return self._acts(COMPONENT, message.channel, data, message)

    def _acts(
        self,
        kind: int,
        where: Channel,
        data: Json,
        message: Message | None = None,
        opener: Interaction | None = None,
    ) -> Interaction:
        assert where.is_seen_by(self.user), f"{self.name} does not see {where.name!r}"
        where.is_opened = where.is_begun = True
        world = self._world
        token = secrets.token_urlsafe(60)
        made = Interaction(world, world.new_id(), kind, self.user, where, data, token, world.now(), message, opener)
        made.must_be_ephemeral = self._must_stay_private(made, where)
        world.interactions.append(made)
        world.gateway.dispatch("INTERACTION_CREATE", made.json)
        asyncio.get_running_loop().call_later(FIRST_ANSWER.total_seconds(), world.bell.ring)
        return made

    def _must_stay_private(self, made: Interaction, where: Channel) -> bool:
        """An app that only the person brought along speaks aloud where external apps may."""
        if where.guild is None or "0" in made.owners:
            return False
        return not where.permissions_of(self.user).use_external_apps

    def _must_see(self, message: Message) -> None:
        assert message.is_seen_by_user(self.user), f"{self.name} does not see that message"

    def _finds_command(self, name: str, kind: int, where: Channel) -> Json:
        """The command as it is offered to them there."""
        world, guild = self._world, where.guild
        own = world.guild_commands.get(guild.id, []) if guild else []
        found = next((each for each in [*own, *world.commands] if (each["name"], each["type"]) == (name, kind)), None)
        assert found is not None, f"the app has no command {name!r}; it has {[each['name'] for each in world.commands]}"
        self._must_be_offered(found, where)
        return found

    def _must_be_offered(self, command: Json, where: Channel) -> None:
        told = Interaction(self._world, 0, COMMAND, self.user, where, {}, "", self._world.now())
        contexts = command.get("contexts")
        assert contexts is None or told.context in contexts, f"{command['name']!r} is not offered in this kind of place"
        installed = {int(each) for each in told.owners}
        assert installed & set(command["integration_types"]), f"nobody installed the app for {command['name']!r} here"
        if where.guild is not None:
            may = where.permissions_of(self.user)
            assert may.use_application_commands, f"{self.name} may use no commands there"
            needed = int(command.get("default_member_permissions") or 0)
            is_offered = command["name"] in where.guild.offered_to_all or may.value & needed == needed
            assert is_offered, f"{command['name']!r} is not offered to {self.name}"


def _chosen(select: Json, values: tuple[Any, ...]) -> Json:
    """The values by label or value; people, roles and channels are told in full beside their ids."""
    if select["type"] == 3:
        options = {each["label"]: each["value"] for each in select["options"]}
        strange = [each for each in values if each not in options and each not in options.values()]
        assert not strange, f"{strange[0]!r} is none of {list(options)}"
        return {"values": [options.get(each, each) for each in values]}
    kind = SELECTED[select["type"]]
    things: list[Any] = [getattr(each, "user", each) for each in values]
    return {
        "values": [str(each.id) for each in things],
        "resolved": {kind: {str(each.id): each.json for each in things}},
    }
