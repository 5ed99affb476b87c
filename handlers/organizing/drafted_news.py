"""A draft of news of a petition, made of nothing but what is so: its organizers read it, change it and send it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from config.texts import _, day, n_
from handlers.counts import is_told, progress, signatures_of, signed_by
from handlers.organizing.casting_fields import WrittenWords
from handlers.organizing.casting_news import news_form
from handlers.organizing.done import with_said
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.rights import Deed
from handlers.organizing.winning import cannot_be_told
from handlers.screens import Reply, to
from handlers.turn import Turn
from storage.petitions import Petition

LATELY = timedelta(days=7)


@organizes("tell_draft", Deed.TELL, of=PETITION, reads=True, again="pet_tell")
def draft_news(turn: Turn, desk: Desk[Petition]) -> Reply:
    """The questions that begin a piece of news, with a draft as their answers; nothing is kept of it until then."""
    petition = desk.subject
    if problem := cannot_be_told(petition):
        return with_said(turn.follow(to("pet_tell", petition.id), {}), problem)
    return news_form(petition, drafted(turn, petition))


def drafted(turn: Turn, petition: Petition) -> WrittenWords:
    """How many have signed, which goal was reached of late, which is next, and how long it can be signed."""
    title = _("So far: {count}", count=signatures_of(petition))
    return WrittenWords(title, "\n\n".join(_facts(turn, petition)), sign_off=None)


def _facts(turn: Turn, petition: Petition) -> Iterator[str]:
    yield progress(petition) if petition.is_open else signed_by(petition)
    yield from _goal_reached(turn, petition)
    yield from _days_left(turn, petition)
    if petition.is_open:
        yield _("Its code is {code}: whoever gets it from you can sign.", code=petition.code)


def _goal_reached(turn: Turn, petition: Petition) -> Iterator[str]:
    """The highest of the last days."""
    since = petition.today(turn.now) - LATELY
    for each in turn.store.details.milestones(petition.id):
        if each.reached_on and each.reached_on >= since and is_told(petition, each.threshold):
            yield _("The goal of {n} was reached on {day}.", n=each.threshold, day=day(each.reached_on))
            return


def _days_left(turn: Turn, petition: Petition) -> Iterator[str]:
    last = petition.last_day
    left = (last - petition.today(turn.now)).days if last else -1
    if petition.is_open and left == 0:
        yield _("Today is the last day on which it can be signed.")
    elif petition.is_open and last and left > 0:
        yield n_(
            "It can be signed until {day}, {n} day from today.",
            "It can be signed until {day}, {n} days from today.",
            left,
            day=day(last),
        )
