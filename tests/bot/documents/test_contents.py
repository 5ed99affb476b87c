"""What a document tells: sums that add up, nobody shown further than they chose, and nothing that endangers."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.documents.contents import Listed, Signers, contents_of, listed
from bot.documents.letter import letter
from bot.documents.listings import as_csv, as_json
from bot.documents.sums import amounts
from storage.document_pages import Counted
from storage.showing import ReasonState, Showing, Signature, SignatureState, Visibility
from tests.bot.documents.telling import NOW, a_petition, signer, told_of

NAMED = Showing(Visibility.REASON, "Ada Lovelace", "Leeds", "It is ours.")
small = st.integers(0, 50)


def signature(
    showing: Showing,
    state: SignatureState = SignatureState.COUNTED,
    reason_state: ReasonState = ReasonState.PUBLISHED,
) -> Signature:
    """One that was read."""
    return Signature(1, 1, 7, state, showing, reason_state, 0, NOW, 1)


@given(small, small, small, small, st.integers(-20, 20), st.integers(-20, 20))
def test_the_parts_are_the_count(
    named: int, counted_only: int, paper: int, lists: int, right: int, meanwhile: int
) -> None:
    total = named + counted_only + paper + lists + right + meanwhile
    told = told_of(
        a_petition(),
        [signer("Ada")] * named,
        counted_only=counted_only,
        counted=Counted(total, paper, lists, right),
    )
    parts = {name: amount for name, _label, amount in amounts(told)}
    assert sum(parts.values()) == told.count == total
    assert parts["named"] == named
    assert parts["counted_only"] == counted_only


def test_everybody_is_shown_as_they_chose() -> None:
    park = a_petition()
    assert listed(park, signature(Showing())) is None
    assert listed(park, signature(NAMED)) == Listed(7, "Ada Lovelace", "Leeds", "It is ours.", NOW)
    waiting = listed(park, signature(NAMED, reason_state=ReasonState.HELD))
    assert waiting is not None
    assert waiting.reason == ""
    initials = listed(park, signature(Showing(Visibility.INITIALS, "A. L.", "Yorkshire")))
    assert initials is not None
    assert (initials.name, initials.place, initials.reason) == ("A. L.", "Yorkshire", "")


def test_what_a_list_brought_is_counted_there() -> None:
    signers = Signers()
    signers.take(a_petition(), [signature(NAMED, SignatureState.IMPORTED), signature(NAMED)])
    told = contents_of(told_of(a_petition()).head, signers)
    assert (told.here, told.named_here, told.named_of_lists, len(told.listed)) == (1, 1, 1, 2)


def test_at_risk_nothing_tells_one_signature() -> None:
    park, signers = a_petition(at_risk=True), Signers()
    signers.take(park, [signature(NAMED)] * 27)
    told = contents_of(told_of(park, counted=Counted(38, 3, 0, 0)).head, signers)
    assert told.count == 30
    assert amounts(told) == []
    assert told.listed == (Listed(None, "A. L."),) * 20
    whole = json.dumps(letter(told)) + as_csv(told).decode() + as_json(told).decode()
    assert not any(word in whole for word in ("Lovelace", "Leeds", "It is ours", "38", "27", "13:40"))


def test_an_empty_petition_says_so() -> None:
    data = letter(told_of(a_petition()))
    assert (data["total"], data["signatures"], data["reasons"], data["others"]) == ("0", [], [], "")
    assert json.loads(as_json(told_of(a_petition())))["signatures"] == []


def test_what_is_too_much_for_one_document_is_said() -> None:
    signers = Signers(most=2)
    signers.take(a_petition(), [signature(NAMED)] * 4)
    signers.take(a_petition(), [signature(NAMED, SignatureState.IMPORTED), signature(Showing())])
    told = contents_of(told_of(a_petition(), counted=Counted(6, 0, 1, 0)).head, signers)
    data = letter(told)
    assert len(data["signatures"]) == len(data["reasons"]) == 2
    assert data["others"].startswith("3 more are named in the file of signatures")
    assert {name: amount for name, _label, amount in amounts(told)} == {
        "named": 4,
        "counted_only": 1,
        "on_paper": 0,
        "on_other_lists": 1,
    }


def test_no_table_is_smaller_than_what_is_said_of_it_beforehand() -> None:
    signers = Signers()
    signers.take(a_petition(), [signature(NAMED), signature(Showing(Visibility.INITIALS, "A"))])
    told = contents_of(told_of(a_petition()).head, signers)
    assert 0 < signers.least_bytes < min(len(as_csv(told)), len(as_json(told)))


def test_a_moment_at_risk_is_told_as_a_day() -> None:
    told = told_of(a_petition(at_risk=True))
    assert json.loads(as_json(told))["as_of"] == NOW.date().isoformat()
