"""What people are about: a way of buttons, from the last to the first, and a word with which one begins."""

from __future__ import annotations

from random import Random

from tests.fuzz.guests import Guest, Wish
from tests.seen import Tappable

CODE = "code"
"""Begins with a petition's code; anything else is a command."""
AFTERWARDS = {"mine", "following", "stop"}
TRIES = 2
TO_REASON = ("reason", "answer_reasons", "reasons")
TO_COMMENTS = ("comments", "told")
WISHES: tuple[tuple[int, tuple[str, ...], str], ...] = (
    (3, ("sign",), CODE),
    (10, ("sign_as", "sign_named"), CODE),
    (6, ("sign_named",), CODE),
    (2, ("signers", "reasons"), CODE),
    (7, ("me_too", *TO_REASON), CODE),
    (6, ("not_me", "me_too", *TO_REASON), CODE),
    (5, ("reported", "report", *TO_REASON), CODE),
    (3, ("reported", "report", "report_comments", *TO_COMMENTS), "stories"),
    (6, ("comment_on", *TO_COMMENTS), "stories"),
    (6, ("delete_comment", "my_comment", "my_comments", "comment_on", *TO_COMMENTS), "stories"),
    (4, ("withdraw_now", "withdraw", "signed"), "mine"),
    (6, ("hide", "signed"), "mine"),
    (14, ("sign_named", "signed"), "mine"),
    (2, ("heed", "news_of", "organisation", "more"), CODE),
    (4, ("hear", "news_of"), "following"),
    (1, ("prefer", "choose"), "settings"),
    (1, ("speak", "language"), "settings"),
    (1, ("type_zone", "zone"), "settings"),
    (1, ("count_mine", "share"), CODE),
    (3, ("my_data",), "privacy"),
    (4, ("erase_now", "erase"), "privacy"),
    (1, ("resume",), "stop"),
)


def new_wish(random: Random, *, has_signed: bool) -> Wish:
    """Something to be about; who has signed nothing does not look for what they signed."""
    possible = [wish for wish in WISHES if has_signed or wish[-1] not in AFTERWARDS]
    _weight, way, begins = random.choices(possible, [weight for weight, _way, _begins in possible])[0]
    return Wish(way, begins)


def next_button(guest: Guest, wish: Wish, random: Random) -> Tappable | None:
    """The button on what they look at that leads furthest on their way."""
    seen = [button for button, _message in guest.buttons(1) if button.leads_to]
    for verb in wish.way:
        found = [button for button in seen if button.leads_to.split(":")[0] == verb]
        if found:
            return random.choice(found)
    return None


def is_fulfilled_by(wish: Wish, token: str) -> bool:
    """Whether this was the last tap of it."""
    return token.split(":")[0] == wish.way[0]


def is_given_up(wish: Wish) -> bool:
    """Begun often enough."""
    return wish.begun >= TRIES
