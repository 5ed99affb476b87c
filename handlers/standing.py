"""How each setting stands, in a sentence."""

from __future__ import annotations

from config.texts import _
from storage.preferences import Digest, Night, Preferences


def zone_stands(chosen: Preferences) -> str:
    """In which time zone dates are shown."""
    if not chosen.zone:
        return _("Time zone: that of each campaign")
    return _("Time zone: {zone}", zone=chosen.zone)


def night_stands(chosen: Preferences) -> str:
    """What happens to messages at night."""
    return _("At night: kept for the morning") if chosen.night is Night.KEEP else _("At night: without a sound")


def digest_stands(chosen: Preferences) -> str:
    """How news is put together."""
    return {
        Digest.OFF: _("News: one by one"),
        Digest.DAILY: _("News: together, once a day"),
        Digest.WEEKLY: _("News: together, once a week"),
    }[chosen.digest]


def discreet_stands(chosen: Preferences) -> str:
    """How much a message tells."""
    return _("Discreet messages: yes") if chosen.is_discreet else _("Discreet messages: no")


def text_only_stands(chosen: Preferences) -> str:
    """Whether pictures are shown."""
    return _("Pictures: described in words") if chosen.is_text_only else _("Pictures: shown")


def all_stand(chosen: Preferences) -> tuple[str, ...]:
    """All of them, and whether messages are stopped."""
    stopped = (_("All messages are stopped until you resume them."),) if chosen.is_stopped else ()
    stand = (zone_stands, night_stands, digest_stands, discreet_stands, text_only_stands)
    return (*(each(chosen) for each in stand), *stopped)
