"""Links lead to something to read, and never do anything by themselves."""

from __future__ import annotations

import pytest

from handlers import make_router
from handlers.start import LINKED, _led_to


@pytest.mark.parametrize("payload", ["withdraw_now-1", "erase_now", "as_named-1", "speak-es", "answer-send-1"])
def test_a_link_can_not_act(payload: str) -> None:
    assert _led_to(payload).token == "begin"


def test_what_a_link_leads_to_only_reads() -> None:
    routes = make_router().routes
    assert all(routes[verb].reads or routes[routes[verb].again].reads for verb in LINKED)


@pytest.mark.parametrize(("payload", "token"), [("petition-2", "petition:2:address"), ("KTMWQR", "code:KTMWQR")])
def test_a_link_leads_to_its_petition(payload: str, token: str) -> None:
    assert _led_to(payload).token == token


@pytest.mark.parametrize("payload", ["ü", "петиция", "petition-" + "9" * 100, "", "-", "petition:1"])
def test_a_broken_link_begins_afresh(payload: str) -> None:
    assert _led_to(payload).token == "begin"
