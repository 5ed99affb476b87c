"""One turn of a conversation: who asks for what, in which chat, when, and the store to answer from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from handlers.screens import Action, LinkButton, Reply
from handlers.uploads import MARK, Upload
from storage.file_store import FileStore
from storage.preferences import Preferences
from storage.way import Passed

if TYPE_CHECKING:
    from handlers.router import Command
    from storage.nouns import Nouns
    from storage.supporters import Supporter


@dataclass(frozen=True, slots=True)
class Person:
    """Who taps or types: an identity on one platform; the name it suggests is never stored unasked."""

    platform: str
    user_id: str
    suggested_name: str = ""
    locale: str = ""

    @property
    def key(self) -> str:
        """Names the person across platforms; only ever stored as a keyed hash."""
        return f"{self.platform}:{self.user_id}"


@dataclass(frozen=True, slots=True)
class Chat:
    """Where it happens; `is_private` when nobody but the person sees the answer.

    `room_id` names the group that a topic is part of, or the server in which somebody is answered in private;
    `is_channel` says that only its administrators write there. `is_of_server` says that each answer is seen by its
    person alone, although what stands there is for all.
    """

    platform: str
    chat_id: str
    is_private: bool = True
    room_id: str = ""
    is_channel: bool = False
    is_of_server: bool = False

    @property
    def is_answered_alone(self) -> bool:
        """Whether what is said there is heard by one person."""
        return self.is_private or self.is_of_server

    @property
    def key(self) -> str:
        """Names the chat across platforms; only ever stored as a keyed hash."""
        return f"{self.platform}:{self.chat_id}"


@dataclass(frozen=True, slots=True)
class Room:
    """What fits on one screen of the platform: `text` in UTF-16 code units; whether it shows a form all at once."""

    text: int = 3500
    shows_whole_forms: bool = False
    can_remove: bool = False
    """Whether the platform removes what stands in a private chat, while it is young enough."""
    may_write_first: bool = True
    """Whether whoever uses the bot can be written to; else only who asked for it can."""
    reaches_later: bool = True
    """Whether somebody who has left can be written to."""
    posts_here: bool = False
    """Whether a person can have something posted where they are, for others to see."""
    hears_words: bool = True
    """Whether plain words that are typed there are heard; else commands alone."""

    @property
    def is_written_to(self) -> bool:
        """Whether somebody who is remembered here may be written to later without asking for it."""
        return self.may_write_first and self.reaches_later


@dataclass(frozen=True, slots=True)
class Operator:
    """Who runs this bot and answers for it; empty names are said as they are."""

    name: str = ""
    contact: str = ""
    privacy_url: str = ""


def no_invitation(_action: Action) -> str:
    """Where a platform has neither links nor words that lead to an action."""
    return ""


def no_rooms(_action: Action) -> tuple[LinkButton, ...]:
    """Where a platform has no groups, or no links that lead into one."""
    return ()


def any_chat(_address: str) -> bool:
    """Where no chat is hidden from those who are told of it."""
    return True


def no_links(_action: Action) -> tuple[tuple[str, str], ...]:
    """Where no other platform runs, or none has links."""
    return ()


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a platform hands to dispatch: a tapped action's token, a command with its words, or typed words.

    `update_id` is the platform's own id of it, `values` are the answers of a form that was sent as a whole, and
    `invite` makes a link, or words to type, that lead a newcomer to an action. `happening` is what the platform itself
    tells of a chat, which nobody can tap or type; `message` is the platform's id of the message that was tapped.
    """

    bot: str
    update_id: str
    person: Person
    chat: Chat
    token: str = ""
    command: str = ""
    words: str = ""
    room: Room = Room()
    values: Mapping[str, str] = field(default_factory=dict)
    invite: Callable[[Action], str] = no_invitation
    happening: str = ""
    message: str = ""
    is_admin: bool = False
    """Whether the platform vouches that the person governs this chat."""
    may_write: bool = True
    """Whether the bot may write in this chat, as far as the platform says so."""
    may_ring: bool = True
    """Whether the bot may ring for those who have a role in this chat, as far as the platform says so."""
    is_role_unknown: bool = False
    """Whether the platform can't say that just now."""
    add_to_room: Callable[[Action], tuple[LinkButton, ...]] = no_rooms
    """The ways to bring the bot into a group or a channel, for something that shall stand there."""
    roles: frozenset[str] = frozenset()
    """The roles that the person has where they are, by the platform's ids."""
    may_name: Callable[[str], bool] = any_chat
    """Whether the chat of this address may be named to the person: nobody learns of one that is hidden from them."""
    install_link: str = ""
    """Where a newcomer gets the bot in this app, where an invitation is words to type."""
    is_look: bool = False
    """Whether it only shows anew what stands there already, so that nothing the person does is left for it."""
    uploads: Mapping[str, Upload] = field(default_factory=dict)
    """What was sent: a message's one file under an empty name, those of a whole form under the fields' names."""

    @property
    def is_overheard(self) -> bool:
        """Whether these are plain words where others look on: people talk there, and not to the bot."""
        return not (self.chat.is_private or self.token or self.command or self.happening)

    @property
    def person_here(self) -> str:
        """By what the person is known in this chat."""
        return f"{self.chat.key}/{self.person.key}"

    def looking_at(self, token: str, why: str) -> Incoming:
        """What the same person sees there by now, without doing anything; `why` tells the look from the deed."""
        bare = replace(self, command="", words="", values={}, uploads={})
        return replace(bare, token=token, update_id=f"{self.update_id}/{why}", is_look=True)

    @property
    def answers(self) -> Mapping[str, str]:
        """The answers of a whole form, files among them; a document goes on where somebody typed."""
        sent = {name: upload.value for name, upload in self.uploads.items() if name}
        typed = {name: f"{self.values[name]}\n\n{sent[name]}" for name in sent if _goes_on(self, name)}
        return {**self.values, **sent, **typed}


