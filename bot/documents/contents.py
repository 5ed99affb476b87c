"""What stands in a document, before it is a file: the petition in one language, its count, and who may be listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from handlers.blocks import Block
from handlers.confirmed import earlier_signers
from handlers.counts import in_steps
from handlers.markdown import blocks_of
from handlers.showing_answers import as_others_see
from handlers.wording import addressees
from storage.document_pages import Counted
from storage.documents import Document
from storage.nouns import Nouns
from storage.petitions import Petition
from storage.showing import ReasonState, Showing, Signature, SignatureState, Visibility

LEAST_OF_A_ROW = 27
"""Bytes beside what somebody wrote: a day, a number, and the signs between cells of a table."""


@dataclass(frozen=True, slots=True)
class Head:
    """Everything but the signatures, in the words of the document's language; `at` is the moment of which it tells."""

    petition: Petition
    counted: Counted
    to: str
    story: tuple[Block, ...]
    legal_line: str
    earlier: str
    at: datetime
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody who chose to be seen; empty is what they did not show, `number` is None where they signed elsewhere."""

    number: int | None
    name: str
    place: str = ""
    reason: str = ""
    signed_at: datetime | None = None
    is_of_list: bool = False


@dataclass(slots=True)
class Signers:
    """All who signed, as far as they were read; of those who may be listed no more than `most` are kept."""

    listed: list[Listed] = field(default_factory=list)
    here: int = 0
    """How many signed here."""
    most: int | None = None
    more_here: int = 0
    """How many of them chose to be seen, and are not kept."""
    more_of_lists: int = 0
    letters: int = 0
    """Of all that is kept."""

    @property
    def least_bytes(self) -> int:
        """No file in which all of them stand is smaller."""
        return self.letters + LEAST_OF_A_ROW * len(self.listed)

    def take(self, petition: Petition, page: Sequence[Signature]) -> None:
        """One page more."""
        self.here += sum(each.state is SignatureState.COUNTED for each in page)
        for found in filter(None, (listed(petition, each) for each in page)):
            self._take(found)

    def _take(self, found: Listed) -> None:
        if self.most is None or len(self.listed) < self.most:
            self.listed.append(found)
            self.letters += len(found.name) + len(found.place) + len(found.reason)
        elif found.is_of_list:
            self.more_of_lists += 1
        else:
            self.more_here += 1


@dataclass(frozen=True, slots=True)
class Contents:
    """A petition and who signed it, as its document tells both; more chose to be seen than it has room to list."""

    head: Head
    listed: Sequence[Listed]
    here: int
    more_here: int = 0
    more_of_lists: int = 0

    @property
    def at_risk(self) -> bool:
        """Whether a single signature may endanger somebody."""
        return self.head.petition.at_risk

    @property
    def named_here(self) -> int:
        """How many of those who signed here chose to be seen."""
        return sum(not each.is_of_list for each in self.listed) + self.more_here

    @property
    def named_of_lists(self) -> int:
        """How many of those from other lists did."""
        return sum(each.is_of_list for each in self.listed) + self.more_of_lists

    @property
    def counted_only(self) -> int:
        """How many of those who signed here did not."""
        return self.here - self.named_here

    @property
    def changed_meanwhile(self) -> int:
        """What came to the count, or went, while the signatures were read."""
        return self.head.counted.here - self.here

    @property
    def count(self) -> int:
        """How many signed, as far as it may be told."""
        total = self.head.counted.total
        return in_steps(total) if self.at_risk else total

    @property
    def reasons(self) -> list[Listed]:
        """Those who gave a reason that is shown."""
        return [each for each in self.listed if each.reason]


def head_of(nouns: Nouns, asked: Document, now: datetime) -> Head | None:
    """The petition as it stands, in the language of the document; None where it is not public."""
    petition = nouns.petitions.find_any(asked.petition_id, asked.locale, now)
    organisation = nouns.organisations.find(petition.organisation_id) if petition else None
    if petition is None or organisation is None or petition.is_draft:
        return None
    return Head(
        petition,
        nouns.document_pages.counted(petition),
        addressees(nouns.details.decision_makers(petition.id)),
        blocks_of(nouns.petitions.story(petition)),
        petition.legal_line or organisation.legal_line,
        earlier_signers(petition),
        now,
        asked.links,
    )


def contents_of(head: Head, signers: Signers) -> Contents:
    """The whole, by number; where a signature may endanger somebody, in full tens and an order that tells nothing."""
    if not head.petition.at_risk:
        more = (signers.more_here, signers.more_of_lists)
        return Contents(head, tuple(sorted(signers.listed, key=_in_order)), signers.here, *more)
    full = signers.listed[: in_steps(len(signers.listed))]
    return Contents(head, tuple(sorted(full, key=lambda each: each.name)), signers.here)


def _in_order(each: Listed) -> tuple[bool, int]:
    """Who signed elsewhere stands last."""
    return each.number is None, each.number or 0


def listed(petition: Petition, given: Signature) -> Listed | None:
    """How somebody stands in a document: no further than they chose, and no further than is safe there."""
    showing = as_others_see(petition, given.showing)
    if showing.visibility is Visibility.COUNTED or not showing.name:
        return None
    if petition.at_risk:
        return Listed(None, showing.name)
    is_of_list = given.state is SignatureState.IMPORTED
    reason = showing.reason if _is_shown(given, showing) else ""
    return Listed(given.number, showing.name, showing.place, reason, given.signed_at, is_of_list)


def _is_shown(given: Signature, showing: Showing) -> bool:
    return showing.visibility is Visibility.REASON and given.reason_state is ReasonState.PUBLISHED
