"""What is written into the audit trail, and how it is told: to whoever did it, and to others."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from config.texts import _, language_name, languages, later, number, speaking
from handlers.organizing.naming import role_named
from handlers.screens import Reply, Screen
from handlers.waiting import counted
from storage.audit import Entry
from storage.members import Role


class Done(StrEnum):
    """A deed in the trail; the words stand in rows for years, and never get a new meaning."""

    FOUNDED = "founded"
    INVITED = "invited"
    TOOK_BACK = "took_back"
    JOINED = "joined"
    CHANGED_ROLE = "changed_role"
    REMOVED = "removed"
    LEFT = "left"
    BEGAN = "began"
    WROTE = "wrote"
    ADDED_LANGUAGE = "added_language"
    REMOVED_LANGUAGE = "removed_language"
    CHANGED_TARGETS = "changed_targets"
    CHANGED_DAYS = "changed_days"
    CHANGED_FACTS = "changed_facts"
    SET_AT_RISK = "set_at_risk"
    SET_SAFE = "set_safe"
    PUBLISHED = "published"
    CHANGED_TEXT = "changed_text"
    DISCARDED = "discarded"
    CLOSED = "closed"
    REOPENED = "reopened"
    RETIRED = "retired"
    SENT_TEST = "sent_test"
    CHANGED = "changed"
    TOOK_DOWN = "took_down"
    PUT_BACK = "put_back"
    SET_PICTURE = "set_picture"
    ADDED_FILE = "added_file"
    CHANGED_FILE = "changed_file"
    REMOVED_FILE = "removed_file"
    COUNTED_SIGNATURE = "counted_signature"
    REJECTED_SIGNATURE = "rejected_signature"
    PUBLISHED_REASON = "published_reason"
    SOFTENED_REASON = "softened_reason"
    REJECTED_REASON = "rejected_reason"
    PUBLISHED_COMMENT = "published_comment"
    SOFTENED_COMMENT = "softened_comment"
    REJECTED_COMMENT = "rejected_comment"
    UNDID_DECISION = "undid_decision"
    WENT_ON_DUTY = "went_on_duty"
    WENT_OFF_DUTY = "went_off_duty"
    HELD_NEW = "held_new"
    COUNTED_NEW = "counted_new"
    SAID_FINE = "said_fine"
    COUNTED_FITTING = "counted_fitting"
    SWEPT = "swept"
    STOPPED_SWEEP = "stopped_sweep"
    UNDID_SWEEP = "undid_sweep"
    BEGAN_MESSAGE = "began_message"
    WROTE_MESSAGE = "wrote_message"
    AIMED = "aimed"
    DROPPED_MESSAGE = "dropped_message"
    TRIED_MESSAGE = "tried_message"
    SET_TIME = "set_time"
    TOOK_BACK_MESSAGE = "took_back_message"
    ASKED_SECOND = "asked_second"
    AGREED = "agreed"
    WENT_ALONE = "went_alone"
    SENT = "sent"
    PAUSED = "paused"
    WENT_ON = "went_on"
    STOPPED_SENDING = "stopped_sending"
    PUT_RIGHT = "put_right"
    TOLD_CORRECTION = "told_correction"
    ALARMED = "alarmed"
    SET_REMINDER = "set_reminder"
    CHANGED_REMINDER = "changed_reminder"
    PAUSED_REMINDER = "paused_reminder"
    RESUMED_REMINDER = "resumed_reminder"
    STOPPED_REMINDER = "stopped_reminder"
    SAID_OF_GOAL = "said_of_goal"
    SILENCED_GOAL = "silenced_goal"
    ADDED_SIGNATURES = "added_signatures"
    CORRECTED_ADDED = "corrected_added"
    SET_RULES = "set_rules"
    BEGAN_NEWS = "began_news"
    CHANGED_NEWS = "changed_news"
    CORRECTED_NEWS = "corrected_news"
    WITHDREW_NEWS = "withdrew_news"
    DROPPED_NEWS = "dropped_news"
    HANDED_OVER = "handed_over"
    MADE_LINK = "made_link"
    RENAMED_LINK = "renamed_link"
    ENDED_LINK = "ended_link"


BY_YOU: Mapping[str, str] = {
    Done.FOUNDED: later("You founded the organisation."),
    Done.INVITED: later("You invited somebody ({role})."),
    Done.TOOK_BACK: later("You took an invitation back ({role})."),
    Done.JOINED: later("You joined ({role})."),
    Done.CHANGED_ROLE: later("You changed what {about} is ({role})."),
    Done.REMOVED: later("You removed {about} ({role})."),
    Done.LEFT: later("You left ({role})."),
    Done.BEGAN: later("You began {of}."),
    Done.WROTE: later("You changed a text of {of} ({language})."),
    Done.ADDED_LANGUAGE: later("You began {of} in another language ({language})."),
    Done.REMOVED_LANGUAGE: later("You took a language out of {of} ({language})."),
    Done.CHANGED_TARGETS: later("You changed whom {of} asks."),
    Done.CHANGED_DAYS: later("You changed days or goals of {of}."),
    Done.CHANGED_FACTS: later("You changed what is told of {of}."),
    Done.SET_AT_RISK: later("You put {of} into at-risk mode."),
    Done.SET_SAFE: later("You took {of} out of at-risk mode."),
    Done.PUBLISHED: later("You published {of}."),
    Done.CHANGED_TEXT: later("You published a new text of {of}."),
    Done.DISCARDED: later("You discarded a new text of {of}."),
    Done.CLOSED: later("You closed {of}."),
    Done.REOPENED: later("You opened {of} again."),
    Done.RETIRED: later("You retired {of}."),
    Done.SENT_TEST: later("You sent yourself a test of {of}."),
    Done.CHANGED: later("You changed {of}."),
    Done.TOOK_DOWN: later("You took {of} down."),
    Done.PUT_BACK: later("You put {of} back."),
    Done.SET_PICTURE: later("You chose the picture of {of}."),
    Done.ADDED_FILE: later("You added a file to {of}."),
    Done.CHANGED_FILE: later("You changed a file of {of}."),
    Done.REMOVED_FILE: later("You removed a file of {of}."),
    Done.COUNTED_SIGNATURE: later("You counted a held signature: {of}."),
    Done.REJECTED_SIGNATURE: later("You did not count a held signature: {of}."),
    Done.PUBLISHED_REASON: later("You published a reason: {of}."),
    Done.SOFTENED_REASON: later("You asked somebody to soften a reason: {of}."),
    Done.REJECTED_REASON: later("You did not publish a reason: {of}."),
    Done.PUBLISHED_COMMENT: later("You published a comment: {of}."),
    Done.SOFTENED_COMMENT: later("You asked somebody to soften a comment: {of}."),
    Done.REJECTED_COMMENT: later("You did not publish a comment: {of}."),
    Done.UNDID_DECISION: later("You undid a decision: {of}."),
    Done.WENT_ON_DUTY: later("You went on duty for alarms."),
    Done.WENT_OFF_DUTY: later("You ended your duty."),
    Done.HELD_NEW: later("You held everything new on {of}."),
    Done.COUNTED_NEW: later("You let new signatures count again on {of}."),
    Done.SAID_FINE: later("You said of an alarm on {of} that it is fine."),
    Done.COUNTED_FITTING: later("You had it counted how many signatures of {of} fit."),
    Done.SWEPT: later("You changed many signatures of {of} at once ({what}: {number})."),
    Done.STOPPED_SWEEP: later("You stopped that on {of} ({what} by then: {number})."),
    Done.UNDID_SWEEP: later("You put that back on {of} ({what} before: {number})."),
    Done.BEGAN_MESSAGE: later("You began a message: {of}."),
    Done.WROTE_MESSAGE: later("You changed the words of {of}."),
    Done.AIMED: later("You changed for whom {of} is."),
    Done.DROPPED_MESSAGE: later("You threw a message away."),
    Done.TRIED_MESSAGE: later("You sent yourself a test of {of}."),
    Done.SET_TIME: later("You set a time for {of}."),
    Done.TOOK_BACK_MESSAGE: later("You took {of} back before it was sent."),
    Done.ASKED_SECOND: later("You asked for a second organizer for {of}."),
    Done.AGREED: later("You agreed to {of}."),
    Done.WENT_ALONE: later("You sent {of} without a second organizer: {reason}"),
    Done.SENT: later("You sent {of}."),
    Done.PAUSED: later("You paused {of}."),
    Done.WENT_ON: later("You went on with {of}."),
    Done.STOPPED_SENDING: later("You stopped {of}."),
    Done.PUT_RIGHT: later("You changed what {of} says, also where it was sent."),
    Done.TOLD_CORRECTION: later("You corrected {of} and told all who were told."),
    Done.SET_REMINDER: later("You set a reminder of {of}."),
    Done.CHANGED_REMINDER: later("You changed a reminder of {of}."),
    Done.PAUSED_REMINDER: later("You paused a reminder of {of}."),
    Done.RESUMED_REMINDER: later("You let a reminder of {of} go on."),
    Done.STOPPED_REMINDER: later("You stopped a reminder of {of}."),
    Done.SAID_OF_GOAL: later("You wrote a message to a goal of {of} (goal: {number})."),
    Done.SILENCED_GOAL: later("You took out the message to a goal of {of} (goal: {number})."),
    Done.ADDED_SIGNATURES: later("You added signatures to {of} ({what}: {number})."),
    Done.CORRECTED_ADDED: later("You put right what was added to {of} ({what}: {number})."),
    Done.SET_RULES: later("You changed the rules for telling people."),
    Done.BEGAN_NEWS: later("You began news of {of} ({what})."),
    Done.CHANGED_NEWS: later("You changed news of {of} ({what})."),
    Done.CORRECTED_NEWS: later("You corrected news of {of} ({what})."),
    Done.WITHDREW_NEWS: later("You withdrew news of {of} ({what})."),
    Done.DROPPED_NEWS: later("You threw away a draft of news of {of} ({what})."),
    Done.HANDED_OVER: later("You changed to whom {of} was handed over."),
    Done.MADE_LINK: later("You made a link to {of}."),
    Done.RENAMED_LINK: later("You gave a link to {of} another name."),
    Done.ENDED_LINK: later("You ended a link to {of}."),
}
BY_OTHERS: Mapping[str, str] = {
    Done.FOUNDED: later("{who} founded the organisation."),
    Done.INVITED: later("{who} invited somebody ({role})."),
    Done.TOOK_BACK: later("{who} took an invitation back ({role})."),
    Done.JOINED: later("{who} joined ({role})."),
    Done.CHANGED_ROLE: later("{who} changed what {about} is ({role})."),
    Done.REMOVED: later("{who} removed {about} ({role})."),
    Done.LEFT: later("{who} left ({role})."),
    Done.BEGAN: later("{who} began {of}."),
    Done.WROTE: later("{who} changed a text of {of} ({language})."),
    Done.ADDED_LANGUAGE: later("{who} began {of} in another language ({language})."),
    Done.REMOVED_LANGUAGE: later("{who} took a language out of {of} ({language})."),
    Done.CHANGED_TARGETS: later("{who} changed whom {of} asks."),
    Done.CHANGED_DAYS: later("{who} changed days or goals of {of}."),
    Done.CHANGED_FACTS: later("{who} changed what is told of {of}."),
    Done.SET_AT_RISK: later("{who} put {of} into at-risk mode."),
    Done.SET_SAFE: later("{who} took {of} out of at-risk mode."),
    Done.PUBLISHED: later("{who} published {of}."),
    Done.CHANGED_TEXT: later("{who} published a new text of {of}."),
    Done.DISCARDED: later("{who} discarded a new text of {of}."),
    Done.CLOSED: later("{who} closed {of}."),
    Done.REOPENED: later("{who} opened {of} again."),
    Done.RETIRED: later("{who} retired {of}."),
    Done.SENT_TEST: later("{who} tried out how {of} arrives."),
    Done.CHANGED: later("{who} changed {of}."),
    Done.TOOK_DOWN: later("{who} took {of} down."),
    Done.PUT_BACK: later("{who} put {of} back."),
    Done.SET_PICTURE: later("{who} chose the picture of {of}."),
    Done.ADDED_FILE: later("{who} added a file to {of}."),
    Done.CHANGED_FILE: later("{who} changed a file of {of}."),
    Done.REMOVED_FILE: later("{who} removed a file of {of}."),
    Done.COUNTED_SIGNATURE: later("{who} counted a held signature: {of}."),
    Done.REJECTED_SIGNATURE: later("{who} did not count a held signature: {of}."),
    Done.PUBLISHED_REASON: later("{who} published a reason: {of}."),
    Done.SOFTENED_REASON: later("{who} asked somebody to soften a reason: {of}."),
    Done.REJECTED_REASON: later("{who} did not publish a reason: {of}."),
    Done.PUBLISHED_COMMENT: later("{who} published a comment: {of}."),
    Done.SOFTENED_COMMENT: later("{who} asked somebody to soften a comment: {of}."),
    Done.REJECTED_COMMENT: later("{who} did not publish a comment: {of}."),
    Done.UNDID_DECISION: later("{who} undid a decision: {of}."),
    Done.WENT_ON_DUTY: later("{who} went on duty for alarms."),
    Done.WENT_OFF_DUTY: later("{who} ended their duty."),
    Done.HELD_NEW: later("{who} held everything new on {of}."),
    Done.COUNTED_NEW: later("{who} let new signatures count again on {of}."),
    Done.SAID_FINE: later("{who} said of an alarm on {of} that it is fine."),
    Done.COUNTED_FITTING: later("{who} had it counted how many signatures of {of} fit."),
    Done.SWEPT: later("{who} changed many signatures of {of} at once ({what}: {number})."),
    Done.STOPPED_SWEEP: later("{who} stopped that on {of} ({what} by then: {number})."),
    Done.UNDID_SWEEP: later("{who} put that back on {of} ({what} before: {number})."),
    Done.BEGAN_MESSAGE: later("{who} began a message: {of}."),
    Done.WROTE_MESSAGE: later("{who} changed the words of {of}."),
    Done.AIMED: later("{who} changed for whom {of} is."),
    Done.DROPPED_MESSAGE: later("{who} threw a message away."),
    Done.TRIED_MESSAGE: later("{who} sent themselves a test of {of}."),
    Done.SET_TIME: later("{who} set a time for {of}."),
    Done.TOOK_BACK_MESSAGE: later("{who} took {of} back before it was sent."),
    Done.ASKED_SECOND: later("{who} asked for a second organizer for {of}."),
    Done.AGREED: later("{who} agreed to {of}."),
    Done.WENT_ALONE: later("{who} sent {of} without a second organizer: {reason}"),
    Done.SENT: later("{who} sent {of}."),
    Done.PAUSED: later("{who} paused {of}."),
    Done.WENT_ON: later("{who} went on with {of}."),
    Done.STOPPED_SENDING: later("{who} stopped {of}."),
    Done.PUT_RIGHT: later("{who} changed what {of} says, also where it was sent."),
    Done.TOLD_CORRECTION: later("{who} corrected {of} and told all who were told."),
    Done.SET_REMINDER: later("{who} set a reminder of {of}."),
    Done.CHANGED_REMINDER: later("{who} changed a reminder of {of}."),
    Done.PAUSED_REMINDER: later("{who} paused a reminder of {of}."),
    Done.RESUMED_REMINDER: later("{who} let a reminder of {of} go on."),
    Done.STOPPED_REMINDER: later("{who} stopped a reminder of {of}."),
    Done.SAID_OF_GOAL: later("{who} wrote a message to a goal of {of} (goal: {number})."),
    Done.SILENCED_GOAL: later("{who} took out the message to a goal of {of} (goal: {number})."),
    Done.ADDED_SIGNATURES: later("{who} added signatures to {of} ({what}: {number})."),
    Done.CORRECTED_ADDED: later("{who} put right what was added to {of} ({what}: {number})."),
    Done.SET_RULES: later("{who} changed the rules for telling people."),
    Done.BEGAN_NEWS: later("{who} began news of {of} ({what})."),
    Done.CHANGED_NEWS: later("{who} changed news of {of} ({what})."),
    Done.CORRECTED_NEWS: later("{who} corrected news of {of} ({what})."),
    Done.WITHDREW_NEWS: later("{who} withdrew news of {of} ({what})."),
    Done.DROPPED_NEWS: later("{who} threw away a draft of news of {of} ({what})."),
    Done.HANDED_OVER: later("{who} changed to whom {of} was handed over."),
    Done.MADE_LINK: later("{who} made a link to {of}."),
    Done.RENAMED_LINK: later("{who} gave a link to {of} another name."),
    Done.ENDED_LINK: later("{who} ended a link to {of}."),
}
BY_NOBODY: Mapping[str, str] = {
    Done.ALARMED: later("An alarm was raised on {of}. Signatures in {minutes} minutes: {number}, usually {usual}."),
}
UNKNOWN = later("Something was done that this version has no words for.")
TO_YOU = later("{who} changed what you are ({role}).")


WHAT: Mapping[str, str] = {
    "hold": later("held"),
    "invalidate": later("struck out"),
    "count": later("counted"),
    "restore": later("restored"),
    "paper": later("on paper"),
    "imported": later("on another list"),
    "victory": later("victory"),
    "response": later("response"),
    "news": later("update"),
}
UNKNOWN_DETAIL = later("no longer known")
THE_COMMAND_LINE = later("The command line")
ERASED = later("Somebody who was erased since")


def told(entry: Entry, reader: int, of: str = "") -> str:
    """One plain sentence, with a "you" for the reader's own deeds and for what was done to them.

    `of` names the petition or the story that it was done to, as it is called now.
    """
    about = entry.about or _("somebody who was erased since")
    values = {"who": _who(entry), "about": about, "of": of, "role": _role(entry), "language": _language(entry)}
    values |= _swept(entry) | _alarmed(entry)
    values["reason"] = str(entry.detail.get("reason") or _(UNKNOWN_DETAIL))
    if entry.deed in BY_NOBODY:
        return _(BY_NOBODY[entry.deed], **values)
    if entry.by == reader:
        return _(BY_YOU.get(entry.deed, UNKNOWN), **values)
    if entry.about_id == reader and entry.deed == Done.CHANGED_ROLE:
        return _(TO_YOU, **values)
    return _(BY_OTHERS.get(entry.deed, UNKNOWN), **values)


def _who(entry: Entry) -> str:
    if entry.name:
        return entry.name
    return _(ERASED if entry.role else THE_COMMAND_LINE)


def names_nobody(name: str) -> bool:
    """Whether the trail would read, in any language, as if somebody else had done what a member of this name does."""
    return _letters(name) in _taken()


@cache
def _taken() -> frozenset[str]:
    names = set()
    for code in languages():
        with speaking(code):
            names |= {_letters(_(name)) for name in (THE_COMMAND_LINE, ERASED)}
    return frozenset(names)


def _letters(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalpha())


def _swept(entry: Entry) -> dict[str, str]:
    """What was done to how many signatures; a detail goes with whoever was erased."""
    how_many = entry.detail.get("number")
    return {
        "number": _(UNKNOWN_DETAIL) if how_many is None else _how_many(entry, int(how_many)),
        "what": _(WHAT.get(entry.detail.get("what", ""), UNKNOWN_DETAIL)),
    }


def _how_many(entry: Entry, found: int) -> str:
    """What new ones were held was counted no further than is worth it when that was begun."""
    is_begun = entry.deed == Done.SWEPT and entry.detail.get("by_holding")
    return counted(found) if is_begun else number(found)


def _alarmed(entry: Entry) -> dict[str, str]:
    return {name: number(int(entry.detail.get(name, 0))) for name in ("minutes", "usual")}


def _role(entry: Entry) -> str:
    """Which role it was about; a detail goes with whoever was erased."""
    role = entry.detail.get("role")
    return role_named(Role(role)) if role in list(Role) else _("no longer known")


def _language(entry: Entry) -> str:
    locale = str(entry.detail.get("language", ""))
    return language_name(locale) if locale else _("no longer known")


def with_said(reply: Reply, sentence: str) -> Reply:
    """The place to which a deed led, and what was done."""
    return reply.with_pop_up(sentence) if isinstance(reply, Screen) else reply
