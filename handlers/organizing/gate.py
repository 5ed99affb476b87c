"""The one place where an organizer's route is checked, at every tap, form, command and token, before its handler runs.

    @organizes("member", Deed.SEE_MEMBERS, of=MEMBER, reads=True)
    def show_member(turn: Turn, desk: Desk[Member]) -> Reply: ...

The first id of the token names what the deed is done to; whose that is, and what the person is there, is read anew
each time. The handler gets both as its desk, and the other ids as they stand.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, cast

from config.texts import _, language
from handlers.labels import short
from handlers.organisations import no_organisation
from handlers.organizing.naming import back_to_desk
from handlers.organizing.rights import Deed, may, who_may
from handlers.router import Handler, RowId, route
from handlers.screens import Button, Reply, Screen, rows_of, to
from handlers.stories import story_not_found
from handlers.turn import Turn
from handlers.wording import back_to_petition, nothing_here, petition_not_found
from storage.alarms import Alarm
from storage.broadcast_rows import Broadcast
from storage.invites import Invite
from storage.members import Member, Role
from storage.organisations import Organisation
from storage.petitions import Petition
from storage.stories import Story
from storage.sweeps import Sweep

T = TypeVar("T")
P = ParamSpec("P")


def _is_known(_subject: object) -> bool:
    return False


def _is_hidden(_subject: object) -> bool:
    return True


def _as_its_route_says(_subject: object) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Belongs(Generic[T]):
    """What a route's first id names, and to which organisation that belongs."""

    id_kind: Any
    find: Callable[[Turn, int], T | None]
    owner: Callable[[T], int | None]
    missing: Callable[[], Screen]
    """What is said where there is none."""
    is_hidden: Callable[[T], bool] = _is_known
    """Whether members alone know of it: to all others it is missing."""
    deed: Callable[[T], Deed | None] = _as_its_route_says
    """What it takes to work on this one, where that depends on what it is."""


@dataclass(frozen=True, slots=True)
class Desk(Generic[T]):
    """Where an organizer's handler works: for which organisation, as what, and on what."""

    organisation: Organisation
    me: Member
    subject: T

    def petition(self, turn: Turn, petition_id: int) -> Petition:
        """The petition that what it works on belongs to."""
        found = turn.store.petitions.find_any(petition_id, language(), turn.now)
        assert found is not None, "what belongs to a petition goes with it"
        return found

    @property
    def role(self) -> Role:
        """What the person is there."""
        return self.me.role

    def may(self, deed: Deed) -> bool:
        """Whether they may do something else, too."""
        return may(self.role, deed)


def nothing_to_organize() -> Screen:
    """Gone, taken back, foreign: all answered alike."""
    return nothing_here(_("There is nothing here."), _("It may have been taken back, or ended."))


ORGANISATION: Belongs[Organisation] = Belongs(
    int, lambda turn, key: turn.store.organisations.find(key), lambda found: found.id, no_organisation
)
MEMBER: Belongs[Member] = Belongs(
    RowId,
    lambda turn, key: turn.store.members.find(key),
    lambda found: found.organisation_id,
    nothing_to_organize,
    is_hidden=_is_hidden,
)
INVITE: Belongs[Invite] = Belongs(
    RowId,
    lambda turn, key: turn.store.invites.find(key, turn.now),
    lambda found: found.organisation_id,
    nothing_to_organize,
    is_hidden=_is_hidden,
)
PETITION: Belongs[Petition] = Belongs(
    int,
    lambda turn, key: turn.store.petitions.find_any(key, language(), turn.now),
    lambda found: found.organisation_id,
    petition_not_found,
    is_hidden=lambda found: found.is_draft,
)
STORY: Belongs[Story] = Belongs(
    int,
    lambda turn, key: turn.store.stories.find_any(key),
    lambda found: found.organisation_id,
    story_not_found,
    is_hidden=lambda found: not found.is_public,
)


