"""Discord's interactions as turns: who did what, and on which message.

Whatever somebody does, only they see the answer, in a server as in a direct message. So each person has one private
chat here, named by themselves; it is also where they are written to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import IntEnum
from itertools import chain
from typing import Any

from bot.discord import custom_ids
from bot.discord.custom_ids import Stand
from bot.discord.fitting import ROOM
from bot.discord.links import Links, invite
from bot.discord.modals import answers_in
from bot.discord.places import BOT_DM, NAME, Spot, lets_post, spot_of
from bot.discord.uploads import Bring, nothing, uploads_in
from bot.safety import encodable
from handlers.screens import to
from handlers.turn import Chat, Incoming, Person
from storage.voices import Said

Json = dict[str, Any]
EPHEMERAL = 1 << 6
REPORTS = ("report", "report_comments", "answer_reasons")
"""Verbs of the buttons that report, the closest first: this one thing, or one of those that stand there."""
REPORTED_AS = {"text": "report_petition", "organisation": "report_organisation"}
"""Verbs of a button that every petition, or every organisation's card, has, and what reports it by the same id."""
NOTHING_TO_REPORT = to("report", Said.REASON, 0)
NOT_OURS = to("report_elsewhere")
_COMMAND = re.compile(r"/([a-z_]{1,32})(?:\s+(?:[a-z]+:\s*)?(.*))?", re.DOTALL | re.IGNORECASE)
"""A command written out as words, with or without the name of its option: `/start code:petition-2`."""
_CHOSEN = re.compile("told-[0-9]{1,10}")
"""A story that was chosen while typing: words that lead to it, as those of an invitation do."""
USER_COMMAND, MESSAGE_COMMAND = 2, 3


class Kind(IntEnum):
    """What somebody did."""

    COMMAND = 2
    TAP = 3
    COMPLETION = 4
    FORM = 5


