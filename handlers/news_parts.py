"""Parts of a piece of news: who decided or answered, its files with their hashes, and that it was withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from config.texts import _, language
from handlers.blocks import Block, Heading, Listing, Quotation
from handlers.markdown import blocks_of, lines_of
from handlers.wording import ending, target
from storage.attachments import Owner
from storage.campaign_updates import RESPONSE, CampaignUpdate
from storage.petition_details import DecisionMaker
from storage.stories import File

if TYPE_CHECKING:
    from storage.nouns import Nouns

MOST_WON = 20


def who_is_meant(store: Nouns, news: CampaignUpdate) -> DecisionMaker | None:
    """Who decided, of a victory; who answered, of a response."""
    if news.decision_maker_id is None:
        return None
    makers = store.details.decision_makers(news.petition_id)
    return next((each for each in makers if each.id == news.decision_maker_id), None)


def text_of(store: Nouns, news: CampaignUpdate) -> tuple[Block, ...]:
    """What it tells; where it is known who answered, their own words with their name."""
    who = who_is_meant(store, news) if news.kind == RESPONSE else None
    blocks = blocks_of(news.text)
    lines = lines_of(blocks)
    if who is None or lines is None:
        return tuple(blocks)
    return (Quotation(lines, target(who)),) if lines else ()


def decided_by(store: Nouns, victory: CampaignUpdate) -> tuple[str, ...]:
    """Who did, where that is said."""
    who = who_is_meant(store, victory)
    return (_("Decided by {whom}.", whom=ending(target(who))),) if who else ()


def won_together(store: Nouns, victory: CampaignUpdate, now: datetime) -> tuple[Block, ...]:
    """Other petitions that the same event won, of whatever organisation."""
    ids = store.campaign_updates.won_together(victory, MOST_WON)
    found = store.petitions.those(ids, language(), now)
    told = tuple(_("{title} · {organisation}", title=each.title, organisation=each.organisation) for each in found)
    return (Heading(_("Won by the same event")), Listing(told)) if told else ()


def files_of(store: Nouns, news: CampaignUpdate) -> list[File]:
    """Its picture and its files."""
    return store.attachments.all_of(Owner(update_id=news.id))


def hashes(files: Sequence[File]) -> tuple[Block, ...]:
    """Each file with what proves that it is the same."""
    named = tuple(
        _("{file}, SHA-256 {hash}", file=each.name, hash=each.sha256) for each in files if not each.is_picture
    )
    return (Heading(_("Files")), Listing(named)) if named else ()
