"""Erasing a person: the one place that knows everything that is kept of somebody, in the order it has to go."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.nouns import Nouns


def erase_person(nouns: Nouns, supporter_id: int, now: datetime) -> None:
    """Forget a supporter on all their accounts; under ended petitions only the number of signatures stays."""
    for account in nouns.supporters.accounts(supporter_id):
        nouns.conversations.drop_all_of(f"{account.platform}:{account.user_id}")
    nouns.share_links.erase_person(supporter_id)
    nouns.voices.erase_person(supporter_id)
    nouns.follows.erase_person(supporter_id)
    nouns.comments.erase_person(supporter_id)
    nouns.signatures.erase_person(supporter_id, now)
    nouns.supporters.forget(supporter_id)