ALARM: Belongs[Alarm] = Belongs(
    RowId,
    lambda turn, key: turn.store.alarms.find(key),
    lambda found: found.organisation_id,
    nothing_to_organize,
    is_hidden=_is_hidden,
)
SWEEP: Belongs[Sweep] = Belongs(
    RowId,
    lambda turn, key: turn.store.sweeps.find(key),
    lambda found: found.organisation_id,
    nothing_to_organize,
    is_hidden=_is_hidden,
)
BROADCAST: Belongs[Broadcast] = Belongs(
    int,
    lambda turn, key: turn.store.broadcasts.find(key, language()),
    lambda found: found.organisation_id,
    nothing_to_organize,
    is_hidden=lambda found: found.is_known_to_members_alone,
)


def organizes(
    verb: str, deed: Deed, *, of: Belongs[T], reads: bool = False, again: str = "organize"
) -> Callable[[Callable[Concatenate[Turn, Desk[T], P], Reply]], Handler]:
    """Mark a handler as an organizer's: it runs for those whose role has this deed where the first id belongs."""

    def mark(handler: Callable[Concatenate[Turn, Desk[T], P], Reply]) -> Handler:
        @wraps(handler)
        def checked(turn: Turn, subject_id: int, *args: P.args, **kwargs: P.kwargs) -> Reply:
            desk = _desk_or_refusal(turn, of, deed, subject_id, is_locked=not reads)
            return desk if isinstance(desk, Screen) else handler(turn, desk, *args, **kwargs)

        _takes_id_first(checked, handler, of.id_kind)
        marked: Any = route(verb, reads=reads, private=True, again=again)(checked)
        marked.route = replace(marked.route, deed=deed.value)
        return cast(Handler, marked)

    return mark


def _takes_id_first(checked: Any, handler: Callable[..., Reply], id_kind: Any) -> None:
    """The router reads the ids of a token by these annotations: an id in place of the desk."""
    turn, _desk, *others = inspect.signature(handler).parameters.values()
    subject = inspect.Parameter("subject_id", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    checked.__signature__ = inspect.Signature([turn, subject, *others])
    kinds = {name: kind for name, kind in handler.__annotations__.items() if name != _desk.name}
    checked.__annotations__ = {**kinds, subject.name: id_kind}


def _desk_or_refusal(turn: Turn, of: Belongs[T], deed: Deed, key: int, *, is_locked: bool) -> Desk[T] | Screen:
    """The desk, or what is said instead; before anything is changed, whoever else changes roles has ended."""
    found = of.find(turn, key)
    organisation_id = None if found is None else of.owner(found)
    if organisation_id is None:
        return of.missing()
    if is_locked:
        turn.store.members.lock(organisation_id)
        found = of.find(turn, key)
    organisation = turn.store.organisations.find(organisation_id)
    if found is None or organisation is None:
        return of.missing()
    me = turn.store.members.of(turn.supporter.id, organisation_id) if turn.supporter else None
    if me is None:
        return of.missing() if of.is_hidden(found) else only_organizers(organisation, found)
    needed = of.deed(found) or deed
    return Desk(organisation, me, found) if may(me.role, needed) else not_your_role(organisation, needed)


def only_organizers(organisation: Organisation, found: object = None) -> Screen:
    """To somebody who has nothing to do with it: what was found is open to them as it is to everybody."""
    sentence = _("Only organizers of {organisation} can do this.", organisation=organisation.name)
    about = Button(
        short(_("About {organisation}", organisation=organisation.name)), to("organisation", organisation.id)
    )
    return _refused(sentence, back_to_petition(found.id) if isinstance(found, Petition) else about)


def not_your_role(organisation: Organisation, deed: Deed) -> Screen:
    """To a member in another role."""
    sentences = {
        Role.OWNER: _("Only owners of {organisation} can do this.", organisation=organisation.name),
        Role.ORGANIZER: _("Only organizers of {organisation} can do this.", organisation=organisation.name),
        Role.MODERATOR: _("Only moderators of {organisation} can do this.", organisation=organisation.name),
    }
    return _refused(sentences[who_may(deed)[-1]], back_to_desk(organisation.id))


def _refused(sentence: str, onward: Button) -> Screen:
    return Screen(sentence, (_("Nothing was changed."),), rows_of(onward))
