"""How a supporter wants to be written to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared, Row
from storage.tables.people import supporter
from storage.vault import Vault


class Night(StrEnum):
    """What comes between 22 and 8: without sound, or kept for the morning."""

    SILENT = "silent"
    KEEP = "keep"


class Digest(StrEnum):
    """Single messages, or one across petitions."""

    OFF = "off"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Preferences:
    """`zone` is an IANA name, empty until chosen; `news_seen_at` is when missed news was last shown."""

    zone: str = ""
    night: Night = Night.SILENT
    digest: Digest = Digest.OFF
    is_discreet: bool = False
    is_text_only: bool = False
    is_stopped: bool = False
    news_seen_at: datetime | None = None
    has_dark_charts: bool = False


OF = Prepared(sa.select(supporter).where(supporter.c.id == bindparam("supporter_id")))
PRESELECT_DISCREET = Prepared(
    sa.update(supporter)
    .where(supporter.c.id == bindparam("supporter_id"), supporter.c.is_discreet.is_(None))
    .values(is_discreet=sa.true())
)
SETTABLE = ("zone", "night", "digest", "is_discreet", "is_text_only", "is_stopped", "news_seen_at", "has_dark_charts")


class PreferencesOf:
    """The preferences of supporters."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Speaks over the turn's connection; the zone goes through the vault."""
        self._connection = connection
        self._vault = vault

    def of(self, supporter_id: int) -> Preferences:
        """How this supporter wants to be written to."""
        row = self._connection.first(OF, supporter_id=supporter_id)
        if row is None:
            return Preferences()
        return Preferences(
            self._vault.open("supporter", "zone", supporter_id, row.zone),
            Night(row.night),
            Digest(row.digest),
            bool(row.is_discreet),
            row.is_text_only,
            row.is_stopped,
            row.news_seen_at,
            row.has_dark_charts,
        )

    def preselect_discreet(self, supporter_id: int) -> bool:
        """Discreet messages from now on, unless they chose about that before; whether this changed it."""
        return self._connection.run(PRESELECT_DISCREET, supporter_id=supporter_id) > 0

    def unite(self, staying: int, going: int) -> None:
        """One person's choices instead of two's: the quieter one of each, and the first one's where none is quieter."""
        one, other = (self._connection.first(OF, supporter_id=each) for each in (staying, going))
        assert one is not None, "who stays is remembered"
        assert other is not None, "who goes is remembered"
        zone = self.of(staying).zone or self.of(going).zone
        self.set(staying, zone=zone, **_quieter(one, other))
        self._connection.run(
            sa.update(supporter).where(supporter.c.id == staying).values(locale=one.locale or other.locale)
        )

    def copy(self, supporter_id: int, to: int) -> None:
        """Somebody else has the same choices."""
        row = self._connection.first(OF, supporter_id=supporter_id)
        assert row is not None, "whose choices are copied is remembered"
        self.set(to, **{name: getattr(row, name) for name in SETTABLE} | {"zone": self.of(supporter_id).zone})

    def set(self, supporter_id: int, **chosen: Any) -> None:
        """Change some of them, by their names."""
        unknown = set(chosen) - set(SETTABLE)
        if unknown:
            raise ValueError(f"no such preference: {', '.join(sorted(unknown))}")
        if "zone" in chosen:
            chosen["zone"] = self._vault.seal_if("supporter", "zone", supporter_id, chosen["zone"])
        self._connection.run(sa.update(supporter).where(supporter.c.id == supporter_id).values(**chosen))


def _quieter(one: Row, other: Row) -> dict[str, Any]:
    """Fewer messages, later ones, ones that tell less; news count as seen only where both have seen them."""
    digests, nights = list(Digest), list(Night)
    return {
        "night": max(one.night, other.night, key=lambda night: nights.index(Night(night))),
        "digest": max(one.digest, other.digest, key=lambda digest: digests.index(Digest(digest))),
        "is_discreet": one.is_discreet if other.is_discreet is None else bool(one.is_discreet) or other.is_discreet,
        "is_text_only": one.is_text_only or other.is_text_only,
        "is_stopped": one.is_stopped or other.is_stopped,
        "has_dark_charts": one.has_dark_charts or other.has_dark_charts,
        "news_seen_at": min(one.news_seen_at or one.since, other.news_seen_at or other.since),
    }