def _goes_on(incoming: Incoming, name: str) -> bool:
    return bool(incoming.values.get(name)) and not incoming.uploads[name].value.startswith(MARK)


def _nowhere(_action: Action, _values: dict[str, str]) -> Reply:
    raise LookupError("this turn has no router")


def _nothing_done(_action: Action) -> Reply:
    raise LookupError("this turn has no router")


@dataclass(frozen=True)
class Turn:
    """What a handler gets. It lives for one run in one transaction, and is made anew if that has to be repeated."""

    incoming: Incoming
    store: Nouns
    now: datetime
    operator: Operator = Operator()
    values: Mapping[str, str] = field(default_factory=dict)
    menu: tuple[Command, ...] = ()
    follow: Callable[[Action, dict[str, str]], Reply] = _nowhere
    """Answers with another action's route instead, in this same transaction."""
    stand: Callable[[Action], Reply] = _nothing_done
    """Shows where the person stands who may have done this action before, and does nothing."""
    links: Callable[[Action], tuple[tuple[str, str], ...]] = no_links
    """Where else an action is open to a newcomer: the names of other platforms, each with its link."""
    rooms: Mapping[str, Room] = field(default_factory=dict)
    """What fits on a screen of each platform that this program runs on."""
    files: FileStore = field(default_factory=FileStore)
    """Where files are that people sent."""
    paces: Mapping[str, float] = field(default_factory=dict)
    """How many messages each platform is sent in a second, beside answers."""
    steps: list[Passed] = field(default_factory=list)
    """What was gone of the way to a signature, to be counted once the turn is over."""
    can_write: bool = False
    """Whether something may be written; a route that reads raises NeedsWriter where it has to."""

    @property
    def person(self) -> Person:
        """Who taps or types."""
        return self.incoming.person

    @property
    def chat(self) -> Chat:
        """Where it happens."""
        return self.incoming.chat

    @property
    def room(self) -> Room:
        """What fits on one screen here."""
        return self.incoming.room

    def invite(self, action: Action) -> str:
        """A link, or words to type, that lead a newcomer to the action; empty where there are none."""
        return self.incoming.invite(action)

    @cached_property
    def supporter(self) -> Supporter | None:
        """The supporter we remember behind the person, or None: reading leaves no trace."""
        return self.store.supporters.find(self.person.platform, self.person.user_id)

    def remember(self) -> Supporter:
        """The supporter behind the person, made if there is none: somebody who chose something here."""
        person = self.person
        address = self.chat.chat_id if self.chat.is_private else person.user_id
        found = self.supporter or self.store.supporters.add(
            person.platform,
            person.user_id,
            address,
            self.now,
            is_written_to=self.room.is_written_to,
            spoken=person.locale,
        )
        self.__dict__["supporter"] = found
        return found

    @cached_property
    def preferences(self) -> Preferences:
        """How they want to be written to, as it stood when this turn began; the usual for a stranger."""
        return self.store.preferences.of(self.supporter.id) if self.supporter else Preferences()

    @property
    def has_stopped(self) -> bool:
        """Whether they stopped all messages; nothing of it is told where others look on."""
        return self.chat.is_private and self.preferences.is_stopped

    def zone(self, otherwise: str) -> str:
        """The time zone in which moments are shown: the person's own where chosen, else that of what is shown."""
        own = self.preferences.zone if self.chat.is_private else ""
        return own or otherwise
