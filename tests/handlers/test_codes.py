"""An invitation's code is told from whatever else people type."""

from __future__ import annotations

import pytest

from handlers.codes import invite_code_among
from storage.coining import coined, written
from storage.invites import PARTS


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "save the park",
        "read-this-book",
        "BRING-THEM-HOME",
        "BRINGTHEMHO2",
        "2010 2011 2012",
        "call 2025-550-1234",
        "KTMWQR",
        "K7QM-2XPD",
        "covid19 vaccines for all",
        "AK7QM2XPD9RTB",
        "K7QM2XPD9RTB7",
        "x" * 5000,
    ],
)
def test_other_words_are_no_invitation(typed: str) -> None:
    assert invite_code_among(typed) is None


@pytest.mark.parametrize("typed", ["K7QM-2XPD-9RT0", "k7qm 2xpd 9rti!", "code K1QM2XPD9RTB"])
def test_what_looks_like_one_is_no_search(typed: str) -> None:
    assert invite_code_among(typed) == ""


def test_every_code_is_found() -> None:
    for code in (coined(PARTS) for _ in range(500)):
        for said in (code, written(code), f"it's {written(code).lower()}.", written(code).replace("-", " ")):
            assert invite_code_among(said) == code
