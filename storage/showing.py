"""How a signature is shown: what its signer chose, and how that is sealed and opened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from storage.connection import Row
from storage.vault import Vault


class Visibility(StrEnum):
    """How others may see a signer, from the safest on."""

    COUNTED = "counted"
    INITIALS = "initials"
    NAME = "name"
    REASON = "reason"

    def is_safer_than(self, other: Visibility) -> bool:
        """Whether others see less."""
        ranks = list(Visibility)
        return ranks.index(self) < ranks.index(other)


class SignatureState(StrEnum):
    """Whether a signature counts."""

    COUNTED = "counted"
    HELD = "held"
    INVALIDATED = "invalidated"
    IMPORTED = "imported"


PACE, PETITION, WITHDRAWN = "pace", "petition", "withdrawn"
"""What put a signature into its state, beside moderators: it came too fast, its petition holds what is new, its signer
took it back after it was invalidated."""
TOO_FAST, ALL_NEW, SWEPT = "too_fast", "all_new", "swept"
"""Why a signature waits: its pace, its petition that holds what is new, which holds new reasons as well, or a
moderator who held many at once."""


def holds_signature(put_by: str) -> str:
    """Why a held signature waits, by what put it there."""
    return {PACE: TOO_FAST, "": TOO_FAST, PETITION: ALL_NEW}.get(put_by, SWEPT)


class ReasonState(StrEnum):
    """Whether a reason is shown."""

    NONE = "none"
    PUBLISHED = "published"
    HELD = "held"
    REJECTED = "rejected"
    SOFTENED = "softened"
    """A moderator asked its writer to say it less dangerously; until then it is not shown."""


HELD_BY_REPORTS = "reported"
REJECTED_BEFORE = "rejected_before"
SOFTENED_BEFORE = "softened_before"
"""Why a reason waits: readers reported these words, or a moderator rejected earlier ones, or asked to soften them."""
UNREAD = "unread"
"""Why a comment waits that nobody has read."""
WAITS_BECAUSE = {ReasonState.REJECTED: REJECTED_BEFORE, ReasonState.SOFTENED: SOFTENED_BEFORE}
KEEPS_WAITING = (HELD_BY_REPORTS, *WAITS_BECAUSE.values())
MOST_REWRITES = 1
"""So often words that were rejected may be said anew; who is asked to soften them may whenever that is."""


@dataclass(frozen=True, slots=True)
class Showing:
    """What a signer chose to show: only what their visibility needs; `held_for` says why a reason waits."""

    visibility: Visibility = Visibility.COUNTED
    name: str = ""
    place: str = ""
    reason: str = ""
    held_for: str = ""

    def within(self) -> Showing:
        """Without anything that the visibility does not show: counted only keeps nothing at all."""
        if self.visibility is Visibility.COUNTED:
            return Showing()
        if self.visibility is Visibility.REASON or not self.reason:
            return self
        return replace(self, reason="", held_for="")

    def no_wider_than(self, other: Showing) -> Showing:
        """Of two choices the safer one, a place and a reason only where both show one; at par, this one's words."""
        safer, wider = (other, self) if other.visibility.is_safer_than(self.visibility) else (self, other)
        shown = safer if wider.place else replace(safer, place="")
        return shown if wider.reason else replace(shown, reason="", held_for="")

    def after(self, earlier: Signature) -> Showing:
        """The same, waiting where this signer's words were rejected or reported: giving new ones undoes no decision."""
        if not self.reason or self.held_for:
            return self
        kept = WAITS_BECAUSE.get(earlier.reason_state, "")
        if earlier.reason_state is ReasonState.HELD and earlier.showing.held_for in KEEPS_WAITING:
            kept = earlier.showing.held_for
        return replace(self, held_for=kept)

    def held_as_new(self, earlier: Signature) -> Showing:
        """The same, waiting as all that is new, unless these words are shown already or their signature waits."""
        is_shown = self.reason == earlier.showing.reason and earlier.reason_state is ReasonState.PUBLISHED
        if not self.reason or self.held_for or is_shown or earlier.is_held:
            return self
        return replace(self, held_for=ALL_NEW)

    @property
    def reason_state(self) -> ReasonState:
        """Held where there is a cause to, else shown."""
        if not self.reason:
            return ReasonState.NONE
        return ReasonState.HELD if self.held_for else ReasonState.PUBLISHED


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature, opened for whoever may see it."""

    id: int
    petition_id: int
    number: int | None
    state: SignatureState
    showing: Showing
    reason_state: ReasonState
    me_too: int
    signed_at: datetime
    text_version: int
    rewrites: int = 0
    put_by: str = ""
    """What put it into its state, where nobody decided on it alone."""

    @property
    def may_say_it_anew(self) -> bool:
        """Whether other words would be looked at."""
        return self.reason_state is not ReasonState.REJECTED or self.rewrites < MOST_REWRITES

    @property
    def is_counted(self) -> bool:
        """Whether it counts."""
        return self.state not in (SignatureState.HELD, SignatureState.INVALIDATED)

    @property
    def is_held(self) -> bool:
        """Whether it waits to be looked at before it counts."""
        return self.state is SignatureState.HELD


def sealed(signature_id: int, showing: Showing, vault: Vault) -> dict[str, Any]:
    """What is shown, as the columns of one row keep it."""
    seal, key = vault.seal_if, vault.keyed_hash
    return {
        "visibility": showing.visibility.value,
        "name": seal("signature", "name", signature_id, showing.name),
        "place": seal("signature", "place", signature_id, showing.place),
        "place_key": key("place", showing.place.casefold()) if showing.place else None,
        "reason": seal("signature", "reason", signature_id, showing.reason),
        "reason_key": key("reason", showing.name, showing.reason) if showing.reason else None,
        "reason_state": showing.reason_state.value,
        "held_for": showing.held_for,
    }


def opened(row: Row, vault: Vault) -> Signature:
    """A row of the signature table, decrypted."""
    showing = Showing(
        Visibility(row.visibility),
        vault.open("signature", "name", row.id, row.name),
        vault.open("signature", "place", row.id, row.place),
        vault.open("signature", "reason", row.id, row.reason),
        row.held_for,
    )
    return Signature(
        id=row.id,
        petition_id=row.petition_id,
        number=row.number,
        state=SignatureState(row.state),
        showing=showing,
        reason_state=ReasonState(row.reason_state),
        me_too=row.me_too,
        signed_at=row.signed_at,
        text_version=row.text_version,
        rewrites=row.rewrites,
        put_by=row.put_by,
    )
