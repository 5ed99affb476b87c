"""Erasing a person: the one place that knows everything that is kept of somebody, in the order it has to go.

Everything that names the person goes in one turn. Where they signed very much, the signatures are then nobody's, and
are taken from the counts in pages, which are gone on with after a restart. Where they did very much as an organizer,
the trail forgets them in such pages, and until then nothing but the number of their row is left of them beside it.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from storage.uniting import still_joining

if TYPE_CHECKING:
    from storage.nouns import Nouns
    from storage.store import Store

MOST_AT_ONCE = 200
MOST_DEEDS = 1_000
"""Entries of the trail in a page: about 9 ms on SQLite."""
ERASING = "erase"


def erase_person(nouns: Nouns, supporter_id: int, now: datetime) -> None:
    """Forget a supporter on all their accounts; under ended petitions only the number of signatures stays."""
    nouns.supporters.lock(supporter_id)
    for work in still_joining(nouns, supporter_id):
        erase_person(nouns, int(work.subject), now)
        nouns.jobs.drop(work)
    for account in nouns.supporters.accounts(supporter_id):
        nouns.conversations.drop_all_of(account.key)
        nouns.linking.forget(account.key)
        nouns.invites.forget(account.key)
        nouns.card_wishes.drop(account.key)
    nouns.members.erase_person(supporter_id)
    nouns.invites.erase_person(supporter_id)
    nouns.alarms.erase_person(supporter_id)
    nouns.sweeps.erase_person(supporter_id)
    nouns.documents.erase_person(supporter_id, now)
    nouns.asking_another.erase_person(supporter_id)
    nouns.share_links.erase_person(supporter_id)
    nouns.voices.erase_person(supporter_id)
    nouns.follows.erase_person(supporter_id)
    nouns.reminders.erase_person(supporter_id)
    nouns.deliveries.erase_person(supporter_id)
    nouns.takings.release_all(supporter_id)
    nouns.decisions.erase_person(supporter_id)
    nouns.comments.erase_person(supporter_id)
    nouns.going_signatures.forget_words(supporter_id)
    if nouns.going_signatures.erase_page(supporter_id, now, MOST_AT_ONCE):
        _leave_to_nobody(nouns, supporter_id, now)
    if nouns.audit.erase_page(supporter_id, MOST_DEEDS):
        nouns.supporters.becomes_nobody(supporter_id)
        nouns.jobs.begin(ERASING, str(supporter_id), None, now)
    else:
        nouns.supporters.forget(supporter_id)


def _leave_to_nobody(nouns: Nouns, supporter_id: int, now: datetime) -> None:
    """Nothing leads from the person to these signatures any more, nor back."""
    nobody = nouns.supporters.add_nobody()
    nouns.going_signatures.hand_over(supporter_id, nobody)
    nouns.jobs.begin(ERASING, str(nobody), None, now)


async def finish_erasing(store: Store, now: datetime) -> None:
    """Take from the counts, and from the trail, what was left to nobody, page after page."""
    while await store.page(lambda nouns: erase_more(nouns, now)):
        pass


def erase_more(nouns: Nouns, now: datetime) -> bool:
    """One page; False where there is nothing left to do."""
    work = nouns.jobs.first_unfinished(ERASING)
    if work is None:
        return False
    nobody = int(work.subject)
    nouns.supporters.lock(nobody)
    pages = nouns.audit.erase_page(nobody, MOST_DEEDS), nouns.going_signatures.erase_page(nobody, now, MOST_AT_ONCE)
    if not any(pages):
        nouns.supporters.forget(nobody)
        nouns.jobs.drop(work)
    return True
