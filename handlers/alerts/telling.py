"""Telling somebody what they did not ask for just now: what an alert says, why it came, and how its kind is stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from config.texts import _, language, moment
from handlers.alerts.kinds import AlertKind
from handlers.alerts.lines import MOST_LINES, Told, in_lines, rows_to
from handlers.alerts.reasons import why_it_came
from handlers.alerts.stopping import with_stop
from handlers.blocks import Paragraph
from handlers.organizing.rights import Deed, may
from handlers.screens import Action, Button, Look, Screen, rows_of, to
from handlers.turn import Turn, no_invitation
from handlers.wording import sample_line, together
from storage.about import of_same
from storage.alerts import Alert
from storage.hearing import NEW_STORY
from storage.organisations import Organisation
from storage.petitions import Petition
from storage.recipients import Why
from storage.reminders import Reminder
from storage.stories import Story

if TYPE_CHECKING:
    from storage.nouns import Nouns


@dataclass(frozen=True)
class Telling:
    """One alert for all who hear it alike: it reads from the store.

    `zone` is the reader's, or empty where the campaign's own holds; `is_chat` says that others look on.
    `reader` is asked for only where members alone are told.
    """

    store: Nouns
    now: datetime
    news: Alert
    why: Why
    zone: str = ""
    invite: Callable[[Action], str] = no_invitation
    is_chat: bool = False
    is_discreet: bool = False
    reader: int | None = None
    is_tried: bool = False
    """Whether its organizers alone see it, before it is told."""

    @cached_property
    def petition(self) -> Petition | None:
        """The petition that the alert is on, where it is on one."""
        kind, _colon, number = self.news.subject.partition(":")
        if kind == "reminder":
            return self.find(self.reminder.petition_id) if self.reminder else None
        return self.find(int(number)) if kind == "petition" else None

    @cached_property
    def reminder(self) -> Reminder | None:
        """The reminder that came due, where it is one."""
        is_reminder = self.news.subject.startswith("reminder:")
        return self.store.reminders.find(self.news.subject_id) if is_reminder else None

    def find(self, petition_id: int | None) -> Petition | None:
        """A public petition in the reader's language."""
        return self.store.petitions.find(petition_id, language(), self.now) if petition_id else None

    @cached_property
    def organisation(self) -> Organisation | None:
        """The organisation that it is on, where it is on one."""
        kind, _colon, number = self.news.subject.partition(":")
        return self.store.organisations.find(int(number)) if kind == "organisation" else None

    @cached_property
    def story(self) -> Story | None:
        """The story that it tells of, where it tells of one."""
        return self.store.stories.find(int(self.news.occasion)) if self.news.kind == NEW_STORY else None

    def is_for_who_may(self, deed: Deed) -> bool:
        """Whether the reader is a member of the organisation that it is on, in a role with this deed."""
        organisation_id = self._organisation_id()
        if self.reader is None or organisation_id is None:
            return False
        me = self.store.members.of(self.reader, organisation_id)
        return me is not None and may(me.role, deed)

    def _organisation_id(self) -> int | None:
        kind, _colon, number = self.news.subject.partition(":")
        if kind == "organisation":
            return int(number)
        petition = self.store.petitions.find_any(int(number), language(), self.now) if kind == "petition" else None
        return petition.organisation_id if petition else None

    def day(self, at: datetime, otherwise: str) -> str:
        """On which day something was, where the reader is, else in the other zone."""
        return moment(at, self.zone or otherwise, with_time=False)


def telling_for(turn: Turn, news: Alert, why: Why = Why.OWN) -> Telling:
    """The same for somebody who asks for it now."""
    reader = turn.supporter.id if turn.supporter else None
    return Telling(turn.store, turn.now, news, why, turn.zone(""), turn.invite, reader=reader)


def line_of(telling: Telling) -> Told | None:
    """The same in a line."""
    kind = _kind_for(telling)
    return kind.line(telling) if kind else None


def is_for_members(news: Alert) -> bool:
    """Whether it depends on the reader's role if anything is told at all."""
    kind = _kind_of(news)
    return kind is not None and kind.deed is not None


def _kind_for(telling: Telling) -> AlertKind | None:
    """Its kind; None where it is for members alone, and the reader is none or none any more."""
    kind = _kind_of(telling.news)
    is_meant = kind is None or kind.deed is None or telling.is_for_who_may(kind.deed)
    return kind if is_meant else None


def _kind_of(news: Alert) -> AlertKind | None:
    from handlers.alerts import all_kinds

    return all_kinds().get(news.kind)


def tell_alert(telling: Telling) -> Screen | None:
    """What is told; None where there is nothing to tell any more."""
    kind = _kind_for(telling)
    told = kind.tell(telling) if kind else None
    if kind is None or told is None:
        return None
    if telling.is_discreet and not telling.is_chat:
        return discreet_alert(telling.news)
    why = Paragraph(why_it_came(telling, kind))
    told = replace(told, body=(*told.body, why), is_event=True, language=language())
    if telling.is_chat:
        return replace(told, is_card=True, is_guarded=False)
    return with_stop(telling, kind, told)


def tell_digest(telling: Telling, news: Sequence[Alert]) -> Screen | None:
    """A line each, the newest first; None where nothing of it can be told any more."""
    told = [line for each in _newest_first(news) if (line := line_of(replace(telling, news=each)))]
    if not told:
        return None
    if telling.is_discreet:
        return _discreet(to("missed"))
    shown, others = told[:MOST_LINES], len(told) - MOST_LINES
    why = together(_("You hear this together, as you chose."), *sample_line(any(each.is_sample for each in told)))
    fewer, all_news = Button(_("Fewer messages"), to("following")), Button(_("See all news"), to("missed"))
    rows = rows_of(*rows_to(shown), (all_news, fewer) if others > 0 else fewer)
    return Screen(
        _("News of what you follow"),
        (*in_lines(shown, others), why),
        rows,
        is_event=True,
        language=language(),
        is_guarded=any(each.is_guarded for each in shown),
    )


def _newest_first(news: Sequence[Alert]) -> list[Alert]:
    """Of goals of one petition, and of corrections of one piece of news, only the last."""
    kept = {_takes_the_place_of(each): each for each in sorted(news, key=lambda each: (each.raised_at, each.id))}
    return sorted(kept.values(), key=lambda each: (each.raised_at, each.id), reverse=True)


def _takes_the_place_of(news: Alert) -> tuple[str, str, str]:
    """What is the same for those of which the later one is told in place of the earlier."""
    begins = of_same(news)
    return news.kind, news.subject, news.occasion if begins is None else begins


def discreet_alert(news: Alert) -> Screen:
    """That there is some, and not what: safe on a locked phone."""
    return _discreet(to("show_alert", news.id))


def _discreet(shown_by: Action) -> Screen:
    said = _("There is news on something you follow.")
    rows = rows_of(Button(_("Show it"), shown_by, Look.MAIN), Button(_("Fewer messages"), to("following")))
    return Screen(said, rows=rows, is_event=True, language=language())
