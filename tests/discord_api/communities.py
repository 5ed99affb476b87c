"""Servers as tests move them: channels, roles, members, and the bot coming and going."""

from __future__ import annotations

from collections.abc import Sequence

from discord import Permissions

from tests.discord_api.channels import ANNOUNCEMENT, ANNOUNCEMENT_THREAD, PUBLIC_THREAD, TEXT, Channel, Overwrite
from tests.discord_api.governing import tell_of_member
from tests.discord_api.guilds import Guild, Member, Role
from tests.discord_api.messages import Message
from tests.discord_api.people import Person
from tests.discord_api.posting import announce_end
from tests.discord_api.refusals import Json
from tests.discord_api.sessions import GUILD_MEMBERS, GUILDS
from tests.discord_api.world import World


class Community:
    """A server with people in it."""

    def __init__(self, world: World, guild: Guild, members: Sequence[Person]) -> None:
        """The bot is not in it yet."""
        self.guild = guild
        self._world = world
        world.guilds[guild.id] = guild
        for person in members:
            self.joins(person)

    @property
    def id(self) -> int:
        """The id of the server."""
        return self.guild.id

    def adds_bot(self, *, has_commands: bool = True, **permissions: bool) -> None:
        """Install the bot, with a role of its own that has these permissions, and with its commands or without."""
        self.guild.has_commands = has_commands
        role = self.role(self._world.bot.name, is_managed=True, **permissions)
        bot = Member(self._world.bot, self._world.now(), [role])
        self.guild.members[self._world.bot.id] = bot
        self._tell("GUILD_CREATE", self.guild.created_for(self._world.bot))

    def removes_bot(self) -> None:
        """Throw the bot out."""
        del self.guild.members[self._world.bot.id]
        self._world.gateway.dispatch("GUILD_DELETE", {"id": str(self.id)}, needs=GUILDS)

    def goes_down(self) -> None:
        """Let an outage make it unavailable."""
        self._world.gateway.dispatch("GUILD_DELETE", {"id": str(self.id), "unavailable": True}, needs=GUILDS)

    def comes_back(self) -> None:
        """The outage is over."""
        self._tell("GUILD_CREATE", self.guild.created_for(self._world.bot))

    def channel(self, name: str, *, is_announcement: bool = False) -> Channel:
        """A new channel that everybody sees."""
        return self._adds(Channel(self._world.new_id(), ANNOUNCEMENT if is_announcement else TEXT, name, self.guild))

    def thread(self, parent: Channel, name: str) -> Channel:
        """A new public thread of a channel."""
        kind = ANNOUNCEMENT_THREAD if parent.kind == ANNOUNCEMENT else PUBLIC_THREAD
        made = Channel(self._world.new_id(), kind, name, self.guild, parent, made_at=self._world.now())
        return self._adds(made)

    def role(self, name: str, *, is_mentionable: bool = False, is_managed: bool = False, **permissions: bool) -> Role:
        """A new role above all others."""
        value = Permissions(**permissions).value
        made = Role(self._world.new_id(), name, value, len(self.guild.roles), is_mentionable, is_managed)
        self.guild.roles.append(made)
        self._tell("GUILD_ROLE_CREATE", {"guild_id": str(self.id), "role": made.json})
        return made

    def everybody(self, **permissions: bool) -> None:
        """Change what everybody may do in the server."""
        allowed = Permissions(self.guild.everyone.permissions)
        allowed.update(**permissions)
        self.guild.everyone.permissions = allowed.value
        self._tell("GUILD_ROLE_UPDATE", {"guild_id": str(self.id), "role": self.guild.everyone.json})

    def lets(self, who: Role | Person | None, channel: Channel, **permissions: bool) -> None:
        """Allow or deny a role or a member something in a channel; None is the bot."""
        key = self._world.bot.id if who is None else who.id
        over = channel.overwrites.setdefault(key, Overwrite(isinstance(who, Role)))
        for name, is_allowed in permissions.items():
            bit = Permissions(**{name: True}).value
            over.allow, over.deny = over.allow & ~bit, over.deny & ~bit
            over.allow, over.deny = over.allow | (bit if is_allowed else 0), over.deny | (0 if is_allowed else bit)
        self._tell("CHANNEL_UPDATE", channel.json)

    def offers_to_all(self, command: str) -> None:
        """Let everybody choose a command which the app has for some alone, as a server's settings can."""
        self.guild.offered_to_all.add(command)

    def follows(self, news: Channel, into: Channel) -> None:
        """Let what an announcement channel of any server publishes appear in a channel of this one."""
        assert into.guild is self.guild, f"{into.name!r} is elsewhere"
        news.followers.append(into)

    def renames(self, channel: Channel, name: str) -> None:
        """Call a channel something else."""
        channel.name = name
        self._tell("CHANNEL_UPDATE", channel.json)

    def deletes(self, channel: Channel) -> None:
        """Take a channel away."""
        told = channel.json
        self.guild.channels.remove(channel)
        del self._world.channels[channel.id]
        self._tell("THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE", told)

    def deletes_message(self, message: Message) -> None:
        """Let a moderator take a message away."""
        announce_end(self._world, message)

    def deletes_role(self, role: Role) -> None:
        """Take a role away."""
        self.guild.roles.remove(role)
        for member in self.guild.members.values():
            member.roles = [each for each in member.roles if each is not role]
        self._tell("GUILD_ROLE_DELETE", {"guild_id": str(self.id), "role_id": str(role.id)})

    def joins(self, person: Person) -> None:
        """Let somebody in."""
        member = Member(person.user, self._world.now())
        self.guild.members[person.id] = member
        self._world.gateway.dispatch("GUILD_MEMBER_ADD", {**member.json, "guild_id": str(self.id)}, needs=GUILD_MEMBERS)

    def leaves(self, person: Person) -> None:
        """Let somebody go."""
        del self.guild.members[person.id]
        told = {"guild_id": str(self.id), "user": person.user.json}
        self._world.gateway.dispatch("GUILD_MEMBER_REMOVE", told, needs=GUILD_MEMBERS)

    def gives(self, person: Person | None, role: Role) -> None:
        """Give somebody a role; None is the bot."""
        member = self.guild.members[self._world.bot.id if person is None else person.id]
        member.roles.append(role)
        tell_of_member(self._world, self.guild, member)

    def has(self, person: Person, role: Role) -> bool:
        """Whether somebody has a role."""
        return role in self.guild.members[person.id].roles

    def _adds(self, channel: Channel) -> Channel:
        self.guild.channels.append(channel)
        self._world.channels[channel.id] = channel
        self._tell("THREAD_CREATE" if channel.is_thread else "CHANNEL_CREATE", channel.json)
        return channel

    def _tell(self, name: str, data: Json) -> None:
        """Only a bot that is in the server hears of it."""
        if self._world.bot.id in self.guild.members:
            self._world.gateway.dispatch(name, data, needs=GUILDS)
