"""Missed news: what happened to what somebody follows while they were away, one line each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from config.texts import _, n_
from handlers.alerts.lines import MOST_LINES, Told, in_lines, rows_to
from handlers.alerts.telling import line_of, telling_for
from handlers.blocks import Paragraph
from handlers.lists import Entry, Page, Way, list_screen, page_of
from handlers.pages import length_of
from handlers.router import NeedsWriter, route
from handlers.screens import Button, Look, Reply, Rows, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import sample_line
from storage.alerts import KEPT_FOR, Alert
from storage.columns import EPOCH

MOST_ROWS = 3


def news_first(turn: Turn, last: Button) -> Screen | None:
    """What was missed, and then no more; None where there is nothing. `last` leads on."""
    if turn.supporter is None or not turn.chat.is_private:
        return None
    missed, total = turn.store.missed.of(turn.supporter.id, _after(turn), MOST_LINES)
    told = _all_told(turn, missed)
    if not told:
        return None
    if turn.preferences.is_discreet:
        return discreetly(last)
    _have_seen(turn, missed)
    return missed_screen(told, total - len(missed), last)


def news_beside(turn: Turn, reply: Reply) -> Reply:
    """For somebody who came for something else: one line first, and the way to the news, unseen meanwhile."""
    waiting = _how_many(turn) if isinstance(reply, Screen) else 0
    if not waiting or not isinstance(reply, Screen):
        return reply
    line = n_(
        "Since you were last here: {n} piece of news of what you follow.",
        "Since you were last here: {n} pieces of news of what you follow.",
        waiting,
    )
    said = there_is_news() if turn.preferences.is_discreet else line
    leading_on = replace(reply, rows=_with_news(reply.rows))
    saying = replace(leading_on, body=(Paragraph(said), *reply.body))
    return saying if length_of(saying) <= turn.room.text else leading_on


def _after(turn: Turn) -> datetime:
    """Since the last look; whom older alerts were told is forgotten, so that they are no news."""
    return max(turn.preferences.news_seen_at or EPOCH, turn.now - KEPT_FOR)


def _how_many(turn: Turn) -> int:
    if turn.supporter is None or not turn.chat.is_private:
        return 0
    missed, total = turn.store.missed.of(turn.supporter.id, _after(turn), MOST_LINES)
    return total if any(line_of(telling_for(turn, each)) for each in missed) else 0


def _with_news(rows: Rows) -> Rows:
    """In place of the way to the start, which shows the news too; else where there is room for one more."""
    news, start = Button(_("See what is new"), to("missed")), to("start")
    *others, last = rows
    if any(isinstance(button, Button) and button.action == start for button in last):
        row = (button for button in last if not (isinstance(button, Button) and button.action == start))
        return (*others, (*row, news))
    if len(rows) < MOST_ROWS and (len(last) > 1 or not others):
        return (*rows, (news,))
    return (*others, (*last, news))


def there_is_news() -> str:
    """Nothing that tells somebody who looks over a shoulder what it is about."""
    return _("There is news on something you follow.")


def discreetly(last: Button) -> Screen:
    """That there is some, and not what."""
    show = Button(_("Show it"), to("missed"), Look.MAIN)
    return Screen(there_is_news(), rows=rows_of(show, (_fewer(), last)))


def _fewer() -> Button:
    return Button(_("Choose my news"), to("following"))


def missed_screen(told: list[Told], others: int, last: Button) -> Screen:
    """One line each, each within reach."""
    onward = Button(_("See all news"), to("missed")) if others > 0 else _fewer()
    is_sample = any(each.is_sample for each in told)
    title, body = _("Since you were last here"), (*in_lines(told, others), *sample_line(is_sample))
    is_guarded = any(each.is_guarded for each in told)
    return Screen(title, body, rows_of(*rows_to(told), (onward, last)), is_guarded=is_guarded)


def _have_seen(turn: Turn, newest_first: Sequence[Alert]) -> None:
    """Up to the newest of them: what is raised in this very moment is not lost."""
    assert turn.supporter is not None, "who missed something is known"
    seen, newest = turn.preferences.news_seen_at, newest_first[0].raised_at
    if seen is not None and newest <= seen:
        return
    if not turn.can_write:
        raise NeedsWriter
    turn.store.preferences.set(turn.supporter.id, news_seen_at=newest)


@route("missed", reads=True, private=True)
def list_news_followed(turn: Turn, page: int = 1) -> Reply:
    """All news of what somebody follows, seen or not, the newest first."""
    fetch = partial(turn.store.missed.and_told, turn.supporter.id) if turn.supporter else _no_news
    found = page_of(fetch, page)
    if not found.items:
        return no_news_yet()
    if found.number == 1:
        _have_seen(turn, found.items)
    told = _all_told(turn, found.items)
    if not told and found.total == len(found.items):
        return no_news_yet()
    entries = [Entry(each.what, each.day, each.action, each.is_sample) for each in told]
    way = Way(Button(_("Back to what you follow"), to("following")), "missed")
    shown = list_screen(_("News of what you follow"), Page(entries, found.number, found.total), way)
    return replace(shown, is_guarded=any(each.is_guarded for each in told))


def _all_told(turn: Turn, found: Sequence[Alert]) -> list[Told]:
    return [told for news in found if (told := line_of(telling_for(turn, news)))]


def _no_news(_most: int, _skip: int) -> tuple[list[Alert], int]:
    return [], 0


def no_news_yet() -> Screen:
    """Nothing has happened yet."""
    sentence = _("No news yet. What happens to what you follow will stand here.")
    rows = rows_of((Button(_("What you follow"), to("following")), Button(_("Back to the start"), to("start"))))
    return Screen(_("News of what you follow"), (sentence,), rows)
