"""Who a message notifies: what its words name, as far as `allowed_mentions` lets it."""

from __future__ import annotations

import re

from tests.discord_api.messages import Message
from tests.discord_api.refusals import Json, wrong
from tests.discord_api.users import User

EVERYTHING: Json = {"parse": ["users", "roles", "everyone"]}


def pinged(message: Message, allowed: Json | None, bot: User) -> set[int]:
    """Ids of the users and roles that hear of a new message; the id of the server stands for everybody."""
    allowed = EVERYTHING if allowed is None else allowed
    _refuse_contradictions(allowed)
    parse = allowed.get("parse") or []
    named = {int(each) for each in re.findall(r"<@!?(\d+)>", message.text)}
    users = named if "users" in parse else named & _ids(allowed, "users")
    return users | _roles(message, allowed, bot) | _everybody(message, parse, bot)


def _roles(message: Message, allowed: Json, bot: User) -> set[int]:
    guild = message.channel.guild
    if guild is None:
        return set()
    named = {int(each) for each in re.findall(r"<@&(\d+)>", message.text)}
    wanted = named if "roles" in (allowed.get("parse") or []) else named & _ids(allowed, "roles")
    may_all = message.channel.permissions_of(bot).mention_everyone
    return {role.id for role in guild.roles if role.id in wanted and (role.is_mentionable or may_all)}


def _everybody(message: Message, parse: list[str], bot: User) -> set[int]:
    guild = message.channel.guild
    if guild is None or "everyone" not in parse or not message.channel.permissions_of(bot).mention_everyone:
        return set()
    return {guild.id} if re.search(r"@(everyone|here)\b", message.text) else set()


def _ids(allowed: Json, kind: str) -> set[int]:
    return {int(each) for each in allowed.get(kind) or []}


def _refuse_contradictions(allowed: Json) -> None:
    for kind in ("users", "roles"):
        if kind in (allowed.get("parse") or []) and allowed.get(kind):
            words = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            raise wrong("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", words)
