"""Settings that are chosen from a few: messages at night, their number, discreet ones, and screens without pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from config.texts import _
from handlers.labels import in_pairs
from handlers.router import route
from handlers.screens import Button, Reply, Screen, rows_of, to
from handlers.settings import settings_screen
from handlers.standing import digest_stands, discreet_stands, night_stands, text_only_stands
from handlers.turn import Turn
from storage.preferences import Digest, Night, Preferences

ON, OFF = "on", "off"


class Setting(StrEnum):
    """What is set."""

    NIGHT = "night"
    DIGEST = "digest"
    DISCREET = "discreet"
    TEXT_ONLY = "text_only"


@dataclass(frozen=True, slots=True)
class Choices:
    """One setting: its values with their labels, how it stands, and what is kept for a value."""

    title: str
    meaning: str
    labels: dict[str, str]
    stands: Callable[[Preferences], str]
    column: str
    read: Callable[[str], Any]


def _is_on(value: str) -> bool:
    return value == ON


def _night() -> Choices:
    labels = {Night.SILENT.value: _("Without a sound"), Night.KEEP.value: _("Keep for the morning")}
    meaning = _("Between 22:00 and 8:00 in your time zone a message makes no sound, or waits until the morning.")
    return Choices(_("Messages at night"), meaning, labels, night_stands, "night", Night)


def _digest() -> Choices:
    labels = {
        Digest.OFF.value: _("One by one"),
        Digest.DAILY.value: _("Once a day"),
        Digest.WEEKLY.value: _("Once a week"),
    }
    meaning = _("News can come one by one, or all of it together in one message.")
    return Choices(_("How often"), meaning, labels, digest_stands, "digest", Digest)


def _discreet() -> Choices:
    labels = {ON: _("Only that there is news"), OFF: _("Say what it is about")}
    meaning = _("A discreet message says only that there is news on something you follow, until you open it.")
    return Choices(_("Discreet messages"), meaning, labels, discreet_stands, "is_discreet", _is_on)


def _text_only() -> Choices:
    labels = {ON: _("Text alone"), OFF: _("With pictures")}
    meaning = _("Without pictures, their descriptions stand in the text.")
    return Choices(_("Pictures"), meaning, labels, text_only_stands, "is_text_only", _is_on)


MADE = {Setting.NIGHT: _night, Setting.DIGEST: _digest, Setting.DISCREET: _discreet, Setting.TEXT_ONLY: _text_only}


@route("choose", reads=True, private=True)
def choose(turn: Turn, setting: Setting) -> Reply:
    """What a setting means, how it stands, and a button for each way."""
    choices = MADE[setting]()
    buttons = tuple(Button(label, to("prefer", setting, value)) for value, label in choices.labels.items())
    back = Button(_("Back to settings"), to("settings"))
    return Screen(choices.title, (choices.meaning, choices.stands(turn.preferences)), rows_of(*in_pairs(buttons), back))


@route("prefer", private=True, again="settings")
def prefer(turn: Turn, setting: Setting, value: str) -> Reply:
    """Keep the choice."""
    choices = MADE[setting]()
    if value not in choices.labels:
        return choose(turn, setting)
    supporter = turn.remember()
    turn.store.preferences.set(supporter.id, **{choices.column: choices.read(value)})
    return settings_screen(turn).with_pop_up(choices.stands(turn.store.preferences.of(supporter.id)))
