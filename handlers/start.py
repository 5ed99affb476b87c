"""Coming in: with a link, without one, or with an old button."""

from __future__ import annotations

from config.texts import _, language, later
from handlers.router import Command, route
from handlers.screens import MOST_TOKEN_BYTES, Action, Button, Reply, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import in_pairs, run_by, sample_line, short, signed_by
from storage.petitions import Filter, Petition

NEWEST = 3
LINKED = {"petition", "code", "text", "told", "organisation", "stories"}
"""Where a link may lead: to something that is read. A link must never sign, change or erase anything."""


@route("start", reads=True, command=Command("start", later("Begin here")))
def start(turn: Turn) -> Reply:
    """Lead on at once where a link or a code says where to; else show what there is to sign."""
    payload = turn.incoming.words.strip() if turn.incoming.command == "start" else ""
    if payload:
        return turn.follow(_led_to(payload), {})
    newest, _total = turn.store.petitions.listed(Filter(), language(), turn.now, NEWEST)
    return welcome(turn, newest)


def _led_to(payload: str) -> Action:
    """Where a deep link or a typed code leads; both are addresses, and checked like any tap."""
    if payload.isalpha() and payload.isascii():
        return to("code", payload[:12])
    verb = payload.split("-")[0]
    return Action(payload.replace("-", ":")) if verb in LINKED and len(payload) <= MOST_TOKEN_BYTES else to("begin")


@route("begin", reads=True)
def begin_afresh(turn: Turn) -> Reply:
    """A button that is too old or that nobody made: begin again, with nothing lost."""
    newest, _total = turn.store.petitions.listed(Filter(), language(), turn.now, NEWEST)
    return welcome(turn, newest).with_pop_up(
        _("This button no longer leads anywhere. Nothing is lost; go on from here.")
    )


def welcome(turn: Turn, newest: list[Petition]) -> Screen:
    """One sentence, the newest petitions, and how to find any other."""
    title = _("Read what people ask for, and sign what you stand for.")
    if not newest:
        empty = _("No petition is open yet. What is started here will stand here.")
        return Screen(title, (empty, run_by(turn)), rows_of(_more()))
    entries = tuple(_entry(petition) for petition in newest)
    is_sample = any(petition.is_sample for petition in newest)
    code = _("Came with a code? Send it to me.")
    openers = (Button(short(petition.title), to("petition", petition.id)) for petition in newest)
    return Screen(title, (*entries, code, run_by(turn), *sample_line(is_sample)), in_pairs((*openers, *_more())))


def _entry(petition: Petition) -> str:
    return _("{title}: {signed}", title=petition.title, signed=signed_by(petition.count))


def _more() -> tuple[Button, ...]:
    return (
        Button(_("Search"), to("search")),
        Button(_("My signatures"), to("mine")),
        Button(_("More"), to("help")),
    )
