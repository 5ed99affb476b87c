"""Listing petitions, and choosing which once there are many."""

from __future__ import annotations

from functools import partial
from hashlib import blake2b

from config.texts import _, language, later
from handlers.counts import progress, signatures_of
from handlers.lists import Entry, Page, Way, list_screen, page_among, page_of
from handlers.organisations import no_organisation
from handlers.router import Command, route
from handlers.screens import Button, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import follow_button, nothing_here
from storage.came_by import CameBy
from storage.follows import subject_of_topic
from storage.listing import Filter, Order
from storage.petitions import Petition
from storage.standing import State

FILTERS_FROM = 10
"""Below this many open petitions, choosing is more work than reading the list."""
MOST_TOPICS = 1_000


@route("browse", reads=True, command=Command("browse", later("See the petitions"), is_main=True))
def browse(turn: Turn, page: int = 1) -> Reply:
    """All petitions, newest first."""
    choose = Button(_("Choose which"), to("filters")) if offers_filters(turn) else None
    extra = choose or Button(_("Search"), to("search"))
    way = Way(Button(_("Back to the start"), to("start")), "browse", extra=extra)
    return _listed(turn, _("Petitions"), Filter(), page, way)


@route("open", reads=True)
def list_open(turn: Turn, page: int = 1) -> Reply:
    """What can be signed, newest first."""
    way = Way(Button(_("All petitions"), to("browse")), "open", extra=Button(_("Search"), to("search")))
    return _listed(turn, _("Open petitions"), Filter(only_open=True), page, way)


def offers_filters(turn: Turn) -> bool:
    """Whether there are enough petitions to choose among."""
    return turn.store.petitions.open_count() >= FILTERS_FROM


def _listed(turn: Turn, title: str, chosen: Filter, page: int, way: Way) -> Screen:
    found = page_of(partial(turn.store.petitions.listed, chosen, language(), turn.now), page)
    if not found.items:
        return Screen(title, (_nothing_listed(chosen),), rows_of(way.extra, way.back))
    entries = [entry_of(petition) for petition in found.items]
    return list_screen(title, Page(entries, found.number, found.total), way)


def _nothing_listed(chosen: Filter) -> str:
    if chosen.order is Order.CLOSING:
        return _("No open petition has a last day now. Those that have one will stand here, the next to close first.")
    return _("No petition is listed here yet.")


def entry_of(petition: Petition, source: CameBy = CameBy.LIST) -> Entry:
    """A petition in a list, or among what a search found: how it stands, and whose it is."""
    facts = _("{standing} By {organisation}.", standing=_standing(petition), organisation=petition.organisation)
    return Entry(petition.title, facts, to("petition", petition.id, source), petition.is_sample)


def _standing(petition: Petition) -> str:
    if petition.state is State.WON:
        return _("Won with {signatures}.", signatures=signatures_of(petition))
    if petition.has_ended:
        return _("Closed with {signatures}.", signatures=signatures_of(petition))
    return progress(petition)


@route("filters", reads=True)
def choose_filter(turn: Turn) -> Reply:
    """Which petitions to list, and in which order."""
    if not offers_filters(turn):
        return browse(turn)
    first = (_by(Order.NEWEST), _by(Order.MOST_SIGNED), _by(Order.RISING))
    second = (
        _by(Order.CLOSING),
        _by(Order.WON),
        Button(_("Topics"), to("topics")),
        Button(_("Search"), to("search")),
    )
    back = (Button(_("Organisations"), to("organisations")), _back_to_petitions())
    return Screen(_("Which petitions?"), rows=rows_of(first, second, back))


def _by(order: Order) -> Button:
    return Button(_name(order), to("by", order))


def _name(order: Order) -> str:
    names = {
        Order.NEWEST: _("Newest"),
        Order.MOST_SIGNED: _("Most signed"),
        Order.RISING: _("Rising now"),
        Order.CLOSING: _("Closing soon"),
        Order.WON: _("Won"),
    }
    return names[order]


def _back_to_petitions() -> Button:
    return Button(_("Back to petitions"), to("browse"))


@route("by", reads=True)
def list_by_order(turn: Turn, order: Order, page: int = 1) -> Reply:
    """Petitions in a chosen order."""
    return _listed(turn, _name(order), Filter(order), page, Way(_back_to_petitions(), "by", (order,)))


@route("from", reads=True)
def list_from_organisation(turn: Turn, organisation_id: int, page: int = 1) -> Reply:
    """The petitions of one organisation, newest first."""
    organisation = turn.store.organisations.find(organisation_id)
    if organisation is None:
        return no_organisation()
    back = Button(_("Back to organisation"), to("organisation", organisation.id))
    title = _("Petitions by {organisation}", organisation=organisation.name)
    chosen = Filter(organisation_id=organisation.id)
    return _listed(turn, title, chosen, page, Way(back, "from", (organisation.id,)))


@route("topics", reads=True)
def list_topics(turn: Turn, page: int = 1) -> Reply:
    """The topics there are, the most frequent first."""
    topics = turn.store.petitions.topics(MOST_TOPICS)
    found = page_among(topics, page)
    if not found.items:
        return nothing_here(_("Topics"), _("No petition has a topic yet. Topics will stand here."))
    entries = [Entry(topic, "", to("topic", topic_key(topic))) for topic in found.items]
    return list_screen(_("Topics"), Page(entries, found.number, found.total), Way(_back_to_petitions(), "topics"))


@route("topic", reads=True)
def list_topic(turn: Turn, key: str, page: int = 1) -> Reply:
    """The petitions of one topic, newest first."""
    topic = find_topic(turn, key)
    if topic is None:
        return nothing_here(_("There is no such topic any more."), _("See what can be signed instead."))
    extra = follow_button(turn, "topic", key, subject_of_topic(topic))
    way = Way(Button(_("Back to topics"), to("topics")), "topic", (key,), extra)
    return _listed(turn, _("Topic: {topic}", topic=topic), Filter(topic=topic), page, way)


def find_topic(turn: Turn, key: str) -> str | None:
    """The topic of public petitions behind a key, or None."""
    return next((each for each in turn.store.petitions.topics(MOST_TOPICS) if topic_key(each) == key), None)


def topic_key(topic: str) -> str:
    """Ten letters that stand for a topic in an action for good, whatever its length, script and rank."""
    return blake2b(topic.encode(), digest_size=5).hexdigest()
