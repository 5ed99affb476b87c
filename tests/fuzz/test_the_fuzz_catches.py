"""Random conversations find what is broken on purpose: each planted fault soon, and by the promise it breaks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

import bot.dispatch
import handlers.conversing
import handlers.parts
import handlers.showing_answers
import handlers.thanks
import tests.fuzz.conversation
from handlers.blocks import Block
from handlers.screens import Reply
from storage.comments import Comments
from storage.handled import Handled
from storage.ledger import Count, Kind, Ledger
from storage.reasons import Reasons
from storage.showing import Showing, Signature, Visibility
from storage.signatures import Signatures
from storage.tables.stories import comment
from tests.fuzz.conversations import converse
from tests.journeys.conftest import Campaigns

STEPS, PIECES = 300, 24
Plant = Callable[[pytest.MonkeyPatch], None]


def hiding_hides_nothing(patch: pytest.MonkeyPatch) -> None:
    """ "Show nothing of me" says that it is done, and the name stays."""
    right = Signatures.show

    def show(self: Signatures, given: Signature, showing: Showing, *rest: Any, **more: Any) -> Signature:
        if showing.visibility is Visibility.COUNTED:
            return replace(given, showing=showing)
        return right(self, given, showing, *rest, **more)

    patch.setattr(Signatures, "show", show)


def initials_are_the_name(patch: pytest.MonkeyPatch) -> None:
    """The whole name is kept and shown where only initials were chosen."""
    patch.setattr(handlers.showing_answers, "initials", lambda name: name)


def reasons_are_read_by_nobody(patch: pytest.MonkeyPatch) -> None:
    """What may endanger somebody is shown at once."""
    patch.setattr(handlers.showing_answers, "cause_to_hold", lambda _reason: "")


def signers_of_all_petitions_are_shown(patch: pytest.MonkeyPatch) -> None:
    """Who chose to be seen under one petition is seen under another."""
    right = Reasons.recent_signers

    def recent_signers(self: Reasons, _petition_id: int, most: int) -> list[Signature]:
        return [signature for petition_id in range(1, 9) for signature in right(self, petition_id, most)]

    patch.setattr(Reasons, "recent_signers", recent_signers)


def withdrawing_keeps_the_count(patch: pytest.MonkeyPatch) -> None:
    """The signature goes, and the ledger says so, but with nothing taken off."""
    right = Ledger.enter

    def enter(self: Ledger, petition_id: int, kind: Kind, amount: int, *rest: Any, **more: Any) -> Count:
        return right(self, petition_id, kind, 0 if kind is Kind.WITHDRAWN else amount, *rest, **more)

    patch.setattr(Ledger, "enter", enter)


def withdrawing_withdraws_nothing(patch: pytest.MonkeyPatch) -> None:
    """The store agrees with itself, and not with what the person was told."""
    patch.setattr(Signatures, "withdraw", lambda *_given: None)


def a_signature_counts_twice(patch: pytest.MonkeyPatch) -> None:
    """The ledger has two lines for it, and agrees with the count."""
    right = Ledger.enter

    def enter(self: Ledger, petition_id: int, kind: Kind, *rest: Any, **more: Any) -> Count:
        if kind is Kind.SIGNED:
            right(self, petition_id, kind, *rest, **more)
        return right(self, petition_id, kind, *rest, **more)

    patch.setattr(Ledger, "enter", enter)


def an_update_is_done_twice(patch: pytest.MonkeyPatch) -> None:
    """What the platform hands over again is done again."""
    right = Handled.add
    patch.setattr(tests.fuzz.conversation, "COMES_AGAIN", 0.3)
    patch.setattr(Handled, "add", lambda *given: right(*given) or True)


def erasing_leaves_comments(patch: pytest.MonkeyPatch) -> None:
    """They lose their writer's account, and keep the name and the words."""

    def erase_person(self: Comments, supporter_id: int) -> None:
        mine = sa.update(comment).where(comment.c.supporter_id == supporter_id)
        self._connection.run(mine.values(supporter_id=None))

    patch.setattr(Comments, "erase_person", erase_person)


def thanks_lead_nowhere(patch: pytest.MonkeyPatch) -> None:
    """A screen without a button."""
    patch.setattr(handlers.thanks, "_rows", lambda *_given, **_more: ())


def stories_are_not_divided(patch: pytest.MonkeyPatch) -> None:
    """A screen over the room that there is."""

    def pages_of(blocks: tuple[Block, ...], *_room: int) -> list[tuple[Block, ...]]:
        return [tuple(blocks)]

    patch.setattr(handlers.parts, "pages_of", pages_of)


def private_answers_are_public(patch: pytest.MonkeyPatch) -> None:
    """In a group everybody reads what one person asked."""
    right = handlers.conversing.converse

    def converse(*given: Any, **more: Any) -> Reply:
        return replace(right(*given, **more), is_private=False)

    patch.setattr(handlers.conversing, "_among_others", lambda *_given: None)
    patch.setattr(bot.dispatch, "converse", converse)


SEEN = "seen by"
"""By the screens alone: what the store keeps is not looked at then."""
COUNTS = "by what people did"
PLANTED: tuple[tuple[Plant, int, str], ...] = (
    (hiding_hides_nothing, 4, SEEN),
    (initials_are_the_name, 1, SEEN),
    (reasons_are_read_by_nobody, 9, SEEN),
    (signers_of_all_petitions_are_shown, 1, SEEN),
    (withdrawing_keeps_the_count, 1, COUNTS),
    (withdrawing_withdraws_nothing, 1, COUNTS),
    (a_signature_counts_twice, 1, COUNTS),
    (an_update_is_done_twice, 34, f"the form shows|{COUNTS}"),
    (erasing_leaves_comments, 5, "left in comment"),
    (thanks_lead_nowhere, 1, "a dead end"),
    (stories_are_not_divided, 1, r"\d+ of \d+"),
    (private_answers_are_public, 1, "told where others look on|seen by the group|Only you see this"),
)


@pytest.mark.parametrize(("plant", "seed", "broken"), PLANTED, ids=lambda given: getattr(given, "__name__", ""))
async def test_a_planted_fault_is_found(
    plant: Plant, seed: int, broken: str, campaigns: Campaigns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch)
    if broken == SEEN:
        monkeypatch.setattr(tests.fuzz.conversation, "check_store", lambda *_given, **_more: None)
    assert re.search(broken, await what_is_found(campaigns, tmp_path, seed))


async def what_is_found(campaigns: Campaigns, folder: Path, first_seed: int) -> str:
    """The first fault that some pieces find; mostly the first does, but a change elsewhere moves the chance."""
    for seed in range(first_seed, first_seed + PIECES):
        try:
            await converse(campaigns, folder, seed, STEPS)
        except AssertionError as fault:
            return str(fault)
    return "nothing"
