"""What a campaign file says, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path as FilePath

from storage.loading.faults import Fault, Path, key_of
from storage.petition_rows import hash_of


@dataclass(frozen=True, slots=True)
class Link:
    """An address with its title and, for a source, its date."""

    title: str
    url: str
    on: str

    def as_json(self) -> dict[str, str]:
        """As it stands in a JSON column."""
        said = {"title": self.title, "url": self.url}
        return {**said, "on": self.on} if self.on else said


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A picture or another file; `path` is as `storage.attached_files` keeps it."""

    is_picture: bool
    path: str
    name: str
    media_type: str
    size: int
    description: str
    caption: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who runs campaigns."""

    at: Path
    slug: str
    name: str
    motto: str
    mission: str
    contact: str
    legal_line: str
    sign_off: str
    locale: str
    zone: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PetitionText:
    """A petition in one language."""

    locale: str
    title: str
    ask: str
    summary: str
    story: str

    @property
    def hash(self) -> str:
        """SHA-256 of what is signed, in hexadecimal digits."""
        return hash_of(self.title, self.ask, self.summary, self.story)


@dataclass(frozen=True, slots=True)
class DecisionMaker:
    """An office, a person, a district, or any of them together."""

    office: str
    person: str
    district: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """To whom, when and how it was handed over."""

    to: DecisionMaker
    on: date | None
    how: str


@dataclass(frozen=True, slots=True)
class KeyDate:
    """A day that matters."""

    on: date
    what: str


@dataclass(frozen=True, slots=True)
class Milestone:
    """A goal that was reached."""

    goal: int
    on: date | None
    message: str
    sign_off: str


@dataclass(frozen=True, slots=True)
class CampaignUpdate:
    """News by the organizers; the last four say something of a victory only.

    `correction` is what was told wrongly at first, and how it is.
    """

    slug: str
    kind: str
    on: date
    title: str
    text: str
    event: str
    sources: tuple[Link, ...]
    sign_off: str
    correction: str
    is_full: bool | None = None
    what_changed: str = ""
    not_solved: str = ""
    next_petition: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody signed elsewhere; `repeat` tells those of the same name and words apart, from 0."""

    name: str
    place: str
    on: date
    text: str
    me_too: int
    is_held: bool
    repeat: int


@dataclass(frozen=True, slots=True)
class Petition:
    """An ask with all that stands under it."""

    at: Path
    slug: str
    organisation: str
    code: str
    started_on: date
    closes_on: date | None
    state: str
    imported: int
    at_risk: bool
    video: str
    ladder: tuple[int, ...] | None
    topics: tuple[str, ...]
    co_signers: tuple[str, ...]
    files: tuple[AttachedFile, ...]
    texts: tuple[PetitionText, ...]
    decision_makers: tuple[DecisionMaker, ...]
    deliveries: tuple[Delivery, ...]
    key_dates: tuple[KeyDate, ...]
    milestones: tuple[Milestone, ...]
    updates: tuple[CampaignUpdate, ...]
    reasons: tuple[Reason, ...]

    @property
    def next_petition(self) -> str:
        """What its victory goes on with; empty without one."""
        return next((update.next_petition for update in self.updates if update.next_petition), "")


@dataclass(frozen=True, slots=True)
class Comment:
    """What a reader wrote, or a link back from elsewhere."""

    author: str
    on: date
    kind: str
    text: str
    url: str
    repeat: int


@dataclass(frozen=True, slots=True)
class Story:
    """A campaign story or a piece of news."""

    at: Path
    slug: str
    organisation: str
    petition: str
    kind: str
    event: str
    title: str
    on: date
    reported_on: date | None
    locale: str
    text: str
    links: tuple[Link, ...]
    files: tuple[AttachedFile, ...]
    comments: tuple[Comment, ...]


@dataclass(frozen=True, slots=True)
class CampaignFile:
    """A file that was read and found right; `lines` serve faults that only a store can find."""

    path: FilePath
    is_sample: bool
    organisations: tuple[Organisation, ...]
    petitions: tuple[Petition, ...]
    stories: tuple[Story, ...]
    lines: dict[Path, int]

    def fault(self, path: Path, fault: str) -> Fault:
        """A fault that the store found at a place in the file."""
        return Fault(self.path.name, self.lines.get(path, 0), key_of(path), fault)
