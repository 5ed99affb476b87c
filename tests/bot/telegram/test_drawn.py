"""What is told to many is drawn once for each language."""

from __future__ import annotations

from bot.telegram.drawn import MOST_KEPT, Drawn
from bot.telegram.html import Server
from bot.telegram.keyboard import Stand
from bot.telegram.render import Look
from config.texts import speaking
from handlers.blocks import Moment, Paragraph
from handlers.screens import Screen
from tests.storage.planting import NOW

LOOK = Look(Server(knows_moments=False), Stand.EVENT)
WON = Screen("Won", (Paragraph((Moment(NOW, "UTC"),)),))


def test_it_is_drawn_once() -> None:
    drawn = Drawn()
    assert drawn.payloads(WON, LOOK) is drawn.payloads(WON, LOOK)


def test_each_language_and_each_server_has_its_own() -> None:
    drawn = Drawn()
    english = drawn.payloads(WON, LOOK)
    with speaking("de"):
        assert drawn.payloads(WON, LOOK)[0].html != english[0].html
    assert drawn.payloads(WON, Look(Server(), Stand.EVENT))[0].html != english[0].html


def test_another_screen_in_its_place_in_memory_is_not_taken_for_it() -> None:
    drawn = Drawn()
    titles = [f"Goal {number}" for number in range(3 * MOST_KEPT)]
    assert [drawn.payloads(Screen(title), LOOK)[0].html for title in titles] == [f"<b>{title}</b>" for title in titles]
    assert len(drawn._kept) == MOST_KEPT
