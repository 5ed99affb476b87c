"""The parts of a checked campaign file, from plain values to frozen ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path as FilePath
from typing import Any

from storage.attached_files import beside, media_type, remembered
from storage.loading.campaign_file import (
    AttachedFile,
    CampaignUpdate,
    Comment,
    DecisionMaker,
    Delivery,
    KeyDate,
    Link,
    Milestone,
    Organisation,
    Petition,
    PetitionText,
    Reason,
    Story,
)
from storage.loading.cross_check import maker_of
from storage.loading.faults import Path

Raw = dict[str, Any]
VICTORY = "victory"


def organisation_of(at: Path, said: Raw) -> Organisation:
    """An organisation as the file says it."""
    optional = ("motto", "mission", "contact", "legal_line", "sign_off")
    required = ("slug", "name", "locale", "zone")
    return Organisation(at=at, links=_links(said, "links"), **_texts(said, *required, *optional))


def petition_of(at: Path, said: Raw, folder: FilePath) -> Petition:
    """A petition as the file says it; its victory is one more update."""
    return Petition(
        at=at,
        started_on=date.fromisoformat(said["started_on"]),
        closes_on=_date(said, "closes_on"),
        state=said.get("state", "open"),
        imported=int(said.get("imported", 0)),
        at_risk=said.get("at_risk", False),
        ladder=tuple(map(int, said["ladder"])) if "ladder" in said else None,
        topics=tuple(said.get("topics", ())),
        co_signers=tuple(said.get("co_signers", ())),
        files=tuple(_files(said, folder)),
        texts=tuple(PetitionText(**text) for text in said["texts"]),
        decision_makers=tuple(DecisionMaker(*maker_of(one)) for one in said.get("decision_makers", ())),
        deliveries=tuple(_delivery(one) for one in said.get("deliveries", ())),
        key_dates=tuple(KeyDate(date.fromisoformat(one["on"]), one["what"]) for one in said.get("key_dates", ())),
        milestones=tuple(_milestone(one) for one in said.get("milestones", ())),
        updates=tuple(_updates(said)),
        reasons=tuple(_reasons(said.get("reasons", ()))),
        **_texts(said, "slug", "organisation", "code", "video"),
    )


def story_of(at: Path, said: Raw, folder: FilePath) -> Story:
    """A story as the file says it."""
    return Story(
        at=at,
        kind=said.get("kind", "news"),
        on=date.fromisoformat(said["on"]),
        reported_on=_date(said, "reported_on"),
        links=_links(said, "links"),
        files=tuple(_files(said, folder)),
        comments=tuple(_comments(said.get("comments", ()))),
        **_texts(said, "slug", "organisation", "petition", "event", "title", "locale", "text"),
    )


def _texts(said: Raw, *keys: str) -> dict[str, Any]:
    return {key: said.get(key, "") for key in keys}


def _date(said: Raw, key: str) -> date | None:
    return date.fromisoformat(said[key]) if key in said else None


def _links(said: Raw, key: str) -> tuple[Link, ...]:
    return tuple(Link(one["title"], one["url"], one.get("on", "")) for one in said.get(key, ()))


def _files(said: Raw, folder: FilePath) -> Iterator[AttachedFile]:
    if "picture" in said:
        yield _file(said["picture"], folder, is_picture=True)
    for attachment in said.get("attachments", ()):
        yield _file(attachment, folder, is_picture=False)


def _file(said: Raw, folder: FilePath, *, is_picture: bool) -> AttachedFile:
    file = beside(folder, said["file"])
    return AttachedFile(
        is_picture=is_picture,
        path=remembered(file),
        name=said.get("name", file.name),
        media_type=media_type(file, is_picture=is_picture),
        size=file.stat().st_size,
        description=said["description"],
        caption=said.get("caption", ""),
    )


def _delivery(said: Raw) -> Delivery:
    return Delivery(DecisionMaker(*maker_of(said)), _date(said, "on"), said.get("how", ""))


def _milestone(said: Raw) -> Milestone:
    return Milestone(int(said["goal"]), _date(said, "on"), said.get("message", ""), said.get("sign_off", ""))


def _updates(said: Raw) -> Iterator[CampaignUpdate]:
    for one in said.get("updates", ()):
        yield CampaignUpdate(kind=one.get("kind", "news"), **_update(one), **_texts(one, "slug", "text"))
    if VICTORY in said:
        victory = said[VICTORY]
        yield CampaignUpdate(
            slug=VICTORY,
            kind=VICTORY,
            text=victory["letter"],
            is_full=victory["full"],
            **_update(victory),
            **_texts(victory, "what_changed", "not_solved", "next_petition"),
        )


def _update(said: Raw) -> dict[str, Any]:
    return {
        "on": date.fromisoformat(said["on"]),
        "sources": _links(said, "sources"),
        **_texts(said, "title", "event", "sign_off", "correction"),
    }


def _reasons(listed: Iterable[Raw]) -> Iterator[Reason]:
    seen: Counter[tuple[str, str]] = Counter()
    for one in listed:
        who = one.get("name", ""), one["text"]
        yield Reason(
            on=date.fromisoformat(one["on"]),
            me_too=int(one.get("me_too", 0)),
            is_held=one.get("held", False),
            repeat=seen[who],
            **_texts(one, "name", "place", "text"),
        )
        seen[who] += 1


def _comments(listed: Iterable[Raw]) -> Iterator[Comment]:
    seen: Counter[tuple[str, str]] = Counter()
    for one in listed:
        who = one.get("author", ""), one["text"]
        kind, on = one.get("kind", "comment"), date.fromisoformat(one["on"])
        yield Comment(kind=kind, on=on, repeat=seen[who], **_texts(one, "author", "text", "url"))
        seen[who] += 1