@dataclass(frozen=True, slots=True)
class Tapped:
    """The message that a button or a form stood on; it may change where nobody else sees it."""

    stand: Stand
    is_own: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What an interaction is answered by; the token is good for a quarter of an hour."""

    id: int
    token: str = field(repr=False)
    application_id: int


@dataclass(frozen=True, slots=True)
class Heard:
    """One interaction understood."""

    incoming: Incoming
    asked: Asked
    kind: Kind
    tapped: Tapped | None = None
    is_alone: bool = False
    """Whether it happened where nobody but the person is, so that the answer may stay."""
    spot: Spot | None = None
    """The channel of a server where it happened."""

    @property
    def of_channel(self) -> Incoming:
        """The same as something about the channel, for those who govern it; who else asks learns that they may not."""
        if self.spot is None:
            return self.incoming
        spot = self.spot
        of_channel = replace(self.incoming, chat=spot.chat, is_admin=spot.governs)
        return replace(of_channel, may_write=spot.may_write, may_ring=spot.may_ring)

    @property
    def stand(self) -> Stand | None:
        """What stands where the answer may take its place; None where it has to be a message of its own."""
        if self.tapped is None or not self.tapped.is_own or self.tapped.stand is Stand.EVENT:
            return None
        return self.tapped.stand


def understood(raw: Json, bring: Bring = nothing) -> Heard | None:
    """The interaction as a turn; None for kinds that we never asked for. `bring` fetches what people send."""
    user = _user(raw)
    if user is None or raw.get("type") not in set(Kind) - {Kind.COMPLETION}:
        return None
    kind = Kind(raw["type"])
    asked = asked_by(raw)
    incoming = _incoming(f"{NAME}:{asked.application_id}", str(raw["id"]), user, _locale(raw))
    is_alone = raw.get("context") == BOT_DM
    spot = spot_of(raw)
    room = replace(ROOM, posts_here=lets_post(raw), hears_words=is_alone)
    said = replace(incoming, room=room, **_said(kind, raw["data"], asked.application_id))
    if kind is Kind.FORM:
        said = replace(said, uploads=uploads_in(raw["data"], bring))
    if spot is not None:
        said = replace(said, chat=replace(said.chat, room_id=spot.chat.room_id), roles=spot.roles)
    return Heard(said, asked, kind, _tapped(raw, is_alone=is_alone), is_alone, spot)


def asked_by(raw: Json) -> Asked:
    """What this interaction is answered by."""
    return Asked(int(raw["id"]), raw["token"], int(raw["application_id"]))


def typed(raw: Json, application_id: int) -> Incoming | None:
    """What somebody wrote to the bot in a direct message; None for everything else."""
    author = raw.get("author") or {}
    if raw.get("guild_id") or author.get("bot"):
        return None
    said = _written(raw)
    incoming = _incoming(f"{NAME}:{application_id}", str(raw["id"]), author, "")
    return replace(incoming, **said) if said else None


def _written(raw: Json) -> Json:
    """Words; a command that was written out; pictures and the like are said to be no words."""
    words = encodable(raw.get("content") or "")
    if command := _COMMAND.fullmatch(words):
        return {"command": command[1].lower(), "words": (command[2] or "").strip()}
    if words:
        return {"words": words}
    return {"token": "not_words"} if raw.get("attachments") or raw.get("sticker_items") else {}


def person_of(raw: Json) -> Person | None:
    """Who it is."""
    user = _user(raw)
    return None if user is None else _person(user, _locale(raw))


def _user(raw: Json) -> Json | None:
    found = (raw.get("member") or {}).get("user") or raw.get("user")
    return found if isinstance(found, dict) else None


def _person(user: Json, locale: str) -> Person:
    suggested = user.get("global_name") or user.get("username") or ""
    return Person(NAME, str(user["id"]), encodable(suggested).strip(), locale)


def _incoming(bot: str, update_id: str, user: Json, locale: str) -> Incoming:
    person = _person(user, locale)
    install_link = Links(int(bot.partition(":")[2])).for_people
    chat = Chat(NAME, person.user_id)
    return Incoming(bot, update_id, person, chat, room=ROOM, invite=invite, install_link=install_link)


def _locale(raw: Json) -> str:
    """The language of their app, such as `de` of `de` or `es` of `es-419`."""
    return str(raw.get("locale") or "").split("-")[0].lower()


def _tapped(raw: Json, *, is_alone: bool) -> Tapped | None:
    message = raw.get("message")
    if not isinstance(message, dict):
        return None
    meant = custom_ids.read(str(raw["data"].get("custom_id", "")))
    return Tapped(meant.stand, is_alone or bool(message.get("flags", 0) & EPHEMERAL))


def _said(kind: Kind, data: Json, application_id: int) -> Json:
    """A token with what was filled in, or a command with its words."""
    if kind is Kind.COMMAND:
        return _commanded(data, application_id)
    meant = custom_ids.read(str(data["custom_id"]))
    if meant.command:
        return {"command": meant.command}
    values = answers_in(data.get("components") or ()) if kind is Kind.FORM else {}
    return {"token": meant.token, "values": values}


def _commanded(data: Json, application_id: int) -> Json:
    if data.get("type") in {USER_COMMAND, MESSAGE_COMMAND}:
        return {"token": _report_on(data, application_id)}
    options = [str(option.get("value", "")) for option in data.get("options") or ()]
    words = encodable(" ".join(options)).strip()
    return {"command": "start" if _CHOSEN.fullmatch(words) else str(data["name"]).lower(), "words": words}


def _report_on(data: Json, application_id: int) -> str:
    """The button of the message that reports what stands there."""
    messages = (data.get("resolved") or {}).get("messages") or {}
    chosen = messages.get(str(data.get("target_id")), {})
    tokens = [custom_ids.read(custom_id).token for custom_id in _custom_ids(chosen.get("components") or ())]
    found = (token for verb in REPORTS for token in tokens if token.split(":")[0] == verb)
    is_ours = str((chosen.get("author") or {}).get("id", application_id)) == str(application_id)
    nothing = NOTHING_TO_REPORT if is_ours else NOT_OURS
    return next(chain(found, _reports_of(tokens)), nothing.token)


def _reports_of(tokens: list[str]) -> Iterator[str]:
    """What reports the one petition that stands there, or else the one organisation."""
    for verb, reporting in REPORTED_AS.items():
        keys = {token.split(":")[1] for token in tokens if token.startswith(f"{verb}:")}
        if len(keys) == 1:
            yield f"{reporting}:{keys.pop()}"


def _custom_ids(components: Any) -> Iterator[str]:
    for component in components:
        if isinstance(component.get("custom_id"), str):
            yield component["custom_id"]
        yield from _custom_ids(component.get("components") or ())
