"""Petitions and signers as documents tell them, without a store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from bot.documents.contents import Contents, Head, Listed, Signers, contents_of
from handlers.blocks import Block
from storage.document_pages import Counted
from storage.petitions import Petition
from storage.standing import State

NOW = datetime(2026, 11, 22, 13, 40, tzinfo=UTC)
LINKS = (("telegram", "https://t.me/example?start=petition-1"), ("discord", "https://discord.example/add"))


def a_petition(
    title: str = "Keep the park",
    ask: str = "Let it stay open.",
    organisation: str = "Friends of the Park",
    *,
    at_risk: bool = False,
) -> Petition:
    """One that can be signed."""
    return Petition(
        id=1,
        slug="park",
        code="KTMWQR",
        organisation_id=1,
        organisation=organisation,
        organisation_locale="en",
        zone="Europe/London",
        state=State.OPEN,
        is_open=True,
        started_on=date(2026, 3, 1),
        closes_at=None,
        at_risk=at_risk,
        is_sample=False,
        version=1,
        locale="en",
        title=title,
        ask=ask,
        summary="",
        count=0,
        ladder=None,
        video="",
        co_signers=(),
        contact="",
        legal_line="",
        holds_new=False,
        retired_for="",
        retired_at=None,
        asks_since=1,
        asked_again=0,
        confirmed=0,
    )


def told_of(
    petition: Petition,
    listed: Sequence[Listed] = (),
    *,
    counted_only: int = 0,
    counted: Counted | None = None,
    story: tuple[Block, ...] = (),
) -> Contents:
    """A petition whose count is what is listed and counted only, unless it is said."""
    here = len(listed) + counted_only
    head = Head(petition, counted or Counted(here, 0, 0, 0), "the Mayor", story, "", "", NOW, LINKS)
    return contents_of(head, Signers(list(listed), here))


def signer(name: str, place: str = "", reason: str = "", number: int = 1) -> Listed:
    """Somebody who chose to be seen."""
    return Listed(number, name, place, reason, NOW)
