"""Following: what somebody hears of, and which kinds of news of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from config.texts import _, later
from handlers.direct import direct_button, how_it_reaches
from handlers.labels import in_pairs
from handlers.lists import Entry, Page, Way, list_screen, page_of
from handlers.reminders import reminders_button
from handlers.router import Command, route
from handlers.screens import Action, Button, Reply, Rows, Screen, rows_of, to
from handlers.subjects import Kind, Subject, button_key, find_subject, kinds_heard, subject_followed
from handlers.thanks import discreet_from_now_on
from handlers.turn import Turn
from handlers.wording import nothing_here, sample_line, see_open_petitions
from storage.follows import Follow, Topic

MOST_FOLLOWED = 1_000


@route("following", reads=True, private=True, command=Command("following", later("Choose what you hear of")))
def following(turn: Turn, page: int = 1) -> Reply:
    """Everything somebody follows, the newest first."""
    if turn.supporter is None:
        return follows_nothing()
    found = page_of(partial(turn.store.follows.all_of, turn.supporter.id), page)
    if not found.items:
        return _with_reminders(turn, follows_nothing())
    entries = Page([_entry(turn, follow) for follow in found.items], found.number, found.total)
    way = Way(Button(_("Back to the start"), to("start")), "following", extra=Button(_("See news"), to("missed")))
    screen = list_screen(_("What you follow"), entries, way, *how_it_reaches(turn), *_stopped(turn))
    return _with_way(turn, _with_reminders(turn, screen))


def _with_way(turn: Turn, screen: Screen) -> Screen:
    """The choice of how news comes, where there is one."""
    return _with_button(screen, direct_button(turn))


def _with_reminders(turn: Turn, screen: Screen) -> Screen:
    """The way to what they wait for, where there is anything."""
    return _with_button(screen, reminders_button(turn))


def _with_button(screen: Screen, button: Button | None) -> Screen:
    if button is None:
        return screen
    *others, last = screen.rows
    return replace(screen, rows=(*others, (button, *last)))


def follows_nothing() -> Screen:
    """Nothing yet: how it begins."""
    how = _("What you sign you follow. Petitions, organisations and topics have a button to follow them.")
    rows = rows_of(see_open_petitions(), Button(_("Back to the start"), to("start")))
    return Screen(_("You follow nothing yet."), (how,), rows)


def _stopped(turn: Turn) -> tuple[str, ...]:
    return (_("All messages are stopped until you resume them."),) if turn.has_stopped else ()


def _entry(turn: Turn, follow: Follow) -> Entry:
    subject = subject_followed(turn, follow.subject)
    if subject is None:
        gone = to("hear", *button_key(follow.subject), int(Topic.NOTHING))
        return Entry(_("Something that is no longer public"), _("Opening it ends following it."), gone)
    return Entry(subject.title, you_hear(subject, follow.topics), subject.news, subject.is_sample)


def you_hear(subject: Subject, topics: Topic) -> str:
    """Which kinds of news of it somebody hears."""
    if not topics:
        return _("You hear nothing of it.")
    return _("You hear of it: {kinds}.", kinds=kinds_heard(subject.kind, topics))


@route("news_of", reads=True, private=True)
def news_of(turn: Turn, kind: Kind, key: str) -> Reply:
    """Which kinds of news somebody hears of one thing."""
    subject = find_subject(turn, kind, key)
    if subject is None:
        return nothing_to_follow()
    return news_screen(subject, _heard(turn, subject))


def _heard(turn: Turn, subject: Subject) -> Topic:
    return turn.store.follows.of(turn.supporter.id, subject.subject) if turn.supporter else Topic.NOTHING


def nothing_to_follow() -> Screen:
    """Gone, a draft, or never there."""
    return nothing_here(_("There is nothing to follow here."), _("See what can be signed instead."))


def news_screen(subject: Subject, topics: Topic) -> Screen:
    """What is heard, said in plain words, and each kind with its button."""
    comes = _("What is new stands first when you come back.")
    body = (you_hear(subject, topics), *((comes,) if topics else ()), *sample_line(subject.is_sample))
    return Screen(subject.title, body, _rows(subject, topics))


def _rows(subject: Subject, topics: Topic) -> Rows:
    kinds = tuple(_kind_button(subject, topic, topics) for topic in subject.kinds)
    nothing = (Button(_("Hear nothing"), _hear(subject, Topic.NOTHING)),) if topics else ()
    if subject.kind is not Kind.PETITION:
        return rows_of(*in_pairs((*kinds, *nothing)), subject.back)
    ending = (Button(_("Only how it ends"), _hear(subject, Topic.ENDINGS)),) if topics != Topic.ENDINGS else ()
    return rows_of(kinds[:3], (*kinds[3:], *nothing), (*ending, subject.back))


def _hear(subject: Subject, topics: Topic) -> Action:
    return to("hear", subject.kind, subject.key, int(topics))


def _kind_button(subject: Subject, topic: Topic, topics: Topic) -> Button:
    is_heard = topic in topics
    label = _mute(topic) if is_heard else _listen(topic)
    return Button(label, to("heed", subject.kind, subject.key, int(topic), int(not is_heard)))


def _listen(topic: Topic) -> str:
    return {
        Topic.ENDINGS: _("Hear its end"),
        Topic.UPDATES: _("Hear news"),
        Topic.MILESTONES: _("Hear goals"),
        Topic.DATES: _("Hear dates"),
        Topic.PETITIONS: _("Hear petitions"),
        Topic.STORIES: _("Hear stories"),
    }[topic]


def _mute(topic: Topic) -> str:
    return {
        Topic.ENDINGS: _("Mute its end"),
        Topic.UPDATES: _("Mute news"),
        Topic.MILESTONES: _("Mute goals"),
        Topic.DATES: _("Mute dates"),
        Topic.PETITIONS: _("Mute petitions"),
        Topic.STORIES: _("Mute stories"),
    }[topic]


@route("heed", private=True, again="news_of")
def heed(turn: Turn, kind: Kind, key: str, topic: int, is_heard: int) -> Reply:
    """Hear one kind of news, or no longer; the button says which, so that twice changes nothing."""
    subject = find_subject(turn, kind, key)
    if subject is None:
        return nothing_to_follow()
    chosen, before = subject.only_possible(topic), _heard(turn, subject)
    is_so_already = chosen in before if is_heard else not chosen & before
    if is_so_already:
        return _chosen(turn, subject, before)
    changes = {"more": chosen} if is_heard else {"less": chosen}
    heard = turn.store.follows.change(turn.remember().id, subject.subject, turn.now, **changes)
    return _chosen(turn, subject, heard)


@route("hear", private=True, again="news_of")
def hear(turn: Turn, kind: Kind, key: str, topics: int) -> Reply:
    """Hear exactly these kinds of news."""
    subject = find_subject(turn, kind, key)
    if subject is None:
        return _forget(turn, kind, key) if not topics else nothing_to_follow()
    wanted = subject.only_possible(topics)
    if wanted != _heard(turn, subject):
        turn.store.follows.set(turn.remember().id, subject.subject, wanted, turn.now)
    return _chosen(turn, subject, wanted)


def _chosen(turn: Turn, subject: Subject, topics: Topic) -> Screen:
    screen = news_screen(subject, topics).with_pop_up(_changed(subject, topics))
    if not topics or not subject.at_risk or turn.supporter is None:
        return screen
    is_now_discreet = turn.store.preferences.preselect_discreet(turn.supporter.id)
    return replace(screen, body=(*screen.body, *discreet_from_now_on(is_now_discreet)))


def _changed(subject: Subject, topics: Topic) -> str:
    if not topics:
        return _("From now on you hear nothing of it.")
    return _("From now on you hear: {kinds}.", kinds=kinds_heard(subject.kind, topics))


def _forget(turn: Turn, kind: Kind, key: str) -> Reply:
    """What is no longer public can still be let go of."""
    if turn.supporter is None:
        return nothing_to_follow()
    followed, _total = turn.store.follows.all_of(turn.supporter.id, MOST_FOLLOWED)
    mine = next((each.subject for each in followed if button_key(each.subject) == (kind, key)), None)
    if mine is None:
        return nothing_to_follow()
    turn.store.follows.end(turn.supporter.id, mine)
    return turn.follow(to("following"), {})
